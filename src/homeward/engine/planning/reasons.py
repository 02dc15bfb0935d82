"""Gives every person exactly one reason, read off the solved model: gate, clause, class count, lot.

Called by `planner`. A reason holds figures of the person's own class and never names or numbers another person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from homeward.engine.planning.clauses import Clause
from homeward.engine.planning.model import Model, PlanClass, excluded
from homeward.engine.planning.survey import medical_queue
from homeward.engine.planning.units import FREE, MAND, MANDATORY, NOT_NOW, Unit

CLASS_FILLED = "class filled"
CLASS_SHARED = "class shared"
CLASS_CLOSED = "class closed"
LOT = "lot"
CAPTURED_ELSEWHERE = "captured elsewhere"
MEDICAL_QUEUE = "medical queue"
NO_SEAT_BESIDE = "no seat beside art. 109"

WORDS = {
    MANDATORY: "Goes home under article 109 of the Third Geneva Convention, whatever is exchanged.",
    CLASS_FILLED: "Goes: there is a place for everybody of equal standing under the terms ({of} in all).",
    CLASS_SHARED: "Goes: lot {lot} of {of} among persons of equal standing under the terms; places: {places}.",
    LOT: "Stays this time: lot {lot} of {of} among persons of equal standing under the terms; places: {places}.",
    CLASS_CLOSED: "Stays this time: the terms leave no place for persons of this standing ({of} in all).",
    CAPTURED_ELSEWHERE: "Stays this time: the terms name other places of capture.",
    MEDICAL_QUEUE: "Goes home under article 109 with the next seats: place {place} in the doctors' order.",
    NO_SEAT_BESIDE: "Stays this time: all seats on this road are for persons under article 109.",
    "not on this transport": "Not on this transport.",
    "veto by holder": "Stays this time: the holder refuses, reason class {veto}.",
    "not requested": "Stays this time: not requested by the home side.",
    "not an exchange category": "No subject of exchange: this category is not bargained over and has its own way home.",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one person is in or out. `detail` holds the figures that `words` tells."""

    code: str
    in_package: bool
    detail: Mapping[str, int | str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """A fixed English sentence; other languages translate by code."""
        return WORDS[self.code].format(**self.detail)

    def document(self) -> dict[str, object]:
        return {"code": self.code} | dict(self.detail)


def give_reasons(
    clauses: Sequence[Clause], units: Sequence[Unit], model: Model, counts: Sequence[int]
) -> dict[str, Reason]:
    """Unit id -> reason, for every unit, in order of ids."""
    found: dict[str, Reason] = {}
    for number, (each, taken) in enumerate(zip(model.classes, counts, strict=True), start=1):
        found |= _class_reasons(number, each, taken)
    waiting = medical_queue(clauses, units)
    for unit in units:
        if unit.id in waiting:
            found[unit.id] = Reason(MEDICAL_QUEUE, False, {"place": waiting[unit.id]})
        elif unit.id not in found:
            found[unit.id] = _gate_reason(clauses, model, unit)
    return dict(sorted(found.items()))


def _class_reasons(number: int, each: PlanClass, taken: int) -> dict[str, Reason]:
    size = len(each.members)
    if taken in (0, size):
        code = CLASS_FILLED if taken else CLASS_CLOSED
        reason = Reason(code, bool(taken), {"class": number, "of": size})
        return dict.fromkeys((unit.id for unit in each.members.undrawn), reason)
    return {
        unit.id: Reason(
            CLASS_SHARED if lot <= taken else LOT,
            lot <= taken,
            {"class": number, "lot": lot, "of": size, "places": taken},
        )
        for lot, unit in enumerate(each.members, start=1)
    }


def _gate_reason(clauses: Sequence[Clause], model: Model, unit: Unit) -> Reason:
    # A clause that leaves the person out anyway is told before NOT_NOW: that code draws attention nobody needs.
    if unit.status in (FREE, NOT_NOW) and excluded(clauses, unit.traits):
        return Reason(CAPTURED_ELSEWHERE, False)
    if unit.status in (FREE, NOT_NOW) and unit.direction in model.lists.closed:
        return Reason(NO_SEAT_BESIDE, False)
    detail = {"veto": unit.veto} if unit.veto else {}
    return Reason(unit.code, unit.status == MAND, detail)
