"""Clauses in which persons do not count as one each: agreed rank points, and ratios that depend on how many come.

Called by `reading`. Weights exist only where the parties wrote them into the terms.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import gcd

from homeward.base.errors import InputError
from homeward.engine.planning.clauses.rows import Clause, Lists, Row, nobody
from homeward.engine.planning.traits import CHILDREN, REMAINS, Direction, Traits, counted, folded, in_category


@dataclass(frozen=True, slots=True)
class Points(Clause):
    """As many rank points one way as the other, by the agreed table, within the tolerance.

    `other`: points of a rank that the table does not name; None refuses such lists.
    """

    parties: tuple[str, str]
    table: tuple[tuple[str, int], ...]
    tolerance: int
    other: int | None = None
    kind = "points"

    def document(self) -> dict[str, object]:
        other = {} if self.other is None else {"other": self.other}
        return {
            "kind": self.kind, "between": list(self.parties), "table": dict(self.table), "tolerance": self.tolerance,
        } | other  # fmt: skip

    def words(self) -> str:
        within = f", within {self.tolerance}" if self.tolerance else ""
        return f"equal rank points between {self.parties[0]} and {self.parties[1]}{within}"

    def rows(self, lists: Lists) -> tuple[Row, ...]:
        first, second = self.parties
        points = {folded(rank): value for rank, value in self.table}
        common = gcd(*points.values(), self.other or 0) or 1

        def coefficient(traits: Traits) -> int:
            sign = {(first, second): 1, (second, first): -1}.get(traits.direction, 0)
            return sign and sign * self._points(traits, points) // common

        name = f"points {first} to {second} less {second} to {first}"
        within = self.tolerance // common
        return (
            Row(
                name,
                -within,
                within,
                coefficient,
                {unit: 0 for unit in lists.weights if unit in lists.named},
                details=("rank",),
            ),
        )

    def _points(self, traits: Traits, points: Mapping[str, int]) -> int:
        return sum(counted(person) * points.get(person.rank, self.other or 0) for person in traits.persons)

    def refuse_unfit(self, lists: Lists) -> None:
        known = {folded(rank) for rank, _ in self.table}
        if self.other is not None:
            return
        for traits in lists.free:
            for person in traits.persons:
                bargained = not {CHILDREN, REMAINS} & set(person.categories)
                if bargained and person.rank not in known and set(traits.direction) == set(self.parties):
                    raise InputError(
                        f"{traits.holder} lists the rank {person.rank!r}, which the clause {self.words()!r} lacks "
                        "in its table.",
                        cure="Add the rank to table, or write other = … for ranks that it does not name.",
                    )

    def concerns(self, party: str) -> bool:
        return party in self.parties


@dataclass(frozen=True, slots=True)
class ConditionalRatio(Clause):
    """So many go the other way for each one that comes, and how many depends on how many come.

    `steps`: (from this number on, so many for each), ascending. `category` counts those who come, `answer` those who
    go; '' counts heads. Both may be REMAINS, which no balance of heads counts.
    """

    direction: Direction
    steps: tuple[tuple[int, int], ...]
    category: str = ""
    answer: str = ""
    kind = "conditional-ratio"

    def document(self) -> dict[str, object]:
        named = {"category": self.category, "answer": self.answer}
        return {
            "kind": self.kind, "from": self.direction[0], "to": self.direction[1],
            **{key: code for key, code in named.items() if code},
            "steps": [{"from": least, "per": each} for least, each in self.steps],
        }  # fmt: skip

    def words(self) -> str:
        start, end = self.direction
        steps = ", ".join(f"{each} for each from {least} on" for least, each in self.steps)
        return f"for {self.category or 'persons'} from {start} to {end} go {self.answer or 'persons'} back: {steps}"

    def _come(self, traits: Traits) -> int:
        return _number(traits, self.category) if traits.direction == self.direction else 0

    def _answer(self, traits: Traits) -> int:
        return _number(traits, self.answer) if traits.direction == self.direction[::-1] else 0

    def _column(self, step: int, what: str) -> str:
        return f"{self.words()}: step {step} {what}"

    def _spans(self, lists: Lists) -> list[tuple[int, int]]:
        """(least, most) who come at each step; before the first step nobody comes."""
        most = max(lists.total(self._come), 0)
        starts = [0, *(least for least, _ in self.steps)]
        ends = [0, *(least - 1 for least, _ in self.steps[1:]), most]
        return [(start, min(end, most)) for start, end in zip(starts, ends, strict=True)]

    def columns(self, lists: Lists) -> dict[str, int]:
        found = {}
        for step, (least, most) in enumerate(self._spans(lists)):
            found[self._column(step, "taken")] = int(most >= least)
            found[self._column(step, "number")] = max(most, 0) if most >= least else 0
        return found

    def rows(self, lists: Lists) -> tuple[Row, ...]:
        numbers = [self._column(step, "number") for step in range(len(self.steps) + 1)]
        each = [0, *(per for _, per in self.steps)]
        come = Row(f"{self.words()}: come", 0, 0, self._come, auxiliary=dict.fromkeys(numbers, -1))
        answered = {number: -per for number, per in zip(numbers, each, strict=True)}
        return come, Row(f"{self.words()}: answer", 0, 0, self._answer, auxiliary=answered)

    def inner_rows(self, lists: Lists) -> tuple[Row, ...]:
        spans = self._spans(lists)
        rows = [Row("one step", 1, 1, nobody, auxiliary={self._column(step, "taken"): 1 for step in range(len(spans))})]
        for step, (least, most) in enumerate(spans):
            number, taken = self._column(step, "number"), self._column(step, "taken")
            rows.append(Row("step from", 0, None, nobody, auxiliary={number: 1, taken: -least}))
            rows.append(Row("step to", None, 0, nobody, auxiliary={number: 1, taken: -max(most, 0)}))
        return tuple(rows)

    def broken(self, lists: Lists, totals: Sequence[int]) -> str:
        come, answer = totals
        per = max((step for step in self.steps if step[0] <= come), default=None)
        if come == 0 and answer == 0:
            return ""
        if per is None or answer != per[1] * come:
            return f"{self.words()}: {come} come, {answer} go back"
        return ""

    def concerns(self, party: str) -> bool:
        return party in self.direction


def _number(traits: Traits, category: str) -> int:
    return in_category(traits, category) if category else counted(traits)
