"""Decides whether bytes were signed, by whom, and as what: DSSE version 1 with Ed25519 alone.

https://github.com/secure-systems-lab/dsse/blob/master/protocol.md, made narrower: no field beyond the schema, standard
base64 with its padding, key id = SHA-256 of the public key, no key twice. Called by bundles, cards and agreements. It
verifies the received bytes and never writes them anew.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from homeward.base.errors import InputError, TamperedError
from homeward.engine.sealing.canonical import canonical_bytes, read_strict
from homeward.engine.sealing.keys import SigningKey, check_public, is_signed, key_id

MOST_SIGNATURES = 16
_HASH = re.compile(r"[0-9a-f]{64}")
_FIELDS = {"payload", "payloadType", "signatures"}
_SIGNATURE_FIELDS = {"keyid", "sig"}


class EnvelopeError(InputError):
    """The bytes are not exactly one envelope of the narrow form."""


class UnknownSignerError(InputError):
    """A signature by a key that nobody here vouches for."""


class ForgedSignatureError(TamperedError):
    """A signature that does not fit the bytes."""


class TooFewSignersError(TamperedError):
    """Fewer distinct keys signed than must."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature, with the name of the key that is said to have made it."""

    key_id: str
    value: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """What an envelope holds; nothing in it is true before `verified_signers`."""

    payload_type: str
    payload: bytes
    signatures: tuple[Signature, ...]


def pae(payload_type: str, payload: bytes) -> bytes:
    """Pre-authentication encoding: the bytes that are signed. It binds the type, and nothing can slide across."""
    kind = payload_type.encode("utf-8")
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)


def sign_envelope(payload: bytes, payload_type: str, signers: Sequence[SigningKey]) -> bytes:
    """The envelope's bytes, canonical. InputError without a signer, or when one stands twice."""
    if not signers or len({signer.public for signer in signers}) != len(signers):
        raise InputError("an envelope is signed by at least one key, and by none twice.")
    message = pae(payload_type, payload)
    signatures = [Signature(key_id(signer.public), signer.sign(message)) for signer in signers]
    return write_envelope(payload, payload_type, signatures)


def write_envelope(payload: bytes, payload_type: str, signatures: Sequence[Signature]) -> bytes:
    """The canonical bytes of an envelope whose signatures were given elsewhere; they are not verified here."""
    told = [{"keyid": each.key_id, "sig": to_base64(each.value)} for each in signatures]
    return canonical_bytes({"payload": to_base64(payload), "payloadType": payload_type, "signatures": told})


def read_envelope(data: bytes, payload_type: str) -> Envelope:
    """The envelope, strictly.

    Raises:
        EnvelopeError: not one JSON object, a key twice, a field missing or unknown, base64 with another spelling,
            another payload type, no signature, more than 16, or two that name one key.
    """
    try:
        value = read_strict(data)
    except InputError as error:
        raise EnvelopeError(error.message) from error
    _require_fields(value, _FIELDS, "the envelope")
    if value["payloadType"] != payload_type:
        raise EnvelopeError(f"the payload is not of the type {payload_type}.")
    told = value["signatures"]
    if not isinstance(told, list) or not 1 <= len(told) <= MOST_SIGNATURES:
        raise EnvelopeError(f"an envelope has 1 to {MOST_SIGNATURES} signatures.")
    signatures = tuple(_signature(each) for each in told)
    if len({each.key_id for each in signatures}) != len(signatures):
        raise EnvelopeError("two signatures name the same key.")
    return Envelope(payload_type, from_base64(value["payload"]), signatures)


def verified_signers(envelope: Envelope, keys: Iterable[bytes]) -> frozenset[bytes]:
    """The public keys that signed; every signature must be by a known key and must fit.

    Args:
        keys: public keys of those who may sign. Their ids are computed here, from their bytes.

    Raises:
        UnknownSignerError: a signature by another key. ForgedSignatureError: one that does not fit.
    """
    known = {key_id(key): key for key in map(check_public, keys)}
    message, found = pae(envelope.payload_type, envelope.payload), set()
    for signature in envelope.signatures:
        key = known.get(signature.key_id)
        if key is None:
            raise UnknownSignerError(f"nobody here knows the key {signature.key_id[:16]}….")
        if not is_signed(key, signature.value, message):
            raise ForgedSignatureError(f"the signature of the key {signature.key_id[:16]}… does not fit the bytes.")
        found.add(key)
    return frozenset(found)


def require_signers(envelope: Envelope, keys: Iterable[bytes], threshold: int) -> frozenset[bytes]:
    """The same, when at least `threshold` distinct keys signed.

    Raises:
        TooFewSignersError: fewer did; and whatever `verified_signers` raises. InputError: a threshold below one.
    """
    if threshold < 1:
        raise InputError("at least one must sign.")
    found = verified_signers(envelope, keys)
    if len(found) < threshold:
        raise TooFewSignersError(f"{len(found)} of at least {threshold} signed.")
    return found


def to_base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def from_base64(text: Any) -> bytes:
    """The bytes of standard base64; EnvelopeError for any second spelling of the same bytes."""
    try:
        data = base64.b64decode(text, validate=True) if isinstance(text, str) else None
    except (binascii.Error, ValueError) as error:
        raise EnvelopeError("that is no base64.") from error
    if data is None or to_base64(data) != text:
        raise EnvelopeError("that is no standard base64.")
    return data


def _signature(told: Any) -> Signature:
    _require_fields(told, _SIGNATURE_FIELDS, "a signature")
    if not isinstance(told["keyid"], str) or not _HASH.fullmatch(told["keyid"]):
        raise EnvelopeError("a key id is the SHA-256 of the public key, in hex.")
    return Signature(told["keyid"], from_base64(told["sig"]))


def _require_fields(value: Any, fields: set[str], where: str) -> None:
    # The signature covers type and payload alone: whatever else stood here would ride along unsigned.
    if not isinstance(value, dict) or set(value) != fields:
        raise EnvelopeError(f"{where} has other fields than {', '.join(sorted(fields))}.")
