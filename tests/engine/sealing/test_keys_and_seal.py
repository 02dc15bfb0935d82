"""Keys are named by themselves; a seal opens for its recipients alone; the filling hides nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrage import encrypt, passphrase, x25519

from homeward.base.errors import InputError, NewerFormatError
from homeward.engine.sealing import canonical_bytes
from homeward.engine.sealing.cards import PAYLOAD_TYPE, Card, CardError, read_card, write_card
from homeward.engine.sealing.envelope import ForgedSignatureError, UnknownSignerError, sign_envelope
from homeward.engine.sealing.keys import (
    SealingKey,
    SigningKey,
    UnusableKeyError,
    check_public,
    check_recipient,
    fingerprint_words,
    is_signed,
    key_id,
)
from homeward.engine.sealing.padding import SMALLEST, PaddingError, pad, padded_size, unpad
from homeward.engine.sealing.seal import (
    LARGEST_PADDED,
    LARGEST_SEALED,
    SealError,
    TooLargeError,
    open_sealed,
    seal,
    unseal,
)

SIGNING, OTHER = SigningKey.generate(), SigningKey.generate()
KEY, ANOTHER = SealingKey.generate(), SealingKey.generate()
CARD = Card("north", "Bureau of Northland", "party", "NORTH", SIGNING.public, KEY.recipient)
# RFC 8032, section 7.1, test 2.
RFC_PUBLIC = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
RFC_SIGNATURE = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def test_a_signature_of_the_standard_fits_and_fits_nothing_else():
    assert is_signed(RFC_PUBLIC, RFC_SIGNATURE, b"\x72")
    assert not is_signed(RFC_PUBLIC, RFC_SIGNATURE, b"\x73")
    assert not is_signed(RFC_PUBLIC, RFC_SIGNATURE[:-1], b"\x72")
    assert not is_signed(SIGNING.public, RFC_SIGNATURE, b"\x72")


@pytest.mark.parametrize("head", ["00" * 31, "01" + "00" * 30, "ed" + "ff" * 30, "ec" + "ff" * 30])
@pytest.mark.parametrize("sign", [0x00, 0x80])
def test_a_key_that_would_fit_any_message_is_refused(head: str, sign: int):
    last = (0x7F if head.startswith("e") else 0) | sign
    public = bytes.fromhex(head) + bytes([last])
    with pytest.raises(UnusableKeyError):
        check_public(public)
    assert not is_signed(public, bytes(64), b"anything")


def test_a_key_of_another_length_is_refused():
    with pytest.raises(UnusableKeyError):
        check_public(bytes(31))


def test_keys_read_back_from_their_files_and_never_show_themselves():
    again = SigningKey.from_pem(SIGNING.pem())
    assert again.public == SIGNING.public
    assert SealingKey.from_text(KEY.text() + "\n").recipient == KEY.recipient
    assert "SECRET" not in repr(KEY)
    assert repr(SIGNING) == f"SigningKey({key_id(SIGNING.public)[:16]}…)"


@pytest.mark.parametrize("text", ["", "AGE-SECRET-KEY-1", "age1qqqq"])
def test_a_garbled_sealing_key_is_refused(text: str):
    with pytest.raises(UnusableKeyError):
        SealingKey.from_text(text)
    with pytest.raises(UnusableKeyError):
        check_recipient(text)


def test_a_garbled_signing_key_is_refused():
    with pytest.raises(UnusableKeyError):
        SigningKey.from_pem(b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")


def test_the_words_differ_with_the_name_and_with_either_key():
    words = {
        fingerprint_words("north", SIGNING.public, KEY.recipient),
        fingerprint_words("south", SIGNING.public, KEY.recipient),
        fingerprint_words("north", OTHER.public, KEY.recipient),
        fingerprint_words("north", SIGNING.public, ANOTHER.recipient),
    }
    assert len(words) == 4
    assert all(len(each) == 8 for each in words)


def test_a_card_reads_back_as_it_was_written():
    assert read_card(write_card(CARD, SIGNING)) == CARD
    assert CARD.words() == fingerprint_words("north", SIGNING.public, KEY.recipient)


def told(**changes: object) -> dict:
    told = {
        "version": 1, "name": "north", "title": "Bureau", "role": "party", "party": "NORTH",
        "signing": SIGNING.public.hex(), "sealing": KEY.recipient,
    }  # fmt: skip
    return {**told, **changes}


@pytest.mark.parametrize(
    "changes",
    [
        {"note": ""}, {"version": 0}, {"version": "1"}, {"name": "../north"}, {"party": "north"}, {"role": "king"},
        {"title": ""}, {"title": "a\nb"}, {"title": "x" * 121}, {"signing": "00" * 32}, {"signing": "zz"}, {"title": 7},
        {"sealing": "age1"},
    ],
)  # fmt: skip
def test_a_card_of_another_form_is_refused(changes: dict):
    data = sign_envelope(canonical_bytes(told(**changes)), PAYLOAD_TYPE, [SIGNING])
    with pytest.raises(CardError):
        read_card(data)


def test_a_card_of_a_later_version_asks_for_an_update():
    with pytest.raises(NewerFormatError):
        read_card(sign_envelope(canonical_bytes(told(version=2, more=1)), PAYLOAD_TYPE, [SIGNING]))


def test_a_card_signed_by_another_key_than_it_shows_is_refused():
    with pytest.raises(UnknownSignerError):
        read_card(sign_envelope(canonical_bytes(told()), PAYLOAD_TYPE, [OTHER]))
    with pytest.raises(InputError):
        write_card(CARD, OTHER)
    data = write_card(CARD, SIGNING)
    with pytest.raises((CardError, ForgedSignatureError, UnknownSignerError)):
        read_card(data.replace(b'"payload":"ey', b'"payload":"eX'))
    with pytest.raises(CardError, match="too large"):
        read_card(data + b" " * 20_000)


@pytest.mark.parametrize("length", [0, 1, SMALLEST - 8, SMALLEST - 7, 2 * SMALLEST - 8, 2 * SMALLEST - 7, 300_000])
def test_a_padded_text_is_a_power_of_two_and_reads_back(length: int):
    padded = pad(b"x" * length)
    assert len(padded) == padded_size(length) >= SMALLEST
    assert len(padded) & (len(padded) - 1) == 0
    assert len(padded) == SMALLEST or len(padded) // 2 < length + 8
    assert unpad(padded) == b"x" * length


def test_every_byte_of_the_filling_is_looked_at():
    padded = pad(b"hello")
    for place in (13, 14, 1000, SMALLEST // 2, SMALLEST - 1):
        changed = bytearray(padded)
        changed[place] = 1
        with pytest.raises(PaddingError, match="filling"):
            unpad(bytes(changed))


@pytest.mark.parametrize(
    "padded",
    [b"", b"\x00" * 7, pad(b"hello") + pad(b""), pad(b"hello")[:-1], pad(b"hello") * 2, b"\xff" * SMALLEST,
     (SMALLEST - 7).to_bytes(8, "big") + bytes(SMALLEST - 8), bytes(2 * SMALLEST)],
)  # fmt: skip
def test_a_filling_of_another_size_is_refused(padded: bytes):
    with pytest.raises(PaddingError):
        unpad(padded)


@settings(max_examples=20, deadline=None)
@given(st.binary(max_size=200))
def test_whatever_is_padded_comes_back(data: bytes):
    assert unpad(pad(data)) == data


def test_each_recipient_opens_and_nobody_else_does():
    sealed = seal(b"hello", [KEY.recipient, ANOTHER.recipient])
    assert unseal(sealed, KEY) == unseal(sealed, ANOTHER) == b"hello"
    with pytest.raises(SealError):
        unseal(sealed, SealingKey.generate())


def test_nothing_of_the_text_nor_its_exact_length_shows():
    short, long = seal(b"hello" * 10, [KEY.recipient]), seal(b"hello" * 1000, [KEY.recipient])
    # age puts a line of chance into each head, whatever is within: sizes blur by some hundred bytes.
    assert abs(len(short) - len(long)) < 512
    assert min(len(short), len(long)) > SMALLEST
    assert b"hello" not in short
    assert seal(b"hello" * 10, [KEY.recipient]) != short


@pytest.mark.parametrize("recipients", [[], [KEY.recipient] * 2, ["age1nobody"], [KEY.recipient.upper()]])
def test_a_seal_for_nobody_or_for_one_twice_is_not_made(recipients: list[str]):
    with pytest.raises(InputError):
        seal(b"hello", recipients)


def test_more_than_a_bundle_holds_is_refused_on_both_ways():
    with pytest.raises(TooLargeError):
        seal(bytes(LARGEST_PADDED - 7), [KEY.recipient])
    with pytest.raises(TooLargeError):
        open_sealed(bytes(LARGEST_SEALED + 1), KEY)


def test_the_largest_bundle_passes_its_own_limit():
    recipients = [SealingKey.generate().recipient for _ in range(15)]
    sealed = seal(bytes(LARGEST_PADDED - 8), [KEY.recipient, *recipients])
    assert len(sealed) <= LARGEST_SEALED
    assert len(unseal(sealed, KEY)) == LARGEST_PADDED - 8


def test_other_forms_of_age_files_are_refused():
    for data in (
        passphrase.encrypt(pad(b"hello"), "kettle"),
        encrypt(pad(b"x"), [x25519.Recipient.from_str(KEY.recipient)], armored=True),
    ):
        with pytest.raises(SealError):
            unseal(data, KEY)


def test_truncated_at_every_fiftieth_nothing_opens():
    sealed = seal(b"hello", [KEY.recipient])
    for part in range(50):
        with pytest.raises(SealError):
            open_sealed(sealed[: len(sealed) * part // 50], KEY)
