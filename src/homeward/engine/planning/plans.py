"""A finished plan: who goes, in which seat, why, and the canonical bytes that two parties compare.

Made by `planner` alone, read by node and the exchange desk. Nothing in the document depends on the solver, the machine
or the time; what does stands in the run record beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from homeward.engine.planning.certificate import LevelProof
from homeward.engine.planning.costs import Cost, class_cost
from homeward.engine.planning.levels import value_of
from homeward.engine.planning.lottery import in_lot_order
from homeward.engine.planning.model import Model
from homeward.engine.planning.objectives import LEAST_FIRST
from homeward.engine.planning.reasons import Reason
from homeward.engine.planning.second_opinion import NOT_ASKED, Opinion
from homeward.engine.planning.terms import ASK_LATER, Terms
from homeward.engine.planning.traits import Direction, seated
from homeward.engine.planning.units import MAND, Unit
from homeward.engine.sealing import canonical_bytes, digest

# The latest format of a plan file; a plan has the format of its terms.
FORMAT, RUN_FORMAT = 2, 1
FIRST_METHOD = "hw/plan/1 class-milp, levels in order, class lottery, lots"
MILP = "hw/plan/2 class-milp, levels in order, class lottery, lots"
RINGS = "hw/plan/2 class-milp with rings by position, levels in order, class lottery, lots"
FLOW = "hw/plan/2 class-flow in integers, levels in order, class lottery, lots"
PROVED, NOT_PROVED = "proved", "not proved"
PROVISIONAL_NOTE = "PROVISIONAL: willingness is asked later."
TRIAL_NOTE = "TRIAL: the draw key was made from the inputs; this plan cannot be signed."


@dataclass(frozen=True)
class Run:
    """How the result was reached: nothing here is part of the plan's bytes."""

    solver: str
    version: str
    uniqueness: str
    proofs: tuple[LevelProof, ...]
    steps: tuple[tuple[str, float], ...]
    opinion: Opinion = Opinion(NOT_ASKED)


@dataclass(frozen=True)
class Plan:
    """One package and its explanation.

        Attributes:
            units: everybody on the lists, in order of ids. counts: persons taken of each class of the model.
            values: objective values in order. weights, counter: the lottery level's class weights and redraws.
            reasons: unit id -> the one reason.
            stated_inputs: digest of the lists where only a part of them is open to whoever recomputes; see `viewing`.
    method: how the definition was computed; follows from terms and lists.
    """

    terms: Terms
    units: tuple[Unit, ...]
    draw_key: bytes
    trial: bool
    model: Model
    counts: tuple[int, ...]
    values: tuple[int, ...]
    weights: tuple[int, ...]
    counter: int
    reasons: Mapping[str, Reason]
    run: Run
    method: str = FIRST_METHOD
    stated_inputs: str = ""
    _costs: dict[int, Cost] = field(default_factory=dict, compare=False, repr=False)

    @property
    def provisional(self) -> bool:
        """Whether persons are in who were not asked yet."""
        return self.terms.willingness == ASK_LATER

    @property
    def directions(self) -> tuple[Direction, ...]:
        return tuple((a, b) for a in self.terms.parties for b in self.terms.parties if a != b)

    def obstacles_to_signing(self) -> tuple[str, ...]:
        """Why the parties cannot sign this plan yet; empty when they can."""
        found = [PROVISIONAL_NOTE] if self.provisional else []
        found += [TRIAL_NOTE] if self.trial else []
        if self.run.uniqueness != PROVED:
            found.append("UNPROVED: it is not proved that this package is the only one.")
        return tuple(found)

    def seats(self, direction: Direction) -> tuple[Unit, ...]:
        """Who travels, in seat order: art. 109 first, each part in the order of lots."""
        return self._seats[direction]

    @cached_property
    def _seats(self) -> dict[Direction, tuple[Unit, ...]]:
        going = [unit for unit in self.units if self.reasons[unit.id].in_package]
        drawn = in_lot_order(self.draw_key, going)
        return {
            direction: tuple(
                unit for first in (True, False) for unit in drawn
                if unit.direction == direction and (unit.status == MAND) == first
            )
            for direction in self.directions
        }  # fmt: skip

    def heads(self, direction: Direction) -> tuple[int, int]:
        """(exchanged, beside them under art. 109)."""
        travelling = self.seats(direction)
        beside = sum(seated(unit.traits) for unit in travelling if unit.status == MAND)
        return sum(seated(unit.traits) for unit in travelling) - beside, beside

    def explain(self, unit_id: str, *, time_limit: float | None = 10.0) -> Cost | None:
        """What bringing in one more of this person's class would cost; None for whoever goes or was never in a class.

        Raises: TimeOutError. Cached for the class.
        """
        reason = self.reasons[unit_id]
        if reason.in_package or "class" not in reason.detail:
            return None
        number = int(reason.detail["class"]) - 1
        if number not in self._costs:
            self._costs[number] = class_cost(self.model, self.counts, self.values, number, time_limit=time_limit)
        return self._costs[number]

    @cached_property
    def data(self) -> bytes:
        """The plan file: canonical bytes of the document."""
        return canonical_bytes(self.document())

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the plan file, hex."""
        return digest(self.data)

    def document(self) -> dict[str, object]:
        """The plan as data, without any decimal number."""
        return {
            "format": self.terms.format,
            "terms": self.terms.document(),
            "terms_digest": self.terms.digest(),
            "inputs_digest": self.stated_inputs or inputs_digest(self.units),
            "draw": {"key": self.draw_key.hex(), "trial": self.trial, "counter": self.counter},
            "method": self.method,
            "notes": ([PROVISIONAL_NOTE] if self.provisional else []) + ([TRIAL_NOTE] if self.trial else []),
            "levels": self._level_documents(),
            "counts": [self._count_document(direction) for direction in self.directions],
            "clauses": self.ledger(),
            "classes": self._class_documents(),
            "package": [self._seat_documents(direction) for direction in self.directions],
            "stay": [
                {"id": unit_id, "reason": reason.document()}
                for unit_id, reason in self.reasons.items()
                if not reason.in_package
            ],
            "objections": [{"id": unit.id, "veto_refused": unit.objection} for unit in self.units if unit.objection],
        }

    def run_record(self) -> dict[str, object]:
        """What depends on the machine: solver, version, proofs, the solver's own milliseconds."""
        return {
            "format": RUN_FORMAT,
            "plan": self.hash,
            "solver": self.run.solver,
            "solver_version": self.run.version,
            "integer_check": "passed",
            "uniqueness": self.run.uniqueness,
            "certificate": [proof.document() for proof in self.run.proofs],
            "second_opinion": self.run.opinion.document(),
            "steps": [{"step": step, "milliseconds": round(seconds * 1000)} for step, seconds in self.run.steps],
        }

    def _level_documents(self) -> list[dict[str, object]]:
        levels = []
        for number, objective in enumerate(self.terms.objectives):
            reached = [
                value for level, value in zip(self.model.levels, self.values, strict=True) if level.objective == number
            ]
            told: dict[str, object] = {"values": reached} if objective.form == LEAST_FIRST else {"value": reached[0]}
            levels.append(objective.document() | told)
        return [*levels, {"kind": "lottery", "value": value_of(self.weights, self.counts)}]

    def _count_document(self, direction: Direction) -> dict[str, object]:
        exchanged, beside = self.heads(direction)
        return {"from": direction[0], "to": direction[1], "exchanged": exchanged, "mandatory": beside}

    def ledger(self) -> list[dict[str, object]]:
        lines = []
        for number, row in enumerate(self.model.rows):
            value = value_of(self.model.row_coefficients(number), self.counts)
            tight = value in (row.lo, row.hi)
            line = {"clause": row.clause, "row": row.name, "lo": row.lo, "hi": row.hi, "value": value, "tight": tight}
            lines.append(line)
        return lines

    def _class_documents(self) -> list[dict[str, object]]:
        return [
            {
                "key": each.key, "from": each.direction[0], "to": each.direction[1], "rows": list(each.coefficients),
                "levels": list(each.gains), "weight": weight, "persons": len(each.members), "go": taken,
                **({} if each.heads == 1 else {"heads": each.heads}),
            }
            for each, weight, taken in zip(self.model.classes, self.weights, self.counts, strict=True)
        ]  # fmt: skip

    def _seat_documents(self, direction: Direction) -> dict[str, object]:
        seats = [
            {"seat": seat, "id": unit.id, "reason": self.reasons[unit.id].document(), **_people(unit)}
            for seat, unit in enumerate(self.seats(direction), start=1)
        ]
        return {"from": direction[0], "to": direction[1], "seats": seats}


def _people(unit: Unit) -> dict[str, object]:
    """Whom a unit of several persons stands for."""
    return {"people": list(unit.people)} if unit.people else {}


def inputs_digest(units: tuple[Unit, ...]) -> str:
    """SHA-256 over the public side of all units in order of ids: what parties open and recompute from."""
    return digest(canonical_bytes([unit.public() for unit in sorted(units, key=lambda unit: unit.id)]))
