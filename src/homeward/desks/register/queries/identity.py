"""Who somebody is, for those who receive people: needs on the way and no history (no capture, custody or evidence)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from homeward.base.dates import HalfKnownDate
from homeward.base.errors import InputError
from homeward.base.identifiers import case_number
from homeward.desks.register.models import Person
from homeward.desks.register.queries.cards import CHUNK, RIGHT
from homeward.desks.register.queries.one_person import SHOWN_OPENINGS, as_opening
from homeward.desks.register.shapes import IdentityCard, Opening
from homeward.office.accounts.queries import names_of
from homeward.office.journal.looks import record_look
from homeward.office.journal.queries import looks_at
from homeward.office.journal.rights import Actor, has_right, require_right

IDENTITY_RIGHT = "register.identity"


def identity_visible_to(*, viewer: Actor, person_id: str) -> tuple[IdentityCard, list[Opening]]:
    """The card of one person and who opened them; one look.

    Raises:
        InputError: no such person.
    """
    right = _right_of(viewer)
    person = _persons([person_id]).first()
    if person is None:
        raise InputError(_("There is no such person in this register."), cure=_("Scan the code again."))
    record_look(viewer=viewer, subjects=[person.pk], what="register.identity")
    looks = list(looks_at(viewer=viewer, subject=person.pk, right=right)[:SHOWN_OPENINGS])
    names = names_of({look.viewer for look in looks})
    return _card(person), [as_opening(look, names) for look in looks]


def identity_cards(*, viewer: Actor, person_ids: Sequence[str]) -> dict[str, IdentityCard]:
    """Cards by id, unknown ids left out; one look for all of them."""
    _right_of(viewer)
    wanted, found = sorted(set(person_ids)), {}
    for start in range(0, len(wanted), CHUNK):
        found.update({person.pk: _card(person) for person in _persons(wanted[start : start + CHUNK])})
    record_look(viewer=viewer, what="register.identities", shown=len(found))
    return found


def _right_of(viewer: Actor) -> str:
    """The right that opens the card: whoever reads the whole record reads this too."""
    right = RIGHT if has_right(viewer, RIGHT) else IDENTITY_RIGHT
    require_right(viewer, right)
    return right


def _persons(person_ids: Sequence[str]):
    return Person.objects.filter(pk__in=person_ids).select_related("batch").defer("batch__notes", "batch__choices")


def _card(person: Person) -> IdentityCard:
    return IdentityCard(
        id=person.pk,
        case_number=case_number(person.number),
        party=person.party,
        kind=person.kind,
        name=person.as_listed(person.list_id).display_name(),
        other_name=person.other_name,
        birth_date=HalfKnownDate.fromisoformat(person.birth_date),
        rank=person.rank,
        service_number=person.service_number,
        categories=tuple(person.categories),
        source=person.batch.source,
    )
