"""What the register list can be narrowed to, with counts that stop at a cap whatever the size of the register.

Without a search all counts are one statement. With one, the persons found are counted in memory; when more are found
than that is worth, the choices stand without counts.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from homeward.desks.register.models import KINDS, Batch, Person, PersonCategory
from homeward.desks.register.queries.counting import CAP, batch_number, capped_counts
from homeward.desks.register.shapes import Choice, Facet
from homeward.engine.law import CATEGORIES
from homeward.office.journal.rights import Actor
from homeward.office.parties.queries import parties_visible_to

_SHOWN_BATCHES = 8
_COUNTED_IN_MEMORY = 2 * CAP
_ALWAYS_SHOWN = ("party", "kind")
_Counted = Mapping[tuple[str, str], int | None]


def condition(name: str, value: str) -> Q:
    """A filter on persons: 'party', 'kind', 'category' (code) or 'batch' (number)."""
    if name == "category":
        return Q(Exists(PersonCategory.objects.filter(person=OuterRef("pk"), code=value)))
    if name == "batch":
        return Q(batch__number=batch_number(value))
    return Q(**{name: value})


def facets_of(
    *, viewer: Actor, found: QuerySet[Person], wanted: Mapping[str, str], searched: bool
) -> tuple[list[Facet], int]:
    """The facets of a list, and its own count.

    Args:
        found: persons in the register, searched but not narrowed.
        wanted: facet -> value that the list is narrowed by, '' for any.
        searched: whether `found` is the result of a search.
    """
    choices = list(_choices(viewer, wanted))
    counts, count = _in_memory(found, choices, wanted) if searched else _in_one_statement(choices, wanted)
    by_facet: dict[str, list[Choice]] = {}
    for name, value in choices:
        number, active = counts[name, value], wanted.get(name, "") == value
        if number or active or name in _ALWAYS_SHOWN:
            by_facet.setdefault(name, []).append(Choice(value, number, active))
    return [Facet(name, tuple(listed)) for name, listed in by_facet.items()], count


def _in_one_statement(choices: Sequence[tuple[str, str]], wanted: Mapping[str, str]) -> tuple[_Counted, int]:
    *counts, count = capped_counts([*({**wanted, name: value} for name, value in choices), wanted])
    return dict(zip(choices, counts, strict=True)), count


def _in_memory(
    found: QuerySet[Person], choices: Sequence[tuple[str, str]], wanted: Mapping[str, str]
) -> tuple[_Counted, int]:
    rows = list(found.order_by().values_list("party", "kind", "batch__number", "categories")[: _COUNTED_IN_MEMORY + 1])
    if len(rows) > _COUNTED_IN_MEMORY:
        kept = found
        for name, value in wanted.items():
            kept = kept.filter(condition(name, value)) if value else kept
        return dict.fromkeys(choices), kept.order_by()[: CAP + 1].count()
    told = [{"party": p, "kind": k, "batch": str(n), "category": c} for p, k, n, c in rows]
    counts = {(name, value): sum(_fits(row, {**wanted, name: value}) for row in told) for name, value in choices}
    return counts, sum(_fits(row, wanted) for row in told)


def _fits(row: Mapping[str, Any], wanted: Mapping[str, str]) -> bool:
    return all(
        value in row["category"] if name == "category" else row[name] == value
        for name, value in wanted.items()
        if value
    )


def _choices(viewer: Actor, wanted: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(facet, value) of everything the list can be narrowed by."""
    for party in parties_visible_to(viewer=viewer):
        yield "party", party.code
    for kind in KINDS:
        yield "kind", kind
    for code in CATEGORIES:
        yield "category", code
    batches = Batch.objects.filter(state=Batch.State.COMMITTED, source=Batch.Source.LIST).order_by("-number")
    numbers = [str(number) for number in batches.values_list("number", flat=True)[:_SHOWN_BATCHES]]
    asked = wanted.get("batch", "")
    for number in numbers if asked in ("", *numbers) else [*numbers, asked]:
        yield "batch", number
