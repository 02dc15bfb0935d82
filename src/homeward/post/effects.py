"""What a taken bundle does: receipts for what was sent, each item to its kind. Called by `take_bundle` alone."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from homeward.engine.sealing.payload import HELD, REFUSED, TAKEN, Item, Payload
from homeward.office.journal import clock
from homeward.post.items import KINDS, Arrived, ItemRefusal, ItemRefusedError, about, document_in
from homeward.post.models import Arrival, OwedReceipt, Partner, ReceivedItem, SentItem, ToldRefusal


def take_receipts(partner: Partner, arrival: Arrival, payload: Payload) -> None:
    """Marks what the partner acknowledges, and keeps its word on each item and each refused bundle."""
    moment = clock.now()
    partner.outgoing.filter(seq__lte=payload.ack.seq, acknowledged_at=None).update(acknowledged_at=moment)
    partner.told_size, partner.told_root = payload.ack.head.size, payload.ack.head.root
    partner.save(update_fields=["told_size", "told_root"])
    for receipt in payload.receipts:
        if receipt.item:
            # The partner answers for what lay in that bundle, and for nothing else.
            sent = SentItem.objects.filter(pk=receipt.item, partner=partner, bundle__digest=receipt.bundle)
            sent = sent.exclude(state=SentItem.State.RETRACTED)
            sent.update(state=receipt.verdict, reason=receipt.reason, answered_at=moment)
        else:
            ToldRefusal.objects.create(
                partner=partner, bundle=receipt.bundle, reason=receipt.reason, arrival=arrival, told_at=moment
            )


def take_items(partner: Partner, arrival: Arrival, items: Sequence[Item]) -> dict[str, int]:
    """Hands each item to its kind. Returns how many were taken, held and refused; each is owed a receipt."""
    counts = {TAKEN: 0, HELD: 0, REFUSED: 0}
    for item in items:
        try:
            verdict, reason = _taken(partner, arrival, item), ""
        except ItemRefusedError as refusal:
            verdict, reason = REFUSED, str(refusal.reason)
            _keep(partner, arrival, item, verdict, reason)
        counts[verdict] += 1
        owe_receipt(arrival, item.id, verdict, reason)
    return counts


def owe_receipt(arrival: Arrival, item_id: str, verdict: str, reason: str = "") -> None:
    """The partner is told with the next bundle."""
    OwedReceipt.objects.create(
        partner=arrival.partner, bundle=arrival.digest, item_id=item_id, verdict=verdict, reason=reason
    )


def _taken(partner: Partner, arrival: Arrival, item: Item) -> str:
    """One item in a savepoint of its own: what is refused by name leaves no trace but its line."""
    with transaction.atomic():
        if partner.received_items.filter(item_id=item.id).exists():
            raise ItemRefusedError(ItemRefusal.CAME_BEFORE, "An item of that id came before.")
        document = document_in(item.kind, item.version, item.body)
        verdict = KINDS[item.kind].arrive(Arrived(partner, item.id, document))
        state = HELD if verdict.held else TAKEN
        _keep(partner, arrival, item, state, "", verdict.result, about(item.kind, document))
    return state


def _keep(
    partner: Partner, arrival: Arrival, item: Item, state: str, reason: str, result: str = "",
    told: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    if partner.received_items.filter(item_id=item.id).exists():
        return
    ReceivedItem.objects.create(
        partner=partner, arrival=arrival, item_id=item.id, kind=item.kind, version=item.version, body=item.body,
        state=state, reason=reason, result=result, about=told or {}, decided_at=None if state == HELD else clock.now(),
    )  # fmt: skip
