"""The register list: narrowed by facets, searched by name or number, one page after a name."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from homeward.base.identifiers import read_case_number
from homeward.desks.register.keys import words_asked
from homeward.desks.register.models import KINDS, Batch, NameWord, Person, PersonCategory
from homeward.desks.register.queries.cards import CHUNK, RIGHT, as_cards
from homeward.desks.register.queries.counting import capped_counts
from homeward.desks.register.shapes import Choice, Facet, PersonCard, PersonPage
from homeward.engine.law import CATEGORIES
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, require_right
from homeward.office.parties.queries import parties_visible_to

# The registrar's list work, in and out; an export right of its own belongs into the table of roles.
EXPORT_RIGHT = "register.import"
_SHOWN_BATCHES = 8
_MOST_EXPORTED = 50_000
_END = "\x7f"


def persons_visible_to(
    *,
    viewer: Actor,
    party: str = "",
    kind: str = "",
    text: str = "",
    facets: Mapping[str, str] | None = None,
    after: str = "",
    limit: int = 50,
) -> PersonPage:
    """One page of persons by name.

    Args:
        text: words of a name in any script, by their beginnings; or a case number; or an id of a list.
        facets: further narrowing: 'category' (code), 'batch' (number).
        after: id of the last person of the page before.
    """
    require_right(viewer, RIGHT)
    wanted = {"party": party, "kind": kind, **(facets or {})}
    found = _searched(text)
    rows = list(_after(_narrowed(found, wanted), after).select_related("batch")[: limit + 1])
    shown = as_cards(rows[:limit])
    counted, count = _facets(viewer, found, wanted)
    record_look(viewer=viewer, what="register.list", shown=len(shown), filter=_told(wanted, text, after))
    return PersonPage(shown, shown[-1].id if len(rows) > limit else "", counted, count)


def export_visible_to(
    *, viewer: Actor, party: str = "", kind: str = "", text: str = "", facets: Mapping[str, str] | None = None
) -> list[PersonCard]:
    """The same rows, all of them in the same order, for an export; one look that says so."""
    require_right(viewer, EXPORT_RIGHT)
    wanted = {"party": party, "kind": kind, **(facets or {})}
    rows = _narrowed(_searched(text), wanted).order_by("sort_key", "id").select_related("batch")
    shown = as_cards(list(rows[:_MOST_EXPORTED].iterator(CHUNK)))
    record_look(viewer=viewer, what="register.export", shown=len(shown), filter=_told(wanted, text, ""))
    return shown


def _told(wanted: Mapping[str, str], text: str, after: str) -> str:
    return urlencode({key: value for key, value in {**wanted, "q": text, "after": after}.items() if value})


def _searched(text: str) -> QuerySet[Person]:
    persons = Person.objects.filter(withdrawn_at=None)
    if not text.strip():
        return persons
    number = read_case_number(text)
    if number is not None:
        return persons.filter(number=number)
    words = words_asked(text)
    by_id = Q(list_id=text.strip())
    if not words:
        return persons.filter(by_id)
    by_name = Q()
    for word in words:
        ids = NameWord.objects.filter(word__gte=word, word__lt=word + _END).values("person_id")
        by_name &= Q(pk__in=ids)
    return persons.filter(by_name | by_id)


def _narrowed(persons: QuerySet[Person], wanted: Mapping[str, str], without: str = "") -> QuerySet[Person]:
    for name, value in wanted.items():
        if value and name != without:
            persons = persons.filter(_condition(name, value))
    return persons


def _condition(name: str, value: str) -> Q:
    if name == "category":
        return Q(pk__in=PersonCategory.objects.filter(code=value).values("person_id"))
    if name == "batch":
        return Q(batch__number=int(value)) if value.isascii() and value.isdigit() else Q(pk=None)
    return Q(**{name: value})


def _after(persons: QuerySet[Person], after: str) -> QuerySet[Person]:
    ordered = persons.order_by("sort_key", "id")
    last = Person.objects.filter(pk=after).values_list("sort_key", flat=True).first() if after else None
    if last is None:
        return ordered
    return ordered.filter(sort_key__gte=last).filter(Q(sort_key__gt=last) | Q(sort_key=last, id__gt=after))


def _facets(viewer: Actor, found: QuerySet[Person], wanted: Mapping[str, str]) -> tuple[list[Facet], int]:
    """Every choice with its capped count, and the count of the list itself: all in one statement."""
    choices = list(_choices(viewer, wanted))
    narrowed = [_narrowed(found, wanted, name).filter(_condition(name, value)) for name, value, _label in choices]
    *counts, count = capped_counts([*narrowed, _narrowed(found, wanted)])
    by_facet: dict[str, list[Choice]] = {}
    for (name, value, label), number in zip(choices, counts, strict=True):
        active = wanted.get(name, "") == value
        if number or active or name in ("party", "kind"):
            by_facet.setdefault(name, []).append(Choice(value, number, active, label))
    return [Facet(name, tuple(listed)) for name, listed in by_facet.items()], count


def _choices(viewer: Actor, wanted: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """(facet, value, label) of everything the list can be narrowed by."""
    for party in parties_visible_to(viewer=viewer):
        yield "party", party.code, party.code
    for kind in KINDS:
        yield "kind", kind, kind
    for code in CATEGORIES:
        yield "category", code, code
    batches = Batch.objects.filter(state=Batch.State.COMMITTED).order_by("-number")
    numbers = [str(number) for number in batches.values_list("number", flat=True)[:_SHOWN_BATCHES]]
    asked = wanted.get("batch", "")
    for number in numbers if asked in ("", *numbers) else [*numbers, asked]:
        yield "batch", number, number
