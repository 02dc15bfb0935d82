"""Freezing: from an approved plan to one immutable manifest with spare lines and a reserve, both directions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError
from homeward.desks.exchange.queries import whole_plan_visible_to
from homeward.desks.handover.documents import (
    Direction,
    Entry,
    list_id,
    manifest_document,
    person_code,
    places_of,
    read_manifest,
)
from homeward.desks.handover.models import Handover, Line, Paper
from homeward.desks.handover.planned import PlannedDay, details_of, planned_day
from homeward.desks.register.queries import PersonCard, cards
from homeward.engine.planning import MAND, Unit
from homeward.engine.sealing import digest
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor, require_right

DECIDE = "handover.sign"


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the plan and the register say before anything is frozen.

    Attributes:
        ids: code on the manifest -> the register's ids of the holder's record and of the home side's ('' for none).
    """

    plan_number: int
    plan: PlannedDay
    directions: tuple[Direction, ...]
    ids: Mapping[str, tuple[str, str]]


def freeze_manifest(*, actor: Actor, plan_number: int) -> Handover:
    """Freezes the manifest of an approved plan. The same person asking twice gets the same manifest.

    Raises:
        ConflictError: the plan is not approved or cannot be signed, or was frozen and that day is not broken off.
        TamperedError: the plan is not what its terms, lists and draw give.
    """
    require_right(actor, DECIDE)
    record = whole_plan_visible_to(viewer=actor, number=plan_number)
    # The states of the exchange desk's plans, by their stored words.
    if record.state != "approved":
        raise ConflictError(_("This plan is not approved."), cure=_("Freeze the manifest of an approved plan."))
    plan = planned_day(
        document=bytes(record.document),
        units=bytes(record.units),
        terms_document=record.summary["terms"],
        plan_hash=record.hash,
    )
    ids = dict(_register_ids(record))
    return _freeze(actor=actor, prepared=_prepared(actor, plan_number, plan, ids))


def _register_ids(record: Any) -> list[tuple[str, tuple[str, str]]]:
    rows = record.lines.values_list("unit_id", "person_id", "home_id")
    return [(unit_id, (person_id, home_id)) for unit_id, person_id, home_id in rows]


def _prepared(actor: Actor, number: int, plan: PlannedDay, ids: Mapping[str, tuple[str, str]]) -> Prepared:
    wanted = [one for unit in plan.units for one in ids[unit.id] if one]
    known = cards(viewer=actor, person_ids=wanted)
    directions = tuple(
        Direction(
            holder=way[0],
            destination=way[1],
            list_id=list_id(plan.plan_hash, *way),
            seats=_entries(plan, plan.seats[way], ids, known),
            reserve=_entries(plan, plan.reserve[way], ids, known),
        )
        for way in plan.seats
    )
    by_code = {person_code(plan.draw_key, plan.plan_hash, unit.id): ids[unit.id] for unit in plan.units}
    return Prepared(number, plan, directions, by_code)


def _entries(
    plan: PlannedDay,
    units: Sequence[Unit],
    ids: Mapping[str, tuple[str, str]],
    known: Mapping[str, PersonCard],
) -> list[Entry]:
    entries = []
    for order, unit in enumerate(units, start=1):
        held, home = (known.get(person_id) for person_id in ids[unit.id])
        if held is None:
            raise ConflictError(
                _("Somebody of this plan is no longer in the register."), cure=_("Make the plan again from the lists.")
            )
        standing, clauses = plan.standing.get(unit.id, ("", ""))
        entries.append(
            Entry(
                code=person_code(plan.draw_key, plan.plan_hash, unit.id),
                order=order,
                standing=standing,
                clauses=clauses,
                outside_parity=unit.status == MAND,
                case_number=held.number,
                details=details_of(held, home, unit),
            )
        )
    return entries


@action("handover.freeze_manifest", right=DECIDE)
def _freeze(*, actor: Actor, prepared: Prepared) -> Outcome[Handover]:
    again = _frozen_before(actor, prepared)
    if again is not None:
        return Outcome(again, facts={"handover": again.number, "hash": again.hash, "again": True})
    moment = clock.now()
    document = manifest_document(
        plan_hash=prepared.plan.plan_hash,
        reference_date=prepared.plan.reference_date,
        frozen_at=written_moment(moment),
        parties=prepared.plan.parties,
        directions=prepared.directions,
    )
    handover = store_manifest(
        document, frozen_by=actor.officer_id, at=moment, plan_number=prepared.plan_number, ids=prepared.ids
    )
    persons = sum(len(direction.seats) for direction in prepared.directions)
    facts = {"handover": handover.number, "plan": prepared.plan_number, "hash": handover.hash, "persons": persons}
    return Outcome(handover, facts=facts)


def _frozen_before(actor: Actor, prepared: Prepared) -> Handover | None:
    """The manifest that the same person froze of this plan and that still stands."""
    last = Handover.objects.filter(plan_hash=prepared.plan.plan_hash).defer("document").first()
    if last is None:
        return None
    if last.closed_at is None and last.frozen_by == actor.officer_id:
        return last
    raise ConflictError(
        _("The manifest of this plan is frozen already, as handover %(number)d.") % {"number": last.number},
        cure=_("Open that handover; for another day make a new plan from the present lists."),
    )


def store_manifest(
    document: bytes,
    *,
    frozen_by: str,
    at: datetime,
    plan_number: int | None,
    ids: Mapping[str, tuple[str, str]],
) -> Handover:
    """Keeps a manifest with its lines, and puts it before the three who sign; inside the transaction of an act."""
    read = read_manifest(document)
    handover = Handover.objects.create(
        number=(Handover.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        plan_hash=read["plan"],
        plan_number=plan_number,
        document=document,
        hash=digest(document),
        parties=read["parties"],
        frozen_by=frozen_by,
        frozen_at=at,
    )
    lines = []
    for place, entry in places_of(read):
        person_id, home_id = ids.get(place.code, ("", ""))
        lines.append(
            Line(
                handover=handover,
                code=place.code,
                what=place.what,
                order=place.order,
                holder=place.way[0],
                destination=place.way[1],
                outside_parity=place.outside_parity,
                standing=place.standing,
                clauses=place.clauses,
                case_number=entry.get("case_number"),
                person_id=person_id,
                home_id=home_id,
                details=entry.get("details", {}),
            )
        )
    Line.objects.bulk_create(lines, 500)
    Paper.objects.create(
        handover=handover,
        what=Paper.What.MANIFEST,
        document=document,
        hash=handover.hash,
        drawn_up_by=frozen_by,
        drawn_up_at=at,
    )
    return handover


def written_moment(moment: datetime) -> str:
    """ISO 8601 in UTC with a Z, whole seconds, as events and documents write it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
