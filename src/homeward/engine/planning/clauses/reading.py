"""Reads the clauses of a terms file: known kinds and keys only, each refusal names clause, key and cure.

Called by `terms`. It never fills a gap with a guess.
"""

import re
from collections.abc import Callable, Mapping

from homeward.base.errors import TermsError
from homeward.engine.planning.clauses.balances import Balance, Carry, EqualHeads, Heads, Side, Stage
from homeward.engine.planning.clauses.categories import AllForAll, CapturedIn, CategoryCount, CategoryParity, Quota
from homeward.engine.planning.clauses.named import Exclude, Link, Must, NamedForMany, Unilateral
from homeward.engine.planning.clauses.roads import Rings, Seats
from homeward.engine.planning.clauses.rows import Clause
from homeward.engine.planning.clauses.weights import ConditionalRatio, Points
from homeward.engine.planning.tables import KeyedTable
from homeward.engine.planning.traits import NOT_BARGAINED

_CODE = re.compile(r"[A-Z][A-Z0-9_]*(\([^()]+\))?")
Parties = tuple[str, ...]


def _equal_heads(table: KeyedTable, parties: Parties) -> Clause:
    if "heads" in table and "up_to" in table:
        raise TermsError(f"{table.where}: heads and up_to exclude each other.", cure="Keep one of them.")
    between = _between(table, parties) if "between" in table or len(parties) > 2 else parties
    return EqualHeads(between, table.optional_count("heads"), table.optional_count("up_to"), "between" in table)


def _between(table: KeyedTable, parties: Parties) -> tuple[str, str]:
    """The two parties of a clause; they may go unsaid when the terms have no others."""
    if "between" not in table and len(parties) == 2:
        return parties[0], parties[1]
    named = table.some_of("between", parties)
    if len(named) != 2:
        raise TermsError(f"{table.where}: between must name two parties, not {len(named)}.")
    return named[0], named[1]


def _captured_in(table: KeyedTable, parties: Parties) -> Clause:
    return CapturedIn(table.one_of("side", parties), table.words("regions"))


def _seats(table: KeyedTable, parties: Parties) -> Clause:
    if "from" not in table and "to" not in table:
        table.value("from")
    start, end = (table.one_of(key, parties) if key in table else "" for key in ("from", "to"))
    if start == end:
        raise TermsError(f"{table.where}: from and to are both {start!r}.")
    return Seats((start, end), table.count("seats"))


def _category_count(table: KeyedTable, parties: Parties) -> Clause:
    side = table.one_of("side", parties)
    return CategoryCount(table.text("kind"), side, _category(table, "category"), table.count("count"))


def _heads(table: KeyedTable, parties: Parties) -> Clause:
    first, second = _between(table, parties)
    return _sides(table, (first,), (second,))


def _bloc(table: KeyedTable, parties: Parties) -> Clause:
    first, second = table.two_blocs("blocs", parties)
    return _sides(table, first, second)


def _sides(table: KeyedTable, first: Side, second: Side) -> Clause:
    kind = table.text("kind")
    if "counts" not in table:
        ratio = table.pair("ratio") if "ratio" in table else (1, 1)
        if 0 in ratio:
            raise TermsError(f"{table.where}: ratio {list(ratio)} holds a nought.", cure="ratio = [3, 1]")
        return Heads(kind, first, second, ratio, table.optional_count("tolerance") or 0)
    for key in ("ratio", "tolerance"):
        if key in table:
            raise TermsError(f"{table.where}: counts and {key} exclude each other.", cure="Keep one of them.")
    return Heads(kind, first, second, counts=table.pair("counts"))


def _balance(table: KeyedTable, parties: Parties) -> Clause:
    named = table.some_of("parties", parties) if "parties" in table else parties
    return Balance(named, parties, table.optional_count("tolerance") or 0)


def _points(table: KeyedTable, parties: Parties) -> Clause:
    points = tuple(sorted(table.counts("table").items()))
    return Points(_between(table, parties), points, table.count("tolerance"), table.optional_count("other"))


def _category_parity(table: KeyedTable, parties: Parties) -> Clause:
    category, tolerance = _category(table, "category"), table.optional_count("tolerance") or 0
    return CategoryParity(_between(table, parties), category, tolerance)


def _all_for_all(table: KeyedTable, parties: Parties) -> Clause:
    return AllForAll(_between(table, parties), _category(table, "category") if "category" in table else "")


def _unilateral(table: KeyedTable, parties: Parties) -> Clause:
    if ("heads" in table) == ("units" in table):
        raise TermsError(f"{table.where}: write either heads or units.", cure="heads = 22")
    if "units" in table:
        return Unilateral(_way(table, parties), units=_units(table, parties))
    return Unilateral(_way(table, parties), heads=table.count("heads"))


def _way(table: KeyedTable, parties: Parties) -> tuple[str, str]:
    way = table.one_of("from", parties), table.one_of("to", parties)
    if way[0] == way[1]:
        raise TermsError(f"{table.where}: from and to are both {way[0]!r}.")
    return way


def _units(table: KeyedTable, parties: Parties, key: str = "units") -> tuple[str, ...]:
    units = table.words(key)
    for unit in units:
        holder, slash, own = unit.partition("/")
        if holder not in parties or not slash or not own:
            raise TermsError(f"{table.where}: {key} holds {unit!r}.", cure='A unit is "HOLDER/id", as in "NORTH/H-7".')
    return units


def _carry(table: KeyedTable, parties: Parties) -> Clause:
    return Carry(_between(table, parties), table.whole("brought"), table.count("limit"))


def _quota(table: KeyedTable, parties: Parties) -> Clause:
    if ("category" in table) == ("region" in table):
        raise TermsError(f"{table.where}: write either category or region.", cure='category = "OFFICERS"')
    least, most = table.per_mille("at_least_per_mille"), table.per_mille("at_most_per_mille")
    if least is None and most is None:
        raise TermsError(f"{table.where}: a quota needs at_least_per_mille or at_most_per_mille.")
    category = _category(table, "category") if "category" in table else ""
    region = "" if category else table.text("region")
    return Quota(table.one_of("side", parties), category, region, least, most)


def _must(table: KeyedTable, parties: Parties) -> Clause:
    party, units = table.one_of("party", parties), _units(table, parties)
    return Must(party, units)


def _linked(table: KeyedTable, parties: Parties) -> Clause:
    units = _units(table, parties)
    if len(units) < 2:
        raise TermsError(f"{table.where}: units must name at least two.")
    return Link(units) if table.text("kind") == "link" else Exclude(units)


def _stage(table: KeyedTable, parties: Parties) -> Clause:
    batches, batch = table.count("batches"), table.count("batch")
    if not 1 <= batch <= batches:
        raise TermsError(f"{table.where}: batch {batch} is none of {batches} batches.")
    done = table.pair("done") if "done" in table else (0, 0)
    tolerance = table.optional_count("tolerance") or 0
    return Stage(_between(table, parties), table.count("target"), batches, batch, done, tolerance)


def _named_for_many(table: KeyedTable, parties: Parties) -> Clause:
    between = _between(table, parties)
    units = _units(table, parties)
    if strangers := [unit for unit in units if unit.partition("/")[0] != between[0]]:
        raise TermsError(f"{table.where}: {strangers[0]!r} is not held by {between[0]}.")
    return NamedForMany(between, units, table.count("heads"))


def _conditional_ratio(table: KeyedTable, parties: Parties) -> Clause:
    steps = []
    for number, entry in enumerate(table.tables("steps"), start=1):
        step = KeyedTable(entry, f"{table.where}, step {number}", ("from", "per"))
        steps.append((step.count("from"), step.count("per")))
    starts = [least for least, _ in steps]
    if not starts or starts[0] < 1 or starts != sorted(set(starts)):
        raise TermsError(f"{table.where}: steps must begin at 1 or later and ascend.")
    category, answer = (_category(table, key) if key in table else "" for key in ("category", "answer"))
    return ConditionalRatio(_way(table, parties), tuple(steps), category, answer)


def _rings(table: KeyedTable, parties: Parties) -> Clause:
    at_most = table.count("at_most")
    if at_most < 2:
        raise TermsError(f"{table.where}: at_most must be 2 or more: a ring needs two handovers.")
    return Rings(parties, at_most)


Reader = Callable[[KeyedTable, Parties], Clause]
_FIRST: Mapping[str, tuple[Reader, tuple[str, ...]]] = {
    "equal-heads": (_equal_heads, ("heads", "up_to")),
    "captured-in": (_captured_in, ("side", "regions")),
    "seats": (_seats, ("from", "to", "seats")),
    "at-least": (_category_count, ("side", "category", "count")),
    "at-most": (_category_count, ("side", "category", "count")),
}
_SECOND: Mapping[str, tuple[Reader, tuple[str, ...]]] = {
    **_FIRST,
    "equal-heads": (_equal_heads, ("between", "heads", "up_to")),
    "heads": (_heads, ("between", "ratio", "tolerance", "counts")),
    "bloc": (_bloc, ("blocs", "ratio", "tolerance", "counts")),
    "balance": (_balance, ("parties", "tolerance")),
    "points": (_points, ("between", "table", "tolerance", "other")),
    "category-parity": (_category_parity, ("between", "category", "tolerance")),
    "all-for-all": (_all_for_all, ("between", "category")),
    "unilateral": (_unilateral, ("from", "to", "heads", "units")),
    "carry": (_carry, ("between", "brought", "limit")),
    "quota": (_quota, ("side", "category", "region", "at_least_per_mille", "at_most_per_mille")),
    "must": (_must, ("party", "units")),
    "link": (_linked, ("units",)),
    "exclude": (_linked, ("units",)),
    "stage": (_stage, ("between", "target", "batches", "batch", "done", "tolerance")),
    "named-for-many": (_named_for_many, ("between", "units", "heads")),
    "conditional-ratio": (_conditional_ratio, ("from", "to", "category", "answer", "steps")),
    "rings": (_rings, ("at_most",)),
}


def kinds(version: int) -> Mapping[str, tuple[Reader, tuple[str, ...]]]:
    """Kind -> (reader, keys) of the clauses that a terms file of this format may hold."""
    return _FIRST if version == 1 else _SECOND


def read_clause(data: object, where: str, parties: Parties, version: int) -> Clause:
    """One clause of a terms file.

    Raises: TermsError naming the clause, the key and what is allowed.
    """
    known = kinds(version)
    every_key = {"kind"} | {key for _, keys in _SECOND.values() for key in keys}
    kind = later_kind(KeyedTable(data, where, every_key), where, known, _SECOND)
    reader, keys = known[kind]
    table = KeyedTable(data, f"{where} ({kind})", ("kind", *keys))
    if kind == "seats" and version == 1:
        table.value("from"), table.value("to")
    return reader(table, parties)


def later_kind(table: KeyedTable, where: str, known: Mapping[str, object], later: Mapping[str, object]) -> str:
    """The kind, when this format knows it; TermsError says which format does."""
    kind = table.data.get("kind")
    if isinstance(kind, str) and kind in later and kind not in known:
        raise TermsError(f"{where}: {kind!r} needs format 2.", cure="Write format = 2 in the first line.")
    return table.one_of("kind", known)


def _category(table: KeyedTable, key: str) -> str:
    return usable_category(table.text(key), table.where)


def usable_category(category: str, where: str) -> str:
    """A category that may be bargained over; raises TermsError otherwise."""
    if category in NOT_BARGAINED:
        raise TermsError(f"{where}: {category} is not an exchange category.", cure="Leave it out of the terms.")
    if not _CODE.fullmatch(category):
        raise TermsError(
            f"{where}: {category!r} is no category code.",
            cure="Codes look like SERIOUSLY_WOUNDED or DEFENDERS_OF(place).",
        )
    return category
