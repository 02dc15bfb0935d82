"""`post.retract`: the sender takes an item back. A held one ends; a taken one is for its kind, or for people."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from homeward.office.journal import clock
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
    "MISTAKE": _("sent by mistake"),
    "REPLACED": _("replaced by a later one"),
    "WITHDRAWN": _("withdrawn by the sender"),
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
    item.state, item.reason, item.decided_at = ReceivedItem.State.RETRACTED, arrived.document["reason"], clock.now()
    item.save(update_fields=["state", "reason", "decided_at"])
    return Verdict(held=False, result=item.item_id)


takes(
    Kind(
        kind=RETRACTION,
        version=1,
        title=_("Something taken back"),
        sends="post.send",
        opens="post.manage",
        read=read,
        arrive=arrive,
        decide=lambda _actor, arrived: str(arrived.document["item"]),
        most_bytes=1024,
    )  # fmt: skip
)
