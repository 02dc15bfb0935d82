"""Decides what a node tells of itself before anything crosses: a card with its name and two public keys, signed by it.

Called by `partner card` and `partner add`. The signature proves that whoever made the card has the key. That the key is
the partner's is known only once both have read the eight words to each other.
"""

import re
from dataclasses import dataclass
from typing import Any

from homeward.base.errors import InputError, NewerFormatError
from homeward.engine.sealing.canonical import canonical_bytes, read_strict, require_nfc
from homeward.engine.sealing.envelope import read_envelope, sign_envelope, verified_signers
from homeward.engine.sealing.keys import SigningKey, check_public, check_recipient, fingerprint_words, key_id

PAYLOAD_TYPE = "application/vnd.homeward.card.v1+json"
VERSION = 1
LARGEST = 16 * 1024
_FIELDS = ("name", "party", "role", "sealing", "signing", "title")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")
_PARTY = re.compile(r"([A-Z][A-Z0-9_-]{0,19})?")
_ROLES = ("party", "intermediary", "public")
_LONGEST_TITLE = 120


class CardError(InputError):
    """The file is no card of a node."""


@dataclass(frozen=True, slots=True)
class Card:
    """A node as it tells of itself. `signing` is the 32-byte public key, `sealing` an age recipient."""

    name: str
    title: str
    role: str
    party: str
    signing: bytes
    sealing: str

    @property
    def id(self) -> str:
        """Key id of the signing key: what bundles are addressed with."""
        return key_id(self.signing)

    def words(self) -> tuple[str, ...]:
        """The eight words over name and both keys."""
        return fingerprint_words(self.name, self.signing, self.sealing)


def write_card(card: Card, signer: SigningKey) -> bytes:
    """The card's file. InputError when another key signs, or a field is not of the form."""
    if signer.public != card.signing:
        raise InputError("a card is signed by the node that it tells of.")
    told = {
        "version": VERSION, "name": card.name, "title": card.title, "role": card.role, "party": card.party,
        "signing": card.signing.hex(), "sealing": card.sealing,
    }  # fmt: skip
    data = sign_envelope(canonical_bytes(require_nfc(told)), PAYLOAD_TYPE, [signer])
    read_card(data)
    return data


def read_card(data: bytes) -> Card:
    """The card, its own signature verified.

    Raises:
        CardError: no card, or a field missing, unknown or garbled. NewerFormatError: of a later version.
        ForgedSignatureError, UnknownSignerError: not signed by the key that it shows.
    """
    if len(data) > LARGEST:
        raise CardError("The file is too large for a card.", cure="Ask the partner for the file of `partner card`.")
    try:
        envelope = read_envelope(data, PAYLOAD_TYPE)
        card = _card(read_strict(envelope.payload))
    except NewerFormatError:
        raise
    except InputError as error:
        cure = "Ask the partner for the file of `partner card`."
        raise CardError(f"This is no card of a node: {error.message}", cure=cure) from error
    verified_signers(envelope, [card.signing])
    return card


def _card(told: Any) -> Card:
    if isinstance(told, dict) and isinstance(told.get("version"), int) and told["version"] > VERSION:
        raise NewerFormatError(f"The card has version {told['version']}.", cure="Update this node first.")
    if not isinstance(told, dict) or set(told) != {*_FIELDS, "version"} or told["version"] != VERSION:
        raise CardError("it has other fields than a card.")
    if not all(isinstance(told[field], str) for field in _FIELDS):
        raise CardError("a field is no text.")
    if not _NAME.fullmatch(told["name"]) or not _PARTY.fullmatch(told["party"]) or told["role"] not in _ROLES:
        raise CardError("its name, party or role is not of the form.")
    if not 0 < len(told["title"]) <= _LONGEST_TITLE or not told["title"].isprintable():
        raise CardError("its title is empty, too long, or cannot be printed.")
    return Card(
        name=told["name"], title=told["title"], role=told["role"], party=told["party"],
        signing=check_public(_hex(told["signing"])), sealing=check_recipient(told["sealing"]),
    )  # fmt: skip


def _hex(text: str) -> bytes:
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise CardError("its signing key is not 64 hex digits.")
    return bytes.fromhex(text)
