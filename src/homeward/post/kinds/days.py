"""What `handover.events` and `handover.papers` share: which day they are of, and what a partner knows of it already."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError
from homeward.desks.handover.queries import handover_visible_to, handovers_visible_to
from homeward.engine.sealing import read_strict
from homeward.office.journal.rights import Actor
from homeward.post.items import HOLD, Arrived, ItemRefusal, ItemRefusedError, Thing, Verdict, has_part, require_voice
from homeward.post.kinds.manifest import SHOWN, line_of, require_part_in
from homeward.post.models import Partner, ReceivedItem
from homeward.post.partners import open_partner
from homeward.post.sending import TURNED_BACK

# A partner knows what left for it and was not turned back, and what it sent itself, decided on here or not.
_ENDED = (ReceivedItem.State.REFUSED, ReceivedItem.State.RETRACTED)


def day_for(actor: Actor, partner_id: str, handover_id: str) -> tuple[Partner, Any]:
    """The open partner and the handover; RefusedError when the two have nothing to do with each other."""
    partner, handover = open_partner(partner_id), handover_visible_to(viewer=actor, handover_id=handover_id)
    require_part_in(partner, handover.parties)
    return partner, handover


def known_bodies(partner: Partner, kind: str, manifest: str) -> Iterator[dict[str, Any]]:
    """Documents of that kind and day that went to the partner or came from it."""
    sent = partner.sent_items.filter(kind=kind, about__manifest=manifest).exclude(state__in=TURNED_BACK)
    came = partner.received_items.filter(kind=kind, about__manifest=manifest).exclude(state__in=_ENDED)
    for bodies in (sent, came):
        for body in bodies.values_list("body", flat=True).iterator(10):
            yield read_strict(bytes(body))


def next_reference(partner: Partner, kind: str, manifest: str) -> str:
    """Parts of a day are counted for each partner."""
    return f"{manifest}:{partner.sent_items.filter(kind=kind, about__manifest=manifest).count() + 1}"


def arrive(arrived: Arrived) -> Verdict:
    """Held for whoever decides on handovers. Whose day it is shows when it is opened: the list may come with it."""
    require_voice(arrived.partner, [arrived.partner.party])
    return HOLD


def handover_of(actor: Actor, arrived: Arrived) -> Any:
    """The day that an item is of.

    Raises:
        ConflictError: its list was not taken yet. ItemRefusedError: the partner has no part in that day.
    """
    found = handovers_visible_to(viewer=actor).filter(hash=arrived.document["manifest"]).first()
    if found is None:
        raise ConflictError(
            _("The frozen list that this belongs to was not taken on this node yet."),
            cure=_("Take the list first; it came in an earlier item or is still on its way."),
        )
    if arrived.partner.role != "intermediary" and arrived.partner.party not in found.parties:
        raise ItemRefusedError(ItemRefusal.NOT_ALLOWED, _("The partner has no part in this handover."))
    return found


def things(viewer: Actor, news: Callable[[Actor, Partner, Any], int]) -> list[Thing]:
    """The last handovers as things to send.

    Args:
        news: how much of a handover a partner lacks.
    """

    def thing(handover: Any) -> Thing:
        return Thing(
            key=handover.pk,
            line=line_of(handover),
            goes_to=lambda partner: has_part(partner, handover.parties),
            news=lambda partner: news(viewer, partner, handover),
        )

    return [thing(handover) for handover in handovers_visible_to(viewer=viewer)[:SHOWN]]
