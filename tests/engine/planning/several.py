"""Terms of the second format over several parties and families, and an oracle that tries every package.

Written from docs/reference/terms.md alone: raw tables and plain dictionaries, nothing of the engine.
"""

from itertools import chain, combinations

from hypothesis import strategies as st

from engine.planning.invented import KEY, REFERENCE

PARTIES = ("A", "B", "C")
RANKS = {"private": 1, "sergeant": 2, "captain": 6}
LEVELS = (
    {"kind": "persons-home"},
    {"kind": "categories-home", "categories": ["WOMEN"]},
    {"kind": "fair-shares"},
    {"kind": "wishes-met"},
    {"kind": "months-in-captivity", "bonus": 3},
    {"kind": "families-home"},
    {"kind": "fewest-convoys", "seats": 2},
)


def table(*clauses, parties=PARTIES, objectives=LEVELS[:1], **changes):
    """The tables of a terms file of the second format."""
    return {
        "format": 2, "title": "Invented exchange", "parties": list(parties), "reference_date": REFERENCE,
        "willingness": "list-column", "draw_key": KEY.hex(), "clauses": list(clauses), "objectives": list(objectives),
    } | changes  # fmt: skip


def free(unit):
    return unit["status"] == "FREE"


def heads(unit):
    return sum("CHILDREN" not in one["categories"] and "REMAINS" not in one["categories"] for one in unit["persons"])


def seats(unit):
    return sum("REMAINS" not in one["categories"] for one in unit["persons"])


def coded(unit, code):
    return sum(code in one["categories"] for one in unit["persons"])


def moved(units, start, end, count=heads):
    return sum(count(unit) for unit in units if unit["holder"] in start and unit["home"] in end)


class Deal:
    """One package tried against the terms."""

    def __init__(self, terms, everybody, package):
        self.terms, self.everybody, self.package = terms, everybody, package
        self.going = {unit["id"] for unit in package} | {u["id"] for u in everybody if u["status"] == "MAND"}
        self.status = {unit["id"]: unit["status"] for unit in everybody}
        self.abstaining = {
            clause["party"]
            for clause in terms["clauses"]
            if clause["kind"] == "must"
            and not any(clause["party"] in (unit["holder"], unit["home"]) for unit in package)
        }

    def keeps(self, clause):
        check = getattr(self, "keeps_" + clause["kind"].replace("-", "_"))
        return check(clause)

    def bound(self, total, lo, hi, *parties):
        """A row that asks for something does not bind while a party it concerns abstains."""
        asks = (lo is not None and lo > 0) or (hi is not None and hi < 0)
        if asks and self.abstaining & set(parties):
            return True
        return (lo is None or lo <= total) and (hi is None or total <= hi)

    def balance(self, first, second, a=1, b=1):
        """a x heads first to second less b x heads back, with named units and goodwill as their clauses say."""
        value = {unit["id"]: heads(unit) for unit in self.package}
        shift = 0
        for clause in self.terms["clauses"]:
            if clause["kind"] == "named-for-many":
                ordered = sorted(clause["units"])
                value |= {unit: clause["heads"] if unit == ordered[0] else 0 for unit in ordered}
            if clause["kind"] == "unilateral":
                value |= dict.fromkeys(clause.get("units", ()), 0)
                if clause["from"] in first and clause["to"] in second:
                    shift += a * clause.get("heads", 0)
                if clause["from"] in second and clause["to"] in first:
                    shift -= b * clause.get("heads", 0)
        there = moved(self.package, first, second, lambda unit: value[unit["id"]])
        back = moved(self.package, second, first, lambda unit: value[unit["id"]])
        return a * there - b * back, shift

    def within(self, first, second, a, b, lo, hi):
        total, shift = self.balance(first, second, a, b)
        return self.bound(total, lo + shift, hi + shift, *first, *second)

    def goodwill(self, start, end):
        return sum(
            clause.get("heads", 0) for clause in self.terms["clauses"]
            if clause["kind"] == "unilateral" and (clause["from"], clause["to"]) == (start, end)
        )  # fmt: skip

    def keeps_equal_heads(self, clause):
        one, other = clause["between"]
        held = self.within([one], [other], 1, 1, 0, 0)
        for start, end in ((one, other), (other, one)):
            more = self.goodwill(start, end)
            if "heads" in clause:
                number = clause["heads"] + more
                held &= self.bound(moved(self.package, [start], [end]), number, number, one, other)
            if "up_to" in clause:
                held &= moved(self.package, [start], [end]) <= clause["up_to"] + more
        return held

    def keeps_heads(self, clause):
        first, second = ([party] for party in clause["between"])
        return self._sides(clause, first, second)

    def keeps_bloc(self, clause):
        return self._sides(clause, *clause["blocs"])

    def _sides(self, clause, first, second):
        if "counts" in clause:
            n, m = clause["counts"]
            there, back = moved(self.package, first, second), moved(self.package, second, first)
            return self.bound(there, n, n, *first, *second) and self.bound(back, m, m, *first, *second)
        a, b = clause.get("ratio", (1, 1))
        tolerance = clause.get("tolerance", 0)
        return self.within(first, second, b, a, -tolerance, tolerance)

    def keeps_balance(self, clause):
        slack = clause.get("tolerance", 0)
        parties = self.terms["parties"]
        return all(
            self.within([party], [other for other in parties if other != party], 1, 1, -slack, slack)
            for party in clause.get("parties", parties)
        )

    def keeps_carry(self, clause):
        one, other = clause["between"]
        lo, hi = -clause["limit"] - clause["brought"], clause["limit"] - clause["brought"]
        return self.within([one], [other], 1, 1, lo, hi)

    def keeps_stage(self, clause):
        one, other = clause["between"]
        done, target, slack = clause["done"], clause["target"], clause.get("tolerance", 0)
        held = True
        for start, end, before in ((one, other, done[0]), (other, one, done[1])):
            left = max(0, target - before)
            last = clause["batch"] == clause["batches"]
            held &= self.bound(moved(self.package, [start], [end]), left if last else None, left, one, other)
        ahead = done[0] - done[1]
        return held and self.within([one], [other], 1, 1, -slack - ahead, slack - ahead)

    def keeps_points(self, clause):
        one, other = clause["between"]
        outside = {
            unit for each in self.terms["clauses"] if each["kind"] in ("named-for-many", "unilateral")
            for unit in each.get("units", ())
        }  # fmt: skip

        def points(unit):
            adults = [
                p for p in unit["persons"] if "CHILDREN" not in p["categories"] and "REMAINS" not in p["categories"]
            ]
            return 0 if unit["id"] in outside else sum(clause["table"][p["rank"]] for p in adults)

        total = moved(self.package, [one], [other], points) - moved(self.package, [other], [one], points)
        return abs(total) <= clause["tolerance"]

    def keeps_category_parity(self, clause):
        one, other = clause["between"]
        there, back = (
            moved(self.package, [start], [end], lambda unit: coded(unit, clause["category"]))
            for start, end in ((one, other), (other, one))
        )
        return abs(there - back) <= clause.get("tolerance", 0)

    def keeps_all_for_all(self, clause):
        def meant(unit):
            both = {unit["holder"], unit["home"]} <= set(clause["between"])
            return both and ("category" not in clause or coded(unit, clause["category"]))

        wanted = sum(bool(free(unit) and meant(unit)) for unit in self.everybody)
        there = sum(bool(meant(unit)) for unit in self.package)
        return self.bound(there, wanted, None, *clause["between"])

    def keeps_unilateral(self, clause):
        start, end = clause["from"], clause["to"]
        if "units" in clause:
            wanted = [unit for unit in clause["units"] if self.status.get(unit) == "FREE"]
            return self.bound(sum(unit in self.going for unit in wanted), len(wanted), None, start, end)
        return self.bound(moved(self.package, [start], [end]), clause["heads"], None, start, end)

    def keeps_quota(self, clause):
        held = [unit for unit in self.package if unit["holder"] == clause["side"]]
        if "category" in clause:
            part = sum(coded(unit, clause["category"]) for unit in held)
        else:
            part = sum(
                person["region"] == clause["region"].lower() and not {"CHILDREN", "REMAINS"} & set(person["categories"])
                for unit in held for person in unit["persons"]
            )  # fmt: skip
        whole = sum(heads(unit) for unit in held)
        least, most = clause.get("at_least_per_mille", 0), clause.get("at_most_per_mille")
        return 1000 * part >= least * whole and (most is None or 1000 * part <= most * whole)

    def keeps_seats(self, clause):
        return sum(
            seats(unit) for unit in self.everybody if unit["id"] in self.going
            and clause.get("from", unit["holder"]) == unit["holder"] and clause.get("to", unit["home"]) == unit["home"]
        ) <= clause["seats"]  # fmt: skip

    def keeps_at_most(self, clause):
        held = [unit for unit in self.package if unit["holder"] == clause["side"]]
        return sum(coded(unit, clause["category"]) for unit in held) <= clause["count"]

    def keeps_at_least(self, clause):
        held = [unit for unit in self.package if unit["holder"] == clause["side"]]
        return self.bound(sum(coded(unit, clause["category"]) for unit in held), clause["count"], None, clause["side"])

    def keeps_captured_in(self, clause):
        regions = {region.lower() for region in clause["regions"]}
        return all(
            person["region"] in regions
            for unit in self.package if unit["holder"] == clause["side"] for person in unit["persons"]
        )  # fmt: skip

    def keeps_must(self, clause):
        return clause["party"] in self.abstaining or all(unit in self.going for unit in clause["units"])

    def keeps_link(self, clause):
        moving = [unit in self.going for unit in clause["units"] if self.status.get(unit) != "MAND"]
        return all(moving) or not any(moving)

    def keeps_exclude(self, clause):
        free_ones = sum(unit in self.going and self.status[unit] == "FREE" for unit in clause["units"])
        urgent = sum(self.status.get(unit) == "MAND" for unit in clause["units"])
        return free_ones <= max(0, 1 - urgent)

    def keeps_named_for_many(self, clause):
        one, other = clause["between"]
        return self.keeps_link(clause) and self.within([one], [other], 1, 1, 0, 0)

    def keeps_conditional_ratio(self, clause):
        start, end = clause["from"], clause["to"]
        count = {
            key: (lambda unit, code=clause[key]: coded(unit, code)) if key in clause else heads
            for key in ("category", "answer")
        }
        come = moved(self.package, [start], [end], count["category"])
        back = moved(self.package, [end], [start], count["answer"])
        per = [step["per"] for step in clause["steps"] if step["from"] <= come]
        return back == (per[-1] * come if per else 0) and (bool(per) or come == 0)

    def keeps_rings(self, clause):
        left = {}
        for unit in self.package:
            way = unit["holder"], unit["home"]
            left[way] = left.get(way, 0) + heads(unit)
        return _in_rings(left, clause["at_most"])

    def value(self, objective):
        kind = objective["kind"]
        if kind == "persons-home":
            return [sum(map(seats, self.package))]
        if kind == "categories-home":
            wanted = set(objective["categories"])
            return [sum(bool(wanted & set(p["categories"])) for unit in self.package for p in unit["persons"])]
        if kind == "months-in-captivity":
            bonus = objective.get("bonus", 0)
            return [sum(p["months"] + bonus * p["passed"] for unit in self.package for p in unit["persons"])]
        if kind == "families-home":
            return [sum(len(unit["persons"]) > 1 for unit in self.package)]
        if kind == "fewest-convoys":
            full = {}
            for unit in self.everybody:
                if unit["id"] in self.going:
                    way = unit["holder"], unit["home"]
                    full[way] = full.get(way, 0) + seats(unit)
            size = objective.get("seats")
            return [-sum(-(-number // size) if size else number > 0 for number in full.values())]
        return self._least_first(objective)

    def _least_first(self, objective):
        reached = []
        for party in self.terms["parties"]:
            possible = sum(heads(unit) for unit in self.everybody if free(unit) and unit["home"] == party)
            if not possible:
                continue
            home = [unit for unit in self.package if unit["home"] == party]
            if objective["kind"] == "fair-shares":
                whole = objective.get("denominators", {}).get(party, possible)
                reached.append(1000 * sum(map(heads, home)) // whole)
            else:
                wanted = objective.get("wishes", ("must", "wanted"))
                reached.append(sum(person["wish"] in wanted for unit in home for person in unit["persons"]))
        reached.sort()
        return [sum(reached[: place + 1]) for place in range(len(reached))]


def _in_rings(left, at_most):
    """Whether the handovers fall apart into rings of at most so many, by trying."""
    left = {way: number for way, number in left.items() if number}
    if not left:
        return True
    first = min(left)
    return any(_in_rings(_less(left, ring), at_most) for ring in _closed(left, (first,), at_most))


def _closed(left, ways, at_most):
    if ways[-1][1] == ways[0][0]:
        yield ways
    elif len(ways) < at_most:
        for way in left:
            if way[0] == ways[-1][1] and ways.count(way) < left[way]:
                yield from _closed(left, (*ways, way), at_most)


def _less(left, ring):
    return {way: number - ring.count(way) for way, number in left.items()}


def all_packages(terms, everybody):
    """Every package that keeps the terms, as deals. At most some 12 free units."""
    offered = [unit for unit in everybody if free(unit)]
    for package in chain.from_iterable(combinations(offered, size) for size in range(len(offered) + 1)):
        deal = Deal(terms, everybody, package)
        if all(deal.keeps(clause) for clause in terms["clauses"]):
            yield deal


def best_packages(terms, everybody):
    """(level values, deals that reach them); None when no package keeps the terms."""
    best, reached = None, []
    for deal in all_packages(terms, everybody):
        values = [value for objective in terms["objectives"] for value in deal.value(objective)]
        if best is None or values > best:
            best, reached = values, []
        if values == best:
            reached.append(deal)
    return None if best is None else (tuple(best), reached)


def unit(number, holder="A", home="B", persons=1, status="FREE", **changes):
    """One unit as a plain dictionary; changes go to each person."""
    person = {
        "categories": (), "region": "karst", "months": 0, "rank": "private", "wish": "", "passed": 0,
    } | changes  # fmt: skip
    return {
        "id": f"{holder}/{number:03d}", "holder": holder, "home": home, "status": status,
        "persons": [person for _ in range(persons)],
    }  # fmt: skip


parties = st.sampled_from(PARTIES)
pairs = st.permutations(PARTIES).map(lambda p: list(p[:2]))
small = st.integers(0, 3)
people = st.fixed_dictionaries({
    "categories": st.sampled_from(((), (), (), ("WOMEN",), ("OFFICERS",), ("OFFICERS", "WOMEN"), ("REMAINS",))),
    "region": st.sampled_from(("karst", "plain")),
    "months": small,
    "rank": st.sampled_from(sorted(RANKS)),
    "wish": st.sampled_from(("", "must", "wanted", "acceptable")),
    "passed": st.integers(0, 2),
})  # fmt: skip


@st.composite
def unit_lists(draw, most=8, ways=None, families=True):
    drawn = draw(st.lists(
        st.tuples(
            pairs if ways is None else ways,
            st.lists(people, min_size=1, max_size=3 if families else 1),
            st.sampled_from(("FREE",) * 6 + ("MAND", "VETO", "NOT_NOW")),
        ),
        max_size=most,
    ))  # fmt: skip
    return [
        {"id": f"{way[0]}/{number:03d}", "holder": way[0], "home": way[1], "status": status,
         "persons": persons}
        for number, (way, persons, status) in enumerate(drawn)
    ]  # fmt: skip


def clauses_for(everybody):
    """A strategy for clauses; some name units of the lists."""
    ids = sorted(unit["id"] for unit in everybody) or ["A/999"]
    named = st.lists(st.sampled_from([*ids, "B/998"]), min_size=2, max_size=2, unique=True)
    code = st.sampled_from(("WOMEN", "OFFICERS"))
    kinds = [
        st.builds(lambda p, n: {"kind": "equal-heads", "between": p} | n, pairs,
                  st.sampled_from(({}, {"heads": 1}, {"up_to": 2}))),
        st.builds(lambda p, r, t: {"kind": "heads", "between": p, "ratio": r, "tolerance": t}, pairs,
                  st.sampled_from(([1, 1], [2, 1], [2, 4], [1, 3])), small),
        st.builds(lambda p, c: {"kind": "heads", "between": p, "counts": c}, pairs,
                  st.sampled_from(([1, 1], [2, 1], [0, 1]))),
        st.builds(lambda p, t: {"kind": "bloc", "blocs": [p[:1], p[1:]], "tolerance": t}, st.permutations(PARTIES),
                  small),
        st.builds(lambda t: {"kind": "balance", "tolerance": t}, small),
        st.builds(lambda p, b, c: {"kind": "carry", "between": p, "brought": b, "limit": c}, pairs,
                  st.integers(-3, 3), small),
        st.builds(lambda p, b, d: {"kind": "stage", "between": p, "target": 3, "batches": 2, "batch": b, "done": d,
                                   "tolerance": 1}, pairs, st.integers(1, 2),
                  st.sampled_from(([0, 0], [2, 1], [2, 2]))),
        st.builds(lambda p, t: {"kind": "points", "between": p, "table": RANKS, "tolerance": t}, pairs, small),
        st.builds(lambda p, c: {"kind": "category-parity", "between": p, "category": c}, pairs, code),
        st.builds(lambda p, c: {"kind": "all-for-all", "between": p} | c, pairs,
                  st.sampled_from(({}, {"category": "WOMEN"}))),
        st.builds(lambda p, n: {"kind": "unilateral", "from": p[0], "to": p[1], "heads": n}, pairs, st.integers(1, 2)),
        st.builds(lambda u: {"kind": "unilateral", "from": "A", "to": "B", "units": u}, named),
        st.builds(lambda s, c, n: {"kind": "quota", "side": s, "category": c} | n, parties, code,
                  st.sampled_from(({"at_least_per_mille": 250}, {"at_most_per_mille": 500}))),
        st.builds(lambda s: {"kind": "quota", "side": s, "region": "Karst", "at_least_per_mille": 334}, parties),
        st.builds(lambda p, n: {"kind": "seats", "from": p[0], "to": p[1], "seats": n}, pairs, st.integers(1, 4)),
        st.builds(lambda p, n: {"kind": "seats", "from": p, "seats": n}, parties, st.integers(1, 4)),
        st.builds(lambda s, c, n: {"kind": "at-most", "side": s, "category": c, "count": n}, parties, code, small),
        st.builds(lambda s, c: {"kind": "at-least", "side": s, "category": c, "count": 1}, parties, code),
        st.builds(lambda s: {"kind": "captured-in", "side": s, "regions": ["Karst"]}, parties),
        st.builds(lambda p, u: {"kind": "must", "party": p, "units": u}, parties, named),
        st.builds(lambda u: {"kind": "link", "units": u}, named),
        st.builds(lambda u: {"kind": "exclude", "units": u}, named),
        st.builds(lambda u, n: {"kind": "named-for-many", "between": ["A", "B"], "units": [u], "heads": n},
                  st.sampled_from([name for name in ids if name.startswith("A/")] or ["A/997"]), st.integers(1, 3)),
        st.builds(lambda p, c: {"kind": "conditional-ratio", "from": p[0], "to": p[1], **c,
                                "steps": [{"from": 1, "per": 1}, {"from": 3, "per": 2}]}, pairs,
                  st.sampled_from(({}, {"category": "REMAINS", "answer": "REMAINS"}, {"category": "WOMEN"}))),
        st.builds(lambda n: {"kind": "rings", "at_most": n}, st.integers(2, 3)),
    ]  # fmt: skip
    # Only what would be refused when read is kept out: two limits for rings, one unit counted twice.
    return st.lists(st.one_of(kinds), max_size=4, unique_by=_once)


def _once(clause):
    return clause["kind"] if clause["kind"] in ("rings", "named-for-many", "unilateral") else str(clause)


objectives = st.lists(st.sampled_from(LEVELS), min_size=1, max_size=3, unique_by=str)
