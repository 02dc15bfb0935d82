"""An envelope counts only what was signed, by whom it was signed, once."""

import base64
import json

import pytest

from homeward.base.errors import InputError
from homeward.engine.sealing.envelope import (
    EnvelopeError,
    ForgedSignatureError,
    TooFewSignersError,
    UnknownSignerError,
    pae,
    read_envelope,
    require_signers,
    sign_envelope,
    verified_signers,
)
from homeward.engine.sealing.keys import SigningKey, key_id

TYPE = "application/vnd.homeward.test+json"
ONE, TWO, THREE = (SigningKey.generate() for _ in range(3))


def signed(*signers: SigningKey, payload: bytes = b"hello world") -> dict:
    return json.loads(sign_envelope(payload, TYPE, signers or [ONE]))


def written(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def test_the_encoding_is_the_one_of_the_published_vector():
    assert pae("http://example.com/HelloWorld", b"hello world") == (
        b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    )
    assert pae("", b"") == b"DSSEv1 0  0 "


def test_the_encoding_counts_bytes_and_no_characters():
    assert pae("тип", "так".encode()) == b"DSSEv1 6 \xd1\x82\xd0\xb8\xd0\xbf 6 \xd1\x82\xd0\xb0\xd0\xba"


def test_type_and_payload_cannot_slide_into_each_other():
    assert pae("a 1 b", b"c") != pae("a", b"b 1 c")


def test_a_signed_envelope_reads_back_and_names_its_signers():
    envelope = read_envelope(sign_envelope(b"hello", TYPE, [ONE, TWO]), TYPE)
    assert envelope.payload == b"hello"
    assert verified_signers(envelope, [TWO.public, ONE.public, THREE.public]) == {ONE.public, TWO.public}


@pytest.mark.parametrize(
    "change",
    [
        lambda value: {**value, "note": "unsigned"},
        lambda value: {**value, "signatures": [{**value["signatures"][0], "cert": ""}]},
        lambda value: {key: part for key, part in value.items() if key != "payloadType"},
        lambda value: {**value, "signatures": []},
        lambda value: {**value, "signatures": value["signatures"][0]},
        lambda value: {**value, "signatures": value["signatures"] * 2},
        lambda value: {**value, "signatures": [{**value["signatures"][0], "keyid": "one"}]},
        lambda value: {**value, "signatures": [{**value["signatures"][0], "keyid": key_id(ONE.public).upper()}]},
        lambda value: {**value, "payload": value["payload"].rstrip("=")},
        lambda value: {**value, "payload": value["payload"] + "\n"},
        lambda value: {**value, "payload": "aGVsbG9="},
        lambda value: {**value, "payload": "-_-_"},
        lambda value: {**value, "payload": "ключ"},
        lambda value: {**value, "payload": None},
        lambda value: {**value, "payloadType": "application/json"},
        lambda value: [value],
    ],
)
def test_an_envelope_of_another_shape_is_refused(change):
    with pytest.raises(EnvelopeError):
        read_envelope(written(change(signed())), TYPE)


def test_a_key_that_stands_twice_is_refused():
    text = written(signed()).decode()
    with pytest.raises(EnvelopeError, match="twice"):
        read_envelope(text.replace('{"payload":', '{"payload":"aGVsbG8=","payload":', 1).encode(), TYPE)


def test_seventeen_signatures_are_refused():
    value = signed()
    value["signatures"] = [{**value["signatures"][0], "keyid": f"{number:064x}"} for number in range(17)]
    with pytest.raises(EnvelopeError, match="1 to 16"):
        read_envelope(written(value), TYPE)


def test_one_key_under_two_ids_never_counts_twice():
    value = signed()
    value["signatures"].append({**value["signatures"][0], "keyid": "ab" * 32})
    envelope = read_envelope(written(value), TYPE)
    with pytest.raises(UnknownSignerError):
        require_signers(envelope, [ONE.public, ONE.public], 2)


def test_a_key_handed_in_twice_is_one_signer():
    with pytest.raises(TooFewSignersError, match="1 of at least 2"):
        require_signers(read_envelope(written(signed()), TYPE), [ONE.public, ONE.public], 2)


def test_a_threshold_counts_distinct_keys():
    envelope = read_envelope(written(signed(ONE, TWO)), TYPE)
    keys = [ONE.public, TWO.public, THREE.public]
    assert require_signers(envelope, keys, 2) == {ONE.public, TWO.public}
    with pytest.raises(TooFewSignersError):
        require_signers(envelope, keys, 3)
    with pytest.raises(InputError, match="at least one"):
        require_signers(envelope, keys, 0)


def test_a_signature_under_the_id_of_another_known_key_is_forged():
    value = signed()
    value["signatures"][0]["keyid"] = key_id(TWO.public)
    with pytest.raises(ForgedSignatureError):
        verified_signers(read_envelope(written(value), TYPE), [ONE.public, TWO.public])


def test_a_payload_signed_as_another_type_does_not_fit():
    value = json.loads(sign_envelope(b"hello", "application/other", [ONE]))
    value["payloadType"] = TYPE
    with pytest.raises(ForgedSignatureError):
        verified_signers(read_envelope(written(value), TYPE), [ONE.public])


def test_another_payload_under_the_signature_does_not_fit():
    value = signed()
    value["payload"] = base64.b64encode(b"hello World").decode()
    with pytest.raises(ForgedSignatureError):
        verified_signers(read_envelope(written(value), TYPE), [ONE.public])


def test_nobody_signs_twice_or_not_at_all():
    with pytest.raises(InputError):
        sign_envelope(b"hello", TYPE, [ONE, ONE])
    with pytest.raises(InputError):
        sign_envelope(b"hello", TYPE, [])


def test_no_flipped_bit_of_an_envelope_is_accepted():
    data = sign_envelope(b"hello world", TYPE, [ONE])
    for place in range(len(data) * 8):
        changed = bytearray(data)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises((EnvelopeError, UnknownSignerError, ForgedSignatureError)):
            verified_signers(read_envelope(bytes(changed), TYPE), [ONE.public])
