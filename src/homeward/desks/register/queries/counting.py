"""Counts for the facets of the register list, taken in cells that every narrowing is a sum of.

A cell is (party, kind, batch, category) with '' for any batch or any category. Cells of the whole register come from
what is counted already, batch by batch, and from counts that stop at a cap: a sum of capped counts is capped alike.
The statements are written here by hand: compiling them anew for each page costs more than counting.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection

from homeward.base.identifiers import typed_number
from homeward.desks.register.models import KINDS, Batch, CategoryTotal, Person

CAP = 1000
Cell = tuple[str, str, str, str]
Cells = Mapping[Cell, int]
_PERSON, _BATCH, _TOTAL = (model._meta.db_table for model in (Person, Batch, CategoryTotal))


def count_of(cells: Cells, narrowing: Mapping[str, str], cap: int = CAP) -> int:
    """Persons that fit a narrowing (facet -> value, '' for any), up to one more than the cap."""
    party, kind, batch, category = (narrowing.get(name, "") for name in ("party", "kind", "batch", "category"))
    batch = batch and str(batch_number(batch))
    fitting = (
        count
        for cell, count in cells.items()
        if cell[2] == batch and cell[3] == category and party in ("", cell[0]) and kind in ("", cell[1])
    )
    return min(sum(fitting), cap + 1)


def cells_of(rows: Iterable[tuple[str, str, int, str, int]]) -> Cells:
    """Cells from counts by (party, kind, number of the batch or 0 where that is not asked, category or '')."""
    cells: Counter[Cell] = Counter()
    for party, kind, number, category, count in rows:
        cells[party, kind, "", category] += count
        if number:
            cells[party, kind, str(number), category] += count
    return cells


def register_cells(parties: Sequence[str], numbers: Sequence[int]) -> Cells:
    """Cells of the whole register.

    Args:
        parties: codes of all parties.
        numbers: the batches that counts are wanted of.
    """
    lists = [(party, kind) for party in parties for kind in KINDS]
    places = ", ".join(["%s"] * len(numbers)) or "0"
    parts = [_LIST] * len(lists) + [_BATCHES.format(places=places), _CATEGORIES.format(places=places)]
    values = [word for pair in lists for word in (*pair, *pair)] + [*numbers, *numbers]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        rows = cursor.fetchall()
    of_lists = {(party, kind, "", ""): count for what, party, kind, _number, _code, count in rows if what == "list"}
    of_batches = cells_of(row[1:] for row in rows if row[0] != "list")
    return {**of_batches, **of_lists}


_LIST = f"""
SELECT 'list', %s, %s, 0, '', COUNT(*) FROM
(SELECT 1 FROM {_PERSON} WHERE withdrawn_at IS NULL AND party = %s AND kind = %s LIMIT {CAP + 1}) AS counted
"""  # noqa: S608 (names of tables alone)
_BATCHES = f"""
SELECT 'batch', party, kind, number, '', new FROM {_BATCH} WHERE number IN ({{places}}) AND state = 'committed'
"""  # noqa: S608
_CATEGORIES = f"""
SELECT 'category', batch.party, batch.kind, CASE WHEN batch.number IN ({{places}}) THEN batch.number ELSE 0 END,
total.code, SUM(total.persons)
FROM {_TOTAL} total JOIN {_BATCH} batch ON batch.id = total.batch_id
WHERE batch.state = 'committed' GROUP BY 2, 3, 4, 5
"""  # noqa: S608


def batch_number(text: str) -> int:
    """The number of a batch as it stands in an address; one that no batch has when it is no number."""
    number = typed_number(text)
    return -1 if number is None else number
