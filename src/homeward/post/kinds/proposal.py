"""`exchange.proposal`: a plan with everything needed to compute it again: terms, opened units, the plan itself.

Units carry list ids and traits, never a name and never what a person wishes. Whoever takes one recomputes the whole
plan first, which takes as long as planning took; that runs before the act that closes the item.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.base.errors import InputError
from homeward.base.identifiers import typed_number
from homeward.desks.exchange.actions import take_proposal
from homeward.desks.exchange.queries import plans_visible_to, proposal_document
from homeward.engine.sealing import canonical_bytes, digest
from homeward.engine.sealing.canonical import require_nfc
from homeward.engine.sealing.words import eight_words
from homeward.office.journal.rights import Actor
from homeward.office.parties.naming import party_words
from homeward.post.items import (
    HOLD,
    Arrived,
    ItemRefusal,
    ItemRefusedError,
    Kind,
    Sender,
    Thing,
    Verdict,
    fields_of,
    require_voice,
    sends,
    takes,
)
from homeward.post.models import SentItem
from homeward.post.reading import PARTY, bad, line_of_text, list_of, matching, whole_number
from homeward.post.sending import queue_item, references_given

KIND = "exchange.proposal"
TYPE, FORMAT = "homeward.proposal", 1
MOST_UNITS, LONGEST_TERMS = 20_000, 200_000
_UNIT_TEXTS = frozenset({"id", "status", "code", "veto", "objection", "holder", "destination", "region"})
UNIT_FIELDS = _UNIT_TEXTS | {"heads", "categories", "months_held"}
_PLAN_PARTS = {"terms", "draw", "counts", "package", "stay"}


def send_proposal(*, actor: Actor, partner_id: str, plan_number: int) -> SentItem:
    """Gives a plan to the post for one partner; needs the right to plan.

    Raises:
        ConflictError: the plan is withdrawn, or that partner gets it already. TamperedError: it is not what was stored.
    """
    document = proposal_document(viewer=actor, plan_number=plan_number)
    reference = digest(canonical_bytes(document["plan"]))
    return queue_item(actor=actor, partner_id=partner_id, kind=KIND, document=document, reference=reference)


def read(value: Any) -> dict[str, Any]:
    """The proposal with every field of every unit checked; whether the plan follows from it is computed by the desk."""
    told = fields_of(require_nfc(value), {"format", "type", "terms_text", "terms", "units", "plan"}, "the proposal")
    if told["type"] != TYPE:
        raise bad("It is no proposal.")
    if whole_number(told["format"], "format", least=1) > FORMAT:
        raise ItemRefusedError(ItemRefusal.NEWER_VERSION, f"The proposal has format {told['format']}.")
    if not isinstance(told["terms_text"], str) or not 0 < len(told["terms_text"]) <= LONGEST_TERMS:
        raise bad("The text of its terms is missing, or too long.")
    parties_of(told)
    list_of(told["units"], "units", _check_unit, least=1, most=MOST_UNITS)
    plan = told["plan"]
    if not isinstance(plan, dict) or _PLAN_PARTS - set(plan) or not isinstance(plan["counts"], list):
        raise bad("The plan in it is none.")
    return told


def parties_of(document: Mapping[str, Any]) -> list[str]:
    """The parties of its terms, in their order."""
    terms = document["terms"]
    if not isinstance(terms, dict) or "parties" not in terms:
        raise bad("Its terms name no parties.")
    return list_of(terms["parties"], "parties", lambda code, at: matching(PARTY, code, at), least=2, most=16)


def _check_unit(unit: Any, where: str) -> None:
    told = fields_of(unit, UNIT_FIELDS, where)
    for name in _UNIT_TEXTS:
        line_of_text(told[name], f"{where}: {name}")
    whole_number(told["heads"], f"{where}: heads", most=10_000)
    whole_number(told["months_held"], f"{where}: months_held", most=10_000)
    list_of(told["categories"], f"{where}: categories", line_of_text, most=100)


def arrive(arrived: Arrived) -> Verdict:
    """Held for whoever writes lists; from the intermediary, or one of the parties of its terms."""
    require_voice(arrived.partner, parties_of(arrived.document))
    return HOLD


def decide(actor: Actor, arrived: Arrived) -> str:
    """Recomputed to the last byte, then stored as a plan of this node. The same one twice is the same record."""
    return str(take_proposal(actor=actor, document=arrived.document, came_from=arrived.partner.pk).number)


def about(document: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "parties": parties_of(document),
        "persons": len(document["units"]),
        "digest": digest(canonical_bytes(document["plan"])),
    }


def words(told: Mapping[str, Any]) -> str:
    return _("Plan between %(parties)s, %(persons)d persons considered, hash %(hash)s… / %(words)s") % {
        "parties": ", ".join(party_words(code) for code in told["parties"]),
        "persons": told["persons"],
        "hash": told["digest"][:16],
        "words": " ".join(eight_words(told["digest"])),
    }


def _things(viewer: Actor) -> list[Thing]:
    """Plans made here that are not withdrawn, the last ones first."""
    plans = plans_visible_to(viewer=viewer).filter(came_from="").exclude(state="withdrawn").order_by("-number")
    given = references_given(KIND)
    return [_thing(plan, given) for plan in plans[:_SHOWN]]


def _thing(plan: Any, given: set[tuple[str, str]]) -> Thing:
    parties = plan.summary["terms"]["parties"]
    # As `about` counts them where the proposal arrives: everybody in the plan, not only those who travel.
    considered = sum(way["listed"] for way in plan.summary["directions"])
    return Thing(
        key=str(plan.number),
        line=_("Plan %(number)d: %(line)s")
        % {
            "number": plan.number,
            "line": words({"parties": parties, "persons": considered, "digest": plan.hash}),
        },
        goes_to=lambda partner: partner.role == "party" and partner.party in parties,
        news=lambda partner: int((partner.pk, plan.hash) not in given),
    )


def _send(actor: Actor, partner_id: str, key: str) -> SentItem:
    number = typed_number(key)
    if number is None:
        raise InputError(_("There is no plan with that number."))
    return send_proposal(actor=actor, partner_id=partner_id, plan_number=number)


_SHOWN = 5
_DESCRIBED = takes(
    Kind(
        kind=KIND,
        version=1,
        title=gettext_lazy("Proposal of a plan"),
        sends="exchange.plan",
        opens="exchange.write_lists",
        read=read,
        arrive=arrive,
        decide=decide,
        decide_first=True,
        address="exchange:plan",
        about=about,
        words=words,
    )  # fmt: skip
)
sends(_DESCRIBED, Sender(things=_things, send=_send))
