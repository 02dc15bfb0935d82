"""Decides what the signed bytes of a bundle may hold: one closed schema, version 1, every field needed, none besides.

Called by `bundle` when a bundle is made and when one is read. It knows no partner, no clock and no desk: what an item
means is for its desk to say.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from homeward.base.errors import InputError
from homeward.engine.sealing.canonical import LARGEST_INTEGER, canonical_bytes, digest, read_strict, require_nfc
from homeward.engine.sealing.envelope import EnvelopeError, from_base64, to_base64

TYPE, VERSION = "homeward.bundle", 1
NO_HASH = "0" * 64
MOST_ITEMS, MOST_RECEIPTS, MOST_HASHES = 1_000, 10_000, 64
TAKEN, HELD, REFUSED = "taken", "held", "refused"
VERDICTS = (TAKEN, HELD, REFUSED)

_HASH = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_KIND = re.compile(r"[a-z][a-z_]{0,30}\.[a-z][a-z_]{0,30}")
_CODE = re.compile(r"[A-Z][A-Z_]{0,39}")
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


class PayloadError(InputError):
    """The signed bytes are not of the schema; the message names the first field that is not."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a journal: number of entries and RFC 9162 root (hex)."""

    size: int = 0
    root: str = NO_HASH


@dataclass(frozen=True, slots=True)
class Journal:
    """The sender's head, with the proof that the journal of `since` entries is its beginning (0: no proof)."""

    head: Checkpoint
    since: int = 0
    proof: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The last number read from the peer, and the peer's head as remembered here."""

    seq: int = 0
    head: Checkpoint = Checkpoint()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one item, or of a whole bundle (`item` is ''), named by the SHA-256 of the sealed file."""

    bundle: str
    item: str
    verdict: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a desk sends: its kind, the version of that kind, and its exact bytes."""

    id: str
    kind: str
    version: int
    body: bytes

    @property
    def hash(self) -> str:
        return digest(self.body)


@dataclass(frozen=True, slots=True)
class Payload:
    """All that one node signs for another. `seq` and `prev` count for the pair; times are aware, whole seconds."""

    bundle_id: str
    sender: str
    to: tuple[str, ...]
    seq: int
    prev: str
    created: datetime
    expires: datetime
    journal: Journal
    ack: Acknowledged
    receipts: tuple[Receipt, ...] = ()
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What is read first, before the rest is looked at: is it for me, and is it the next one?"""

    version: int
    sender: str
    to: tuple[str, ...]
    seq: int
    prev: str


def payload_bytes(payload: Payload) -> bytes:
    """The bytes to sign. PayloadError when the reader would refuse them, InputError for text that is not composed."""
    value = {
        "type": TYPE,
        "version": VERSION,
        "bundle_id": payload.bundle_id,
        "from": payload.sender,
        "to": list(payload.to),
        "seq": payload.seq,
        "prev": payload.prev,
        "created": _written(payload.created),
        "expires": _written(payload.expires),
        "journal": {
            **_head(payload.journal.head),
            "since": payload.journal.since,
            "proof": list(payload.journal.proof),
        },
        "ack": {"seq": payload.ack.seq, "journal": _head(payload.ack.head)},
        "receipts": [
            {"bundle": each.bundle, "item": each.item, "verdict": each.verdict, "reason": each.reason}
            for each in payload.receipts
        ],
        "items": [
            {"id": each.id, "kind": each.kind, "version": each.version, "hash": each.hash, "body": to_base64(each.body)}
            for each in payload.items
        ],
    }
    data = canonical_bytes(require_nfc(value))
    read_payload(data)
    return data


def read_head(data: bytes) -> Head:
    """The head of the signed bytes; of a later version `version` alone is true.

    Raises:
        PayloadError: not one JSON object, a key twice, another type, or a head that is not of the schema.
    """
    value = _object(data)
    if value.get("type") != TYPE:
        raise PayloadError("type: this is no bundle.")
    version = _whole(value.get("version"), "version", least=1)
    if version > VERSION:
        return Head(version, "", (), 0, "")
    return Head(
        version=version,
        sender=_hash(value.get("from"), "from"),
        to=_list(value.get("to"), "to", _hash, 1),
        seq=_whole(value.get("seq"), "seq", least=1),
        prev=_hash(value.get("prev"), "prev"),
    )


def read_payload(data: bytes) -> Payload:
    """The whole payload, strictly; PayloadError names the first field that is not of the schema."""
    head = read_head(data)
    if head.version != VERSION:
        raise PayloadError(f"version: {head.version} is not {VERSION}.")
    value = _record(_object(data), "payload", _FIELDS)
    if canonical_bytes(value) != data:
        raise PayloadError("payload: the same could be written in other bytes; only RFC 8785 is taken.")
    payload = Payload(
        bundle_id=_text(value["bundle_id"], "bundle_id", _ID),
        sender=head.sender,
        to=head.to,
        seq=head.seq,
        prev=head.prev,
        created=_moment(value["created"], "created"),
        expires=_moment(value["expires"], "expires"),
        journal=_journal(value["journal"]),
        ack=_ack(value["ack"]),
        receipts=_list(value["receipts"], "receipts", _receipt, MOST_RECEIPTS, least=0),
        items=_list(value["items"], "items", _item, MOST_ITEMS, least=0),
    )
    if payload.expires <= payload.created:
        raise PayloadError("expires: not after `created`.")
    if len({item.id for item in payload.items}) != len(payload.items):
        raise PayloadError("items: one id stands twice.")
    return payload


_FIELDS = {
    "type", "version", "bundle_id", "from", "to", "seq", "prev", "created", "expires", "journal", "ack", "receipts",
    "items",
}  # fmt: skip


def _object(data: bytes) -> dict[str, Any]:
    try:
        value = read_strict(data)
    except InputError as error:
        raise PayloadError(f"payload: {error.message}") from error
    if not isinstance(value, dict):
        raise PayloadError("payload: not an object.")
    return value


def _journal(value: Any) -> Journal:
    told = _record(value, "journal", {"size", "root", "since", "proof"})
    head = _checkpoint({"size": told["size"], "root": told["root"]}, "journal")
    since = _whole(told["since"], "journal.since", most=head.size)
    return Journal(head, since, _list(told["proof"], "journal.proof", _hash, MOST_HASHES, least=0))


def _ack(value: Any) -> Acknowledged:
    told = _record(value, "ack", {"seq", "journal"})
    return Acknowledged(_whole(told["seq"], "ack.seq"), _checkpoint(told["journal"], "ack.journal"))


def _checkpoint(value: Any, where: str) -> Checkpoint:
    told = _record(value, where, {"size", "root"})
    return Checkpoint(_whole(told["size"], f"{where}.size"), _hash(told["root"], f"{where}.root"))


def _receipt(value: Any, where: str) -> Receipt:
    told = _record(value, where, {"bundle", "item", "verdict", "reason"})
    if told["verdict"] not in VERDICTS:
        raise PayloadError(f"{where}.verdict: none of {', '.join(VERDICTS)}.")
    item = told["item"] if told["item"] == "" else _text(told["item"], f"{where}.item", _ID)
    if (told["reason"] != "") != (told["verdict"] == REFUSED):
        raise PayloadError(f"{where}.reason: a refusal has one, nothing else has.")
    reason = told["reason"] if told["reason"] == "" else _text(told["reason"], f"{where}.reason", _CODE)
    return Receipt(_hash(told["bundle"], f"{where}.bundle"), item, told["verdict"], reason)


def _item(value: Any, where: str) -> Item:
    told = _record(value, where, {"id", "kind", "version", "hash", "body"})
    try:
        body = from_base64(told["body"])
    except EnvelopeError as error:
        raise PayloadError(f"{where}.body: {error.message}") from error
    item = Item(
        id=_text(told["id"], f"{where}.id", _ID),
        kind=_text(told["kind"], f"{where}.kind", _KIND),
        version=_whole(told["version"], f"{where}.version", least=1),
        body=body,
    )
    if told["hash"] != item.hash:
        raise PayloadError(f"{where}.hash: not the hash of its body.")
    return item


def _record(value: Any, where: str, fields: set[str]) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise PayloadError(f"{where}: not an object.")
    if wrong := sorted(set(value) ^ fields):
        raise PayloadError(f"{where}: the field {wrong[0][:40]!r} is missing or unknown.")
    return value


def _list(value: Any, where: str, read: Callable[[Any, str], Any], most: int, *, least: int = 1) -> tuple[Any, ...]:
    if not isinstance(value, list) or not least <= len(value) <= most:
        raise PayloadError(f"{where}: not a list of {least} to {most}.")
    return tuple(read(each, f"{where}[{place}]") for place, each in enumerate(value))


def _text(value: Any, where: str, form: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise PayloadError(f"{where}: not of the form {form.pattern}.")
    return value


def _hash(value: Any, where: str) -> str:
    return _text(value, where, _HASH)


def _whole(value: Any, where: str, *, least: int = 0, most: int = LARGEST_INTEGER) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise PayloadError(f"{where}: not a whole number from {least}.")
    return value


def _moment(value: Any, where: str) -> datetime:
    try:
        moment = datetime.strptime(value, _MOMENT).replace(tzinfo=UTC)
    except (TypeError, ValueError) as error:
        raise PayloadError(f"{where}: not a moment like 2026-11-25T09:30:00Z.") from error
    if _written(moment) != value:
        raise PayloadError(f"{where}: not a moment like 2026-11-25T09:30:00Z.")
    return moment


def _written(moment: datetime) -> str:
    # strftime leaves the noughts off early years.
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat(timespec="seconds") + "Z"


def _head(checkpoint: Checkpoint) -> dict[str, Any]:
    return {"size": checkpoint.size, "root": checkpoint.root}
