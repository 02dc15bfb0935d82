"""What may be told of notes without opening them: to their own readers, about one person, and to nobody else."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from homeward.base.errors import RefusedError
from homeward.office.accounts.models import Officer
from homeward.office.accounts.queries import names_of
from homeward.office.compartments.models import SealedNote
from homeward.office.compartments.readers import holders_of, newcomers_to
from homeward.office.compartments.rooms import COMPARTMENTS, Compartment, compartment_named
from homeward.office.journal import clock
from homeward.office.journal.rights import Actor, has_right, require_right


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note that the viewer can open: when, by whom, kept until when."""

    id: str
    author: str
    written_at: datetime
    keep_until: date


def notes_for(*, viewer: Actor, compartment: str, person_id: str) -> list[NoteLine]:
    """Notes about one person that are sealed to the viewer, newest first; others stay unseen, their number too."""
    require_right(viewer, compartment_named(compartment).right)
    found = SealedNote.objects.filter(
        compartment=compartment,
        person_id=person_id,
        erased_at=None,
        keep_until__gte=clock.now().date(),
        readers__officer_id=viewer.officer_id,
    ).order_by("-pk")
    rows = list(found.defer("sealed"))
    names = names_of({row.author for row in rows})
    return [NoteLine(row.pk, names.get(row.author, ""), row.written_at, row.keep_until) for row in rows]


def possible_readers(*, viewer: Actor, compartment: str) -> list[tuple[str, str]]:
    """Officer id and name of everybody a note of that compartment can be sealed to, the viewer among them."""
    room = compartment_named(compartment)
    require_right(viewer, room.right)
    return [(str(officer.pk), officer.display_name) for officer in holders_of(room)]


def newcomers_visible_to(*, viewer: Actor) -> list[tuple[Compartment, list[Officer]]]:
    """By compartment whose entries the viewer can open: colleagues who cannot yet. Compartments without any left out.

    Raises:
        RefusedError: the viewer holds no such compartment.
    """
    held = [room for room in COMPARTMENTS.values() if room.keeps_existence and has_right(viewer, room.right)]
    if not held:
        raise RefusedError(_("Your role does not allow this."))
    return [(room, new) for room in held if (new := newcomers_to(room)) and not _is_among(viewer, new)]


def _is_among(viewer: Actor, officers: list[Officer]) -> bool:
    return viewer.officer_id in {str(officer.pk) for officer in officers}
