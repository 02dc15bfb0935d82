"""Writes the README of the example lists from what the generator did. Called by `make_lists`."""

from collections import Counter
from collections.abc import Iterable

from examples.mess import RATES, Clerk
from examples.people import SHARES, Person

_STORY = {
    "free": "free to go: asked for, willing, fit, no objection",
    "elsewhere": "the same, but captured in another region than KARST",
    "direct": "direct repatriation (art. 109), fit and willing: go outside parity",
    "direct_unfit": "direct repatriation, not yet fit to travel",
    "declined": "do not wish to return",
    "undecided": "undecided",
    "third": "wish to go to a third State",
    "unable": "unable to answer",
    "unfit": "not fit to travel",
    "vetoed": "held back by the holder",
    "held_only": "held, and nobody asked for them",
    "missing_only": "missing, and not on the list of persons held",
}
_FILES = {
    "north_missing.xlsx": "NORTH looks for them. Ukrainian; title lines, merged cells, a hidden row and "
    "sheet; dates partly real, partly text",
    "held_by_south.csv": "SOUTH holds them. Russian, cp1251, semicolons; two-digit years of capture; a "
    "total line at the end",
    "south_missing.csv": "SOUTH looks for them. Russian, UTF-8, commas; name in one cell; dates in four "
    "forms; line breaks in remarks",
    "held_by_north.xlsx": "NORTH holds them. English headings; names in Ukrainian spelling or in Latin by "
    "ear, in one cell",
}


def describe(north: list[Person], south: list[Person], ids: dict[str, dict[int, str]], clerks: dict[str, Clerk]) -> str:
    """The README as text; every figure in it is counted, none is typed."""
    parts = [
        _HEAD,
        _files(ids),
        _shares(),
        _region(south),
        _categories(north, south),
        _kin(north, south),
        _slips(ids, clerks),
    ]
    return "\n".join(parts) + _TAIL


_HEAD = """# Example lists

Two bureaux, NORTH and SOUTH, look for their own people among those the other side holds. **All persons are invented**:
given names are common ones, surnames are put together from stems and endings, units, numbers and places do not exist.
NORTH's own people bear Ukrainian-type names, SOUTH's own people Russian-type names; the parties stand for nobody.
The lists share no ids and no headings. This file and the lists are written by `make_lists.py` (one seed, no clock):

    PYTHONPATH=src python -m examples.make_lists

`truth.csv` says which lines mean the same person; only tests read it. `blank_list.xlsx` is a blank list to hand to the
other bureau. `terms.toml` holds the terms of the exchange.
"""
_TAIL = """
Each list also holds rows that must be rejected: a birth date 31.02.1998, the same id twice with other content, the same
row twice, on the lists of persons held an answer that is no word, and on `held_by_south.csv` a total line.
"""


def _files(ids: dict[str, dict[int, str]]) -> str:
    lines = [f"| `{name}` | {len(ids[name])} | {text} |" for name, text in _FILES.items()]
    both = [
        len(ids["north_missing.xlsx"].keys() & ids["held_by_south.csv"].keys()),
        len(ids["south_missing.csv"].keys() & ids["held_by_north.xlsx"].keys()),
    ]
    return (
        "\n| List | Persons | Habits |\n|---|---:|---|\n" + "\n".join(lines)
        + f"\n\nOn both lists: {both[0]} of NORTH's people (held by SOUTH), {both[1]} of SOUTH's people "
        f"(held by NORTH).\n"
    )  # fmt: skip


def _shares() -> str:
    lines = [f"| {text} | {SHARES['NORTH'].get(k, 0)} | {SHARES['SOUTH'].get(k, 0)} |" for k, text in _STORY.items()]
    return "## Who stands where\n\n| | NORTH's people | SOUTH's people |\n|---|---:|---:|\n" + "\n".join(lines) + "\n"


def _region(south: list[Person]) -> str:
    counts = Counter(person.region for person in south if person.share == "free")
    return (
        f"\nOf SOUTH's free people {counts['KARST']} were captured in the region KARST. The regions' agreed "
        f"words are KARST,\n"
        "FEN and UPLAND. 115 are to go each way, so on both sides there are more than can go.\n"
    )


def _categories(north: Iterable[Person], south: Iterable[Person]) -> str:
    counted = [Counter(code for p in side if p.share == "free" for code in p.categories) for side in (north, south)]
    codes = sorted(counted[0].keys() | counted[1].keys())
    lines = [f"| {code} | {counted[0][code]} | {counted[1][code]} |" for code in codes]
    return "\n| Among the free | NORTH's | SOUTH's |\n|---|---:|---:|\n" + "\n".join(lines) + "\n"


def _kin(north: Iterable[Person], south: Iterable[Person]) -> str:
    counts = Counter(mark for side in (north, south) for person in side for mark in person.marks)
    return (
        f"\nNear doubles who stand on one list only: {counts['brother']} brothers (same birthday, another year), "
        f"{counts['father']} fathers\nwith their son's first name, {counts['namesake']} namesakes with the "
        f"same three names.\n"
    )


def _slips(ids: dict[str, dict[int, str]], clerks: dict[str, Clerk]) -> str:
    names = list(_FILES)
    head = "## The mess\n\nSlips as counted, beside the chance on lists of persons held / of missing persons.\n\n"
    head += (
        "| Slip | Chance | " + " | ".join(f"`{name}`" for name in names) + " |\n|---|---|" + "---:|" * len(names) + "\n"
    )
    extra = sorted({slip for clerk in clerks.values() for slip in clerk.counts} - RATES.keys())
    lines = []
    for slip in [*RATES, *extra]:
        chance = f"{RATES[slip][0]:.0%} / {RATES[slip][1]:.0%}" if slip in RATES else "see above"
        lines.append(f"| {slip} | {chance} | " + " | ".join(str(clerks[name].counts[slip]) for name in names) + " |")
    return head + "\n".join(lines) + "\n"
