"""A crew's tablet: signs each check with a key of its own and hands the events over in one go."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from homeward.base.identifiers import uuid7
from homeward.desks.handover.actions import admit_device
from homeward.desks.handover.actions.checking import SITE_OF_KIND
from homeward.desks.handover.actions.freezing import written_moment
from homeward.desks.handover.day import Event
from homeward.desks.handover.day import codes as c
from homeward.desks.handover.day.events import GENESIS
from homeward.office.journal import clock
from homeward.office.journal.rights import Actor


@dataclass
class Tablet:
    """One tablet of one day. Its key is drawn when it is switched on, and leaves it never."""

    code: str
    manifest: str
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    count: int = 0
    last: str = GENESIS

    def admit(self, decider: Actor) -> None:
        """Its public key is read aloud and entered before the day."""
        admit_device(actor=decider, code=self.code, public_key=self.key.public_key().public_bytes_raw().hex())

    def checks(self, by: Actor, codes: Iterable[str], kinds: Iterable[str]) -> list[dict[str, Any]]:
        """One event for each person and kind, chained and signed, as documents for the desk."""
        wanted = list(kinds)
        return [self._event(by, code, kind) for code in codes for kind in wanted]

    def _event(self, by: Actor, code: str, kind: str) -> dict[str, Any]:
        self.count += 1
        moment = clock.now()
        event = Event(
            id=str(uuid7(moment)),
            device=self.code,
            device_seq=self.count,
            prev=self.last,
            manifest=self.manifest,
            person_code=code,
            kind=kind,
            observed_at=written_moment(moment),
            by=by.officer_id,
            side=c.SIDES_OF_KIND[kind][0],
            site=SITE_OF_KIND[kind],
        ).signed(self.key)
        self.last = event.hash
        return {"event": event.document(), "signature": event.signature}
