"""The formula check of chosen versions, or of the last ones: counts alone, the look names the versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from homeward.desks.exchange.deviations import Deviation, Known, Way, deviations
from homeward.desks.exchange.formula import FormulaCheck, check_formula
from homeward.desks.exchange.lists import OFFER, REQUEST
from homeward.desks.exchange.models import ListVersion, TermsVersion
from homeward.desks.exchange.queries.lists import NAMES_RIGHT, list_version_visible_to
from homeward.desks.exchange.queries.plans import READ
from homeward.desks.exchange.queries.terms import terms_version_visible_to
from homeward.desks.exchange.readings import terms_of
from homeward.desks.exchange.stored_lists import ListKey, document_of_list, last_versions
from homeward.desks.register.queries import cards, person_ids_of
from homeward.engine.planning import Terms
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, has_right, require_right


@dataclass(frozen=True, slots=True)
class FormulaSeen:
    """A check with the versions it was made from."""

    terms: TermsVersion
    terms_parties: tuple[str, ...]
    versions: Mapping[ListKey, ListVersion]
    check: FormulaCheck
    deviations: tuple[tuple[str, str, Deviation], ...] = ()
    may_name: bool = False


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
    documents = {key: document_of_list(each) for key, each in chosen.items()}
    check = check_formula(read, documents)
    may = has_right(viewer, NAMES_RIGHT)
    found = _deviations(viewer, read, documents, may) if len(read.parties) == 2 else ()
    told = [f"{'/'.join(key)}/{chosen[key].number}" for key in sorted(chosen)]
    record_look(
        viewer=viewer,
        what="exchange.formula",
        shown=len(found) if may else 0,
        filter=",".join([f"terms={terms}", *told]),
    )
    return FormulaSeen(version, read.parties, chosen, check, found, may)


def _deviations(
    viewer: Actor, terms: Terms, documents: Mapping[ListKey, Mapping[str, Any]], may: bool
) -> tuple[tuple[str, str, Deviation], ...]:
    """(holder, home, deviation); what the register knows counts only for a viewer who may read it."""
    found = []
    for holder, home in permutations(sorted(terms.parties), 2):
        offer, request = documents.get((OFFER, holder, home)), documents.get((REQUEST, home, holder))
        known = _known(viewer, holder, offer) if may and offer is not None else {}
        found += [(holder, home, each) for each in deviations(Way(holder, home, offer, request, known), terms)]
    return tuple(found)


def _known(viewer: Actor, holder: str, offer: Mapping[str, Any]) -> dict[str, Known]:
    ids = person_ids_of(viewer=viewer, party=holder, kind="held", list_ids=[row["id"] for row in offer["rows"]])
    told = cards(viewer=viewer, person_ids=list(ids.values())) if ids else {}
    return {
        list_id: Known(frozenset(status.code for status in told[person].statuses), told[person].service_number)
        for list_id, person in ids.items()
        if person in told
    }
