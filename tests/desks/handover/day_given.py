"""An invented roster and a hand for writing events, for the tests of the plain core."""

from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any
from uuid import UUID

from homeward.desks.handover.day import Event, Place, Roster
from homeward.desks.handover.day import codes as c
from homeward.desks.handover.day.events import GENESIS
from homeward.desks.handover.day.roster import RESERVE, SEAT, SPARE

MANIFEST = "ab" * 32
WAY, BACK = ("NORTH", "SOUTH"), ("SOUTH", "NORTH")


def roster() -> Roster:
    """Three seats, two in reserve and one spare line from north to south; two seats back, one under art. 109."""
    there = [Place(f"n{seat}", SEAT, seat, WAY, standing="one", clauses="all") for seat in (1, 2, 3)]
    back = [
        Place("s1", SEAT, 1, BACK, outside_parity=True),
        Place("s2", SEAT, 2, BACK, standing="two", clauses="all"),
    ]
    reserve = [
        Place("r1", RESERVE, 1, WAY, standing="other", clauses="all"),
        Place("r2", RESERVE, 2, WAY, standing="one", clauses="all"),
    ]
    return Roster(MANIFEST, tuple([*there, *back, *reserve, Place("x1", SPARE, 1, WAY)]))


SIDE = {kind: sides[0] for kind, sides in c.SIDES_OF_KIND.items()}
SITE = {c.HANDED_OVER: c.LINE, c.RECEIVED: c.ARRIVAL, c.REFUSED: c.ARRIVAL, c.WITNESSED: c.LINE}
BY = {c.HOLDER: "holder-1", c.RECEIVER: "receiver-1", c.NEUTRAL: "neutral-1"}


@dataclass
class Hand:
    """Writes events of one device, chained as a device chains them."""

    device: str = "tablet-1"
    seq: int = 0
    prev: str = GENESIS
    written: list[Event] = field(default_factory=list)

    def event(self, kind: str, person: str = "", /, **more: Any) -> Event:
        self.seq += 1
        side = more.pop("side", SIDE.get(kind, c.HOLDER))
        event = Event(
            id=str(UUID(int=(hash_of(self.device) << 64) + self.seq)),
            device=self.device, device_seq=self.seq, prev=self.prev, manifest=MANIFEST, person_code=person, kind=kind,
            observed_at="2026-08-24T10:00:00Z", by=BY[side], side=side, site=SITE.get(kind, c.DEPARTURE),
        )  # fmt: skip
        event = replace(event, **more)
        self.prev = event.hash
        self.written.append(event)
        return event

    def crossing(self, code: str) -> list[Event]:
        """What is needed for one exchange."""
        return [self.event(kind, code) for kind in (c.HANDED_OVER, c.RECEIVED, c.WITNESSED)]

    def resolved(self, code: str, outcome: str, *names: Event, replacement: str = "") -> Event:
        hashes = tuple(event.hash for event in names)
        return self.event(
            c.RESOLVE, code, outcome=outcome, names=hashes, replacement=replacement, second="officer-2", side=c.NEUTRAL
        )


def hash_of(text: str) -> int:
    return int.from_bytes(sha256(text.encode()).digest()[:7], "big")
