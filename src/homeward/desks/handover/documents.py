"""The frozen manifest and the protocol as canonical documents: built once, hashed, read back, never rewritten.

No database and no Django: the freezing action hands in what plan and register say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from homeward.base.errors import InputError, TamperedError
from homeward.desks.handover.day.roster import RESERVE, SEAT, SPARE, Place, Roster
from homeward.engine.sealing import canonical_bytes, digest, read_strict

FORMAT = 1
MANIFEST_KIND, PROTOCOL_KIND = "hw/manifest/1", "hw/protocol/1"
SPARE_LINES = 4
# Enough in reserve for a bad day, few enough that nobody is told of a journey that will hardly come.
LEAST_RESERVE, RESERVE_SHARE = 6, 10
_PARTS = (("seats", SEAT), ("spares", SPARE), ("reserve", RESERVE))


@dataclass(frozen=True, slots=True)
class Entry:
    """One person for the manifest: place in it, and what its paper says."""

    code: str
    order: int
    standing: str
    clauses: str
    outside_parity: bool
    case_number: int
    details: Mapping[str, str]

    def document(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "order": self.order,
            "standing": self.standing,
            "clauses": self.clauses,
            "outside_parity": self.outside_parity,
            "case_number": self.case_number,
            "details": dict(self.details),
        }


@dataclass(frozen=True, slots=True)
class Direction:
    """One direction: who holds, where home is, the id of the list, seats and reserve in their order."""

    holder: str
    destination: str
    list_id: str
    seats: Sequence[Entry]
    reserve: Sequence[Entry]

    def document(self) -> dict[str, Any]:
        spares = [
            {"code": opaque("hw/spare/1", self.list_id, str(number)), "order": number}
            for number in range(1, SPARE_LINES + 1)
        ]
        return {
            "from": self.holder,
            "to": self.destination,
            "list": self.list_id,
            "seats": [entry.document() for entry in self.seats],
            "spares": spares,
            "reserve": [entry.document() for entry in self.reserve],
        }


def manifest_document(
    *, plan_hash: str, reference_date: str, frozen_at: str, parties: Sequence[str], directions: Sequence[Direction]
) -> bytes:
    """Canonical bytes of a manifest; the moment makes every freezing another document."""
    return canonical_bytes(
        {
            "format": FORMAT,
            "kind": MANIFEST_KIND,
            "plan": plan_hash,
            "reference_date": reference_date,
            "frozen_at": frozen_at,
            "parties": list(parties),
            "directions": [direction.document() for direction in directions],
        }
    )


def read_manifest(data: bytes, expected_hash: str = "") -> dict[str, Any]:
    """The document of a manifest.

    Raises:
        TamperedError: the bytes are not those of the hash. InputError: they are no manifest of this format.
    """
    if expected_hash and digest(data) != expected_hash:
        raise TamperedError(
            "The frozen manifest is not the one that was signed.", cure="Stop the handover and tell the auditor."
        )
    read: dict[str, Any] = read_strict(data)
    if not isinstance(read, dict) or (read.get("kind"), read.get("format")) != (MANIFEST_KIND, FORMAT):
        raise InputError("This is no manifest that this version can read.")
    return read


def places_of(document: Mapping[str, Any]) -> list[tuple[Place, dict[str, Any]]]:
    """Every line of a manifest with its entry in the document: seats, spare lines and reserve of each direction."""
    return [
        (
            Place(
                code=entry["code"],
                what=what,
                order=entry["order"],
                way=(direction["from"], direction["to"]),
                outside_parity=entry.get("outside_parity", False),
                standing=entry.get("standing", ""),
                clauses=entry.get("clauses", ""),
            ),
            entry,
        )
        for direction in document["directions"]
        for part, what in _PARTS
        for entry in direction[part]
    ]


def roster_of(data: bytes, expected_hash: str) -> Roster:
    """The roster of a manifest; errors as `read_manifest`."""
    return Roster(expected_hash, tuple(place for place, _entry in places_of(read_manifest(data, expected_hash))))


def opaque(*parts: str) -> str:
    """24 hex digits that say nothing without the plan: the same on every node that holds it."""
    return digest(canonical_bytes(list(parts)))[:24]


def person_code(draw_key: str, plan_hash: str, unit_id: str) -> str:
    """The code in a person's QR on the printed manifest, as the exchange desk prints it."""
    return opaque("hw/person/1", draw_key, plan_hash, unit_id)


def list_id(plan_hash: str, holder: str, destination: str) -> str:
    """The id of one direction's list, as the exchange desk prints it."""
    return opaque("hw/list/1", plan_hash, holder, destination)
