"""Checks a package in whole numbers, straight from terms and units: no class, no solver, no decimals.

Called by `planner` on every result before anybody sees it. It shares nothing with the solver adapter; a package that
fails here is thrown away.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from homeward.base.errors import NoPlanError
from homeward.engine.planning.clauses import Clause, Lists, Rings, Row
from homeward.engine.planning.model import excluded
from homeward.engine.planning.objectives import RINGS
from homeward.engine.planning.survey import medical_queue, survey
from homeward.engine.planning.terms import Terms
from homeward.engine.planning.traits import Traits, counted, narrowed
from homeward.engine.planning.units import FREE, MAND, Unit

Ring = tuple[str, ...]


class UnsoundPackageError(NoPlanError):
    """The solver's package does not keep the terms in whole numbers."""

    def __init__(self, finding: str) -> None:
        super().__init__(
            f"The package found fails the exact check: {finding}.",
            cure="No plan was made. Report this with the terms; another solver version may pass.",
        )


class _Package:
    """Traits -> units of the package, counted together where a row reads no more of them."""

    def __init__(self, units: Mapping[Traits, int]) -> None:
        self._units = units
        self._told: dict[tuple[str, ...], Mapping[Traits, int]] = {}

    def told(self, details: tuple[str, ...]) -> Mapping[Traits, int]:
        if details not in self._told:
            found: Counter[Traits] = Counter()
            for traits, units in self._units.items():
                found[narrowed(traits, details)] += units
            self._told[details] = found
        return self._told[details]


def check_package(
    terms: Terms,
    units: Sequence[Unit],
    chosen: Collection[str],
    values: Sequence[int],
    rings: Mapping[Ring, int] | None = None,
) -> None:
    """Raises UnsoundPackageError unless the package keeps every gate and clause and has these objective values.

    Args:
        chosen: ids of all who go, those under art. 109 included.
        values: one for each level of the terms, in order.
        rings: parties in the order in which each lets somebody go to the next -> how many such rings; for a clause
            that limits rings.
    """
    ids = set(chosen)
    lists = survey(terms.clauses, units)
    waiting = medical_queue(terms.clauses, units)
    bargained = [unit for unit in units if unit.status == FREE and unit.id in ids]
    for unit in units:
        if unit.status != FREE and (unit.status == MAND and unit.id not in waiting) != (unit.id in ids):
            raise UnsoundPackageError(f"the gate of one person says {unit.code}")
    if len(ids) != len(bargained) + sum(unit.status == MAND for unit in units) - len(waiting):
        raise UnsoundPackageError("somebody is in it who is on no list")
    package = _Package(Counter(unit.traits for unit in bargained))
    if any(traits.direction in lists.closed for traits in package.told(())):
        raise UnsoundPackageError("somebody is on a road that has no seat left for art. 109")
    if any(excluded(terms.clauses, traits) for traits in package.told(("region",))):
        raise UnsoundPackageError("a clause leaves out somebody who is in it")
    named = {unit.id: unit.traits for unit in bargained if unit.id in lists.named}
    for number, clause in enumerate(terms.clauses, start=1):
        if finding := _broken(clause, terms, lists, package, named):
            raise UnsoundPackageError(f"clause {number}, {finding}")
    _check_rings(terms, package.told(()), rings or {})
    _check_values(terms, lists, package, values, rings or {})


def _broken(clause: Clause, terms: Terms, lists: Lists, package: "_Package", named: Mapping[str, Traits]) -> str:
    if any(clause.concerns(party) and _abstains(party, package.told(())) for party in terms.switched):
        lists_of_zero = [0 for _ in clause.rows(lists)]
        if clause.broken(lists, lists_of_zero):
            return ""
    totals = [_total(row, package.told(row.details), named) for row in clause.rows(lists)]
    return clause.broken(lists, totals)


def _abstains(party: str, package: Mapping[Traits, int]) -> bool:
    return not any(party in traits.direction for traits in package)


def _total(row: Row, package: Mapping[Traits, int], named: Mapping[str, Traits]) -> int:
    total = sum(row.coefficient(traits) * units for traits, units in package.items())
    return total + sum(row.named[unit] - row.coefficient(traits) for unit, traits in named.items() if unit in row.named)


def _check_rings(terms: Terms, package: Mapping[Traits, int], rings: Mapping[Ring, int]) -> None:
    for clause in terms.clauses:
        if not isinstance(clause, Rings):
            continue
        moved: Counter[tuple[str, str]] = Counter()
        for traits, units in package.items():
            moved[traits.direction] += counted(traits) * units
        for ring, times in rings.items():
            if len(ring) > clause.at_most or times < 0:
                raise UnsoundPackageError(f"a ring of {len(ring)} handovers")
            for way in zip(ring, (*ring[1:], ring[0]), strict=True):
                moved[way] -= times
        if any(moved.values()):
            raise UnsoundPackageError("the rings do not add up to the handovers")


def _check_values(
    terms: Terms, lists: Lists, package: "_Package", values: Sequence[int], rings: Mapping[Ring, int]
) -> None:
    told = list(values)
    for objective in terms.objectives:
        counted_rings = objective.form == RINGS
        exact = (
            [-sum(rings.values())]
            if counted_rings
            else objective.values(lists, terms.parties, package.told(objective.details))
        )
        found, told = told[: len(exact)], told[len(exact) :]
        if found != exact:
            shown = [str(each) for each in (*exact, *found)]
            half = len(exact)
            raise UnsoundPackageError(f"{objective.words()}: {', '.join(shown[:half])}, not {', '.join(shown[half:])}")
    if told:
        raise UnsoundPackageError("there are more level values than levels")
