"""The register list: narrowed by facets, searched by name or number, one page after a name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet

from homeward.base.identifiers import read_case_number
from homeward.desks.register.keys import words_asked
from homeward.desks.register.models import NameWord, Person
from homeward.desks.register.queries.cards import CHUNK, RIGHT, as_cards, with_batch
from homeward.desks.register.queries.counting import CAP, Cells, count_of, register_cells
from homeward.desks.register.queries.facets import ChoiceOf, choices_of, condition, facets_of, numbers_in
from homeward.desks.register.queries.finding import (
    END,
    GATHERED,
    After,
    Searched,
    gathered,
    listed_ids,
    rarest_first,
    walked_ids,
)
from homeward.desks.register.shapes import PersonCard, PersonPage
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, require_right

# The registrar's list work, in and out; an export right of its own belongs into the table of roles.
EXPORT_RIGHT = "register.import"
_MOST_EXPORTED = 50_000


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
    choices = choices_of(viewer, wanted)
    found = _found(_searched(text), choices, wanted, _place_of(after), limit + 1)
    # Ids first: sorting whole rows, written cells and all, would cost many times more.
    rows = list(with_batch(Person.objects.filter(pk__in=found.ids).order_by("sort_key", "id")))
    shown = as_cards(rows[:limit])
    record_look(viewer=viewer, what="register.list", shown=len(shown), filter=_told(wanted, text, after))
    more = shown[-1].id if len(rows) > limit else ""
    return PersonPage(shown, more, facets_of(choices, found.cells, wanted), found.count)


@dataclass(frozen=True, slots=True)
class _Found:
    """Ids of one page and one more, how many fit (capped), and cells for the facets."""

    ids: list[str]
    count: int
    cells: Cells | None


def _found(
    searched: Searched | None, choices: Sequence[ChoiceOf], wanted: Mapping[str, str], after: After, limit: int
) -> _Found:
    numbers = numbers_in(choices)
    if searched is None:
        cells = register_cells([value for name, value in choices if name == "party"], numbers)
        return _Found(listed_ids(wanted, cells, after, limit), count_of(cells, wanted), cells)
    if not searched:
        return _Found([], 0, {})
    page = {"wanted": wanted, "numbers": numbers, "after": after, "limit": limit}
    all_of_them = gathered(searched, within={}, most=GATHERED, **page)
    if all_of_them.total <= GATHERED:
        return _Found(all_of_them.ids, count_of(all_of_them.cells, wanted), all_of_them.cells)
    if any(wanted.values()):
        narrowed = gathered(searched, within=wanted, most=CAP, **page)
        if narrowed.total <= CAP:
            return _Found(narrowed.ids, narrowed.total, None)
    return _Found(walked_ids(searched, wanted, after, limit), CAP + 1, None)


def export_visible_to(
    *, viewer: Actor, party: str = "", kind: str = "", text: str = "", facets: Mapping[str, str] | None = None
) -> list[PersonCard]:
    """The same rows, all of them in the same order, for an export; one look that says so."""
    require_right(viewer, EXPORT_RIGHT)
    wanted = {"party": party, "kind": kind, **(facets or {})}
    rows = with_batch(_narrowed(_persons(_searched(text)), wanted).order_by("sort_key", "id"))
    shown = as_cards(list(rows[:_MOST_EXPORTED].iterator(CHUNK)))
    record_look(viewer=viewer, what="register.export", shown=len(shown), filter=_told(wanted, text, ""))
    return shown


def _told(wanted: Mapping[str, str], text: str, after: str) -> str:
    return urlencode({key: value for key, value in {**wanted, "q": text, "after": after}.items() if value})


def _searched(text: str) -> Searched | None:
    """What was typed, None when nothing was."""
    if not text.strip():
        return None
    number = read_case_number(text)
    if number is not None:
        return Searched(number=number)
    # An id of a list, typed whole, is meant as such.
    if Person.objects.filter(withdrawn_at=None, list_id=text.strip()).exists():
        return Searched(list_id=text.strip())
    return Searched(words=tuple(rarest_first(words_asked(text))))


def _persons(searched: Searched | None) -> QuerySet[Person]:
    persons = Person.objects.filter(withdrawn_at=None)
    if searched is None:
        return persons
    if searched.number is not None:
        return persons.filter(number=searched.number)
    if not searched.words:
        return persons.filter(list_id=searched.list_id) if searched.list_id else persons.none()
    for word in searched.words:
        ids = NameWord.objects.filter(word__gte=word, word__lt=word + END).values("person_id")
        persons = persons.filter(pk__in=ids)
    return persons


def _narrowed(persons: QuerySet[Person], wanted: Mapping[str, str]) -> QuerySet[Person]:
    for name, value in wanted.items():
        if value:
            persons = persons.filter(condition(name, value))
    return persons


def _place_of(after: str) -> After:
    """Where the page before ended; None for the beginning, and for a person that is not there."""
    return Person.objects.filter(pk=after).values_list("sort_key", "id").first() if after else None
