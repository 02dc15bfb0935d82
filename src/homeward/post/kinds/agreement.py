"""`exchange.agreement`: one immutable document and the signatures given so far.

It travels again with each new signature. The same state goes to one partner once.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.desks.exchange.actions import take_agreement
from homeward.desks.exchange.queries import agreement_item, agreements_visible_to
from homeward.engine.sealing import canonical_bytes, digest
from homeward.engine.sealing.agreements import INTERMEDIARY, MOST_SIGNERS, read_agreement
from homeward.engine.sealing.canonical import require_nfc
from homeward.engine.sealing.words import eight_words
from homeward.office.journal.rights import Actor
from homeward.office.parties.naming import party_words
from homeward.post.items import (
    HOLD,
    Arrived,
    Kind,
    Sender,
    Thing,
    Verdict,
    fields_of,
    has_part,
    require_voice,
    sends,
    takes,
)
from homeward.post.models import SentItem
from homeward.post.reading import HASH, MOMENT, bad, line_of_text, list_of, matching
from homeward.post.sending import queue_item, references_given

KIND = "exchange.agreement"
RIGHT = "exchange.sign"
_SIGNATURE = re.compile(r"[0-9a-f]{128}")
_SIGNATURE_FIELDS = {"signer", "key", "signature", "officer", "officer_name", "at"}


def send_agreement(*, actor: Actor, partner_id: str, agreement_hash: str) -> SentItem:
    """Gives an agreement with its present signatures to the post for one partner.

    Raises:
        InputError: there is no such agreement. ConflictError: that partner gets it with these signatures already.
    """
    document = agreement_item(viewer=actor, agreement_hash=agreement_hash)
    return queue_item(
        actor=actor, partner_id=partner_id, kind=KIND, document=document, reference=reference_of(document)
    )


def reference_of(item: Mapping[str, Any]) -> str:
    """One name for one document with one set of signers."""
    signed = sorted(each["key"] for each in item["signatures"])
    return f"{_hash_of(item)[:32]}:{len(signed)}:{digest(canonical_bytes(signed))[:16]}"


def read(value: Any) -> dict[str, Any]:
    """Document and signatures, every field checked. Whether a signature fits is the desk's to verify."""
    told = fields_of(require_nfc(value), {"document", "signatures"}, "the agreement")
    if not isinstance(told["document"], dict):
        raise bad("It has no document.")
    read_agreement(canonical_bytes(told["document"]))
    list_of(told["signatures"], "signatures", _check_signature, most=MOST_SIGNERS)
    for field in ("key", "signer"):
        if len({each[field] for each in told["signatures"]}) != len(told["signatures"]):
            raise bad("Somebody signed twice.")
    return told


def _check_signature(value: Any, where: str) -> None:
    told = fields_of(value, _SIGNATURE_FIELDS, where)
    matching(HASH, told["key"], f"{where}: key")
    matching(_SIGNATURE, told["signature"], f"{where}: signature")
    matching(MOMENT, told["at"], f"{where}: at")
    for name, longest in (("signer", 20), ("officer", 40), ("officer_name", 120)):
        if not line_of_text(told[name], f"{where}: {name}", longest).strip():
            raise bad(f"{where}: {name} is empty.")


def arrive(arrived: Arrived) -> Verdict:
    """Held for whoever signs; from the intermediary, or a party that is among its signers."""
    signers = [each["name"] for each in arrived.document["document"]["signers"]]
    require_voice(arrived.partner, [name for name in signers if name != INTERMEDIARY])
    return HOLD


def decide(actor: Actor, arrived: Arrived) -> str:
    """All its signatures are verified and joined, or nothing is. It is in force once the intermediary's is there."""
    told = arrived.document
    agreement = take_agreement(
        actor=actor, document=told["document"], signatures=told["signatures"], came_from=arrived.partner.pk
    )
    return str(agreement.number)


def about(item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": item["document"]["title"],
        "digest": _hash_of(item),
        "signed": [each["signer"] for each in item["signatures"]],
        "signers": len(item["document"]["signers"]),
    }


def words(told: Mapping[str, Any]) -> str:
    return _("%(title)s: %(signed)d of %(signers)d signatures (%(names)s), hash %(hash)s… / %(words)s") % {
        "title": told["title"],
        "signed": len(told["signed"]),
        "signers": told["signers"],
        "names": ", ".join(_signer(name) for name in told["signed"]) or "–",
        "hash": told["digest"][:16],
        "words": " ".join(eight_words(told["digest"])),
    }


def _signer(name: str) -> str:
    return _("the intermediary") if name == "intermediary" else party_words(name)


def _hash_of(item: Mapping[str, Any]) -> str:
    return digest(canonical_bytes(item["document"]))


def _things(viewer: Actor) -> list[Thing]:
    """The last agreements with their present signatures."""
    given = references_given(KIND)
    found = agreements_visible_to(viewer=viewer)[:_SHOWN]
    return [_thing(agreement_item(viewer=viewer, agreement_hash=each.hash), given) for each in found]


def _thing(item: Mapping[str, Any], given: set[tuple[str, str]]) -> Thing:
    signers = [each["name"] for each in item["document"]["signers"]]
    reference = reference_of(item)
    return Thing(
        key=_hash_of(item),
        line=words(about(item)),
        goes_to=lambda partner: has_part(partner, signers),
        news=lambda partner: int((partner.pk, reference) not in given),
    )


def _send(actor: Actor, partner_id: str, key: str) -> SentItem:
    return send_agreement(actor=actor, partner_id=partner_id, agreement_hash=key)


_SHOWN = 3
_DESCRIBED = takes(
    Kind(
        kind=KIND,
        version=1,
        title=gettext_lazy("Agreement"),
        sends=RIGHT,
        opens=RIGHT,
        read=read,
        arrive=arrive,
        decide=decide,
        address="exchange:agreement",
        about=about,
        words=words,
    )  # fmt: skip
)
sends(_DESCRIBED, Sender(things=_things, send=_send))
