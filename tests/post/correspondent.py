"""Another node as seen from outside: its keys, its card, and bundles made with the engine alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from homeward.engine.sealing import canonical_bytes, digest, merkle
from homeward.engine.sealing.bundle import PAYLOAD_TYPE, Expected, make_bundle, read_bundle
from homeward.engine.sealing.cards import Card, write_card
from homeward.engine.sealing.envelope import sign_envelope
from homeward.engine.sealing.keys import SealingKey, SigningKey, key_id
from homeward.engine.sealing.payload import (
    NO_HASH,
    Acknowledged,
    Checkpoint,
    Item,
    Journal,
    Payload,
    Receipt,
    payload_bytes,
)
from homeward.engine.sealing.seal import seal
from homeward.office.journal import clock
from homeward.post.own import Own

ROW = {
    "id": "p-1", "surname": "Іваненко", "given_name": "Олег", "patronymic": "", "full_name": "", "other_name": "",
    "sex": "m", "rank": "", "service_number": "", "unit": "", "region": "", "medical_decision": "",
    "birth_date": "1998-03", "event_date": "", "categories": ["WOMEN", "CAPTURED_IN(KARST)"],
}  # fmt: skip


def a_list(**changes: Any) -> dict[str, Any]:
    """The document of a list with one person."""
    return {"party": "NORTH", "list": "held", "rows": [ROW], **changes}


def node(name: str, role: str = "party", party: str = "") -> Own:
    """A new node's keys and card."""
    signing, sealing = SigningKey.generate(), SealingKey.generate()
    card = Card(name, f"Bureau of {name.title()}", role, party, signing.public, sealing.recipient)
    return Own(card, signing, sealing)


@dataclass
class Correspondent:
    """The other side of a pair. It numbers and chains its bundles like a node does, unless told otherwise."""

    own: Own
    to: Own
    seq: int = 0
    prev: str = NO_HASH
    leaves: list[bytes] = field(default_factory=lambda: [merkle.leaf_hash(b"0")])
    ids: int = 0
    next: Expected = Expected(1, NO_HASH)

    @property
    def id(self) -> str:
        return self.own.card.id

    def card_file(self) -> bytes:
        return write_card(self.own.card, self.own.signing)

    def new_id(self) -> str:
        self.ids += 1
        return str(UUID(f"019abcde-0000-7000-8000-{self.ids:012x}"))

    def item(self, document: Any, kind: str = "exchange.list", version: int = 1) -> Item:
        return Item(self.new_id(), kind, version, canonical_bytes(document))

    def journal(self, since: int = 0) -> Journal:
        proof = merkle.consistency_proof(self.leaves, since) if since else []
        head = Checkpoint(len(self.leaves), merkle.root(self.leaves).hex())
        return Journal(head, since, tuple(step.hex() for step in proof))

    def payload(self, *items: Item, receipts: Sequence[Receipt] = (), **changes: Any) -> Payload:
        moment: datetime = clock.now().replace(microsecond=0)
        payload = Payload(
            bundle_id=self.new_id(),
            sender=self.id,
            to=(self.to.card.id,),
            seq=self.seq + 1,
            prev=self.prev,
            created=moment,
            expires=moment + timedelta(days=30),
            journal=self.journal(),
            ack=Acknowledged(),
            receipts=tuple(receipts),
            items=items,
        )
        return replace(payload, **changes)

    def bundle(self, *items: Item, receipts: Sequence[Receipt] = (), **changes: Any) -> bytes:
        """The next bundle; it counts as sent."""
        payload = self.payload(*items, receipts=receipts, **changes)
        data = make_bundle(payload, self.own.signing, [self.to.card.sealing])
        self.seq, self.prev = payload.seq, digest(data)
        return data

    def signed(self, payload: bytes) -> bytes:
        """Any bytes, signed as a bundle and sealed to the other side."""
        return seal(sign_envelope(payload, PAYLOAD_TYPE, [self.own.signing]), [self.to.card.sealing])

    def garbled(self, old: bytes, new: bytes) -> bytes:
        """The next bundle with its signed bytes altered before signing."""
        data = payload_bytes(self.payload())
        assert old in data
        return self.signed(data.replace(old, new, 1))

    def read(self, data: bytes) -> Payload:
        """Reads a bundle of the other side as a node does, in its turn."""
        payload = read_bundle(data, me=self.id, key=self.own.sealing, correspondents=self).payload
        self.next = Expected(payload.seq + 1, digest(data))
        return payload

    def public_key(self, wanted: str) -> bytes | None:
        return self.to.signing.public if wanted == key_id(self.to.signing.public) else None

    def is_valid(self, key_id: str) -> bool:
        return True

    def expected(self, key_id: str) -> Expected:
        return self.next
