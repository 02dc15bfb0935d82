"""Three invented nodes' keys for the tests of agreements, and a notary of any one of them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from homeward.desks.exchange import agreement_documents
from homeward.desks.exchange.models import PlanRecord
from homeward.desks.exchange.signing import INTERMEDIARY, Signatory, set_notary
from homeward.engine.sealing import agreements, canonical_bytes
from homeward.engine.sealing.keys import SigningKey

NAMES = ("NORTH", "SOUTH", INTERMEDIARY)


@dataclass(frozen=True, slots=True)
class FakeNotary:
    """One node's key, and the public keys that it compared by voice."""

    name: str
    key: SigningKey
    partners: tuple[Signatory, ...]

    def own(self) -> Signatory:
        return Signatory(self.name, self.key.public)

    def known(self) -> list[Signatory]:
        return list(self.partners)

    def sign(self, message: bytes) -> bytes:
        return self.key.sign(message)


class Keys:
    """Fresh keys of the two parties and the intermediary."""

    def __init__(self) -> None:
        self.of = {name: SigningKey.generate() for name in NAMES}

    def signatories(self) -> list[Signatory]:
        return [Signatory(name, self.of[name].public) for name in NAMES]

    @contextmanager
    def node(self, name: str, known: Sequence[Signatory] | None = None) -> Iterator[FakeNotary]:
        """This process is the node of that name for as long as the block runs."""
        others = [each for each in self.signatories() if each.name != name] if known is None else known
        notary = FakeNotary(name, self.of[name], tuple(others))
        set_notary(notary)
        try:
            yield notary
        finally:
            set_notary(None)

    def document(self, plan: PlanRecord, predecessor: str = "") -> dict:
        """What the intermediary would draw up on this plan."""
        return agreement_documents.document_on(plan, self.signatories(), predecessor)

    def signature(self, document: dict, name: str, key: SigningKey | None = None) -> dict[str, str]:
        """That node's signature as it travels; `key` signs in its stead."""
        read = agreements.read_agreement(canonical_bytes(document))
        return {
            "signer": name,
            "key": self.of[name].public.hex(),
            "signature": (key or self.of[name]).sign(read.message).hex(),
            "officer": f"{name.lower()}-officer",
            "officer_name": f"Second of {name.title()}",
            "at": "2026-03-01T10:00:00Z",
        }

    def signatures(self, document: dict, *names: str) -> list[dict[str, str]]:
        return [self.signature(document, name) for name in names]
