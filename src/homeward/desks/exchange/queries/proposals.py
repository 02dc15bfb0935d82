"""A plan as a proposal for the parties, and how a proposed plan stands to the lists that this node itself sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError
from homeward.base.persons import ListedPerson
from homeward.desks.exchange.checking import document_of, units_of
from homeward.desks.exchange.lists import OFFER, asked_in, persons_in
from homeward.desks.exchange.models import PlanRecord
from homeward.desks.exchange.proposals import proposal_of
from homeward.desks.exchange.queries.plans import READ, whole_plan_visible_to
from homeward.desks.exchange.readings import terms_of
from homeward.desks.exchange.stored_lists import document_of_list, last_versions
from homeward.engine.law.willingness import WISHES_TO_RETURN
from homeward.engine.planning import FREE, MAND, NOT_NOW, Terms, Unit, gate
from homeward.engine.planning.units import NOT_REQUESTED, VETO_BY_HOLDER
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, require_right

# What a proposal may tell otherwise than this node's own lists.
NOT_OFFERED, LEFT_OUT, TOLD_OTHERWISE = "NOT_OFFERED", "LEFT_OUT", "TOLD_OTHERWISE"
NOT_ASKED_FOR, NOT_HEARD, ASKED_AND_LEFT_OUT = "NOT_ASKED_FOR", "NOT_HEARD", "ASKED_AND_LEFT_OUT"


@dataclass(frozen=True, slots=True)
class Compared:
    """A plan beside this node's own last lists.

    Attributes:
        lists: 'offer 2 SOUTH' and the like: kind, number, other party of each list that was compared.
        counts: code -> persons, for what differs; nothing differs when it is empty.
    """

    lists: list[tuple[str, int, str]] = field(default_factory=list)
    counts: Mapping[str, int] = field(default_factory=dict)


def proposal_document(*, viewer: Actor, plan_number: int) -> dict[str, Any]:
    """What the parties get in order to recompute the plan: terms, opened units, plan. It names nobody by name.

    Raises:
        ConflictError: the plan is withdrawn. TamperedError: it is not what was stored. InputError: no such plan.
    """
    record = whole_plan_visible_to(viewer=viewer, number=plan_number)
    if record.state == PlanRecord.State.WITHDRAWN:
        raise ConflictError(
            _("This plan is withdrawn; it is proposed to nobody."), cure=_("Propose the plan that replaced it.")
        )
    units = [unit.public() for unit in units_of(record)]
    record_look(viewer=viewer, what="exchange.proposal", shown=len(units), filter=f"plan={plan_number}")
    terms = terms_of(record.terms).document()
    return proposal_of(text=record.terms.text, terms=terms, units=units, plan=document_of(record))


def compared_with_own_lists(*, viewer: Actor, plan_number: int) -> Compared:
    """How many persons the plan tells otherwise than the last lists that this node drew up. Counts, no person."""
    require_right(viewer, READ)
    record = whole_plan_visible_to(viewer=viewer, number=plan_number)
    terms, units = terms_of(record.terms), units_of(record)
    lists, counts = [], dict.fromkeys(_CODES, 0)
    for (kind, party, other), version in sorted(last_versions(terms.parties).items()):
        if version.came_from:
            continue
        way = (party, other) if kind == OFFER else (other, party)
        told = {unit.person_id: unit for unit in units if unit.direction == way}
        document = document_of_list(version)
        lists.append((kind, version.number, other))
        for code in _offered(persons_in(document), told, terms) if kind == OFFER else _asked(document, told):
            counts[code] += 1
    return Compared(lists, {code: count for code, count in counts.items() if count})


_CODES = (NOT_OFFERED, LEFT_OUT, TOLD_OTHERWISE, NOT_ASKED_FOR, NOT_HEARD, ASKED_AND_LEFT_OUT)


def _offered(persons: Iterable[ListedPerson], told: Mapping[str, Unit], terms: Terms) -> Iterable[str]:
    offered = {person.id: person for person in persons}
    for person_id, unit in told.items():
        if person_id not in offered:
            yield NOT_OFFERED
        elif not _as_offered(offered[person_id], unit, terms):
            yield TOLD_OTHERWISE
    yield from [LEFT_OUT] * len(set(offered) - set(told))


def _as_offered(person: ListedPerson, unit: Unit, terms: Terms) -> bool:
    """Whether the unit can have been made from this row, whatever the person's own answer and the other side's wish."""
    holder, destination = unit.direction
    willing = replace(person, willingness=WISHES_TO_RETURN)
    expected = gate(willing, holder=holder, destination=destination, requested=True, terms=terms)
    if unit.traits != expected.traits or (unit.code == VETO_BY_HOLDER) != (expected.code == VETO_BY_HOLDER):
        return False
    mandatory = person.medical_decision == "A"
    return unit.status in (MAND, NOT_NOW) if mandatory else unit.status != MAND


def _asked(document: Mapping[str, Any], told: Mapping[str, Unit]) -> Iterable[str]:
    asked = set(asked_in(document))
    for person_id, unit in told.items():
        if unit.status == FREE and person_id not in asked:
            yield NOT_ASKED_FOR
        elif unit.code == NOT_REQUESTED and person_id in asked:
            yield NOT_HEARD
    yield from [ASKED_AND_LEFT_OUT] * len(asked - set(told))
