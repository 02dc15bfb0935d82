"""Reads terms from the text somebody wrote, and back from a stored version; the same reader as the command's."""

import tomllib

from homeward.base.errors import TamperedError, TermsError
from homeward.desks.exchange.models import TermsVersion
from homeward.engine.law.categories import CATEGORIES
from homeward.engine.planning import Terms, read_terms
from homeward.engine.sealing import canonical_bytes, digest

LONGEST_TEXT = 100_000


def read_terms_text(text: str) -> Terms:
    """The terms a TOML text says.

    Raises:
        TermsError: names the line or the key, and the cure.
        NewerFormatError, NotBuiltError: see `read_terms`.
    """
    if len(text) > LONGEST_TEXT:
        raise TermsError(f"The terms are longer than {LONGEST_TEXT} characters.", cure="Shorten them.")
    try:
        data = tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise TermsError(f"This is not TOML: {error}.", cure="Compare it with the example.") from error
    return read_terms(data, categories=CATEGORIES)


def terms_of(version: TermsVersion) -> Terms:
    """The terms of a stored version.

    Raises:
        TamperedError: text, document and digest of the version do not belong together.
    """
    terms = read_terms_text(version.text)
    document = canonical_bytes(terms.document())
    if document != bytes(version.document) or digest(document) != version.digest:
        raise TamperedError(
            f"Version {version.number} of the terms is not what was saved: text, document and digest differ.",
            cure="Do not plan with it. Restore it from a back-up, and tell the auditor.",
        )
    return terms
