"""What there is to send to whom: every thing that this person may give to the post, beside each partner it is for."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.office.journal.rights import Actor, has_right, require_right
from homeward.post.items import KINDS, SENDERS, Thing
from homeward.post.models import Partner


@dataclass(frozen=True, slots=True)
class Way:
    """One partner that a thing is for; `news` counts what it does not have, 0 when it has all."""

    partner: Partner
    news: int


@dataclass(frozen=True, slots=True)
class Sendable:
    """One thing of one kind, and the partners it may go to."""

    kind: str
    title: Any
    key: str
    line: str
    ways: list[Way]


def may_give(viewer: Actor) -> bool:
    """Whether the viewer may give things of some kind to the post."""
    return has_right(viewer, "post.send") and any(has_right(viewer, KINDS[kind].sends) for kind in SENDERS)


def sendable_by(*, viewer: Actor) -> list[Sendable]:
    """Everything, by kind in the order in which it travels; things that are for no partner are left out."""
    require_right(viewer, "post.send")
    partners = list(Partner.objects.filter(state=Partner.State.CONFIRMED).defer("card"))
    found = []
    for kind in sorted(SENDERS, key=_ORDER.index):
        if has_right(viewer, KINDS[kind].sends):
            rows = [_sendable(kind, thing, partners) for thing in SENDERS[kind].things(viewer)]
            found += [row for row in rows if row.ways]
    return found


# As a whole exchange goes; a kind that is missing here fails the first time the page is opened, which a test does.
_ORDER = (
    "exchange.offer", "exchange.request", "exchange.proposal", "exchange.agreement", "handover.manifest",
    "handover.events", "handover.papers",
)  # fmt: skip


def give(*, actor: Actor, kind: str, key: str, partner_id: str) -> Any:
    """Gives one thing to the post, by the kind's own function; its errors, and InputError for an unknown kind."""
    if kind not in SENDERS:
        raise InputError(_("Choose what to send."))
    return SENDERS[kind].send(actor, partner_id, key)


def _sendable(kind: str, thing: Thing, partners: list[Partner]) -> Sendable:
    ways = [Way(partner, thing.news(partner)) for partner in partners if thing.goes_to(partner)]
    return Sendable(kind, KINDS[kind].title, thing.key, thing.line, ways)
