"""Whole lists, for searching and planning, and cards for the rows of later desks."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from django.db.models import Count
from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.base.persons import ListedPerson
from homeward.desks.register.models import MedicalDecision, Person
from homeward.desks.register.queries.cards import CHUNK, RIGHT, as_cards, with_batch
from homeward.desks.register.shapes import PartyLists, PersonCard
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, require_right


def listed_persons(*, viewer: Actor, party: str, kind: str) -> list[ListedPerson]:
    """All registered persons of one party's list, in the order of their numbers; `.id` is the register's id."""
    return [person for _list_id, person in _whole_list(viewer, party, kind)]


def listed_under_own_ids(*, viewer: Actor, party: str, kind: str) -> dict[str, ListedPerson]:
    """The register's id -> the same persons with `.id` as the party's own list has it: what other nodes call them by.

    Raises:
        InputError: two persons share an id of the list, so that nobody could say later which one is meant.
    """
    own: dict[str, ListedPerson] = {}
    seen: set[str] = set()
    for list_id, person in _whole_list(viewer, party, kind):
        if list_id in seen:
            raise _shared_id(party, list_id)
        seen.add(list_id)
        own[person.id] = replace(person, id=list_id)
    return own


def _whole_list(viewer: Actor, party: str, kind: str) -> list[tuple[str, ListedPerson]]:
    """The list's own id and the person under the register's, in the order of their numbers: one look at a list."""
    require_right(viewer, RIGHT)
    rows = Person.objects.filter(party=party, kind=kind, withdrawn_at=None).order_by("number")
    decided = _standing_decisions(party, kind)
    found = [(person.list_id, _with_decision(person.as_listed(), decided)) for person in rows.iterator(CHUNK)]
    record_look(viewer=viewer, what="register.whole_list", shown=len(found), filter=f"party={party}&kind={kind}")
    return found


def _shared_id(party: str, list_id: str) -> InputError:
    return InputError(
        _("Two persons of %(party)s share the id %(id)s of their lists.") % {"party": party, "id": list_id},
        cure=_("Import the lists with a column of ids, or undo one of the batches."),
    )


def _standing_decisions(party: str, kind: str) -> dict[str, tuple[str, str]]:
    rows = MedicalDecision.objects.filter(superseded_at=None, person__party=party, person__kind=kind)
    return {person: (code, fit) for person, code, fit in rows.values_list("person_id", "code", "fit_to_travel")}


def _with_decision(person: ListedPerson, decided: dict[str, tuple[str, str]]) -> ListedPerson:
    """What a medical officer recorded stands before what a list says of it."""
    if person.id not in decided:
        return person
    code, fit = decided[person.id]
    return replace(person, medical_decision=code, fit_to_travel=fit or person.fit_to_travel)


def person_ids_of(*, viewer: Actor, party: str, kind: str, list_ids: Sequence[str]) -> dict[str, str]:
    """The list's own id -> the register's id, for those of that list who are registered; no person is shown, no look.

    Raises:
        InputError: two registered persons of that list share one of these ids.
    """
    require_right(viewer, RIGHT)
    wanted, found = sorted(set(list_ids)), {}
    for start in range(0, len(wanted), CHUNK):
        rows = Person.objects.filter(
            party=party, kind=kind, withdrawn_at=None, list_id__in=wanted[start : start + CHUNK]
        ).order_by("number")
        for list_id, person_id in rows.values_list("list_id", "pk"):
            if list_id in found:
                raise _shared_id(party, list_id)
            found[list_id] = person_id
    return found


def cards(*, viewer: Actor, person_ids: Sequence[str]) -> dict[str, PersonCard]:
    """Cards by id for the rows of a list of another desk: one look for all of them.

    Withdrawn persons are told too (`withdrawn`); unknown ids are left out. A page about one person or one pair records
    its own look with the persons as subjects.
    """
    require_right(viewer, RIGHT)
    wanted, found = sorted(set(person_ids)), {}
    for start in range(0, len(wanted), CHUNK):
        persons = with_batch(Person.objects.filter(pk__in=wanted[start : start + CHUNK]))
        found.update({card.id: card for card in as_cards(list(persons))})
    record_look(viewer=viewer, what="register.cards", shown=len(found))
    return found


def parties_with_lists(*, viewer: Actor) -> list[PartyLists]:
    """Each party that has persons registered, with the number missing and held; counts alone, so no look."""
    require_right(viewer, RIGHT)
    counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    rows = Person.objects.filter(withdrawn_at=None).order_by().values_list("party", "kind").annotate(Count("pk"))
    for party, kind, count in rows:
        counts[party][kind] = count
    return [PartyLists(party, by.get("missing", 0), by.get("held", 0)) for party, by in sorted(counts.items())]
