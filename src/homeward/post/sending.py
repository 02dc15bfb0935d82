"""The outbox: items wait, a bundle is sealed and stored, and only then may its bytes leave, as often as it takes."""

from datetime import timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError
from homeward.engine.sealing.bundle import make_bundle
from homeward.engine.sealing.canonical import digest
from homeward.engine.sealing.payload import MOST_ITEMS, NO_HASH, Item, Payload, Receipt
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import THE_NODE, Actor
from homeward.post.heads import acknowledged, own_journal
from homeward.post.items import OFFERS, about, body_of, kind_named
from homeward.post.models import Outgoing, OwedReceipt, Partner, SentItem, new_id
from homeward.post.own import own
from homeward.post.partners import open_partner

LIFE = timedelta(days=90)
RETRACTION = "post.retract"
# What a partner refused, or this node took back, may be given to the post anew.
TURNED_BACK = (SentItem.State.REFUSED, SentItem.State.RETRACTED)
_AGAIN = "~"
# base64 twice, with room for receipts, under the 16 MiB of one bundle.
_MOST_BYTES = 8 * 1024 * 1024
_MOST_RECEIPTS = 2_000


def _right_to_queue(*, kind: str, **_others: Any) -> str:
    return kind_named(kind).sends


@action("post.queue_item", right=_right_to_queue)
def queue_item(*, actor: Actor, partner_id: str, kind: str, document: Any, reference: str) -> Outcome[SentItem]:
    """Gives one thing to the post for one partner; it leaves with the next bundle.

    Raises:
        ItemRefusedError: the document is not of the kind's schema, or too large.
        ConflictError: the partner was ended, or gets this reference already. What it refused, or what was taken back,
            may be given anew.
    """
    item = _queue(open_partner(partner_id), kind, document, reference, actor)
    facts = {"item": item.pk, "kind": kind, "bytes": len(item.body)}
    return Outcome(item, facts=facts, subjects=[partner_id])


@action("post.seal_bundle", right="post.manage")
def seal_bundle(*, actor: Actor, partner_id: str) -> Outcome[Outgoing]:
    """Seals what waits for a partner into the next bundle and stores its bytes.

    Raises:
        NothingToSayError: no item waits and no receipt is owed.
    """
    partner = open_partner(partner_id)
    _collect_offers(partner, actor)
    items, receipts = _next_items(partner), list(partner.owed_receipts.filter(sent_in=None)[:_MOST_RECEIPTS])
    if not items and not receipts:
        raise NothingToSayError(_("Nothing waits for this partner."))
    outgoing = _seal(partner, items, receipts)
    SentItem.objects.filter(pk__in=[item.pk for item in items]).update(bundle=outgoing, state=SentItem.State.SENT)
    OwedReceipt.objects.filter(pk__in=[receipt.pk for receipt in receipts]).update(sent_in=outgoing)
    facts = {"seq": outgoing.seq, "bundle": outgoing.digest, "items": len(items), "receipts": len(receipts)}
    return Outcome(outgoing, facts=facts, subjects=[partner_id])


@action("post.retract_item", right="post.send")
def retract_item(*, actor: Actor, item_id: str, reason: str) -> Outcome[SentItem]:
    """Takes an item back: out of the queue at once, or by a retraction that follows it.

    Raises:
        ConflictError: the partner refused it, or it was taken back before. ItemRefusedError: an unknown reason.
    """
    item = SentItem.objects.select_for_update().filter(pk=item_id).first()
    if item is None or item.kind == RETRACTION:
        raise InputError(_("There is no such item."))
    if item.state in (SentItem.State.REFUSED, SentItem.State.RETRACTED):
        raise ConflictError(_("There is nothing left to take back."))
    if item.state != SentItem.State.QUEUED:
        _queue(open_partner(item.partner_id), RETRACTION, {"item": item.pk, "reason": reason}, item.pk, actor)
    item.state, item.reason, item.answered_at = SentItem.State.RETRACTED, reason, clock.now()
    item.save(update_fields=["state", "reason", "answered_at"])
    return Outcome(item, facts={"item": item.pk, "kind": item.kind, "reason": reason}, subjects=[item.partner_id])


class NothingToSayError(ConflictError):
    """No item waits and no receipt is owed: no bundle is made."""


def seal_waiting(partners: QuerySet[Partner] | None = None) -> list[Outgoing]:
    """Seals, as the node, what waits for every open partner: several bundles where one does not hold it all."""
    chosen = Partner.objects.filter(state=Partner.State.CONFIRMED) if partners is None else partners
    return [outgoing for partner in chosen for outgoing in _seal_all(partner)]


def _seal_all(partner: Partner) -> list[Outgoing]:
    sealed: list[Outgoing] = []
    while True:
        try:
            sealed.append(seal_bundle(actor=THE_NODE, partner_id=partner.pk))
        except NothingToSayError:
            return sealed


def unacknowledged(partner: Partner | None = None) -> QuerySet[Outgoing]:
    """Bundles that no open partner has acknowledged, oldest first: they are sent again until it has."""
    found = Outgoing.objects.filter(acknowledged_at=None, partner__state=Partner.State.CONFIRMED)
    return found.filter(partner=partner) if partner else found


def _queue(partner: Partner, kind: str, document: Any, reference: str, actor: Actor) -> SentItem:
    reference = _open_reference(partner, kind, reference)
    described = kind_named(kind)
    body = body_of(described, document)
    return SentItem.objects.create(
        partner=partner,
        kind=kind,
        version=described.version,
        reference=reference,
        body=body,
        about=about(kind, document),
        queued_by=actor.officer_id,
        queued_at=clock.now(),
    )


def _open_reference(partner: Partner, kind: str, reference: str) -> str:
    """The reference under which a thing goes now: what was refused or taken back may go once more, counted."""
    again = Q(reference=reference) | Q(reference__startswith=f"{reference}{_AGAIN}")
    before = partner.sent_items.filter(again, kind=kind)
    if before.exclude(state__in=TURNED_BACK).exists():
        raise ConflictError(_("This was given to the post for that partner already."))
    times = before.count()
    return f"{reference}{_AGAIN}{times + 1}" if times else reference


def references_given(kind: str) -> set[tuple[str, str]]:
    """(partner's id, reference) of everything of that kind that went or will go, and was not turned back."""
    found = SentItem.objects.filter(kind=kind).exclude(state__in=TURNED_BACK).values_list("partner_id", "reference")
    return {(partner_id, reference.partition(_AGAIN)[0]) for partner_id, reference in found}


def _collect_offers(partner: Partner, actor: Actor) -> None:
    for kind, offered in OFFERS.items():
        known = set(partner.sent_items.filter(kind=kind).values_list("reference", flat=True))
        for offer in offered(partner):
            if offer.reference not in known:
                known.add(offer.reference)
                _queue(partner, kind, offer.document, offer.reference, actor)


def _next_items(partner: Partner) -> list[SentItem]:
    chosen: list[SentItem] = []
    room = _MOST_BYTES
    for item in partner.sent_items.filter(state=SentItem.State.QUEUED).order_by("id")[:MOST_ITEMS]:
        room -= len(item.body)
        if chosen and room < 0:
            break
        chosen.append(item)
    return chosen


def _seal(partner: Partner, items: list[SentItem], receipts: list[OwedReceipt]) -> Outgoing:
    mine, last = own(), partner.outgoing.order_by("-seq").only("seq", "digest").first()
    moment, journal = clock.now().replace(microsecond=0), own_journal(partner)
    payload = Payload(
        bundle_id=new_id(),
        sender=mine.card.id,
        to=(partner.pk,),
        seq=last.seq + 1 if last else 1,
        prev=last.digest if last else NO_HASH,
        created=moment,
        expires=moment + LIFE,
        journal=journal,
        ack=acknowledged(partner),
        receipts=tuple(Receipt(each.bundle, each.item_id, each.verdict, each.reason) for each in receipts),
        items=tuple(Item(each.pk, each.kind, each.version, bytes(each.body)) for each in items),
    )
    content = make_bundle(payload, mine.signing, [partner.sealing])
    return Outgoing.objects.create(
        partner=partner,
        seq=payload.seq,
        bundle_id=payload.bundle_id,
        digest=digest(content),
        prev=payload.prev,
        content=content,
        created_at=moment,
        expires_at=payload.expires,
        head_size=journal.head.size,
    )


def last_number(partner: Partner) -> int:
    """The number of the last bundle sealed for that partner; 0 for none."""
    return int(partner.outgoing.aggregate(last=Max("seq"))["last"] or 0)
