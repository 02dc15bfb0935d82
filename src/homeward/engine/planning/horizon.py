"""Plays several rounds in advance, so that policies can be compared before terms are agreed: who is home when.

Called by node. A rehearsal and no plan: later lists are never certain, nobody new is captured in it, and everybody's
gate stays as it is. It never ranks policies; it counts.
"""

import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from homeward.base.errors import InputError, NoPlanError
from homeward.engine.planning.levels import Progress
from homeward.engine.planning.lottery import trial_key
from homeward.engine.planning.planner import plan
from homeward.engine.planning.plans import inputs_digest
from homeward.engine.planning.rolling import next_terms, next_units
from homeward.engine.planning.terms import Terms
from homeward.engine.planning.traits import seated
from homeward.engine.planning.units import FREE, MAND, Unit

MOST_ROUNDS = 120
EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Homecoming:
    """One person who came home: the round, from 1, the home party, categories, and the months held by then."""

    round: int
    party: str
    categories: tuple[str, ...]
    months: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long persons of one category had waited when they came home, in months; quarters of them waited less.

    `still`: persons of the category who are held at the end and could have been exchanged.
    """

    category: str
    home: int
    still: int
    lower: int
    median: int
    upper: int
    longest: int


@dataclass(frozen=True)
class Horizon:
    """What one policy comes to. `ended`: why no further round was possible, or ''."""

    policy: str
    rounds: int
    home: tuple[Homecoming, ...]
    still: tuple[Homecoming, ...]
    ended: str = ""

    def cumulative(self, party: str = "") -> list[int]:
        """Persons home after each round, of one home party or of all."""
        own = [each.round for each in self.home if party in ("", each.party)]
        return [sum(came <= number for came in own) for number in range(1, self.rounds + 1)]

    def waiting(self) -> list[Waiting]:
        """One row for everybody and one for each category, in the order of their codes."""
        codes = sorted({code for each in (*self.home, *self.still) for code in each.categories})
        return [self._waiting(code) for code in (EVERYBODY, *codes)]

    def _waiting(self, code: str) -> Waiting:
        months = sorted(each.months for each in self.home if code == EVERYBODY or code in each.categories)
        still = sum(code == EVERYBODY or code in each.categories for each in self.still)
        lower, median, upper = (_quantile(months, quarter) for quarter in (1, 2, 3))
        return Waiting(code, len(months), still, lower, median, upper, months[-1] if months else 0)


def simulate(
    terms: Terms,
    units: Sequence[Unit],
    rounds: int,
    *,
    months_between: int = 1,
    policy: str = "",
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Horizon:
    """Plans round after round: those who go leave, the others wait on, and the ledger is carried over.

    Raises:
        InputError: no round, or too many. NoPlanError: not even the first round has a plan.
    """
    if not 1 <= rounds <= MOST_ROUNDS:
        raise InputError(f"{rounds} rounds cannot be played.", cure=f"Choose 1 to {MOST_ROUNDS}.")
    key = trial_key(terms.digest(), inputs_digest(tuple(units)))
    home: list[Homecoming] = []
    left, ended = list(units), ""
    for number in range(1, rounds + 1):
        if progress is not None:
            progress(f"round {number} of {rounds}" + (f", {policy}" if policy else ""), 0.0)
        drawn = hmac.digest(key, b"hw/round/1" + number.to_bytes(4, "big"), "sha256")
        try:
            made = plan(terms, left, draw_key=drawn, time_limit=time_limit, uniqueness_limit=0)
        except NoPlanError as error:
            if number == 1:
                raise
            ended = f"Round {number}: {error.message}"
            break
        home += [came for unit in left if made.reasons[unit.id].in_package for came in _persons(unit, number)]
        left, terms = next_units(made, months=months_between), next_terms(made)
        if progress is not None:
            progress(f"round {number} of {rounds}" + (f", {policy}" if policy else ""), 1.0)
    still = [came for unit in left if unit.status in (FREE, MAND) for came in _persons(unit, 0)]
    return Horizon(policy, rounds, tuple(home), tuple(still), ended)


def orders(terms: Terms) -> Iterator[tuple[str, Terms]]:
    """(name, terms) of the agreed order of objectives, then of others: all of up to three, else each one put first."""
    wishes = terms.objectives
    if len(wishes) <= 3:
        found = list(permutations(range(len(wishes))))
    else:
        found = [(first, *(n for n in range(len(wishes)) if n != first)) for first in range(len(wishes))]
    for order in found:
        chosen = tuple(wishes[number] for number in order)
        yield ", ".join(wish.kind for wish in chosen), replace(terms, objectives=chosen)


def _persons(unit: Unit, number: int) -> Iterator[Homecoming]:
    for person in unit.traits.persons:
        for _ in range(seated(person)):
            yield Homecoming(number, unit.traits.destination, person.categories, person.months_held)


def _quantile(ordered: Sequence[int], quarter: int) -> int:
    """The smallest value that at least this many quarters do not exceed."""
    return ordered[max(0, -(-len(ordered) * quarter // 4) - 1)] if ordered else 0
