"""Stored versions of lists: their documents opened and held against their digests, and the last one of each list."""

from collections.abc import Collection
from typing import Any

from homeward.base.errors import TamperedError
from homeward.desks.exchange.lists import kind_of, read_list_document
from homeward.desks.exchange.models import ListVersion
from homeward.engine.sealing import UnreadableJsonError, canonical_bytes, digest, read_strict

# Kind, whose word it is, and whom it is about.
ListKey = tuple[str, str, str]


def document_of_list(version: ListVersion) -> dict[str, Any]:
    """The document of a stored version.

    Raises:
        TamperedError: document, digest and the version's own name do not belong together.
    """
    data = bytes(version.document)
    try:
        value = read_strict(data)
    except UnreadableJsonError as error:
        raise _altered(version) from error
    if digest(data) != version.digest or canonical_bytes(value) != data:
        raise _altered(version)
    document = read_list_document(value)
    name = (kind_of(document), document["party"], document["to"], document["number"])
    if name != (version.kind, version.party, version.other, version.number):
        raise _altered(version)
    return document


def last_versions(parties: Collection[str]) -> dict[ListKey, ListVersion]:
    """The last version of every list between these parties, without its document."""
    found: dict[ListKey, ListVersion] = {}
    for version in (
        ListVersion.objects.filter(party__in=parties, other__in=parties).order_by("number").defer("document")
    ):
        found[version.kind, version.party, version.other] = version
    return found


def named(version: ListVersion) -> dict[str, Any]:
    """A version as plans and agreements name it."""
    return {
        "kind": version.kind,
        "party": version.party,
        "to": version.other,
        "number": version.number,
        "digest": version.digest,
    }


def _altered(version: ListVersion) -> TamperedError:
    return TamperedError(
        f"Version {version.number} of the {version.kind} of {version.party} is not what was stored.",
        cure="Do not plan with it. Restore it from a back-up, and tell the auditor.",
    )
