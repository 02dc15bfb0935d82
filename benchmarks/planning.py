"""Seconds and memory of plans over invented units: `PYTHONPATH=src python benchmarks/planning.py [persons …]`.

Reading lists and names is no part of it: the clock starts with units in memory. Each line runs in a process of its own,
so that the peak of memory belongs to it. Cases:

- `head`: two parties, equal heads, a tenth of the persons in families of 2 to 8, officers capped, at least so many
  wounded, a region's share, seats; levels: persons, cases, fair shares, months and a bonus, families.
- `rank`: the same, balanced by the rank points of 1862 instead of heads.
- `seven`: seven parties that each balance, a cap on every road, families; levels: persons, cases, months, families.
- `network`: seven parties without families, caps on leaving and on coming.

"""

import argparse
import random
import resource
import subprocess
import sys
from itertools import permutations
from time import perf_counter, process_time

from homeward.engine.planning import Plan, Terms, Traits, Unit, plan, read_terms
from homeward.engine.planning.reasons import CLASS_CLOSED

SIZES = (1_000, 10_000, 100_000, 1_000_000)
CASES = ("head", "rank", "seven", "network")
TWO, SEVEN = ("N", "S"), ("A", "B", "C", "D", "E", "F", "G")
REGIONS = tuple(f"region {number}" for number in range(8))
RANKS = {
    "private": 1, "sergeant": 2, "ensign": 3, "lieutenant": 4, "captain": 6, "major": 8, "lieutenant colonel": 10,
    "colonel": 15,
}  # fmt: skip
SHARES = (700, 180, 40, 40, 25, 8, 5, 2)
CASE_CODES = ["WOMEN", "SERIOUSLY_WOUNDED", "SERIOUSLY_SICK", "UNDER_25"]


def invented_terms(case: str, persons: int) -> Terms:
    """The terms of one case; limits grow with the lists."""
    parties = SEVEN if case in ("seven", "network") else TWO
    officers = [
        {"kind": "at-most", "side": side, "category": "OFFICERS", "count": persons // (25 * len(parties))}
        for side in parties
    ]
    seats = [
        {"kind": "seats", "from": a, "to": b, "seats": 2 * persons // (5 * len(parties) * (len(parties) - 1))}
        for a, b in permutations(parties, 2)
    ]
    wounded = [
        {
            "kind": "at-least",
            "side": parties[1],
            "category": "SERIOUSLY_WOUNDED",
            "count": persons // (50 * len(parties)),
        }
    ]
    if case == "network":
        # Caps that lie within one another or apart: who leaves a party, officers among them, who comes to one.
        seats = [
            {"kind": "seats", end: side, "seats": 2 * persons // (5 * len(parties))}
            for side in parties for end in ("from", "to")
        ]  # fmt: skip
        wounded = []
    balance = {
        "head": [{"kind": "equal-heads"}],
        "rank": [{"kind": "points", "table": RANKS, "tolerance": 0}],
    }.get(case, [{"kind": "balance"}])
    regions = [
        {"kind": "quota", "side": side, "region": REGIONS[0], "at_least_per_mille": 150}
        for side in parties
        if case in ("head", "rank")
    ]
    levels = [{"kind": "persons-home"}, {"kind": "categories-home", "categories": CASE_CODES}]
    levels += [{"kind": "fair-shares"}] if case in ("head", "rank") else []
    levels += [{"kind": "months-in-captivity", "bonus": 6}]
    levels += [] if case == "network" else [{"kind": "families-home"}]
    return read_terms({
        "format": 2, "title": "Benchmark", "parties": list(parties), "reference_date": "2024-08-24",
        "willingness": "list-column", "draw_key": "07" * 32,
        "clauses": [*balance, *officers, *seats, *wounded, *regions], "objectives": levels,
    })  # fmt: skip


def invented_units(case: str, persons: int) -> list[Unit]:
    """The same units each time; persons who look alike share their traits, as they do when a node reads lists."""
    chance = random.Random(20240824)
    parties = SEVEN if case in ("seven", "network") else TWO
    ways = list(permutations(parties, 2))
    known: dict[Traits, Traits] = {}
    units, left = [], persons
    while left > 0:
        way = chance.choice(ways)
        size = 1
        if case != "network" and chance.random() < 0.022:
            size = min(chance.randint(2, 8), left)
        members = tuple(sorted(_person(chance, way, case) for _ in range(size)))
        traits = members[0] if size == 1 else _family(members)
        traits = known.setdefault(traits, traits)
        drawn = chance.random()
        status, code = ("MAND", "mandatory (art. 109)") if drawn < 0.005 else ("FREE", "free")
        if drawn > 0.9:
            status, code = "NOT_NOW", "not on this transport"
        units.append(Unit(f"{way[0]}/H-{len(units):07d}", traits, status, code, code))
        left -= size
    return units


def _person(chance: random.Random, way: tuple[str, str], case: str) -> Traits:
    rank = chance.choices(tuple(RANKS), SHARES)[0]
    codes = ["OFFICERS"] if RANKS[rank] > 2 else []
    codes += [code for code, share in zip(CASE_CODES, (0.05, 0.06, 0.05, 0.12), strict=True) if chance.random() < share]
    return Traits(
        *way, 1, tuple(sorted(codes)), chance.choice(REGIONS), chance.randint(0, 40), rank if case == "rank" else "",
        chance.choice((0, 0, 0, 1, 2)),
    )  # fmt: skip


def _family(members: tuple[Traits, ...]) -> Traits:
    first = members[0]
    return Traits(
        first.holder, first.destination, len(members), tuple(sorted(code for m in members for code in m.categories)),
        "", sum(m.months_held for m in members), "", sum(m.passed_over for m in members), "", members,
    )  # fmt: skip


def measure(case: str, persons: int, proof_limit: float) -> str:
    """One line of the table."""
    terms, units = invented_terms(case, persons), invented_units(case, persons)
    before, cpu = perf_counter(), process_time()
    made = plan(terms, units, uniqueness_limit=0)
    seconds, cpu = perf_counter() - before, process_time() - cpu
    before = perf_counter()
    proof, uniqueness = 0.0, made.run.uniqueness
    if proof_limit and "class-flow" not in made.method:
        proved = plan(terms, units, uniqueness_limit=proof_limit)
        proof, uniqueness = (sum(s for step, s in proved.run.steps if step == "uniqueness"), proved.run.uniqueness)
    gaps = [proved.bound - proved.value for proved in made.run.proofs]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return (
        f"| {case} | {persons:,} | {len(made.model.classes):,} | {seconds:.2f} | {cpu:.2f} "
        f"| {sum(gap == 0 for gap in gaps)} of {len(gaps)} | {proof:.2f} ({uniqueness}) | {_cost(made)} | {peak:,} |"
    )


def _cost(made: Plan) -> str:
    if len(made.units) > 20_000:
        return "-"
    closed = next((name for name, reason in made.reasons.items() if reason.code == CLASS_CLOSED), None)
    if closed is None:
        return "-"
    before = perf_counter()
    made.explain(closed)
    return f"{perf_counter() - before:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--cases", nargs="*", choices=CASES, default=CASES)
    parser.add_argument("--proof-limit", type=float, default=30.0)
    parser.add_argument("--line", action="store_true", help="one case and size, in this process")
    asked = parser.parse_args()
    if asked.line:
        print(measure(asked.cases[0], asked.sizes[0], asked.proof_limit), flush=True)
        return
    print("| case | persons | classes | plan s | CPU s | levels proved | uniqueness s | one cost s | peak MB |")
    print("|---|---|---|---|---|---|---|---|---|", flush=True)
    for case in asked.cases:
        for size in asked.sizes:
            limit = str(asked.proof_limit if size <= 100_000 else 0)
            subprocess.run(
                [sys.executable, __file__, "--line", "--cases", case, "--proof-limit", limit, "--", str(size)],
                check=True,
            )


if __name__ == "__main__":
    main()
