"""What the register list can be narrowed to, with counts that stop at a cap whatever the size of the register.

When a search finds more than is worth counting, the choices stand without counts.
"""

from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Exists, OuterRef, Q

from homeward.desks.register.models import KINDS, Batch, PersonCategory
from homeward.desks.register.queries.counting import Cells, batch_number, count_of
from homeward.desks.register.shapes import Choice, Facet
from homeward.engine.law import CATEGORIES
from homeward.office.journal.rights import Actor
from homeward.office.parties.queries import parties_visible_to

_SHOWN_BATCHES = 8
_ALWAYS_SHOWN = ("party", "kind")
ChoiceOf = tuple[str, str]


def condition(name: str, value: str) -> Q:
    """A filter on persons: 'party', 'kind', 'category' (code) or 'batch' (number)."""
    if name == "category":
        return Q(Exists(PersonCategory.objects.filter(person=OuterRef("pk"), code=value)))
    if name == "batch":
        return Q(batch__number=batch_number(value))
    return Q(**{name: value})


def facets_of(choices: Sequence[ChoiceOf], cells: Cells | None, wanted: Mapping[str, str]) -> list[Facet]:
    """The facets of a list.

    Args:
        cells: counts of everybody searched for, None when they are too many to be counted so.
        wanted: facet -> value that the list is narrowed by, '' for any.
    """
    by_facet: dict[str, list[Choice]] = {}
    for name, value in choices:
        number = None if cells is None else count_of(cells, {**wanted, name: value})
        active = wanted.get(name, "") == value
        if number or active or name in _ALWAYS_SHOWN:
            by_facet.setdefault(name, []).append(Choice(value, number, active))
    return [Facet(name, tuple(listed)) for name, listed in by_facet.items()]


def numbers_in(choices: Sequence[ChoiceOf]) -> list[int]:
    """The batches among the choices."""
    return [batch_number(value) for name, value in choices if name == "batch"]


def choices_of(viewer: Actor, wanted: Mapping[str, str]) -> list[ChoiceOf]:
    """(facet, value) of everything the list can be narrowed by."""
    return list(_choices(viewer, wanted))


def _choices(viewer: Actor, wanted: Mapping[str, str]) -> Iterator[tuple[str, str]]:
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
