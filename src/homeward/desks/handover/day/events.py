"""One thing seen on the day, its canonical bytes and hash, and the union of what several devices saw.

Called by the desk's actions and by devices' exports. An event is never changed; what it says may be wrong, and then
another event says so. Order of arrival, clocks and duplicates mean nothing here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from homeward.base.errors import InputError
from homeward.desks.handover.day.codes import KINDS, SIDES, SITES
from homeward.engine.sealing import canonical_bytes, digest, read_strict

GENESIS = "0" * 64
VERSION = 1
_DOMAIN = b"hw/handover-event/1\n"
_CODE = re.compile(r"[A-Za-z0-9._:/-]{0,80}")
_HASH = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(r"(?:[0-9a-f]{128})?")
_TEXTS = ("id", "device", "prev", "manifest", "person_code", "kind", "observed_at", "by", "side", "site", "code",
          "outcome", "replacement", "second")  # fmt: skip


class EventError(InputError):
    """An event is not whole, not of this format, or its signature is not that of its device."""


@dataclass(frozen=True)
class Event:
    """One statement by one person at one device.

    Attributes:
        id: UUIDv7 as text. device, device_seq: which device, its own count from 1.
        prev: hash of the event before it on that device, `GENESIS` for the first.
        manifest: hash of the frozen manifest. person_code: code of a line; '' for the whole day.
        kind, side, site: of `codes`. observed_at: ISO 8601 with zone, by the device's clock; never decides anything.
        by: id of the officer. second: of the other officer, for what is signed jointly.
        code: discrepancy or reason. outcome, replacement: of a `resolve`. names: hashes of the events it speaks of.
        signature: Ed25519 in hex by the device's key, '' for none; not part of the hash.
    """

    id: str
    device: str
    device_seq: int
    prev: str
    manifest: str
    person_code: str
    kind: str
    observed_at: str
    by: str
    side: str
    site: str
    code: str = ""
    outcome: str = ""
    replacement: str = ""
    second: str = ""
    names: tuple[str, ...] = ()
    signature: str = ""

    def document(self) -> dict[str, Any]:
        """Everything that is hashed and signed."""
        texts = {name: getattr(self, name) for name in _TEXTS}
        return texts | {"device_seq": self.device_seq, "names": list(self.names), "version": VERSION}

    @cached_property
    def data(self) -> bytes:
        return canonical_bytes(self.document())

    @cached_property
    def hash(self) -> str:
        return digest(self.data)

    @property
    def joint(self) -> bool:
        """Two different people stand behind it."""
        return bool(self.second) and self.second != self.by

    def signed(self, key: Ed25519PrivateKey) -> "Event":
        """The same event with the device's signature."""
        return replace(self, signature=key.sign(_DOMAIN + self.data).hex())


def read_event(document: Mapping[str, Any], signature: str = "") -> Event:
    """The event that a document says, checked field by field.

    Raises:
        EventError: a field is missing, unknown, of another type or no code.
    """
    if set(document) != {*_TEXTS, "device_seq", "names", "version"} or document["version"] != VERSION:
        raise EventError("an event has other fields than this version writes.", cure="Update the device or this node.")
    texts, names, seq = {name: document[name] for name in _TEXTS}, document["names"], document["device_seq"]
    if not isinstance(names, list) or not all(_is_code(value) for value in [*texts.values(), *names]):
        raise EventError("a field of an event is no code.")
    if type(seq) is not int or not 0 < seq < 2**31 or not _SIGNATURE.fullmatch(signature):
        raise EventError("an event counts from 1 on its device; a signature has 128 hex digits.")
    _check_values(texts)
    return Event(**texts, device_seq=seq, names=tuple(names), signature=signature)


def read_stored(body: bytes, signature: str = "") -> Event:
    """The event that stored bytes say. Its hash is that of these very bytes: they are not written anew to be hashed."""
    event = read_event(read_strict(body), signature)
    event.__dict__["data"] = body
    return event


def _is_code(value: object) -> bool:
    # "+" and blanks are absent on purpose: moments are written in UTC with a Z, and nothing else may need them.
    return isinstance(value, str) and bool(_CODE.fullmatch(value))


def _check_values(texts: Mapping[str, str]) -> None:
    known = texts["kind"] in KINDS and texts["side"] in SIDES and texts["site"] in SITES
    hashes = all(_HASH.fullmatch(texts[name]) for name in ("prev", "manifest"))
    if not (known and hashes and texts["device"] and texts["by"]):
        raise EventError("an event names an unknown kind, side or site, or lacks a hash, device or person.")
    try:
        UUID(texts["id"])
        moment = datetime.fromisoformat(texts["observed_at"])
    except ValueError as error:
        raise EventError("an event has no id or no moment that can be read.") from error
    if moment.tzinfo is None:
        raise EventError("the moment of an event lacks its zone.")


def check_signature(event: Event, public_key: str) -> None:
    """Raises EventError unless the event carries the signature of that key (32 bytes in hex)."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(event.signature), _DOMAIN + event.data)
    except (InvalidSignature, ValueError) as error:
        raise EventError(
            f"the signature of an event of {event.device} does not fit.", cure="Keep the device and tell the neutral."
        ) from error


def merge(*sets: Iterable[Event]) -> list[Event]:
    """The union by hash, in the order of the display: device, its count, then hash. The order decides nothing."""
    found: dict[str, Event] = {}
    for event in (event for each in sets for event in each):
        known = found.get(event.hash)
        # A copy that lost its signature on the way never hides one that kept it.
        if known is None or event.signature > known.signature:
            found[event.hash] = event
    return sorted(found.values(), key=lambda event: (event.device, event.device_seq, event.hash))


def union_hash(events: Iterable[Event]) -> str:
    """SHA-256 over the sorted hashes: equal on two nodes exactly when they hold the same events."""
    return digest(canonical_bytes(sorted({event.hash for event in events})))
