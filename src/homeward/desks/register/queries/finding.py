"""Who stands on one page of the register list: ids in the order of names, by the way that reads the fewest rows.

Few that fit are gathered and sorted; many are met soon when walking along the names. Which of the two it is, counts
that stop early tell, so that neither database has to guess. Words are found by their beginnings in an ordinary index
of folded words: it needs no extension, is the same on both databases, and serves every script alike.
The statements are written by hand where SQLite, which keeps few statistics, must be told which table comes first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from homeward.desks.register.models import Batch, NameWord, Person, PersonCategory
from homeward.desks.register.queries.counting import CAP, Cells, batch_number, cells_of, count_of

GATHERED = 2 * CAP
_WORDS_A_PERSON = 2
# Behind every letter and digit of a folded word.
END = "\x7f"
Values = list[str | int]
After = tuple[str, str] | None
_PERSON, _WORD, _CATEGORY, _BATCH = (model._meta.db_table for model in (Person, NameWord, PersonCategory, Batch))


@dataclass(frozen=True, slots=True)
class Searched:
    """What was typed: one person's number, an id of a list, or words; nothing at all when all three are empty."""

    number: int | None = None
    list_id: str = ""
    words: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.number is not None or bool(self.list_id) or bool(self.words)


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everybody who fits, when `total` is within the limit: the page's ids, and cells of them all.

    `whole` is False when only a part of the words was looked at.
    """

    total: int
    ids: list[str]
    cells: Cells
    whole: bool


def listed_ids(wanted: Mapping[str, str], cells: Cells, after: After, limit: int) -> list[str]:
    """Ids of one page of the register, narrowed only; `cells` are those of the whole register."""
    if not count_of(cells, wanted):
        return []
    code = wanted.get("category", "")
    others = count_of(cells, {**wanted, "category": ""})
    if code and others > CAP and count_of(cells, {"category": code}) <= CAP:
        sources = [f"{_CATEGORY} category CROSS JOIN {_PERSON} person"]
        conditions, values = ["category.code = %s", "person.id = category.person_id"], [code]
        return _page(sources, conditions, [*values], {**wanted, "category": ""}, after, limit)
    return _page([f"{_PERSON} person"], [], [], wanted, after, limit)


def walked_ids(searched: Searched, wanted: Mapping[str, str], after: After, limit: int) -> list[str]:
    """Ids of one page of persons whose names have the words, met along the names: right where many have them."""
    having = f"EXISTS (SELECT 1 FROM {_WORD} w WHERE w.person_id = person.id AND w.word >= %s AND w.word < %s)"  # noqa: S608
    values: Values = [bound for word in searched.words for bound in (word, word + END)]
    return _page([f"{_PERSON} person"], [having] * len(searched.words), values, wanted, after, limit)


def gathered(
    searched: Searched,
    *,
    within: Mapping[str, str],
    wanted: Mapping[str, str],
    numbers: Sequence[int],
    after: After,
    limit: int,
    most: int,
) -> Gathered:
    """Everybody who was searched for, up to one more than `most`.

    Args:
        within: gather only persons of this narrowing.
        wanted: the page shows only persons of this narrowing.
        numbers: the batches that cells are wanted of.
    """
    page = (wanted, numbers, after, limit, most)
    if not searched.words:
        return _gathered(_told_apart(searched), within, *page)
    code = within.get("category", "")
    if code and _is_of_few(code):
        return _gathered(_named(searched.words, code), within, *page)
    # Far more words than persons wanted: a part of them shows already that there are too many.
    part = _gathered(_named(searched.words, most=_WORDS_A_PERSON * most), within, *page)
    return part if part.whole or part.total > most else _gathered(_named(searched.words), within, *page)


def _gathered(
    named: tuple[str, Values],
    within: Mapping[str, str],
    wanted: Mapping[str, str],
    numbers: Sequence[int],
    after: After,
    limit: int,
    most: int,
) -> Gathered:
    """`named` is a statement of ids, and what stands at its places; at most `most` of them is the sign of a part."""
    text, values = named
    conditions, more = _narrowed(within, None)
    shown, of_page = _narrowed(wanted, after)
    places = ", ".join(["%s"] * len(numbers)) or "0"
    # Where there are too many, nothing but that is worth knowing.
    few = f"(SELECT COUNT(*) FROM found) <= {most}"  # noqa: S608 - a number of this code, no text of anybody's
    statement = f"""
    WITH named AS MATERIALIZED ({text}),
    found AS MATERIALIZED (
        SELECT person.id, person.sort_key, person.party, person.kind, person.batch_id
        FROM (SELECT DISTINCT person_id FROM named) AS one CROSS JOIN {_PERSON} person
        WHERE {" AND ".join(["person.id = one.person_id", "person.withdrawn_at IS NULL", *conditions])}
        LIMIT {most + 1}
    ),
    counted AS (
        SELECT person.id, person.party, person.kind, CASE WHEN batch.number IN ({places}) THEN batch.number ELSE 0 END
        AS number FROM found person JOIN {_BATCH} batch ON batch.id = person.batch_id WHERE {few}
    )
    SELECT * FROM (
        SELECT 'page' AS what, person.id, '', 0, '', 0 FROM found person WHERE {" AND ".join([few, *shown])}
        ORDER BY person.sort_key, person.id LIMIT {int(limit)}
    ) AS shown
    UNION ALL SELECT 'named', '', '', 0, '', COUNT(*) FROM named
    UNION ALL SELECT 'found', '', '', 0, '', COUNT(*) FROM found
    UNION ALL SELECT 'cell', party, kind, number, '', COUNT(*) FROM counted GROUP BY party, kind, number
    UNION ALL SELECT 'cell', counted.party, counted.kind, counted.number, category.code, COUNT(*)
    FROM counted JOIN {_CATEGORY} category ON category.person_id = counted.id
    GROUP BY counted.party, counted.kind, counted.number, category.code
    """  # noqa: S608 (names of tables and places alone)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *more, *numbers, *of_page])
        rows = cursor.fetchall()
    cells = cells_of(row[1:] for row in rows if row[0] == "cell")
    names, total = (next(row[5] for row in rows if row[0] == what) for what in ("named", "found"))
    ids = [row[1] for row in rows if row[0] == "page"]
    return Gathered(total, ids, cells, whole=names < _WORDS_A_PERSON * most)


def _told_apart(searched: Searched) -> tuple[str, Values]:
    if searched.number is not None:
        return f"SELECT id AS person_id FROM {_PERSON} WHERE number = %s", [searched.number]  # noqa: S608
    return f"SELECT id AS person_id FROM {_PERSON} WHERE list_id = %s", [searched.list_id]  # noqa: S608


def _named(words: Sequence[str], code: str = "", most: int = 0) -> tuple[str, Values]:
    """Persons by the first word, or by a category of few, who have the other words too."""
    having = f"EXISTS (SELECT 1 FROM {_WORD} w WHERE w.person_id = one.person_id AND w.word >= %s AND w.word < %s)"  # noqa: S608
    values: Values = [bound for word in words for bound in (word, word + END)]
    if code:
        where = " AND ".join(["one.code = %s", *[having] * len(words)])
        return f"SELECT one.person_id FROM {_CATEGORY} one WHERE {where}", [code, *values]  # noqa: S608
    where = " AND ".join(["one.word >= %s AND one.word < %s", *[having] * (len(words) - 1)])
    stop = f" LIMIT {most}" if most else ""
    return f"SELECT one.person_id FROM {_WORD} one WHERE {where}{stop}", values  # noqa: S608


def _is_of_few(code: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT COUNT(*) FROM (SELECT 1 FROM {_CATEGORY} WHERE code = %s LIMIT {CAP + 1}) AS c",  # noqa: S608
            [code],
        )
        return bool(cursor.fetchone()[0] <= CAP)


def rarest_first(words: Sequence[str]) -> list[str]:
    """The words in the order of how many names have them, as far as that is worth counting."""
    if len(words) < 2:
        return list(words)
    count = f"(SELECT COUNT(*) FROM (SELECT 1 FROM {_WORD} WHERE word >= %s AND word < %s LIMIT {10 * CAP}) AS c)"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT " + ", ".join([count] * len(words)), [bound for word in words for bound in (word, word + END)]
        )
        counts = dict(zip(words, cursor.fetchone(), strict=True))
    return sorted(words, key=lambda word: counts[word])


def _page(
    sources: Sequence[str],
    conditions: Sequence[str],
    values: Values,
    wanted: Mapping[str, str],
    after: After,
    limit: int,
) -> list[str]:
    narrowed, more = _narrowed(wanted, after)
    where = " AND ".join(["person.withdrawn_at IS NULL", *conditions, *narrowed])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT person.id FROM {' '.join(sources)} WHERE {where} "  # noqa: S608 (names and places alone)
            f"ORDER BY person.sort_key, person.id LIMIT {int(limit)}",
            [*values, *more],
        )
        return [row[0] for row in cursor.fetchall()]


_CONDITIONS = {
    "party": "person.party = %s",
    "kind": "person.kind = %s",
    "batch": f"person.batch_id = (SELECT id FROM {_BATCH} WHERE number = %s)",  # noqa: S608
    "category": f"EXISTS (SELECT 1 FROM {_CATEGORY} c WHERE c.code = %s AND c.person_id = person.id)",  # noqa: S608
}


def _narrowed(wanted: Mapping[str, str], after: After) -> tuple[list[str], Values]:
    asked = {name: value for name, value in wanted.items() if value}
    conditions = [_CONDITIONS[name] for name in asked]
    values: Values = [batch_number(value) if name == "batch" else value for name, value in asked.items()]
    if after is not None:
        conditions, values = [*conditions, "(person.sort_key, person.id) > (%s, %s)"], [*values, *after]
    return conditions, values
