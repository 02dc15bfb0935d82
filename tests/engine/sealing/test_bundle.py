"""A bundle is taken only when it is whole, signed, for me, and the next one; each fault has its one reason."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrage import encrypt, x25519

from homeward.base.errors import InputError
from homeward.engine.sealing import canonical_bytes, digest
from homeward.engine.sealing.bundle import (
    PAYLOAD_TYPE,
    BundleRefusedError,
    Expected,
    Refusal,
    make_bundle,
    read_bundle,
    require_size,
)
from homeward.engine.sealing.envelope import sign_envelope
from homeward.engine.sealing.keys import SealingKey, SigningKey, key_id
from homeward.engine.sealing.padding import pad
from homeward.engine.sealing.payload import (
    NO_HASH,
    Acknowledged,
    Checkpoint,
    Item,
    Journal,
    Payload,
    PayloadError,
    Receipt,
    payload_bytes,
    read_payload,
)
from homeward.engine.sealing.seal import LARGEST_SEALED, seal

NORTH, SOUTH, STRANGER = (SigningKey.generate() for _ in range(3))
SOUTH_SEAL, STRANGER_SEAL = SealingKey.generate(), SealingKey.generate()
NORTH_ID, SOUTH_ID = key_id(NORTH.public), key_id(SOUTH.public)
MORNING = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
ITEM = Item("019abcde-0000-7000-8000-000000000001", "exchange.list", 1, b'{"rows":[]}')
PAYLOAD = Payload(
    bundle_id="019abcde-0000-7000-8000-000000000000",
    sender=NORTH_ID,
    to=(SOUTH_ID,),
    seq=1,
    prev=NO_HASH,
    created=MORNING,
    expires=MORNING.replace(year=2027),
    journal=Journal(Checkpoint(7, "ab" * 32), 3, ("cd" * 32,)),
    ack=Acknowledged(4, Checkpoint(9, "ef" * 32)),
    receipts=(Receipt("12" * 32, ITEM.id, "taken"), Receipt("12" * 32, "", "refused", "EXPIRED")),
    items=(ITEM,),
)
VALUE = json.loads(payload_bytes(PAYLOAD))
MANY = [{**VALUE["items"][0], "id": f"019abcde-0000-7000-8000-{number:012x}"} for number in range(1001)]


@dataclass
class Book:
    """South's partners: North, next in line."""

    keys: dict[str, bytes] = field(default_factory=lambda: {NORTH_ID: NORTH.public})
    ended: set[str] = field(default_factory=set)
    next: Expected = Expected(1, NO_HASH)

    def public_key(self, key_id: str) -> bytes | None:
        return self.keys.get(key_id)

    def is_valid(self, key_id: str) -> bool:
        return key_id not in self.ended

    def expected(self, key_id: str) -> Expected:
        return self.next


def reason_of(data: bytes, book: Book | None = None) -> str:
    with pytest.raises(BundleRefusedError) as caught:
        read_bundle(data, me=SOUTH_ID, key=SOUTH_SEAL, correspondents=book or Book())
    return str(caught.value.reason)


def sealed(payload: bytes, signer: SigningKey = NORTH) -> bytes:
    return seal(sign_envelope(payload, PAYLOAD_TYPE, [signer]), [SOUTH_SEAL.recipient])


def changed(**changes: Any) -> bytes:
    return sealed(canonical_bytes({**VALUE, **changes}))


def test_a_bundle_reads_back_as_it_was_made():
    data = make_bundle(PAYLOAD, NORTH, [SOUTH_SEAL.recipient])
    read = read_bundle(data, me=SOUTH_ID, key=SOUTH_SEAL, correspondents=Book())
    assert read.payload == PAYLOAD
    assert read.payload.items[0].hash == digest(b'{"rows":[]}')
    assert b"exchange" not in data
    assert NORTH_ID.encode() not in data


def test_too_large_is_said_before_anything_is_read():
    with pytest.raises(BundleRefusedError) as caught:
        require_size(2 * 1024**3)
    assert caught.value.reason is Refusal.TOO_LARGE
    assert reason_of(bytes(LARGEST_SEALED + 1)) == "TOO_LARGE"


def test_a_bundle_for_somebody_else_does_not_open():
    assert reason_of(make_bundle(PAYLOAD, NORTH, [STRANGER_SEAL.recipient])) == "NOT_OPENED"


def test_a_bundle_sealed_to_me_and_written_to_another_is_refused():
    assert reason_of(changed(to=[key_id(STRANGER.public)])) == "NOT_FOR_ME"


def test_a_bundle_of_an_unknown_key_is_refused():
    assert reason_of(sealed(canonical_bytes({**VALUE, "from": key_id(STRANGER.public)}), STRANGER)) == "UNKNOWN_KEY"


def test_a_bundle_of_a_key_not_confirmed_or_ended_is_refused():
    data = make_bundle(PAYLOAD, NORTH, [SOUTH_SEAL.recipient])
    assert reason_of(data, Book(ended={NORTH_ID})) == "KEY_NOT_VALID"


def test_a_forged_signature_is_refused():
    envelope = json.loads(sign_envelope(payload_bytes(PAYLOAD), PAYLOAD_TYPE, [STRANGER]))
    envelope["signatures"][0]["keyid"] = NORTH_ID
    assert reason_of(seal(canonical_bytes(envelope), [SOUTH_SEAL.recipient])) == "BAD_SIGNATURE"


def test_a_partner_cannot_speak_for_another_partner():
    book = Book(keys={NORTH_ID: NORTH.public, key_id(STRANGER.public): STRANGER.public})
    assert reason_of(sealed(payload_bytes(PAYLOAD), STRANGER), book) == "BAD_PAYLOAD"


def test_an_extra_field_in_the_envelope_is_refused():
    envelope = {**json.loads(sign_envelope(payload_bytes(PAYLOAD), PAYLOAD_TYPE, [NORTH])), "note": "unsigned"}
    assert reason_of(seal(canonical_bytes(envelope), [SOUTH_SEAL.recipient])) == "BAD_ENVELOPE"


def test_the_same_key_twice_under_any_id_is_refused():
    envelope = json.loads(sign_envelope(payload_bytes(PAYLOAD), PAYLOAD_TYPE, [NORTH]))
    first = envelope["signatures"][0]
    twice = canonical_bytes({**envelope, "signatures": [first, first]})
    assert reason_of(seal(twice, [SOUTH_SEAL.recipient])) == "BAD_ENVELOPE"
    relabelled = canonical_bytes({**envelope, "signatures": [first, {**first, "keyid": "ab" * 32}]})
    assert reason_of(seal(relabelled, [SOUTH_SEAL.recipient])) == "UNKNOWN_KEY"


def test_something_in_the_filling_is_refused():
    padded = bytearray(pad(sign_envelope(payload_bytes(PAYLOAD), PAYLOAD_TYPE, [NORTH])))
    padded[-1] = 1
    assert reason_of(_age(bytes(padded))) == "BAD_PADDING"


def _age(padded: bytes) -> bytes:
    return encrypt(padded, [x25519.Recipient.from_str(SOUTH_SEAL.recipient)])


def test_a_duplicate_key_in_the_signed_bytes_is_refused():
    twice = canonical_bytes(VALUE).replace(b'"seq":1', b'"seq":1,"seq":1')
    assert reason_of(sealed(twice)) == "BAD_PAYLOAD"


def test_a_later_version_is_named_as_such_whatever_else_it_holds():
    assert reason_of(sealed(canonical_bytes({"type": "homeward.bundle", "version": 2, "more": []}))) == "NEWER_VERSION"


def test_number_and_chain_are_held_against_what_must_come_next():
    data = make_bundle(replace(PAYLOAD, seq=3, prev="34" * 32), NORTH, [SOUTH_SEAL.recipient])
    read_bundle(data, me=SOUTH_ID, key=SOUTH_SEAL, correspondents=Book(next=Expected(3, "34" * 32)))
    assert reason_of(data, Book(next=Expected(2, "34" * 32))) == "OUT_OF_ORDER"
    assert reason_of(data, Book(next=Expected(4, "34" * 32))) == "NUMBER_USED"
    assert reason_of(data, Book(next=Expected(3, "56" * 32))) == "CHAIN_BROKEN"


ORDER: list[tuple[str, Callable[[], bytes]]] = [
    ("NOT_FOR_ME", lambda: changed(to=[NORTH_ID], seq=9, items=None)),
    ("OUT_OF_ORDER", lambda: changed(seq=9, items=None)),
    ("BAD_PAYLOAD", lambda: changed(items=None)),
]


@pytest.mark.parametrize(("reason", "data"), ORDER)
def test_of_several_faults_the_first_in_the_fixed_order_is_told(reason: str, data: Callable[[], bytes]):
    assert reason_of(data()) == reason


def test_a_refusal_tells_who_signed_only_once_that_is_proved():
    def refused(data: bytes) -> BundleRefusedError:
        with pytest.raises(BundleRefusedError) as caught:
            read_bundle(data, me=SOUTH_ID, key=SOUTH_SEAL, correspondents=Book())
        return caught.value

    forged = json.loads(sign_envelope(payload_bytes(PAYLOAD), PAYLOAD_TYPE, [STRANGER]))
    forged["signatures"][0]["keyid"] = NORTH_ID
    assert refused(seal(canonical_bytes(forged), [SOUTH_SEAL.recipient])).sender == ""
    proved = refused(changed(seq=9))
    assert (proved.sender, proved.head and proved.head.seq) == (NORTH_ID, 9)


@pytest.mark.parametrize(
    "changes",
    [
        {"note": ""}, {"type": "other"}, {"version": 0}, {"version": True}, {"version": "1"}, {"bundle_id": "1"},
        {"bundle_id": "019ABCDE-0000-7000-8000-000000000000"}, {"bundle_id": "019abcde-0000-4000-8000-000000000000"},
        {"from": "north"}, {"to": []}, {"to": [SOUTH_ID, NORTH_ID]}, {"to": SOUTH_ID}, {"seq": 0}, {"seq": -1},
        {"seq": "1"}, {"prev": ""}, {"created": "2026-11-25"}, {"created": "2026-11-25T09:30:00+00:00"},
        {"created": "2026-11-25T9:30:00Z"}, {"created": None}, {"expires": VALUE["created"]},
        {"journal": {"size": 7, "root": "ab" * 32}}, {"journal": {**VALUE["journal"], "since": 8}},
        {"journal": {**VALUE["journal"], "proof": ["ab"]}},
        {"journal": {**VALUE["journal"], "proof": ["ab" * 32] * 65}},
        {"ack": {"seq": 4}}, {"ack": {**VALUE["ack"], "note": ""}}, {"receipts": {}},
        {"receipts": [{**VALUE["receipts"][0], "verdict": "eaten"}]},
        {"receipts": [{**VALUE["receipts"][0], "reason": "EXPIRED"}]},
        {"receipts": [{**VALUE["receipts"][1], "reason": ""}]},
        {"receipts": [{**VALUE["receipts"][1], "reason": "because I say so"}]},
        {"items": [{**VALUE["items"][0], "hash": "ab" * 32}]}, {"items": [{**VALUE["items"][0], "body": "e30"}]},
        {"items": [{**VALUE["items"][0], "kind": "list"}]}, {"items": [{**VALUE["items"][0], "note": ""}]},
        {"items": VALUE["items"] * 2}, {"items": MANY},
    ],
)  # fmt: skip
def test_signed_bytes_outside_the_schema_are_refused(changes: dict[str, Any]):
    with pytest.raises(PayloadError):
        read_payload(canonical_bytes({**VALUE, **changes}))


@pytest.mark.parametrize("name", sorted(VALUE))
def test_no_field_may_be_missing(name: str):
    with pytest.raises(PayloadError):
        read_payload(canonical_bytes({key: value for key, value in VALUE.items() if key != name}))


def test_the_same_said_in_other_bytes_is_refused():
    with pytest.raises(PayloadError, match="other bytes"):
        read_payload(json.dumps(VALUE, sort_keys=True).encode())


def test_a_bundle_is_not_made_that_no_reader_would_take():
    with pytest.raises(PayloadError):
        payload_bytes(replace(PAYLOAD, seq=0))
    with pytest.raises(InputError):
        make_bundle(PAYLOAD, STRANGER, [SOUTH_SEAL.recipient])


def test_truncated_at_every_fiftieth_it_does_not_open():
    data = make_bundle(PAYLOAD, NORTH, [SOUTH_SEAL.recipient])
    for part in range(50):
        assert reason_of(data[: len(data) * part // 50]) == "NOT_OPENED"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_flipped_bit_anywhere_does_not_open(drawn: st.DataObject):
    place = drawn.draw(st.integers(0, len(WHOLE) * 8 - 1))
    flipped = bytearray(WHOLE)
    flipped[place // 8] ^= 1 << place % 8
    assert reason_of(bytes(flipped)) == "NOT_OPENED"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_flipped_bit_within_the_seal_is_refused_as_well(drawn: st.DataObject):
    envelope = sign_envelope(payload_bytes(PAYLOAD), PAYLOAD_TYPE, [NORTH])
    place = drawn.draw(st.integers(0, (len(envelope) + 8) * 8 - 1))
    flipped = bytearray(pad(envelope))
    flipped[place // 8] ^= 1 << place % 8
    assert reason_of(_age(bytes(flipped))) in {"BAD_PADDING", "BAD_ENVELOPE", "BAD_SIGNATURE", "UNKNOWN_KEY"}


WHOLE = make_bundle(PAYLOAD, NORTH, [SOUTH_SEAL.recipient])


def test_every_bit_of_the_head_of_the_seal_counts():
    for place in range(250 * 8):
        flipped = bytearray(WHOLE)
        flipped[place // 8] ^= 1 << place % 8
        assert reason_of(bytes(flipped)) == "NOT_OPENED"
