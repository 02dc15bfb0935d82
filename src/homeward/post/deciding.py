"""What a person decides: on an item that is held, and on a file in quarantine."""

from typing import Any

from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError
from homeward.engine.sealing.bundle import Refusal
from homeward.engine.sealing.payload import REFUSED, TAKEN
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor, require_right
from homeward.post.effects import owe_receipt
from homeward.post.items import KINDS, Arrived, ItemRefusal, document_in, kind_named
from homeward.post.models import Arrival, Quarantined, ReceivedItem
from homeward.post.partners import expected_from, partner_with
from homeward.post.receiving import IN_DOUBT, take_bundle

# Reasons of `Refusal` for which a bundle in its turn may be passed over by a person, so that the next one can be read.
_PASSABLE = IN_DOUBT | {Refusal.BAD_PAYLOAD}


def right_to_decide(item_pk: int) -> str:
    """The right that decides on a held item: its kind tells."""
    kind = ReceivedItem.objects.filter(pk=item_pk).values_list("kind", flat=True).first()
    return KINDS[kind].opens if kind in KINDS else "post.manage"


def _right(*, item_pk: int, **_others: Any) -> str:
    return right_to_decide(item_pk)


def accept_item(*, actor: Actor, item_pk: int) -> ReceivedItem:
    """Does with a held item what its kind does: the desk's own action, with the person's own right.

    Where that takes long it is done first, outside the act that closes the item: when somebody else decided on the item
    meanwhile, or its sender took it back, what the desk made of it stays there and this raises ConflictError.
    """
    require_right(actor, right_to_decide(item_pk))
    item = ReceivedItem.objects.filter(pk=item_pk).first()
    if item is not None and item.kind in KINDS and KINDS[item.kind].decide_first:
        return _accept(actor=actor, item_pk=item_pk, result=_done(actor, _require_held(item)))
    return _accept(actor=actor, item_pk=item_pk)


@action("post.accept_item", right=_right)
def _accept(*, actor: Actor, item_pk: int, result: str = "") -> Outcome[ReceivedItem]:
    """Marks a held item as taken, and its sender is owed a receipt.

    Args:
        result: the desk's id of what it made of the item; '' when that is still to be done, here and now.
    """
    item = _held(item_pk)
    result = result or _done(actor, item)
    _close(item, actor, ReceivedItem.State.TAKEN, "", result)
    owe_receipt(item.arrival, item.item_id, TAKEN)
    facts = {"item": item.item_id, "kind": item.kind, "result": result}
    return Outcome(item, facts=facts, subjects=[item.partner_id])


def _done(actor: Actor, item: ReceivedItem) -> str:
    kind = kind_named(item.kind)
    if kind.decide is None:
        raise ConflictError(_("Nothing is left to decide on this item."))
    document = document_in(item.kind, item.version, bytes(item.body))
    return kind.decide(actor, Arrived(item.partner, item.item_id, document))


@action("post.decline_item", right=_right)
def decline_item(*, actor: Actor, item_pk: int) -> Outcome[ReceivedItem]:
    """Refuses a held item by name; the sender reads DECLINED in its receipt."""
    item = _held(item_pk)
    _close(item, actor, ReceivedItem.State.REFUSED, ItemRefusal.DECLINED, "")
    owe_receipt(item.arrival, item.item_id, REFUSED, ItemRefusal.DECLINED)
    return Outcome(item, facts={"item": item.item_id, "kind": item.kind}, subjects=[item.partner_id])


@action("post.take_from_quarantine", right="post.manage")
def take_from_quarantine(*, actor: Actor, quarantined_id: int) -> Outcome[Arrival]:
    """Takes a bundle in spite of a clock or a head that speaks against it. The reason stands in the journal.

    Raises:
        ConflictError: its reason is none that a person can waive. BundleRefusedError: another fault stands.
    """
    found = _waiting(quarantined_id)
    if found.reason not in IN_DOUBT or found.content is None:
        raise ConflictError(
            _("This file cannot be taken by a decision."), cure=_("The partner sends it again, or what was missing.")
        )
    arrival = take_bundle(
        actor=actor, data=bytes(found.content), gate=found.gate, in_spite_of=frozenset({Refusal(found.reason)})
    )
    _decided(found, actor, Quarantined.State.TAKEN_LATER)
    facts = {"file": found.digest, "reason": found.reason, "seq": arrival.seq}
    return Outcome(arrival, facts=facts, subjects=[arrival.partner_id])


@action("post.set_aside", right="post.manage")
def set_aside(*, actor: Actor, quarantined_id: int) -> Outcome[Arrival]:
    """Passes over a signed bundle that will never be taken: its number counts as read, nothing in it is done.

    Raises:
        ConflictError: nobody's signature was verified in it, or it is not the next of its sender.
    """
    found = _waiting(quarantined_id)
    if found.partner_id is None or found.reason not in _PASSABLE or found.content is None:
        raise ConflictError(_("Only a signed bundle whose turn it is can be passed over."))
    expected = expected_from(found.partner_id)
    if found.seq is not None and (found.seq, found.prev) != (expected.seq, expected.prev):
        raise ConflictError(_("It is not this bundle's turn."), cure=_("Take in what comes before it first."))
    arrival = Arrival.objects.create(
        partner=partner_with(found.partner_id), seq=expected.seq, digest=found.digest, prev=expected.prev,
        content=found.content, state=Arrival.State.SET_ASIDE, gate=found.gate, received_at=clock.now(),
    )  # fmt: skip
    _decided(found, actor, Quarantined.State.SET_ASIDE)
    facts = {"file": found.digest, "reason": found.reason, "seq": arrival.seq}
    return Outcome(arrival, facts=facts, subjects=[found.partner_id])


def _held(item_pk: int) -> ReceivedItem:
    item = ReceivedItem.objects.select_for_update().filter(pk=item_pk).first()
    if item is None:
        raise InputError(_("There is no such item."))
    return _require_held(item)


def _require_held(item: ReceivedItem) -> ReceivedItem:
    if item.state == ReceivedItem.State.RETRACTED:
        raise ConflictError(_("The sender has taken this item back."))
    if item.state != ReceivedItem.State.HELD:
        raise ConflictError(_("This item was decided on already."))
    return item


def _close(item: ReceivedItem, actor: Actor, state: str, reason: str, result: str) -> None:
    item.state, item.reason, item.result = state, reason, result
    item.decided_by, item.decided_at = actor.officer_id, clock.now()
    item.save(update_fields=["state", "reason", "result", "decided_by", "decided_at"])


def _waiting(quarantined_id: int) -> Quarantined:
    found = Quarantined.objects.filter(pk=quarantined_id).first()
    if found is None:
        raise InputError(_("There is no such file in quarantine."))
    if found.state != Quarantined.State.WAITING:
        raise ConflictError(_("This file was decided on already."))
    return found


def _decided(found: Quarantined, actor: Actor, state: str) -> None:
    found.state, found.decided_by, found.decided_at = state, actor.officer_id, clock.now()
    found.save(update_fields=["state", "decided_by", "decided_at"])
