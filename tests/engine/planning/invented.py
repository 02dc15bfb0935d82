"""Invented terms and persons for the planning tests, and an oracle that tries every package.

The oracle reads raw tables and list rows and imports nothing of the engine: it is the definition written a second time.
"""

import hmac
import json
from collections import Counter
from datetime import date
from hashlib import sha256

import numpy as np
from hypothesis import strategies as st

from homeward.base.dates import HalfKnownDate
from homeward.base.persons import ListedPerson

NORTH, SOUTH = "NORTH", "SOUTH"
OTHER = {NORTH: SOUTH, SOUTH: NORTH}
KEY = bytes(range(32))
REFERENCE = date(2024, 8, 24)
CATEGORIES = ("WOMEN", "SERIOUSLY_WOUNDED", "OFFICERS")
PERSONS_HOME = {"kind": "persons-home"}
CATEGORIES_HOME = {"kind": "categories-home", "categories": ["WOMEN", "SERIOUSLY_WOUNDED"]}
MONTHS = {"kind": "months-in-captivity"}


def raw_terms(*clauses, objectives=(PERSONS_HOME, CATEGORIES_HOME, MONTHS), **changes):
    """The tables of a terms file."""
    return {
        "format": 1,
        "title": "Invented exchange",
        "parties": [NORTH, SOUTH],
        "reference_date": REFERENCE,
        "willingness": "list-column",
        "draw_key": KEY.hex(),
        "clauses": list(clauses),
        "objectives": list(objectives),
    } | changes


def person(number=1, *, months=6, **changes):
    """Somebody held, free to be exchanged unless `changes` say otherwise, `months` in captivity."""
    month = REFERENCE.year * 12 + REFERENCE.month - 1 - months
    captured = HalfKnownDate(month // 12, month % 12 + 1, 3)
    fields = {"willingness": "WISHES_TO_RETURN", "region": "Karst", "event_date": captured}
    return ListedPerson(id=f"P-{number:03d}", **(fields | changes))


def held(*persons, holder=NORTH, requested=True):
    """(person, holder, requested) as the tests hand them around."""
    return [(each, holder, requested) for each in persons]


counts = st.integers(0, 3)
sides = st.sampled_from((NORTH, SOUTH))
heads = st.sampled_from([{}, {}, {"heads": 1}, {"heads": 2}, {"up_to": 2}])
clauses = st.one_of(
    st.builds(lambda n: {"kind": "equal-heads"} | n, heads),
    st.builds(lambda s: {"kind": "captured-in", "side": s, "regions": ["Karst"]}, sides),
    st.builds(lambda s, n: {"kind": "seats", "from": s, "to": OTHER[s], "seats": n}, sides, st.integers(0, 5)),
    st.builds(
        lambda k, s, c, n: {"kind": k, "side": s, "category": c, "count": n},
        st.sampled_from(("at-least", "at-most")), sides, st.sampled_from(CATEGORIES), counts,
    ),
)  # fmt: skip
terms_tables = st.builds(
    lambda c, o, w: raw_terms(*c, objectives=o, willingness=w),
    st.lists(clauses, max_size=4),
    st.lists(st.sampled_from((PERSONS_HOME, CATEGORIES_HOME, MONTHS)), min_size=1, max_size=3, unique_by=str),
    st.sampled_from(("list-column", "ask-later")),
)
_rows = st.fixed_dictionaries({
    "months": st.integers(0, 3),
    "categories": st.lists(st.sampled_from(CATEGORIES), unique=True, max_size=2).map(lambda c: tuple(sorted(c))),
    "region": st.sampled_from(("Karst", "karst", "Plain", "")),
    "willingness": st.sampled_from(("WISHES_TO_RETURN",) * 5 + ("DOES_NOT_WISH", "")),
    "fit_to_travel": st.sampled_from(("yes", "yes", "", "no")),
    "medical_decision": st.sampled_from(("", "", "", "", "A", "B")),
    "veto": st.sampled_from(("", "", "", "", "proceedings")),
})  # fmt: skip


@st.composite
def lists(draw, most=10):
    """Up to `most` persons with the side that holds them and whether they are requested."""
    rows = draw(st.lists(st.tuples(_rows, sides, st.sampled_from((True, True, True, False))), max_size=most))
    return [(person(number, **row), holder, wanted) for number, (row, holder, wanted) in enumerate(rows, start=1)]


def goes_anyway(row, terms):
    return row.medical_decision == "A" and row.fit_to_travel == "yes" and consents(row, terms)


def consents(row, terms):
    silent = row.willingness == "" and terms["willingness"] == "ask-later"
    return row.willingness == "WISHES_TO_RETURN" or silent


def eligible(row, holder, wanted, terms):
    """Whether a person is bargained over at all."""
    if row.medical_decision == "A" or row.veto or not wanted or row.fit_to_travel == "no" or not consents(row, terms):
        return False
    return not any(
        clause["kind"] == "captured-in" and clause["side"] == holder and row.region.lower() != "karst"
        for clause in terms["clauses"]
    )


def rows_of(terms, mandatory):
    """(lo, hi, coefficient of (person, holder)) of every row, in the order of docs/reference/terms.md."""
    found = []
    for clause in terms["clauses"]:
        kind = clause["kind"]
        if kind == "equal-heads":
            found.append((0, 0, lambda row, holder: 1 if holder == NORTH else -1))
            limit = clause.get("heads", clause.get("up_to"))
            if limit is not None:
                found.append((clause.get("heads", 0), limit, lambda row, holder: int(holder == NORTH)))
                found.append((clause.get("heads", 0), limit, lambda row, holder: int(holder == SOUTH)))
        elif kind == "seats":
            side = clause["from"]
            found.append((-99, clause["seats"] - mandatory[side], lambda row, holder, side=side: int(holder == side)))
        elif kind in ("at-least", "at-most"):
            lo, hi = (clause["count"], 99) if kind == "at-least" else (0, clause["count"])
            found.append((
                lo, hi,
                lambda row, holder, c=clause: int(holder == c["side"] and c["category"] in row.categories),
            ))  # fmt: skip
    return found


def gain(objective, row):
    if objective["kind"] == "persons-home":
        return 1
    if objective["kind"] == "categories-home":
        return int(bool(set(objective["categories"]) & set(row.categories)))
    months = (REFERENCE.year - row.event_date.year) * 12 + REFERENCE.month - row.event_date.month
    return months


def best_by_trying_all(terms, people, key=KEY, bits=20):
    """(level values, ids of all who go), or None when no package keeps the clauses. At most 14 eligible persons."""
    going = [(row, holder) for row, holder, _ in people if goes_anyway(row, terms)]
    mandatory = Counter(holder for _, holder in going)
    free = [(row, holder) for row, holder, wanted in people if eligible(row, holder, wanted, terms)]
    rows = rows_of(terms, mandatory)
    columns = [
        (tuple(c(row, holder) for _, _, c in rows), tuple(gain(o, row) for o in terms["objectives"]), holder)
        for row, holder in free
    ]
    packages = (np.arange(1 << len(free))[:, None] >> np.arange(len(free))) & 1
    for number, (lo, hi, _) in enumerate(rows):
        sums = packages @ np.array([column[0][number] for column in columns], dtype=np.int64)
        packages = packages[(lo <= sums) & (sums <= hi)]
    if not len(packages):
        return None
    values = []
    for level in range(len(terms["objectives"])):
        sums = packages @ np.array([column[1][level] for column in columns], dtype=np.int64)
        values.append(int(sums.max()))
        packages = packages[sums == sums.max()]
    ids = {f"{holder}/{row.id}" for row, holder in going}
    return tuple(values), ids | _drawn(packages, free, columns, key, bits)


def _drawn(packages, free, columns, key, bits):
    if not free:
        return set()
    keys = [_class_key(column) for column in columns]
    named = sorted(set(keys))
    membership = np.array([[own == each for each in named] for own in keys], dtype=np.int64)
    vectors = np.unique(packages @ membership, axis=0)
    for counter in range(64):
        weights = np.array([_weight(key, counter, each, bits) for each in named], dtype=np.int64)
        sums = vectors @ weights
        if (sums == sums.max()).sum() == 1:
            break
    taken = dict(zip(named, vectors[sums.argmax()], strict=True))
    chosen = set()
    for each, places in taken.items():
        members = [f"{holder}/{row.id}" for (row, holder), own in zip(free, keys, strict=True) if own == each]
        members.sort(key=lambda name: hmac.new(key, b"hw/lot/1" + name.encode(), "sha256").digest())
        chosen |= set(members[:places])
    return chosen


def _class_key(column):
    rows, levels, holder = column
    told = {"holder": holder, "destination": OTHER[holder], "heads": 1, "rows": rows, "levels": levels}
    return sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _weight(key, counter, class_key, bits):
    message = b"hw/class/1" + counter.to_bytes(8, "big") + bytes.fromhex(class_key)
    return 1 + int(hmac.new(key, message, "sha256").hexdigest(), 16) % 2**bits
