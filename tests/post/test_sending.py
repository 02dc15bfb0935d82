"""What a desk gives to the post leaves once, in a chain without gaps, and is answered item by item."""

from collections.abc import Iterable

import pytest

from cast import actor_with
from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.engine.sealing import digest, merkle
from homeward.engine.sealing.payload import NO_HASH, Acknowledged, Checkpoint, Receipt
from homeward.office.journal.models import JournalEntry
from homeward.office.journal.rights import THE_NODE
from homeward.post.items import OFFERS, ItemRefusedError, Offer, offers
from homeward.post.models import Outgoing, Partner, ReceivedItem, SentItem, ToldRefusal
from homeward.post.receiving import receive
from homeward.post.sending import NothingToSayError, queue_item, retract_item, seal_bundle, seal_waiting, unacknowledged
from post.correspondent import Correspondent, a_list

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued(north: Correspondent) -> SentItem:
    return queue(north, "SOUTH:held:1")


def queue(north: Correspondent, reference: str) -> SentItem:
    document = a_list(party="SOUTH")
    desk = actor_with("intermediary_desk")
    return queue_item(actor=desk, partner_id=north.id, kind="exchange.list", document=document, reference=reference)


def contents() -> list[bytes]:
    return [bytes(outgoing.content) for outgoing in Outgoing.objects.order_by("seq")]


def test_numbers_have_no_gap_and_each_bundle_names_the_one_before(north: Correspondent):
    for number in range(3):
        queue(north, f"SOUTH:held:{number}")
        seal_waiting()
    read = [north.read(data) for data in contents()]
    assert [payload.seq for payload in read] == [1, 2, 3]
    assert [payload.prev for payload in read] == [NO_HASH, digest(contents()[0]), digest(contents()[1])]
    assert all(len(payload.items) == 1 for payload in read)


def test_the_bytes_stored_are_the_bytes_sent_however_often(north: Correspondent, queued: SentItem):
    seal_waiting()
    first = contents()
    assert seal_waiting() == []
    assert [bytes(each.content) for each in unacknowledged()] == first
    assert Outgoing.objects.get().digest == digest(first[0])


def test_nothing_is_sealed_when_there_is_nothing_to_say(north: Correspondent):
    with pytest.raises(NothingToSayError):
        seal_bundle(actor=THE_NODE, partner_id=north.id)
    assert Outgoing.objects.count() == 0


def test_each_item_is_answered_by_name(north: Correspondent):
    items = [queue(north, f"SOUTH:held:{number}") for number in range(3)]
    seal_waiting()
    bundle = Outgoing.objects.get().digest
    verdicts = [("taken", ""), ("held", ""), ("refused", "NOT_ALLOWED")]
    receipts = [Receipt(bundle, item.pk, *verdict) for item, verdict in zip(items, verdicts, strict=True)]
    receive(north.bundle(receipts=receipts, ack=Acknowledged(1)), gate="stick")
    states = [(item.state, item.reason) for item in SentItem.objects.order_by("id")]
    assert states == verdicts
    assert not unacknowledged().exists()


def test_a_partner_answers_for_its_own_items_alone(north: Correspondent, middle: Correspondent, queued: SentItem):
    seal_waiting()
    bundle = Outgoing.objects.get().digest
    receive(middle.bundle(receipts=[Receipt(bundle, queued.pk, "taken")]), gate="stick")
    receive(north.bundle(receipts=[Receipt("ab" * 32, queued.pk, "taken")]), gate="stick")
    queued.refresh_from_db()
    assert queued.state == "sent"


def test_a_refused_bundle_is_told_on_the_partner_s_page_and_stays_in_the_outbox(north: Correspondent, queued: SentItem):
    seal_waiting()
    refused = Receipt(Outgoing.objects.get().digest, "", "refused", "EXPIRED")
    receive(north.bundle(receipts=[refused]), gate="stick")
    assert [(told.bundle, told.reason) for told in ToldRefusal.objects.all()] == [(refused.bundle, "EXPIRED")]
    assert unacknowledged().count() == 1


def test_what_a_room_offers_is_collected_once(north: Correspondent, partner: Partner):
    @offers("exchange.list")
    def lists(_partner: Partner) -> Iterable[Offer]:
        return [Offer("SOUTH:held:1", a_list(party="SOUTH"))]

    try:
        queue(north, "SOUTH:missing:1")
        seal_waiting()
        queue(north, "SOUTH:missing:2")
        seal_waiting()
    finally:
        OFFERS.pop("exchange.list")
    references = SentItem.objects.order_by("id").values_list("reference", flat=True)
    assert list(references) == ["SOUTH:missing:1", "SOUTH:held:1", "SOUTH:missing:2"]


def test_one_reference_goes_to_one_partner_once(north: Correspondent, queued: SentItem):
    with pytest.raises(ConflictError):
        queue(north, "SOUTH:held:1")


def test_nothing_is_queued_that_no_reader_would_take(north: Correspondent):
    desk = actor_with("intermediary_desk")
    for document in ({}, a_list(note=""), a_list(rows=[]), a_list(party="south")):
        with pytest.raises(ItemRefusedError):
            queue_item(actor=desk, partner_id=north.id, kind="exchange.list", document=document, reference="x")
    with pytest.raises(InputError):
        queue_item(actor=desk, partner_id=north.id, kind="exchange.other", document={}, reference="x")
    assert SentItem.objects.count() == 0


def test_only_who_may_send_gives_to_the_post(north: Correspondent):
    with pytest.raises(RefusedError):
        queue_item(
            actor=actor_with("registrar"), partner_id=north.id, kind="exchange.list", document=a_list(), reference="x"
        )


def test_the_journal_s_head_stands_in_each_bundle_with_a_proof_from_what_the_partner_remembers(
    north: Correspondent, queued: SentItem
):
    seal_waiting()
    first = north.read(contents()[0]).journal
    assert (first.since, first.proof) == (0, ())
    receive(north.bundle(ack=Acknowledged(1, first.head)), gate="stick")
    queue(north, "SOUTH:held:2")
    seal_waiting()
    second = north.read(contents()[1]).journal
    proof = [bytes.fromhex(step) for step in second.proof]
    old, new = bytes.fromhex(first.head.root), bytes.fromhex(second.head.root)
    assert second.since == first.head.size < second.head.size
    assert merkle.is_consistent(first.head.size, second.head.size, old, new, proof)


def test_a_bundle_that_follows_an_unanswered_one_proves_its_head_from_there(north: Correspondent):
    for number in range(3):
        queue(north, f"SOUTH:held:{number}")
        seal_waiting()
    first, second, third = (north.read(content).journal for content in contents())
    assert (first.since, second.since, third.since) == (0, first.head.size, second.head.size)
    for old, new in ((first, second), (second, third)):
        proof = [bytes.fromhex(step) for step in new.proof]
        roots = bytes.fromhex(old.head.root), bytes.fromhex(new.head.root)
        assert merkle.is_consistent(old.head.size, new.head.size, *roots, proof)


def test_no_proof_is_given_from_a_head_that_was_never_ours(north: Correspondent):
    receive(north.bundle(ack=Acknowledged(0, Checkpoint(1, "ab" * 32))), gate="stick")
    queue(north, "SOUTH:held:1")
    seal_waiting()
    assert north.read(contents()[0]).journal.since == 0


def test_what_was_received_is_acknowledged_with_its_receipts(north: Correspondent):
    data = north.bundle(north.item(a_list()), north.item({}), north.item({}, kind="exchange.other"))
    receive(data, gate="stick")
    seal_waiting()
    payload = north.read(contents()[0])
    assert payload.ack.seq == 1
    assert payload.ack.head == north.journal().head
    told = [(receipt.bundle, receipt.verdict, receipt.reason) for receipt in payload.receipts]
    assert told == [
        (digest(data), "held", ""),
        (digest(data), "refused", "BAD_BODY"),
        (digest(data), "refused", "UNKNOWN_KIND"),
    ]


def test_an_item_in_the_queue_is_taken_back_at_once(north: Correspondent, queued: SentItem):
    retract_item(actor=actor_with("intermediary_desk"), item_id=queued.pk, reason="MISTAKE")
    assert seal_waiting() == []
    with pytest.raises(ConflictError):
        retract_item(actor=actor_with("intermediary_desk"), item_id=queued.pk, reason="MISTAKE")


def test_an_item_that_left_is_followed_by_its_retraction(north: Correspondent, queued: SentItem):
    seal_waiting()
    with pytest.raises(ItemRefusedError):
        retract_item(actor=actor_with("intermediary_desk"), item_id=queued.pk, reason="because")
    retract_item(actor=actor_with("intermediary_desk"), item_id=queued.pk, reason="REPLACED")
    seal_waiting()
    north.read(contents()[0])
    item = north.read(contents()[1]).items[0]
    assert (item.kind, item.body) == ("post.retract", b'{"item":"%s","reason":"REPLACED"}' % queued.pk.encode())


def test_many_items_go_in_several_bundles(north: Correspondent, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("homeward.post.sending._MOST_BYTES", 500)
    for number in range(3):
        queue(north, f"SOUTH:held:{number}")
    assert len(seal_waiting()) == 3


def test_what_breaks_while_sealing_leaves_the_items_in_the_queue(
    north: Correspondent, queued: SentItem, monkeypatch: pytest.MonkeyPatch
):
    before = JournalEntry.objects.count()

    def broken(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("homeward.post.sending.make_bundle", broken)
        with pytest.raises(OSError, match="No space"):
            seal_waiting()
    assert (Outgoing.objects.count(), SentItem.objects.get().state) == (0, "queued")
    assert JournalEntry.objects.count() == before
    assert len(seal_waiting()) == 1


def test_a_retraction_ends_what_was_held_and_is_answered(north: Correspondent):
    held = north.item(a_list())
    receive(north.bundle(held), gate="stick")
    unknown = {"item": "019abcde-0000-7000-8000-00000000ffff", "reason": "MISTAKE"}
    retraction = north.item({"item": held.id, "reason": "MISTAKE"}, kind="post.retract")
    receive(north.bundle(retraction, north.item(unknown, kind="post.retract")), gate="stick")
    states = [(item.kind, item.state, item.reason) for item in ReceivedItem.objects.order_by("id")]
    assert states == [
        ("exchange.list", "retracted", "MISTAKE"),
        ("post.retract", "taken", ""),
        ("post.retract", "refused", "UNKNOWN_ITEM"),
    ]
