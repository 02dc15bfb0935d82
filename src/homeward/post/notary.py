"""The node's key and the keys that were compared by voice, as the desks of agreements and handovers ask for them.

Plugged in once the node has its keys. A party's bureau speaks for its party; an intermediary is `INTERMEDIARY`,
whatever party code its card may carry; a public node speaks for nobody.
"""

from django.conf import settings

from homeward.desks.exchange.signing import INTERMEDIARY, Signatory, set_notary
from homeward.desks.handover.signing import set_key_book, set_signer
from homeward.post.models import Partner
from homeward.post.own import SIGNING_FILE, own


class NodeNotary:
    """`own` is this node; `known` are the confirmed partners, never one that was ended."""

    def own(self) -> Signatory:
        card = own().card
        return Signatory(speaks_for(card.role, card.party), card.signing)

    def known(self) -> list[Signatory]:
        partners = Partner.objects.filter(state=Partner.State.CONFIRMED).order_by("confirmed_at", "pk")
        told = partners.values_list("role", "party", "signing")
        named = [(speaks_for(role, party), bytes.fromhex(key)) for role, party, key in told]
        return [Signatory(name, key) for name, key in named if name]

    def sign(self, message: bytes) -> bytes:
        return own().signing.sign(message)


def speaks_for(role: str, party: str) -> str:
    """A party's code, `INTERMEDIARY`, or '' for a node that binds nobody."""
    return {"party": party, "intermediary": INTERMEDIARY}.get(role, "")


def sign_paper_line(data: bytes) -> tuple[str, str]:
    """(public key, signature) of this node in hex, for the handover desk."""
    return own().card.signing.hex(), own().signing.sign(data).hex()


def owner_of_key(public_key: str) -> str:
    """For whom the holder of a public key (hex) speaks; '' for one that no confirmed partner and not this node holds.

    A key that was ended counts as unknown: whoever stole it must not sign papers that another partner passes on.
    """
    plugged = NodeNotary()
    held = {each.key.hex(): each.name for each in (*plugged.known(), plugged.own())}
    return held.get(public_key, "")


def plug_in() -> None:
    """Hands keys to the desks below; nothing is read from disk before one of them asks."""
    set_notary(NodeNotary())
    set_signer(sign_paper_line)
    set_key_book(owner_of_key)


def unplug() -> None:
    """Takes them off again, for tests."""
    set_notary(None)
    set_signer(None)
    set_key_book(None)


def has_keys() -> bool:
    """Whether the node's folder holds its signing key; without a folder (tests) people alone sign."""
    return (settings.NODE.keys / SIGNING_FILE).exists()
