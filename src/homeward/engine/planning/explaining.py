"""Answers one person, or whoever asks for one: why in or out, what it would cost, and what would bring this person in.

Called by node and the exchange desk. Answers belong to the class and are kept for everybody in it. No answer names,
numbers or describes another person.
"""

from dataclasses import dataclass, field

from homeward.base.errors import InputError
from homeward.engine.planning.binding import Binding, binding_clauses
from homeward.engine.planning.costs import FREE_OF_COST, Cost
from homeward.engine.planning.levels import Progress
from homeward.engine.planning.plans import Plan
from homeward.engine.planning.reasons import (
    CAPTURED_ELSEWHERE,
    CLASS_CLOSED,
    LOT,
    MEDICAL_QUEUE,
    NO_SEAT_BESIDE,
    Reason,
)
from homeward.engine.planning.relaxing import Moved, smallest_relaxation
from homeward.engine.planning.units import NOT_EXCHANGE_CATEGORY, NOT_REQUESTED, VETO_BY_HOLDER

GOES = "goes"
RELAXATION = "limits to move"
ONLY_THE_DRAW = "only the draw"
NO_LIMIT = "no limit stands in the way"
NOTHING_TO_ADD = "nothing to add"

# What would bring a person in where the gate or a clause alone keeps them out.
_OUTSIDE_THE_BARGAIN = {
    NOT_REQUESTED: "The home side would have to ask for this person.",
    VETO_BY_HOLDER: "The holder would have to give up its refusal.",
    NOT_EXCHANGE_CATEGORY: "This person is no subject of exchange; other articles open the way home.",
    CAPTURED_ELSEWHERE: "Clause {clause} ({kind}) would have to name this person's place of capture, or be left out.",
    MEDICAL_QUEUE: "More seats: persons under article 109 go in the doctors' order.",
    NO_SEAT_BESIDE: "More seats than persons under article 109 need.",
}
_DRAW = "Only the draw decided, and a later round counts the wait where the terms give a bonus for it."
_PLACES = (
    "Among persons of equal standing only the draw decides: each further place goes to the next lot, and a later round "
    "counts the wait where the terms give a bonus for it."
)
_NO_LIMIT = "No limit of a clause stands in the way: it depends on who takes part."


@dataclass(frozen=True, slots=True)
class Explanation:
    """One person's answer. `cost` and `moves` speak of one more of the person's class, whoever that is."""

    unit_id: str
    reason: Reason
    kind: str
    cost: Cost | None = None
    moves: tuple[Moved, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """Fixed English sentences; other languages translate by code."""
        cost = (self.cost.words,) if self.cost else ()
        moves = (f"One more would go if the parties moved: {'; '.join(m.words for m in self.moves)}.",)
        return (self.reason.words, *cost, *(moves if self.moves else ()), *self.told)

    def document(self) -> dict[str, object]:
        cost = None if self.cost is None else {"kind": self.cost.kind, "losses": [list(x) for x in self.cost.losses]}
        return {
            "id": self.unit_id, "reason": self.reason.document(), "kind": self.kind, "cost": cost,
            "moves": [each.document() for each in self.moves], "sentences": list(self.sentences),
        }  # fmt: skip


@dataclass
class Explanations:
    """The answers of one plan; each class is solved once. `time_limit`: seconds of solving for one answer."""

    plan: Plan
    time_limit: float | None = 10.0
    _moves: dict[int, tuple[Moved, ...] | None] = field(default_factory=dict, repr=False)

    def of(self, unit_id: str) -> Explanation:
        """Why this person goes or stays.

        Raises:
            InputError: nobody has that id. TimeOutError: not solved in time.
        """
        reason = self.plan.reasons.get(unit_id)
        if reason is None:
            raise InputError(f"Nobody on the lists has the id {unit_id}.", cure="Write it as holder, slash, id.")
        if reason.in_package:
            return Explanation(unit_id, reason, GOES)
        if reason.code in (CLASS_CLOSED, LOT):
            return self._of_class(unit_id, reason)
        told = _OUTSIDE_THE_BARGAIN.get(reason.code)
        if told is None:  # not on this transport: nothing is added, so that nothing can be guessed
            return Explanation(unit_id, reason, NOTHING_TO_ADD)
        return Explanation(unit_id, reason, NOTHING_TO_ADD, told=(told.format(**self._excluding(unit_id)),))

    def binding(self, progress: Progress | None = None) -> tuple[Binding, ...]:
        """The clauses that decide.

        Raises: TimeOutError.
        """
        return binding_clauses(self.plan, time_limit=self.time_limit, progress=progress)

    def _of_class(self, unit_id: str, reason: Reason) -> Explanation:
        cost = self.plan.explain(unit_id, time_limit=self.time_limit)
        moves = self._moves_of(int(reason.detail["class"]) - 1)
        if cost is not None and cost.kind == FREE_OF_COST:
            return Explanation(unit_id, reason, ONLY_THE_DRAW, cost, told=(_DRAW,))
        kind = RELAXATION if moves else NO_LIMIT
        told = (_PLACES,) if reason.code == LOT else ()
        return Explanation(unit_id, reason, kind, cost, moves or (), told if moves else (_NO_LIMIT, *told))

    def _moves_of(self, number: int) -> tuple[Moved, ...] | None:
        if number not in self._moves:
            plan = self.plan
            kinds = [clause.kind for clause in plan.terms.clauses]
            self._moves[number] = smallest_relaxation(
                plan.model, kinds, plan.counts, plan.values, number, time_limit=self.time_limit
            )
        return self._moves[number]

    def _excluding(self, unit_id: str) -> dict[str, object]:
        unit = next(unit for unit in self.plan.units if unit.id == unit_id)
        for number, clause in enumerate(self.plan.terms.clauses, start=1):
            if clause.excludes(unit.traits):
                return {"clause": number, "kind": clause.kind}
        return {}
