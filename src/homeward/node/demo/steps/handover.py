"""The day: a frozen list under three signatures, check-off at both ends, one difference settled, a signed protocol."""

from typing import Any

from homeward.base.errors import ConflictError
from homeward.desks.handover.actions import (
    agree_outcome,
    close_day,
    draw_up_protocol,
    freeze_manifest,
    raise_discrepancy,
    send_events,
    settle_discrepancy,
    sign_paper,
    witness_crossings,
)
from homeward.desks.handover.day import codes as c
from homeward.desks.handover.models import Handover
from homeward.desks.handover.queries import day_visible_to, totals_visible_to
from homeward.node.demo.steps.exchange import partner_id
from homeward.node.demo.steps.registry import actor, step
from homeward.node.demo.steps.tablet import Tablet
from homeward.post.kinds.day_events import send_day_events
from homeward.post.kinds.day_papers import send_day_papers
from homeward.post.kinds.manifest import send_manifest

# Tablets live as long as the node's process plays; each counts its own events.
_TABLETS: dict[str, Tablet] = {}


def _today() -> Handover:
    return Handover.objects.defer("document").get()


@step
def freeze(officer: str, plan_number: int) -> str:
    """The intermediary freezes the list of the approved plan. Returns its hash."""
    return freeze_manifest(actor=actor(officer), plan_number=plan_number).hash


@step
def send_list(officer: str, partner: str) -> None:
    """The frozen list goes to a party."""
    send_manifest(actor=actor(officer), partner_id=partner_id(partner), handover_id=_today().pk)


@step
def sign(officer: str, what: str, stands_for: str) -> None:
    """One of the three lines under the frozen list or the protocol."""
    sign_paper(actor=actor(officer), handover_id=_today().pk, what=what, stands_for=stands_for)


@step
def send_papers(officer: str, partner: str) -> None:
    """The papers that stand, with the signatures they have so far."""
    send_day_papers(actor=actor(officer), partner_id=partner_id(partner), handover_id=_today().pk)


@step
def send_checks(officer: str, partner: str) -> int:
    """The events that the partner has not had yet, in as many parts as it takes; 0 when it has them all."""
    try:
        return len(send_day_events(actor=actor(officer), partner_id=partner_id(partner), handover_id=_today().pk))
    except ConflictError:
        return 0


@step
def seats(officer: str, holder: str) -> list[str]:
    """Codes of those who travel from that holder, in seat order, with the reserve that was called."""
    day = day_visible_to(viewer=actor(officer), handover_id=_today().pk)
    travelling = [code for code, line in day.lines.items() if line.holder == holder and line.what == "seat"]
    called = [code for code, person in day.state.persons.items() if person.replaces and person.place.way[0] == holder]
    order = {code: (line.what, line.order) for code, line in day.lines.items()}
    return sorted([*travelling, *called], key=lambda code: (order[code][0] != "seat", order[code][1]))


@step
def check(officer: str, decider: str, codes: list[str], kinds: list[str]) -> int:
    """A crew's tablet checks persons off without a network, then hands its events over."""
    handover, crew = _today(), actor(officer)
    tablet = _TABLETS.get(officer)
    if tablet is None:
        tablet = _TABLETS[officer] = Tablet(f"tablet-{officer}", handover.hash)
        tablet.admit(actor(decider))
    events = tablet.checks(crew, codes, kinds)
    return len(send_events(actor=crew, handover_id=handover.pk, items=events))


@step
def miss(officer: str, code: str) -> None:
    """Somebody on the list is not at the place of departure."""
    raise_discrepancy(
        actor=actor(officer), handover_id=_today().pk, code=c.NOT_PRESENT, site=c.DEPARTURE, person_code=code
    )


@step
def settle(first: str, second: str, code: str) -> str:
    """The delegates of both sides agree that the next of the reserve takes the seat. Returns the reserve's code."""
    question = settle_discrepancy(actor=actor(first), handover_id=_today().pk, person_code=code, outcome=c.REPLACED)
    agree_outcome(actor=actor(second), question_id=question.pk)
    return question.replacement


@step
def witness(officer: str, holder: str, home: str, count: int) -> int:
    """The neutral saw that many cross, as many as both sides ticked."""
    return witness_crossings(actor=actor(officer), handover_id=_today().pk, way=f"{holder}/{home}", count=count)


@step
def draw_up(officer: str, place: str) -> str:
    """The protocol of the day. Returns its hash."""
    return draw_up_protocol(actor=actor(officer), handover_id=_today().pk, place=place).hash


@step
def close(officer: str) -> dict[str, Any]:
    """Closes the day on this node. Returns how it ended."""
    handover = close_day(actor=actor(officer), handover_id=_today().pk)
    return {"number": handover.number, "hash": handover.hash, "closed": handover.closed_at is not None}


@step
def totals(officer: str) -> list[dict[str, Any]]:
    """Counts a direction, as the desk shows them."""
    rows = totals_visible_to(viewer=actor(officer))
    wanted = ("from", "to", "planned", "handed_over", "received", "exchanged", "replaced", "outside_parity")
    return [{name: row[name] for name in wanted} for row in rows]
