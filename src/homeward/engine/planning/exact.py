"""Checks a package person by person in whole numbers, straight from terms and units: no class, no solver, no decimals.

Called by `planner` on every result before anybody sees it. It shares nothing with the solver adapter; a package that
fails here is thrown away.
"""

from collections.abc import Collection, Sequence

from homeward.base.errors import NoPlanError
from homeward.engine.planning.model import excluded, mandatory_heads
from homeward.engine.planning.terms import Terms
from homeward.engine.planning.units import FREE, MAND, Unit


class UnsoundPackageError(NoPlanError):
    """The solver's package does not keep the terms in whole numbers."""

    def __init__(self, finding: str) -> None:
        super().__init__(
            f"The package found fails the exact check: {finding}.",
            cure="No plan was made. Report this with the terms; another solver version may pass.",
        )


def check_package(terms: Terms, units: Sequence[Unit], chosen: Collection[str], values: Sequence[int]) -> None:
    """Raises UnsoundPackageError unless the package keeps every gate and clause and has these objective values.

    Args:
        chosen: ids of all who go, those under art. 109 included.
        values: one for each objective of the terms, in order.
    """
    ids = set(chosen)
    bargained = [unit for unit in units if unit.id in ids and unit.status == FREE]
    for unit in units:
        if (unit.status == MAND) != (unit.id in ids) and unit.status != FREE:
            raise UnsoundPackageError(f"the gate of one person says {unit.code}")
    if len(ids) != len(bargained) + sum(unit.status == MAND for unit in units):
        raise UnsoundPackageError("somebody is in it who is on no list")
    if any(excluded(terms.clauses, unit.traits) for unit in bargained):
        raise UnsoundPackageError("a clause leaves out somebody who is in it")
    for number, clause in enumerate(terms.clauses, start=1):
        for row in clause.rows(mandatory_heads(units)):
            total = sum(row.coefficient(unit.traits) for unit in bargained)
            if (row.lo is not None and total < row.lo) or (row.hi is not None and total > row.hi):
                raise UnsoundPackageError(f"clause {number}, {row.name} = {total}")
    for objective, value in zip(terms.objectives, values, strict=True):
        total = sum(objective.coefficient(unit.traits) for unit in bargained)
        if total != value:
            raise UnsoundPackageError(f"{objective.words()}: {total}, not {value}")
