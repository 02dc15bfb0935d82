"""`post.retract`: the sender takes an item back. A held one ends; a taken one is for its kind, or for people."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.office.journal import clock
from homeward.office.journal.rights import Actor
from homeward.post.items import (
    HOLD,
    KINDS,
    Arrived,
    ItemRefusal,
    ItemRefusedError,
    Kind,
    Verdict,
    document_in,
    fields_of,
    takes,
)
from homeward.post.models import ReceivedItem
from homeward.post.sending import RETRACTION

# Codes, no prose: they stand on the partner's pages and in both journals.
REASONS = {
    "MISTAKE": gettext_lazy("sent by mistake"),
    "REPLACED": gettext_lazy("replaced by a later one"),
    "WITHDRAWN": gettext_lazy("withdrawn by the sender"),
}


def read(value: Any) -> dict[str, str]:
    """{"item": id, "reason": code}."""
    told = fields_of(value, {"item", "reason"}, "the retraction")
    if not isinstance(told["item"], str) or told["reason"] not in REASONS:
        raise ItemRefusedError(ItemRefusal.BAD_BODY, "It names no item, or no known reason.")
    return told


def arrive(arrived: Arrived) -> Verdict:
    """Ends the item it names, among those of the same sender."""
    item = arrived.partner.received_items.filter(item_id=arrived.document["item"]).first()
    if item is None:
        raise ItemRefusedError(ItemRefusal.UNKNOWN_ITEM, "No such item came from this partner.")
    if item.state == ReceivedItem.State.TAKEN:
        kind = KINDS[item.kind]
        if kind.retract is None:
            return HOLD
        document = document_in(item.kind, item.version, bytes(item.body))
        kind.retract(Arrived(arrived.partner, item.item_id, document), item.result)
    return Verdict(held=False, result=_mark(item, arrived.document["reason"]))


def note(_actor: Actor, arrived: Arrived) -> str:
    """A person has seen that a taken item is taken back: its copy is marked, what the desk made of it stays."""
    item = arrived.partner.received_items.select_for_update().get(item_id=arrived.document["item"])
    return _mark(item, arrived.document["reason"])


def _mark(item: ReceivedItem, reason: str) -> str:
    item.state, item.reason, item.decided_at = ReceivedItem.State.RETRACTED, reason, clock.now()
    item.save(update_fields=["state", "reason", "decided_at"])
    return item.item_id


def about(document: dict[str, str]) -> dict[str, str]:
    return dict(document)


def words(told: Mapping[str, str]) -> str:
    return _("Item %(item)s: %(reason)s") % {"item": told["item"], "reason": REASONS[told["reason"]]}


takes(
    Kind(
        kind=RETRACTION,
        version=1,
        title=gettext_lazy("Something taken back"),
        sends="post.send",
        opens="post.manage",
        read=read,
        arrive=arrive,
        decide=note,
        most_bytes=1024,
        about=about,
        words=words,
    )  # fmt: skip
)
