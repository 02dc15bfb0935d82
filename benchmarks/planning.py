"""Seconds and memory of one plan over invented persons: `PYTHONPATH=src python benchmarks/planning.py [persons …]`.

Two parties, seven clauses, three objectives. Reading lists and names is not part of it. Each size runs in a process of
its own, so that the peak of memory belongs to it.
"""

import random
import resource
import subprocess
import sys
from datetime import date
from time import perf_counter

from homeward.base.dates import HalfKnownDate
from homeward.base.persons import ListedPerson
from homeward.engine.planning import Terms, Unit, gate, plan, read_terms

SIZES = (1_000, 10_000, 100_000)
CODES = {"SERIOUSLY_WOUNDED": 0.08, "SERIOUSLY_SICK": 0.06, "OFFICERS": 0.15, "CONSCRIPTS": 0.1, "LONG_HELD": 0.3}


def invented_terms(persons: int) -> Terms:
    """Parity, a region, seats for about a third of the eligible, officers capped, the wounded at least so many."""
    seats = [{"kind": "seats", "from": a, "to": b, "seats": persons // 8} for a, b in (("N", "S"), ("S", "N"))]
    sides = [{"kind": "at-most", "side": side, "category": "OFFICERS", "count": persons // 100} for side in "NS"]
    wounded = {"kind": "at-least", "side": "S", "category": "SERIOUSLY_WOUNDED", "count": persons // 100}
    region = {"kind": "captured-in", "side": "N", "regions": ["karst", "fen"]}
    return read_terms({
        "format": 1, "title": "Benchmark", "parties": ["N", "S"], "reference_date": date(2024, 8, 24),
        "willingness": "list-column", "draw_key": "07" * 32,
        "clauses": [{"kind": "equal-heads"}, region, *seats, *sides, wounded],
        "objectives": [
            {"kind": "persons-home"},
            {"kind": "categories-home", "categories": ["WOMEN", "SERIOUSLY_WOUNDED", "SERIOUSLY_SICK", "UNDER_25"]},
            {"kind": "months-in-captivity"},
        ],
    })  # fmt: skip


def invented_persons(persons: int) -> list[ListedPerson]:
    """The same persons each time."""
    chance = random.Random(20240824)
    return [
        ListedPerson(
            id=f"H-{number:06d}",
            sex="f" if chance.random() < 0.05 else "m",
            birth_date=HalfKnownDate(chance.randint(1965, 2005), chance.randint(1, 12), chance.randint(1, 28)),
            event_date=HalfKnownDate(chance.choice((2022, 2023, 2024)), chance.randint(1, 8), chance.randint(1, 28)),
            region=chance.choice(("karst", "fen", "upland")),
            categories=tuple(code for code, share in CODES.items() if chance.random() < share),
            willingness=chance.choice(("WISHES_TO_RETURN",) * 19 + ("DOES_NOT_WISH",)),
            medical_decision="A" if chance.random() < 0.02 else "",
            fit_to_travel="yes",
        )
        for number in range(persons)
    ]


def gated(terms: Terms, persons: list[ListedPerson]) -> list[Unit]:
    """Held by the two sides in turn; four in five requested."""
    units = []
    for number, person in enumerate(persons):
        holder, destination = ("N", "S") if number % 2 else ("S", "N")
        units.append(gate(person, holder=holder, destination=destination, requested=number % 5 != 0, terms=terms))
    return units


def measure(persons: int) -> str:
    """One row of the table."""
    terms, people = invented_terms(persons), invented_persons(persons)
    marks = [perf_counter()]
    units = gated(terms, people)
    marks.append(perf_counter())
    made = plan(terms, units, uniqueness_limit=0)
    marks.append(perf_counter())
    proved = plan(terms, units, uniqueness_limit=120)
    marks.append(perf_counter())
    size = len(made.data)
    marks.append(perf_counter())
    closed = next((name for name, reason in made.reasons.items() if reason.code == "class closed"), None)
    if closed:
        made.explain(closed)
    marks.append(perf_counter())
    gate_s, plan_s, proved_s, bytes_s, explain_s = (b - a for a, b in zip(marks, marks[1:], strict=False))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    proof = sum(seconds for step, seconds in proved.run.steps if step == "uniqueness")
    assert proved.counter != made.counter or proved.data == made.data
    return (
        f"| {persons:,} | {len(made.model.classes):,} | {sum(made.heads(('N', 'S')))} : {sum(made.heads(('S', 'N')))} "
        f"| {gate_s:.2f} | {plan_s:.2f} | {proof:.2f} ({proved.run.uniqueness}) | {bytes_s:.2f} ({size // 1024:,} KB) "
        f"| {explain_s:.3f} | {peak:,} |"
    )


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--row"]:
        print(measure(int(arguments[1])))
        return
    print("| persons | classes | home | gate s | plan s | uniqueness s | plan file s | one cost s | peak MB |")
    print("|---|---|---|---|---|---|---|---|---|", flush=True)
    for size in arguments or map(str, SIZES):
        subprocess.run([sys.executable, __file__, "--row", size], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
