"""The formula check of chosen versions, or of the last ones: counts alone, the look names the versions."""

from collections.abc import Mapping
from dataclasses import dataclass

from homeward.desks.exchange.formula import FormulaCheck, check_formula
from homeward.desks.exchange.models import ListVersion, TermsVersion
from homeward.desks.exchange.queries.lists import list_version_visible_to
from homeward.desks.exchange.queries.plans import READ
from homeward.desks.exchange.queries.terms import terms_version_visible_to
from homeward.desks.exchange.readings import terms_of
from homeward.desks.exchange.stored_lists import ListKey, document_of_list, last_versions
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, require_right


@dataclass(frozen=True, slots=True)
class FormulaSeen:
    """A check with the versions it was made from."""

    terms: TermsVersion
    terms_parties: tuple[str, ...]
    versions: Mapping[ListKey, ListVersion]
    check: FormulaCheck


def formula_visible_to(*, viewer: Actor, terms: int, numbers: Mapping[ListKey, int] | None = None) -> FormulaSeen:
    """The check under one version of the terms.

    Args:
        numbers: list -> number of its version; lists left out count with their last version. 0 leaves a list out.

    Raises:
        InputError: no such version. TamperedError: a version is not what was stored.
    """
    require_right(viewer, READ)
    version = terms_version_visible_to(viewer=viewer, number=terms)
    read = terms_of(version)
    chosen = dict(last_versions(read.parties))
    for key, number in (numbers or {}).items():
        chosen.pop(key, None)
        if number:
            kind, party, other = key
            chosen[key] = list_version_visible_to(viewer=viewer, kind=kind, party=party, other=other, number=number)
    check = check_formula(read, {key: document_of_list(each) for key, each in chosen.items()})
    told = [f"{'/'.join(key)}/{chosen[key].number}" for key in sorted(chosen)]
    record_look(viewer=viewer, what="exchange.formula", shown=0, filter=",".join([f"terms={terms}", *told]))
    return FormulaSeen(version, read.parties, chosen, check)
