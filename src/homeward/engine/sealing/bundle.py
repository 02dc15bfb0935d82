"""Decides whether a sealed file is a bundle for this node, from a partner, and the next one. The order is fixed.

Size, open, padding, envelope, signature over the received bytes, key valid, recipient, number and chain, payload. The
post adds what needs a clock and a journal. Called for each file that arrives. It stores nothing, and says no with one
reason of a closed list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from homeward.base.errors import InputError
from homeward.engine.sealing.envelope import (
    Envelope,
    EnvelopeError,
    ForgedSignatureError,
    UnknownSignerError,
    read_envelope,
    sign_envelope,
    verified_signers,
)
from homeward.engine.sealing.keys import SealingKey, SigningKey, key_id
from homeward.engine.sealing.padding import PaddingError, unpad
from homeward.engine.sealing.payload import VERSION, Head, Payload, PayloadError, payload_bytes, read_head, read_payload
from homeward.engine.sealing.seal import LARGEST_SEALED, SealError, TooLargeError, open_sealed, seal

PAYLOAD_TYPE = "application/vnd.homeward.bundle.v1+json"


class Refusal(StrEnum):
    """Why a bundle is not taken: the closed list. An older node shows a code that it does not know as it is."""

    TOO_LARGE = "TOO_LARGE"
    NOT_OPENED = "NOT_OPENED"
    BAD_PADDING = "BAD_PADDING"
    BAD_ENVELOPE = "BAD_ENVELOPE"
    UNKNOWN_KEY = "UNKNOWN_KEY"
    BAD_SIGNATURE = "BAD_SIGNATURE"
    KEY_NOT_VALID = "KEY_NOT_VALID"
    BAD_PAYLOAD = "BAD_PAYLOAD"
    NEWER_VERSION = "NEWER_VERSION"
    NOT_FOR_ME = "NOT_FOR_ME"
    NUMBER_USED = "NUMBER_USED"
    OUT_OF_ORDER = "OUT_OF_ORDER"
    CHAIN_BROKEN = "CHAIN_BROKEN"
    NOT_YET_CREATED = "NOT_YET_CREATED"
    EXPIRED = "EXPIRED"
    ACK_AHEAD = "ACK_AHEAD"
    JOURNAL_SHRUNK = "JOURNAL_SHRUNK"
    JOURNAL_FORKED = "JOURNAL_FORKED"


class BundleRefusedError(InputError):
    """A file was not taken.

    Attributes:
        reason: the code.
        sender: key id of the partner whose signature was verified; '' while nobody's was.
        head: what the signed bytes say of themselves, where they could be read that far.
    """

    def __init__(self, reason: Refusal, message: str, *, sender: str = "", head: Head | None = None) -> None:
        super().__init__(message)
        self.reason, self.sender, self.head = reason, sender, head


@dataclass(frozen=True, slots=True)
class Expected:
    """What must come next from a partner: its number, and the hash of the file before it."""

    seq: int
    prev: str


class Correspondents(Protocol):
    """Who may write to this node. The post answers from its tables, tests from a dictionary."""

    def public_key(self, key_id: str) -> bytes | None:
        """The signing key with that id; None when nobody here has heard of it."""
        ...

    def is_valid(self, key_id: str) -> bool:
        """Whether its fingerprint was confirmed, and it was not ended."""
        ...

    def expected(self, key_id: str) -> Expected:
        """The next bundle of that partner."""
        ...


@dataclass(frozen=True, slots=True)
class ReadBundle:
    """A bundle that is whole, signed by a valid partner, for this node, and the next one."""

    payload: Payload
    envelope: bytes


def make_bundle(
    payload: Payload, signer: SigningKey, recipients: Sequence[str], others: Sequence[SigningKey] = ()
) -> bytes:
    """Signs inside, seals outside: the bytes of one `.hwb` file.

    Raises:
        InputError: `payload.sender` is not the signer, or the payload is not of the schema. TooLargeError.
    """
    if payload.sender != key_id(signer.public):
        raise InputError("a bundle is signed by the node that it says it comes from.")
    envelope = sign_envelope(payload_bytes(payload), PAYLOAD_TYPE, [signer, *others])
    return seal(envelope, recipients)


def read_bundle(data: bytes, *, me: str, key: SealingKey, correspondents: Correspondents) -> ReadBundle:
    """Reads a file in the fixed order.

    Args:
        me: key id of this node's signing key.

    Raises:
        BundleRefusedError: with the reason of the first step that failed.
    """
    envelope_bytes = _unsealed(data, key)
    envelope = _envelope(envelope_bytes)
    sender = _signer(envelope, correspondents)
    head = _head(envelope.payload, sender, me, correspondents.expected(sender))
    try:
        payload = read_payload(envelope.payload)
    except PayloadError as error:
        raise BundleRefusedError(Refusal.BAD_PAYLOAD, error.message, sender=sender, head=head) from error
    return ReadBundle(payload, envelope_bytes)


def require_size(size: int) -> None:
    """Before a byte is read. BundleRefusedError (TOO_LARGE) beyond what any bundle has."""
    if size > LARGEST_SEALED:
        raise BundleRefusedError(Refusal.TOO_LARGE, f"{size:,} bytes are more than a sealed bundle has.")


def _unsealed(data: bytes, key: SealingKey) -> bytes:
    require_size(len(data))
    try:
        return unpad(open_sealed(data, key))
    except TooLargeError as error:
        raise BundleRefusedError(Refusal.TOO_LARGE, error.message) from error
    except SealError as error:
        raise BundleRefusedError(Refusal.NOT_OPENED, error.message) from error
    except PaddingError as error:
        raise BundleRefusedError(Refusal.BAD_PADDING, error.message) from error


def _envelope(data: bytes) -> Envelope:
    try:
        return read_envelope(data, PAYLOAD_TYPE)
    except EnvelopeError as error:
        raise BundleRefusedError(Refusal.BAD_ENVELOPE, error.message) from error


def _signer(envelope: Envelope, correspondents: Correspondents) -> str:
    """Key id of the node that signed, first in the list; those of persons who decided follow it."""
    sender = envelope.signatures[0].key_id
    known = [correspondents.public_key(signature.key_id) for signature in envelope.signatures]
    try:
        verified_signers(envelope, [key for key in known if key is not None])
    except UnknownSignerError as error:
        raise BundleRefusedError(Refusal.UNKNOWN_KEY, error.message) from error
    except ForgedSignatureError as error:
        raise BundleRefusedError(Refusal.BAD_SIGNATURE, error.message) from error
    if not all(correspondents.is_valid(signature.key_id) for signature in envelope.signatures):
        message = "the key was never confirmed by its words, or it was ended."
        raise BundleRefusedError(Refusal.KEY_NOT_VALID, message, sender=sender)
    return sender


def _head(payload: bytes, sender: str, me: str, expected: Expected) -> Head:
    try:
        head = read_head(payload)
    except PayloadError as error:
        raise BundleRefusedError(Refusal.BAD_PAYLOAD, error.message, sender=sender) from error
    fault = _fault_of_head(head, sender, me) or _fault_of_place(head, expected)
    if fault:
        raise BundleRefusedError(fault[0], fault[1], sender=sender, head=head)
    return head


def _fault_of_head(head: Head, sender: str, me: str) -> tuple[Refusal, str] | None:
    if head.version > VERSION:
        return Refusal.NEWER_VERSION, f"the bundle has version {head.version}; this node reads up to {VERSION}."
    if head.sender != sender:
        return Refusal.BAD_PAYLOAD, "it says that it comes from another node than the one that signed."
    if head.to != (me,):
        return Refusal.NOT_FOR_ME, "it is written to another node."
    return None


def _fault_of_place(head: Head, expected: Expected) -> tuple[Refusal, str] | None:
    if head.seq < expected.seq:
        return Refusal.NUMBER_USED, f"number {head.seq} came before, with other bytes."
    if head.seq > expected.seq:
        return Refusal.OUT_OF_ORDER, f"number {head.seq} is here; number {expected.seq} is still missing."
    if head.prev != expected.prev:
        return Refusal.CHAIN_BROKEN, f"number {head.seq} does not follow the bundle that came before it."
    return None
