"""Asks HiGHS for the best whole-number counts of one linear level; the only place that knows a solver.

Called by `levels`. It never decides what a plan is: whatever comes back is rounded and checked again elsewhere, and an
unfinished search returns no counts at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from highspy._core import _Highs
from numpy.typing import NDArray

OPTIMAL, INFEASIBLE, UNFINISHED = "optimal", "infeasible", "unfinished"
SOLVER = "highs"


@dataclass(frozen=True, slots=True, eq=False)
class LinearRow:
    """`lo <= sum(coefficients[j] * x[j]) <= hi`; None is no bound. Coefficients: column -> value, or one a column."""

    lo: int | None
    hi: int | None
    coefficients: Mapping[int, int] | NDArray[np.int64]

    def sparse(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(columns, values) where there is something to multiply."""
        if isinstance(self.coefficients, np.ndarray):
            columns = np.flatnonzero(self.coefficients)
            return columns, self.coefficients[columns]
        held = [(column, value) for column, value in self.coefficients.items() if value]
        columns, values = np.array(held, dtype=np.int64).reshape(-1, 2).T
        return columns, values


@dataclass(frozen=True, slots=True)
class Answer:
    """`counts` is empty unless the status is OPTIMAL; `seconds` is the solver's own clock."""

    status: str
    counts: tuple[int, ...]
    seconds: float


def solver_version() -> str:
    return str(_Highs().version())


def maximise(
    upper: Sequence[int],
    rows: Sequence[LinearRow],
    gains: Sequence[int] | NDArray[np.int64],
    *,
    seconds_left: float | None = None,
) -> Answer:
    """The best `x` in whole numbers with `0 <= x <= upper` and every row held; one thread, no gap.

    Args:
        gains: objective; all zero asks for any solution.
        seconds_left: None for no limit.
    """
    if seconds_left is not None and seconds_left <= 0:
        return Answer(UNFINISHED, (), 0.0)
    if not upper:
        return _without_columns(rows)
    highs = _quiet_solver()
    # A second thread count in one process leaves HiGHS without a solution, so it is always one.
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("random_seed", 0)
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", 0.0)
    if seconds_left is not None:
        highs.setOptionValue("time_limit", seconds_left)
    # No start from the level before: HiGHS 1.16 then called a start best that was not.
    highs.passModel(_linear_program(upper, rows, gains))
    highs.run()
    return _answer(highs)


def relaxed_multipliers(
    upper: Sequence[int], rows: Sequence[LinearRow], gains: Sequence[int] | NDArray[np.int64]
) -> tuple[float, ...]:
    """One multiplier for each row of the level without whole numbers; zeros when the solver gives none."""
    highs = _quiet_solver()
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("random_seed", 0)
    program = _linear_program(upper, rows, gains)
    program.integrality_ = []
    highs.passModel(program)
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return (0.0,) * len(rows)
    return tuple(float(dual) for dual in highs.getSolution().row_dual)


def _quiet_solver() -> _Highs:
    # The public class registers call-backs and prints a banner into our standard output before it can be silenced.
    highs = _Highs()
    highs.setOptionValue("output_flag", False)
    return highs


def _without_columns(rows: Sequence[LinearRow]) -> Answer:
    held = all((row.lo or 0) <= 0 and (row.hi is None or row.hi >= 0) for row in rows)
    return Answer(OPTIMAL if held else INFEASIBLE, (), 0.0)


def _linear_program(
    upper: Sequence[int], rows: Sequence[LinearRow], gains: Sequence[int] | NDArray[np.int64]
) -> highspy.HighsLp:
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(upper), len(rows)
    program.sense_ = highspy.ObjSense.kMaximize
    program.col_cost_ = np.array(gains, dtype=np.float64)
    program.col_lower_ = np.zeros(len(upper))
    program.col_upper_ = np.array(upper, dtype=np.float64)
    program.integrality_ = [highspy.HighsVarType.kInteger] * len(upper)
    program.row_lower_ = np.array([-highspy.kHighsInf if row.lo is None else float(row.lo) for row in rows])
    program.row_upper_ = np.array([highspy.kHighsInf if row.hi is None else float(row.hi) for row in rows])
    held = [row.sparse() for row in rows]
    ends = np.cumsum([0, *(len(columns) for columns, _ in held)])
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = ends.astype(np.int32)
    program.a_matrix_.index_ = np.concatenate([[], *(columns for columns, _ in held)]).astype(np.int32)
    program.a_matrix_.value_ = np.concatenate([[], *(values for _, values in held)]).astype(np.float64)
    return program


def _answer(highs: _Highs) -> Answer:
    status, seconds = highs.getModelStatus(), float(highs.getRunTime())
    if status == highspy.HighsModelStatus.kOptimal:
        return Answer(OPTIMAL, tuple(np.rint(highs.getSolution().col_value).astype(np.int64).tolist()), seconds)
    # All columns are bounded, so "unbounded or infeasible" can only mean the latter.
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return Answer(INFEASIBLE, (), seconds)
    return Answer(UNFINISHED, (), seconds)
