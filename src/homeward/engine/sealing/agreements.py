"""Decides whether bytes are an agreement, who must sign it, and whether a file holds exactly those signatures.

One closed schema, format 1: every field needed, none besides. Called by the exchange desk and by `verify agreement`;
`checkers/verify_agreement.py` does the same without this package. It knows no plan, no partner and no clock.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from homeward.base.errors import InputError, NewerFormatError, TamperedError
from homeward.engine.sealing.canonical import canonical_bytes, digest, read_strict, require_nfc
from homeward.engine.sealing.envelope import (
    Envelope,
    EnvelopeError,
    Signature,
    TooFewSignersError,
    pae,
    read_envelope,
    verified_signers,
    write_envelope,
)
from homeward.engine.sealing.keys import check_public, is_signed, key_id

TYPE, FORMAT = "homeward.agreement", 1
PAYLOAD_TYPE = "application/vnd.homeward.agreement.v1+json"
# Signs last, after every party.
INTERMEDIARY = "intermediary"
LONGEST_TITLE, LONGEST_NAME, MOST_SIGNERS, MOST_LISTS = 2_000, 20, 16, 1_000
_HASH = re.compile(r"[0-9a-f]{64}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_FIELDS = {
    "format", "type", "title", "plan", "terms", "units", "lists", "signers", "counts", "predecessor", "drawn_up_at",
}  # fmt: skip


class AgreementError(InputError):
    """The bytes are no agreement of this format; the message names the first field that is not."""


class WrongOrderError(TamperedError):
    """The signatures do not stand in the order of the signers, the intermediary last."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who must sign: a party's code or `INTERMEDIARY`, and the public Ed25519 key of that node (32 bytes)."""

    name: str
    key: bytes


@dataclass(frozen=True, slots=True)
class Agreement:
    """One immutable document.

    Attributes:
        data: the canonical bytes that are hashed and signed.
        plan, terms, units: SHA-256 of the plan document, the terms document and the opened units, hex.
        lists, counts: as they stand in the document.
        signers: the parties, then the intermediary; no name and no key twice.
        predecessor: hash of the agreement that this one replaces; '' for none.
        drawn_up_at: moment in UTC, '2026-01-31T09:30:00Z'.
    """

    data: bytes
    title: str
    plan: str
    terms: str
    units: str
    lists: tuple[Mapping[str, Any], ...]
    signers: tuple[Signer, ...]
    counts: tuple[Mapping[str, Any], ...]
    predecessor: str
    drawn_up_at: str

    @property
    def hash(self) -> str:
        """H: what is signed, spoken as eight words and named by a later agreement."""
        return digest(self.data)

    @property
    def message(self) -> bytes:
        """The bytes under every signature (DSSE)."""
        return pae(PAYLOAD_TYPE, self.data)


def agreement_bytes(document: Mapping[str, Any]) -> bytes:
    """Canonical bytes of a document; AgreementError when `read_agreement` would refuse them."""
    data = canonical_bytes(dict(document))
    read_agreement(data)
    return data


def read_agreement(data: bytes) -> Agreement:
    """The agreement, strictly.

    Raises:
        AgreementError: not canonical, a text not composed, or a field missing, unknown or of another form.
        NewerFormatError: written in a later format.
    """
    try:
        value = require_nfc(read_strict(data))
    except InputError as error:
        raise AgreementError(f"The agreement cannot be read: {error.message}") from error
    if canonical_bytes(value) != data:
        raise AgreementError("The agreement says the same in other bytes than the canonical ones.")
    _require_format(value)
    _require(set(value) == _FIELDS, "its fields")
    for name in ("plan", "terms", "units"):
        _require(_is_hash(value[name]), name)
    _require(value["predecessor"] == "" or _is_hash(value["predecessor"]), "predecessor")
    _require(_is_text(value["title"], LONGEST_TITLE), "title")
    moment = value["drawn_up_at"]
    _require(isinstance(moment, str) and _MOMENT.fullmatch(moment) is not None, "drawn_up_at")
    return Agreement(
        data,
        value["title"],
        value["plan"],
        value["terms"],
        value["units"],
        _lists(value["lists"]),
        _signers(value["signers"]),
        _counts(value["counts"]),
        value["predecessor"],
        moment,
    )


def agreement_file(agreement: Agreement, signatures: Mapping[bytes, bytes]) -> bytes:
    """One canonical DSSE envelope.

    Args:
        signatures: public key -> signature; those of the document's signers stand in its order, others are left out.

    Raises:
        InputError: nobody has signed.
    """
    given = [signer.key for signer in agreement.signers if signer.key in signatures]
    if not given:
        raise InputError("Nobody has signed this agreement.", cure="There is a file once somebody has.")
    ordered = [Signature(key_id(key), signatures[key]) for key in given]
    return write_envelope(agreement.data, PAYLOAD_TYPE, ordered)


def verify_agreement_file(data: bytes, keys: Iterable[bytes] | None = None) -> Agreement:
    """The agreement of a file in which every signer of the document signed, in its order, and nobody else.

    Args:
        keys: public keys that were compared by voice; with them every signer's key must be one of these.

    Raises:
        AgreementError, EnvelopeError, NewerFormatError: not one strict, canonical envelope with an agreement.
        UnknownSignerError: a key that the document, or `keys`, does not name.
        ForgedSignatureError: a signature that does not fit the bytes.
        TooFewSignersError: names who is missing. WrongOrderError: the intermediary is not the last.
    """
    try:
        envelope = read_envelope(data, PAYLOAD_TYPE)
    except EnvelopeError as error:
        raise EnvelopeError(
            f"That is no file of an agreement: {error.message}",
            cure="Take the file from the page of the agreement again, or ask for it again.",
        ) from error
    agreement = read_agreement(envelope.payload)
    _require_canonical_file(data, envelope)
    signed = verified_signers(envelope, [signer.key for signer in agreement.signers])
    missing = [signer.name for signer in agreement.signers if signer.key not in signed]
    if missing:
        raise TooFewSignersError(f"Not in force: {', '.join(missing)} did not sign.")
    if [each.key_id for each in envelope.signatures] != [key_id(signer.key) for signer in agreement.signers]:
        raise WrongOrderError("The signatures do not stand in the order of the document, the intermediary last.")
    if keys is not None:
        _require_compared(agreement.signers, {check_public(key) for key in keys})
    return agreement


def is_signed_by(agreement: Agreement, key: bytes, signature: bytes) -> bool:
    """Whether this is a signature of that key over this agreement."""
    return is_signed(key, signature, agreement.message)


def _require_canonical_file(data: bytes, envelope: Envelope) -> None:
    if write_envelope(envelope.payload, envelope.payload_type, envelope.signatures) != data:
        raise AgreementError("The file says the same in other bytes than the canonical ones.")


def _require_compared(signers: Sequence[Signer], compared: set[bytes]) -> None:
    for signer in signers:
        if signer.key not in compared:
            message = f"The key of {signer.name} in this agreement is none of those that you named."
            raise TamperedError(message, cure="Do not rely on it. Compare the words of that node's card again.")


def _require_format(value: Any) -> None:
    told = isinstance(value, dict) and value.get("type") == TYPE
    _require(told, "type")
    if type(value.get("format")) is int and value["format"] > FORMAT:
        raise NewerFormatError(
            f"The agreement has format {value['format']}; this version reads format {FORMAT}.",
            cure="Use the version of Homeward that wrote it, or a later one.",
        )
    _require(type(value.get("format")) is int and value["format"] == FORMAT, "format")


def _require(fits: bool, where: str) -> None:
    if not fits:
        raise AgreementError(f"That is no agreement of this format: see {where}.")


def _is_hash(value: Any) -> bool:
    return isinstance(value, str) and _HASH.fullmatch(value) is not None


def _is_text(value: Any, longest: int) -> bool:
    return isinstance(value, str) and 0 < len(value) <= longest


def _rows(value: Any, fields: set[str], most: int, where: str) -> list[dict[str, Any]]:
    _require(isinstance(value, list) and len(value) <= most, where)
    for row in value:
        _require(isinstance(row, dict) and set(row) == fields, where)
    return list(value)


def _signers(value: Any) -> tuple[Signer, ...]:
    rows = _rows(value, {"name", "key"}, MOST_SIGNERS, "signers")
    for row in rows:
        _require(_is_text(row["name"], LONGEST_NAME) and _is_hash(row["key"]), "signers")
    names, keys = [row["name"] for row in rows], [row["key"] for row in rows]
    _require(len(names) > 1 and names[-1] == INTERMEDIARY, "signers (the intermediary is the last)")
    _require(len(set(names)) == len(names), "signers (a name twice)")
    # Two names of one key would let one node bind two sides.
    _require(len(set(keys)) == len(keys), "signers (a key twice)")
    return tuple(Signer(row["name"], check_public(bytes.fromhex(row["key"]))) for row in rows)


def _lists(value: Any) -> tuple[Mapping[str, Any], ...]:
    rows = _rows(value, {"kind", "party", "to", "number", "digest"}, MOST_LISTS, "lists")
    for row in rows:
        named = all(_is_text(row[name], LONGEST_NAME) for name in ("kind", "party", "to"))
        _require(named and type(row["number"]) is int and row["number"] > 0 and _is_hash(row["digest"]), "lists")
    order = [(row["kind"], row["party"], row["to"]) for row in rows]
    _require(order == sorted(set(order)), "lists (each once, in their order)")
    return tuple(rows)


def _counts(value: Any) -> tuple[Mapping[str, Any], ...]:
    rows = _rows(value, {"from", "to", "exchanged", "mandatory"}, MOST_LISTS, "counts")
    for row in rows:
        named = all(_is_text(row[name], LONGEST_NAME) for name in ("from", "to"))
        whole = all(type(row[name]) is int and row[name] >= 0 for name in ("exchanged", "mandatory"))
        _require(named and whole, "counts")
    return tuple(rows)
