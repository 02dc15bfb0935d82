"""Reading the post: partners, what was sent, what came, what waits for a person."""

from collections.abc import Iterable

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from homeward.base.errors import InputError, RefusedError
from homeward.office.journal.rights import Actor, has_right, require_right
from homeward.post.items import KINDS
from homeward.post.models import Arrival, Outgoing, Partner, Quarantined, ReceivedItem, SeenHead, SentItem

READING = ("post.read", "post.manage")
_MOST_GAPS = 50


def may_read(viewer: Actor) -> bool:
    """Whether the viewer may see partners, outbox and inbox. What items hold is for whoever may open them."""
    return any(has_right(viewer, right) for right in READING)


def require_reader(viewer: Actor) -> None:
    """RefusedError unless the viewer may."""
    if not may_read(viewer):
        require_right(viewer, READING[0])


def partners_visible_to(*, viewer: Actor) -> QuerySet[Partner]:
    """All partners, ended ones too, with the last number each way."""
    require_reader(viewer)
    return Partner.objects.defer("card").annotate(
        last_sent=Max("outgoing__seq"),
        last_acknowledged=Max("outgoing__seq", filter=Q(outgoing__acknowledged_at__isnull=False)),
        last_received=Max("arrivals__seq"),
    )


def partner_visible_to(*, viewer: Actor, partner_id: str) -> Partner:
    """One partner; InputError when there is none."""
    found = partners_visible_to(viewer=viewer).filter(pk=partner_id).first()
    if found is None:
        raise InputError(_("There is no such partner."))
    return found


def heads_visible_to(*, viewer: Actor, partner_id: str) -> QuerySet[SeenHead]:
    """The heads a partner told, newest first."""
    require_reader(viewer)
    return SeenHead.objects.filter(partner_id=partner_id)


def outgoing_visible_to(*, viewer: Actor) -> QuerySet[Outgoing]:
    """Bundles sealed here, newest first, without their bytes."""
    require_reader(viewer)
    found = Outgoing.objects.defer("content").select_related("partner").order_by("-id")
    return found.annotate(number_of_items=Count("items"))


def sent_items_visible_to(*, viewer: Actor) -> QuerySet[SentItem]:
    """What desks gave to the post, newest first, without what it says."""
    require_reader(viewer)
    return SentItem.objects.defer("body").select_related("partner", "bundle").order_by("-id")


def arrivals_visible_to(*, viewer: Actor) -> QuerySet[Arrival]:
    """Bundles read here, newest first, without their bytes."""
    require_reader(viewer)
    return Arrival.objects.defer("content").select_related("partner").annotate(number_of_items=Count("items"))


def received_items_visible_to(*, viewer: Actor) -> QuerySet[ReceivedItem]:
    """Items that came, newest first, without what they say: also those that their sender took back."""
    require_reader(viewer)
    return ReceivedItem.objects.defer("body").select_related("partner", "arrival").order_by("-id")


def quarantined_visible_to(*, viewer: Actor) -> QuerySet[Quarantined]:
    """Files that were not taken, the last one first, without their bytes."""
    require_reader(viewer)
    return Quarantined.objects.defer("content").select_related("partner")


def held_for(*, viewer: Actor) -> QuerySet[ReceivedItem]:
    """Items that wait for a decision this person may make; RefusedError for who may make none."""
    kinds = _opened_by(viewer)
    if not kinds:
        raise RefusedError(_("Your role does not allow this."), cure=_("Ask a colleague who has the role."))
    found = ReceivedItem.objects.filter(state=ReceivedItem.State.HELD, kind__in=kinds)
    return found.defer("body").select_related("partner", "arrival")


def may_decide(viewer: Actor) -> bool:
    """Whether some kind of item is for this person to decide."""
    return bool(_opened_by(viewer))


def gaps_of(partners: Iterable[Partner]) -> dict[str, list[int]]:
    """Numbers that are missing before a bundle in quarantine, by partner: something was lost on the way."""
    found: dict[str, list[int]] = {}
    waiting = Quarantined.objects.filter(state=Quarantined.State.WAITING, seq__isnull=False)
    for partner in partners:
        seen = set(waiting.filter(partner=partner).values_list("seq", flat=True))
        read = Arrival.objects.filter(partner=partner).aggregate(last=Max("seq"))["last"] or 0
        # A partner may name any number: no more than a page of them is counted out.
        last = min(max(seen, default=0), read + 1 + _MOST_GAPS)
        if missing := [number for number in range(read + 1, last) if number not in seen]:
            found[partner.pk] = missing
    return found


def _opened_by(viewer: Actor) -> list[str]:
    return [kind.kind for kind in KINDS.values() if kind.decide and has_right(viewer, kind.opens)]
