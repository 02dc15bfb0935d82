"""The signed protocol as one file, and what a node's signature under it covers: which paper, which line, who, when.

Plain Python, no database: the closing page writes the file, `./homeward verify protocol` reads it. An officer's name
is told beside the signature and is no part of it; the officer's id is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from homeward.base.errors import InputError, NewerFormatError, TamperedError
from homeward.engine.sealing import canonical_bytes, digest, read_strict
from homeward.engine.sealing.envelope import ForgedSignatureError, TooFewSignersError, from_base64, to_base64
from homeward.engine.sealing.keys import is_signed

TYPE, FORMAT = "homeward.protocol", 1
SIGNED = b"hw/handover-signature/1\n"
WITNESS = "witness"
_FIELDS = {"format", "type", "document", "signatures"}
_LINE_FIELDS = {"stands_for", "officer", "officer_name", "at", "key", "signature"}
_DOCUMENT_FIELDS = {"number", "place", "at", "parties", "directions", "manifest", "union"}
_CURE = "Do not rely on it; ask for the file again."


class ProtocolFileError(InputError):
    """The bytes are no signed protocol of this format."""


@dataclass(frozen=True, slots=True)
class SignedLine:
    """One of the three lines: a party's code or 'witness', who signed and when, and the node that signed beside."""

    stands_for: str
    officer: str
    officer_name: str
    at: str
    key: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class SignedProtocol:
    """A protocol whose three lines are signed. `hash`: SHA-256 of its bytes, hex."""

    hash: str
    document: dict[str, Any]
    lines: tuple[SignedLine, ...]


def signed_bytes(paper_hash: str, stands_for: str, officer: str, at: str) -> bytes:
    """What the node signs beside the person: which paper, which line, who, when."""
    return SIGNED + canonical_bytes({"paper": paper_hash, "stands_for": stands_for, "officer": officer, "at": at})


def protocol_file(document: bytes, lines: Iterable[SignedLine]) -> bytes:
    """Canonical bytes of the file, with the lines signed so far."""
    told = [
        {
            "stands_for": line.stands_for,
            "officer": line.officer,
            "officer_name": line.officer_name,
            "at": line.at,
            "key": line.key.hex(),
            "signature": line.signature.hex(),
        }
        for line in lines
    ]
    return canonical_bytes({"format": FORMAT, "type": TYPE, "document": to_base64(document), "signatures": told})


def verify_protocol_file(data: bytes, keys: Iterable[bytes] | None = None) -> SignedProtocol:
    """The protocol of a file whose three lines are each signed by a node over this very paper.

    Args:
        keys: public keys that were compared by voice; with them every line's key must be one of these.

    Raises:
        ProtocolFileError, NewerFormatError: not of this form, to the byte. ForgedSignatureError: one does not fit.
        TooFewSignersError: names the lines that nobody signed, or that no node signed.
        TamperedError: a key that `keys` does not hold.
    """
    value = _read(data)
    document_bytes = from_base64(value["document"])
    document, hash_of_paper = _document(document_bytes), digest(document_bytes)
    lines = tuple(_line(each) for each in value["signatures"])
    _require_lines(lines, [*document["parties"], WITNESS])
    for line in lines:
        if not is_signed(line.key, line.signature, signed_bytes(hash_of_paper, line.stands_for, line.officer, line.at)):
            raise ForgedSignatureError(f"The node's signature for {line.stands_for} does not fit.", cure=_CURE)
    if keys is not None and (strange := [line.stands_for for line in lines if line.key not in set(keys)]):
        raise TamperedError(f"Signed with a key that you did not name, for: {', '.join(strange)}.", cure=_CURE)
    return SignedProtocol(hash_of_paper, document, lines)


def _read(data: bytes) -> dict[str, Any]:
    try:
        value = read_strict(data)
    except InputError as error:
        raise ProtocolFileError(f"The protocol cannot be read: {error.message}") from error
    if not isinstance(value, dict) or value.get("type") != TYPE:
        raise ProtocolFileError("That is no signed protocol.")
    if type(value.get("format")) is int and value["format"] > FORMAT:
        raise NewerFormatError(f"The protocol has format {value['format']}; this version reads format {FORMAT}.")
    known = type(value.get("format")) is int and value["format"] == FORMAT
    if set(value) != _FIELDS or not known or not isinstance(value["signatures"], list):
        raise ProtocolFileError("A signed protocol has other fields than these, or another format.")
    if canonical_bytes(value) != data:
        raise ProtocolFileError("The file says the same in other bytes than the canonical ones.")
    return value


def _document(data: bytes) -> dict[str, Any]:
    document = read_strict(data)
    if not isinstance(document, dict) or not set(document) >= _DOCUMENT_FIELDS:
        raise ProtocolFileError("The file holds no protocol.")
    return document


def _line(told: Any) -> SignedLine:
    if (
        not isinstance(told, dict)
        or set(told) != _LINE_FIELDS
        or not all(isinstance(each, str) for each in told.values())
    ):
        raise ProtocolFileError("A line of signatures has other fields than these.")
    if not told["key"]:
        raise TooFewSignersError(f"No node signed beside the person for {told['stands_for']}.")
    try:
        key, signature = bytes.fromhex(told["key"]), bytes.fromhex(told["signature"])
    except ValueError as error:
        raise ProtocolFileError("A key or signature is not in hexadecimal.") from error
    if (key.hex(), signature.hex()) != (told["key"], told["signature"]):
        raise ProtocolFileError("A key or signature is not in small hexadecimal digits.")
    return SignedLine(told["stands_for"], told["officer"], told["officer_name"], told["at"], key, signature)


def _require_lines(lines: Sequence[SignedLine], wanted: Sequence[str]) -> None:
    given = [line.stands_for for line in lines]
    if missing := [name for name in wanted if name not in given]:
        raise TooFewSignersError(f"Not signed for: {', '.join(missing)}.")
    if given != list(wanted):
        raise ProtocolFileError("The lines are not those of the protocol, each once and in its order.")
    if len({line.officer for line in lines}) != len(lines):
        raise ProtocolFileError("One person signed two lines.")
