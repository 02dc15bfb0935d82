"""Decides what a node's keys are, how they are named, and the eight words by which two people compare them.

Ed25519 signs, X25519 (age) seals; neither ever does the other's work. Called by the post and by `partner`. It keeps no
key: bytes are handed in and out, and only the two `generate` functions draw chance.
"""

import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from pyrage import IdentityError, RecipientError, x25519

from homeward.base.errors import InputError
from homeward.engine.sealing.canonical import canonical_bytes
from homeward.engine.sealing.words import eight_words

KEY_SIZE = 32
_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")
_FINGERPRINT = b"homeward fingerprint 1\n"

# Points of small order, sign bit cleared: a signature under one of them can fit any message, so its owner could deny
# every word (the list of libsodium's ge25519_has_small_order).
_SMALL_ORDER = frozenset(
    bytes.fromhex(text)
    for text in (
        "00" * 32,
        "01" + "00" * 31,
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 30 + "7f",
    )
)


class UnusableKeyError(InputError):
    """The bytes are no key of the kind that is needed here."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The private half of a node's or a person's signature. Its `repr` shows nothing of it."""

    _key: Ed25519PrivateKey

    def __repr__(self) -> str:
        return f"SigningKey({key_id(self.public)[:16]}…)"

    @classmethod
    def generate(cls) -> "SigningKey":
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def from_pem(cls, pem: bytes) -> "SigningKey":
        """Reads an unencrypted PKCS 8 file; UnusableKeyError when it holds no Ed25519 key."""
        try:
            key = load_pem_private_key(pem, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise UnusableKeyError("The signing key cannot be read.", cure="Restore it from a back-up.") from error
        if not isinstance(key, Ed25519PrivateKey):
            raise UnusableKeyError("The signing key is no Ed25519 key.", cure="Restore it from a back-up.")
        return cls(key)

    def pem(self) -> bytes:
        return self._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    @property
    def public(self) -> bytes:
        """The 32 bytes that others verify with."""
        return self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def sign(self, message: bytes) -> bytes:
        """64 bytes (RFC 8032), the same for the same message."""
        return self._key.sign(message)


@dataclass(frozen=True, slots=True)
class SealingKey:
    """The private half of what bundles to a node are sealed to. Its `repr` shows nothing of it."""

    identity: x25519.Identity

    def __repr__(self) -> str:
        return f"SealingKey({self.recipient})"

    @classmethod
    def generate(cls) -> "SealingKey":
        return cls(x25519.Identity.generate())

    @classmethod
    def from_text(cls, text: str) -> "SealingKey":
        """Reads `AGE-SECRET-KEY-1…`; UnusableKeyError for anything else."""
        try:
            return cls(x25519.Identity.from_str(text.strip()))
        except IdentityError as error:
            raise UnusableKeyError("The sealing key cannot be read.", cure="Restore it from a back-up.") from error

    def text(self) -> str:
        return str(self.identity)

    @property
    def recipient(self) -> str:
        """`age1…`, what others seal to."""
        return str(self.identity.to_public())


def key_id(public: bytes) -> str:
    """SHA-256 of the public key, hex: the same key never has two names."""
    return hashlib.sha256(public).hexdigest()


def check_public(public: bytes) -> bytes:
    """The same bytes when they can be an Ed25519 public key; UnusableKeyError otherwise, and for small order."""
    if len(public) != KEY_SIZE:
        raise UnusableKeyError(f"a signing key has {KEY_SIZE} bytes, not {len(public)}.")
    if public[:-1] + bytes([public[-1] & 0x7F]) in _SMALL_ORDER:
        raise UnusableKeyError("that signing key would fit any message.", cure="Ask the partner for a new card.")
    return public


def check_recipient(text: str) -> str:
    """The same text when bundles can be sealed to it; UnusableKeyError otherwise."""
    try:
        if not _RECIPIENT.fullmatch(text):
            raise RecipientError("not of the form age1…")
        x25519.Recipient.from_str(text)
    except RecipientError as error:
        raise UnusableKeyError("the sealing key is no age X25519 recipient.") from error
    return text


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the signature fits; a key or signature of another form simply does not."""
    try:
        Ed25519PublicKey.from_public_bytes(check_public(public)).verify(signature, message)
    except (InvalidSignature, UnusableKeyError, ValueError):
        return False
    return True


def fingerprint(name: str, signing: bytes, sealing: str) -> bytes:
    """SHA-256 over a node's name and both public keys: change one letter and the words differ."""
    told = {"name": name, "signing": check_public(signing).hex(), "sealing": check_recipient(sealing)}
    return hashlib.sha256(_FINGERPRINT + canonical_bytes(told)).digest()


def fingerprint_words(name: str, signing: bytes, sealing: str) -> tuple[str, ...]:
    """The eight words to read aloud (first 88 bits of the fingerprint)."""
    return eight_words(fingerprint(name, signing, sealing))
