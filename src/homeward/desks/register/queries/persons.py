"""The register list: narrowed by facets, searched by name or number, one page after a name."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from homeward.base.identifiers import read_case_number
from homeward.desks.register.keys import words_asked
from homeward.desks.register.models import NameWord, Person
from homeward.desks.register.queries.cards import CHUNK, RIGHT, as_cards, with_batch
from homeward.desks.register.queries.facets import condition, facets_of
from homeward.desks.register.shapes import PersonCard, PersonPage
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, require_right

# The registrar's list work, in and out; an export right of its own belongs into the table of roles.
EXPORT_RIGHT = "register.import"
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
    # Ids first: sorting whole rows, written cells and all, would cost many times more.
    ids = list(_after(_narrowed(found, wanted), after).values_list("pk", flat=True)[: limit + 1])
    rows = list(with_batch(Person.objects.filter(pk__in=ids).order_by("sort_key", "id")))
    shown = as_cards(rows[:limit])
    counted, count = facets_of(viewer=viewer, found=found, wanted=wanted, searched=bool(text.strip()))
    record_look(viewer=viewer, what="register.list", shown=len(shown), filter=_told(wanted, text, after))
    return PersonPage(shown, shown[-1].id if len(rows) > limit else "", counted, count)


def export_visible_to(
    *, viewer: Actor, party: str = "", kind: str = "", text: str = "", facets: Mapping[str, str] | None = None
) -> list[PersonCard]:
    """The same rows, all of them in the same order, for an export; one look that says so."""
    require_right(viewer, EXPORT_RIGHT)
    wanted = {"party": party, "kind": kind, **(facets or {})}
    rows = with_batch(_narrowed(_searched(text), wanted).order_by("sort_key", "id"))
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
    # An id of a list, typed whole, is meant as such.
    by_id = persons.filter(list_id=text.strip())
    words = words_asked(text)
    if not words or by_id.exists():
        return by_id
    for word in words:
        ids = NameWord.objects.filter(word__gte=word, word__lt=word + _END).values("person_id")
        persons = persons.filter(pk__in=ids)
    return persons


def _narrowed(persons: QuerySet[Person], wanted: Mapping[str, str]) -> QuerySet[Person]:
    for name, value in wanted.items():
        if value:
            persons = persons.filter(condition(name, value))
    return persons


def _after(persons: QuerySet[Person], after: str) -> QuerySet[Person]:
    ordered = persons.order_by("sort_key", "id")
    last = Person.objects.filter(pk=after).values_list("sort_key", flat=True).first() if after else None
    if last is None:
        return ordered
    return ordered.filter(sort_key__gte=last).filter(Q(sort_key__gt=last) | Q(sort_key=last, id__gt=after))
