"""Solves given levels again with another family of solver; run as a script of its own, one JSON value in and one out.

Started by `second_opinion` alone. It imports nothing of ours and never HiGHS: OR-tools and HiGHS cannot live in one
process. In: {"upper", "rows": [[lo, hi, columns, values]], "levels": [{"name", "columns", "values", "value", "ask"}],
"seconds"}. Out: {"solver", "version", "seconds", "levels": [{"level", "status", "value"}]}.
"""

import json
import sys
from importlib.metadata import version
from time import monotonic
from typing import Any

PROVED, UNFINISHED, IMPOSSIBLE = "optimal", "unfinished", "infeasible"


def by_cp_sat(problem: Any, rows: list[Any], level: Any, seconds: float) -> tuple[str, int | None]:
    """(status, value) of one level, by CP-SAT."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    columns = [model.new_int_var(0, most, "") for most in problem["upper"]]
    for lo, hi, places, values in rows:
        total = sum(value * columns[place] for place, value in zip(places, values, strict=True))
        bounds = cp_model.Domain(cp_model.INT_MIN + 1 if lo is None else lo, cp_model.INT_MAX - 1 if hi is None else hi)
        if places:
            model.add_linear_expression_in_domain(total, bounds)
        elif not bounds.contains(0):
            return IMPOSSIBLE, None
    if not level["columns"]:
        return PROVED, 0
    model.maximize(sum(v * columns[p] for p, v in zip(level["columns"], level["values"], strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    # One worker stalls on circulations with families. What is asked is a value, so that their number leaves no trace.
    solver.parameters.num_workers = 8
    status = solver.solve(model)
    if status == cp_model.OPTIMAL:
        return PROVED, round(solver.objective_value)
    return (IMPOSSIBLE if status == cp_model.INFEASIBLE else UNFINISHED), None


def by_scip(problem: Any, rows: list[Any], level: Any, seconds: float) -> tuple[str, int | None]:
    """(status, value) of one level, by SCIP."""
    from pyscipopt import Model, quicksum

    model = Model()
    model.hideOutput()
    model.setParam("limits/time", seconds)
    model.setParam("limits/gap", 0.0)
    columns = [model.addVar(vtype="I", lb=0, ub=most) for most in problem["upper"]]
    for lo, hi, places, values in rows:
        total = quicksum(value * columns[place] for place, value in zip(places, values, strict=True))
        if not places and ((lo or 0) > 0 or (hi is not None and hi < 0)):
            return IMPOSSIBLE, None
        if places and lo is not None:
            model.addCons(total >= lo)
        if places and hi is not None:
            model.addCons(total <= hi)
    wanted = quicksum(v * columns[p] for p, v in zip(level["columns"], level["values"], strict=True))
    model.setObjective(wanted, sense="maximize")
    model.optimize()
    if model.getStatus() == "optimal":
        return PROVED, round(model.getObjVal())
    return (IMPOSSIBLE if model.getStatus() == "infeasible" else UNFINISHED), None


SOLVERS = {"ortools": ("cp-sat", by_cp_sat), "pyscipopt": ("scip", by_scip)}


def main(package: str) -> None:
    problem = json.load(sys.stdin)
    name, solve = SOLVERS[package]
    rows, found, begun = list(problem["rows"]), [], monotonic()
    for level in problem["levels"]:
        left = problem["seconds"] - (monotonic() - begun)
        if level["ask"]:
            status, value = solve(problem, rows, level, left) if left > 0 else (UNFINISHED, None)
            found.append({"level": level["name"], "status": status, "value": value})
        rows.append([level["value"], level["value"], level["columns"], level["values"]])
    told = {"solver": name, "version": version(package), "seconds": monotonic() - begun, "levels": found}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
