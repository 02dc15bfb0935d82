"""A bundle is taken whole, once, in its turn; whatever is not taken has its reason, and nothing half happens."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from homeward.base.clock import StoryClock
from homeward.engine.sealing import canonical_bytes, digest, merkle
from homeward.engine.sealing.bundle import PAYLOAD_TYPE, Refusal
from homeward.engine.sealing.envelope import sign_envelope
from homeward.engine.sealing.payload import Acknowledged, payload_bytes
from homeward.engine.sealing.seal import LARGEST_SEALED, seal
from homeward.office.journal import clock
from homeward.office.journal.models import JournalEntry
from homeward.office.journal.rights import THE_NODE
from homeward.office.journal.verification import verify_journal
from homeward.post import receiving
from homeward.post.models import Arrival, Outgoing, OwedReceipt, Partner, Quarantined, ReceivedItem, SeenHead
from homeward.post.partners import add_partner, end_partner
from homeward.post.quarantine import MOST_STRANGERS
from homeward.post.receiving import State, receive, refuse_unread
from homeward.post.sending import seal_waiting
from homeward.post.wording import CURES, REFUSALS
from post.correspondent import Correspondent, a_list, node

pytestmark = pytest.mark.django_db


def refused(data: bytes, *, gate: str = "stick") -> str:
    """The reason; nothing but a line of quarantine and what is owed for it may have come of it."""
    before = (Arrival.objects.count(), ReceivedItem.objects.count())
    received = receive(data, gate=gate)
    assert received.state is State.REFUSED
    assert (Arrival.objects.count(), ReceivedItem.objects.count()) == before
    assert Quarantined.objects.get(digest=digest(data)).reason == received.reason
    return received.reason


def answer_to(north: Correspondent) -> list[tuple[str, str]]:
    """What the last bundle to North says of bundles as a whole: (verdict, reason), its signature verified."""
    payload = north.read(bytes(Outgoing.objects.order_by("-id")[0].content))
    return [(receipt.verdict, receipt.reason) for receipt in payload.receipts if not receipt.item]


def test_a_bundle_is_taken_its_bytes_kept_and_its_items_owed_a_receipt(north: Correspondent):
    data = north.bundle(north.item(a_list()))
    assert receive(data, gate="stick").state is State.TAKEN
    arrival = Arrival.objects.get()
    assert (bytes(arrival.content), arrival.seq, arrival.partner_id) == (data, 1, north.id)
    assert ReceivedItem.objects.get().state == "held"
    owed = OwedReceipt.objects.get()
    assert (owed.bundle, owed.item_id, owed.verdict) == (digest(data), ReceivedItem.objects.get().item_id, "held")
    facts = json.loads(bytes(JournalEntry.objects.get(kind="post.take_bundle").body))["facts"]
    assert (facts["bundle"], facts["held"], facts["head"]) == (digest(data), 1, north.journal().head.root)


def test_a_second_arrival_changes_nothing_at_all(north: Correspondent):
    data = north.bundle(north.item(a_list()))
    receive(data, gate="stick")
    before = JournalEntry.objects.count()
    assert receive(data, gate="http").state is State.KNOWN
    assert JournalEntry.objects.count() == before
    assert (Arrival.objects.count(), ReceivedItem.objects.count(), OwedReceipt.objects.count()) == (1, 1, 1)


def test_a_bundle_for_somebody_else_lies_in_quarantine_without_its_bytes(north: Correspondent):
    stranger = Correspondent(north.own, node("west"))
    data = stranger.bundle()
    assert refused(data) == "NOT_OPENED"
    kept = Quarantined.objects.get()
    assert (kept.partner, kept.content, kept.size) == (None, None, len(data))
    assert Outgoing.objects.count() == 0


def test_a_bundle_of_an_unknown_key_is_refused_and_taken_once_the_key_is_confirmed(north: Correspondent):
    west = Correspondent(node("west", party="WEST"), north.to)
    data = west.bundle()
    assert refused(data) == "UNKNOWN_KEY"
    add_partner(actor=THE_NODE, card_file=west.card_file(), words=west.own.card.words())
    assert receive(data, gate="stick").state is State.TAKEN
    assert Quarantined.objects.get().state == Quarantined.State.TAKEN_LATER


def test_nothing_is_taken_from_a_partner_that_was_ended_and_nothing_is_sealed_to_it(north: Correspondent):
    end_partner(actor=THE_NODE, partner_id=north.id, reason="KEY_LOST")
    assert refused(north.bundle()) == "KEY_NOT_VALID"
    assert OwedReceipt.objects.count() == Outgoing.objects.count() == 0


def test_a_bundle_out_of_order_is_refused_with_a_signed_word_and_taken_in_its_turn(north: Correspondent):
    first, second = north.bundle(), north.bundle(north.item(a_list()))
    assert refused(second) == "OUT_OF_ORDER"
    assert answer_to(north) == [("refused", "OUT_OF_ORDER")]
    assert Quarantined.objects.get().seq == 2
    assert receive(first, gate="stick").state is State.TAKEN
    assert receive(second, gate="stick").state is State.TAKEN
    assert [arrival.seq for arrival in Arrival.objects.order_by("seq")] == [1, 2]


def test_a_removed_bundle_is_noticed_at_the_next_one_and_told_once_until_acknowledged(north: Correspondent):
    north.bundle()
    for _ in range(3):
        assert refused(north.bundle()) == "OUT_OF_ORDER"
    assert OwedReceipt.objects.filter(reason="OUT_OF_ORDER").count() == 1


def test_a_replaced_bundle_breaks_the_chain(north: Correspondent):
    receive(north.bundle(), gate="stick")
    assert refused(north.bundle(prev="ab" * 32)) == "CHAIN_BROKEN"
    assert answer_to(north) == [("refused", "CHAIN_BROKEN")]


def test_another_bundle_with_a_number_that_was_used_is_refused(north: Correspondent):
    receive(north.bundle(), gate="stick")
    assert refused(north.bundle(seq=1)) == "NUMBER_USED"
    assert answer_to(north) == [("refused", "NUMBER_USED")]


def test_a_later_version_waits_for_the_update_and_does_not_use_its_number_up(north: Correspondent):
    assert refused(north.garbled(b'"version":1', b'"version":2')) == "NEWER_VERSION"
    assert answer_to(north) == [("refused", "NEWER_VERSION")]
    assert receive(north.bundle(), gate="stick").state is State.TAKEN


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'"seq":1', b'"seq":1,"seq":1'), (b'"items":[]', b'"items":[],"note":""'), (b'"prev":', b' "prev":')],
)
def test_signed_bytes_of_another_form_are_refused_with_a_signed_word(north: Correspondent, old: bytes, new: bytes):
    assert refused(north.garbled(old, new)) == "BAD_PAYLOAD"
    assert answer_to(north) == [("refused", "BAD_PAYLOAD")]


def test_an_extra_field_in_the_envelope_is_refused(north: Correspondent):
    envelope = json.loads(sign_envelope(payload_bytes(north.payload()), PAYLOAD_TYPE, [north.own.signing]))
    assert refused(seal(canonical_bytes({**envelope, "note": ""}), [north.to.card.sealing])) == "BAD_ENVELOPE"


def test_the_same_key_twice_in_one_envelope_is_refused(north: Correspondent):
    envelope = json.loads(sign_envelope(payload_bytes(north.payload()), PAYLOAD_TYPE, [north.own.signing]))
    envelope["signatures"] *= 2
    assert refused(seal(canonical_bytes(envelope), [north.to.card.sealing])) == "BAD_ENVELOPE"


def test_a_bundle_sealed_to_me_and_written_to_another_node_is_refused(north: Correspondent):
    assert refused(north.bundle(to=("ab" * 32,))) == "NOT_FOR_ME"


def test_a_partner_cannot_sign_as_another_partner(north: Correspondent, middle: Correspondent):
    assert refused(north.signed(payload_bytes(north.payload(sender=middle.id)))) == "BAD_PAYLOAD"
    assert Quarantined.objects.get().partner_id == north.id


def test_cut_off_or_flipped_it_is_refused_and_the_whole_one_is_taken_afterwards(north: Correspondent):
    data = north.bundle(north.item(a_list()))
    for part in range(0, 50, 7):
        assert refused(data[: len(data) * part // 50]) == "NOT_OPENED"
    for place in range(0, len(data), 9001):
        flipped = bytearray(data)
        flipped[place] ^= 1
        assert refused(bytes(flipped)) == "NOT_OPENED"
    assert receive(data, gate="stick").state is State.TAKEN
    verify_journal()


def test_a_file_beyond_the_limit_is_refused_unread(north: Correspondent):
    assert refused(bytes(LARGEST_SEALED + 1)) == "TOO_LARGE"
    received = refuse_unread(size=2 * 1024**3, name="film.hwb", gate="stick")
    assert received.reason == "TOO_LARGE"
    assert Quarantined.objects.get(digest=received.digest).size == 2 * 1024**3


def test_files_of_strangers_fill_no_disk(north: Correspondent, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("homeward.post.quarantine.MOST_STRANGERS", 3)
    for number in range(5):
        assert receive(b"noise %d" % number, gate="http").reason == "NOT_OPENED"
    assert Quarantined.objects.count() == 3
    assert MOST_STRANGERS == 200


@pytest.mark.parametrize(("days", "reason"), [(3653, "EXPIRED"), (-3653, "NOT_YET_CREATED")])
def test_a_clock_ten_years_off_is_named_with_both_times_and_nothing_is_lost(
    north: Correspondent, days: int, reason: str
):
    data, moment = north.bundle(north.item(a_list())), clock.now()
    with clock.clock_set_to(StoryClock(moment + timedelta(days=days))):
        assert refused(data) == reason
        entry = JournalEntry.objects.get(kind="post.quarantine_bundle")
    facts = json.loads(bytes(entry.body))["facts"]
    assert facts["created"][:10] == moment.date().isoformat()
    assert facts["here"][:4] == str((moment + timedelta(days=days)).year)
    assert receive(data, gate="stick").state is State.TAKEN


def test_a_time_zone_is_no_reason_to_refuse(north: Correspondent):
    data = north.bundle(created=clock.now().replace(microsecond=0) + timedelta(hours=14))
    assert receive(data, gate="stick").state is State.TAKEN


@pytest.mark.parametrize("step", ["take_receipts", "take_items", "keep"])
def test_what_breaks_between_store_and_effects_leaves_nothing_half_done(
    north: Correspondent, monkeypatch: pytest.MonkeyPatch, step: str
):
    data, before = north.bundle(north.item(a_list())), JournalEntry.objects.count()

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the plug was pulled")

    with monkeypatch.context() as patched:
        patched.setattr(receiving, step, broken)
        with pytest.raises(RuntimeError):
            receive(data, gate="stick")
    tables = (Arrival, ReceivedItem, OwedReceipt, Quarantined, SeenHead)
    assert [table.objects.count() for table in tables] == [0] * 5
    assert JournalEntry.objects.count() == before
    assert receive(data, gate="stick").state is State.TAKEN


def test_a_journal_that_grew_is_proved_to_hold_what_was_seen(north: Correspondent):
    receive(north.bundle(), gate="stick")
    north.leaves += [merkle.leaf_hash(b"1"), merkle.leaf_hash(b"2")]
    receive(north.bundle(journal=north.journal(since=1)), gate="stick")
    north.leaves.append(merkle.leaf_hash(b"3"))
    receive(north.bundle(), gate="stick")
    assert [head.verdict for head in SeenHead.objects.order_by("id")] == ["first", "proven", "unproven"]


def test_a_journal_that_shrank_is_refused_and_both_heads_stay(north: Correspondent):
    north.leaves.append(merkle.leaf_hash(b"1"))
    receive(north.bundle(), gate="stick")
    north.leaves.pop()
    assert refused(north.bundle()) == "JOURNAL_SHRUNK"
    assert [(head.size, head.verdict) for head in SeenHead.objects.order_by("id")] == [(2, "first"), (1, "shrunk")]
    assert answer_to(north) == [("refused", "JOURNAL_SHRUNK")]


@pytest.mark.parametrize("grown", [0, 2])
def test_a_journal_that_tells_another_past_is_refused_and_both_heads_stay(north: Correspondent, grown: int):
    receive(north.bundle(), gate="stick")
    north.leaves = [merkle.leaf_hash(b"another"), *(merkle.leaf_hash(b"%d" % n) for n in range(grown))]
    journal = north.journal(since=1 if grown else 0)
    assert refused(north.bundle(journal=journal)) == "JOURNAL_FORKED"
    assert [head.verdict for head in SeenHead.objects.order_by("id")] == ["first", "forked"]


def test_an_answer_to_a_bundle_never_sealed_here_points_to_an_old_back_up(north: Correspondent):
    ack = replace(Acknowledged(), seq=5)
    assert refused(north.bundle(ack=ack)) == "ACK_AHEAD"


def test_one_s_own_bundle_come_back_on_the_stick_is_left_alone(north: Correspondent):
    receive(north.bundle(north.item(a_list())), gate="stick")
    outgoing = seal_waiting()[0]
    assert receive(bytes(outgoing.content), gate="stick").state is State.OWN
    assert Quarantined.objects.count() == 0


def test_every_reason_has_words_and_every_waivable_one_a_cure():
    assert set(REFUSALS) == set(Refusal)
    assert set(CURES) <= set(Refusal)
    assert set(CURES) >= receiving.IN_DOUBT


def test_the_partner_is_read_from_the_signature_and_not_from_the_gate(north: Correspondent):
    receive(north.bundle(), gate="http")
    assert Arrival.objects.get().partner == Partner.objects.get(pk=north.id)
