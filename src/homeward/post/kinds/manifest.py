"""`handover.manifest`: the frozen list of one day, both directions, as its paper says it.

It names persons, since a crew reads it at the vehicle; so it goes to the parties of the day and the neutral alone, and
only people who decide on a handover send it or take it in.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.base.errors import RefusedError
from homeward.desks.handover.actions import take_manifest
from homeward.desks.handover.queries import handover_visible_to, handovers_visible_to, manifest_bytes_visible_to
from homeward.engine.sealing import canonical_bytes, digest, read_strict
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
from homeward.post.models import Partner, SentItem
from homeward.post.partners import open_partner
from homeward.post.reading import HASH, MOMENT, PARTY, bad, line_of_text, list_of, matching, whole_number
from homeward.post.sending import queue_item, references_given

KIND = "handover.manifest"
RIGHT = "handover.sign"
TYPE, FORMAT = "hw/manifest/1", 1
MOST_LINES = 10_000
DETAILS = {"name", "other_name", "birth_date", "rank", "service_number", "category"}
_CODE = re.compile(r"[0-9a-f]{24}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ENTRY_TEXTS = ("standing", "clauses")
_FIELDS = {"format", "kind", "plan", "reference_date", "frozen_at", "parties", "directions"}


def send_manifest(*, actor: Actor, partner_id: str, handover_id: str) -> SentItem:
    """Gives the frozen list of a handover to the post for one partner of that day.

    Raises:
        RefusedError: the partner is neither a party of that day nor an intermediary. ConflictError: it gets it already.
        InputError: there is no such handover. TamperedError: the stored bytes are not those of the hash.
    """
    require_part_in(open_partner(partner_id), handover_visible_to(viewer=actor, handover_id=handover_id).parties)
    document = read_strict(manifest_bytes_visible_to(viewer=actor, handover_id=handover_id))
    reference = digest(canonical_bytes(document))
    return queue_item(actor=actor, partner_id=partner_id, kind=KIND, document=document, reference=reference)


def require_part_in(partner: Partner, parties: list[str]) -> None:
    """RefusedError unless a handover between these parties is the partner's business."""
    if not has_part(partner, parties):
        raise RefusedError(
            _("That partner has no part in this handover."), cure=_("Choose one of its parties, or the intermediary.")
        )


def read(value: Any) -> dict[str, Any]:
    """The manifest, every field of every line checked."""
    told = fields_of(require_nfc(value), _FIELDS, "the manifest")
    if told["kind"] != TYPE or whole_number(told["format"], "format") != FORMAT:
        raise bad("It is no manifest of this format.")
    matching(HASH, told["plan"], "plan")
    matching(_DAY, told["reference_date"], "reference_date")
    matching(MOMENT, told["frozen_at"], "frozen_at")
    list_of(told["parties"], "parties", lambda code, at: matching(PARTY, code, at), least=2, most=16)
    list_of(told["directions"], "directions", _check_direction, least=1, most=64)
    lines = [entry for direction in told["directions"] for part in _PARTS for entry in direction[part]]
    if len({entry["code"] for entry in lines}) != len(lines):
        raise bad("One code stands on two lines.")
    for direction in told["directions"]:
        if not {direction["from"], direction["to"]} <= set(told["parties"]) or direction["from"] == direction["to"]:
            raise bad("A direction leads elsewhere than from one of the parties to another.")
    return told


_PARTS = ("seats", "spares", "reserve")


def _check_direction(value: Any, where: str) -> None:
    told = fields_of(value, {"from", "to", "list", *_PARTS}, where)
    matching(PARTY, told["from"], f"{where}: from")
    matching(PARTY, told["to"], f"{where}: to")
    matching(_CODE, told["list"], f"{where}: list")
    list_of(told["seats"], f"{where}: seats", _check_entry, most=MOST_LINES)
    list_of(told["reserve"], f"{where}: reserve", _check_entry, most=MOST_LINES)
    list_of(told["spares"], f"{where}: spares", _check_spare, most=100)


def _check_spare(value: Any, where: str) -> None:
    told = fields_of(value, {"code", "order"}, where)
    matching(_CODE, told["code"], f"{where}: code")
    whole_number(told["order"], f"{where}: order", least=1, most=MOST_LINES)


def _check_entry(value: Any, where: str) -> None:
    fields = {"code", "order", "outside_parity", "case_number", "details", *_ENTRY_TEXTS}
    told = fields_of(value, fields, where)
    _check_spare({"code": told["code"], "order": told["order"]}, where)
    whole_number(told["case_number"], f"{where}: case_number")
    if not isinstance(told["outside_parity"], bool):
        raise bad(f"{where}: outside_parity is neither true nor false.")
    for name in _ENTRY_TEXTS:
        line_of_text(told[name], f"{where}: {name}", 64)
    details = fields_of(told["details"], DETAILS, f"{where}: details")
    for name, text in details.items():
        line_of_text(text, f"{where}: {name}")


def arrive(arrived: Arrived) -> Verdict:
    """Held for whoever decides on handovers; from the intermediary, or one of the parties of that day."""
    require_voice(arrived.partner, arrived.document["parties"])
    return HOLD


def decide(actor: Actor, arrived: Arrived) -> str:
    """The same bytes are kept under the same hash; their persons are found in the own register where they are known."""
    return str(take_manifest(actor=actor, document=canonical_bytes(arrived.document)).pk)


def about(document: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "ways": [[each["from"], each["to"], len(each["seats"])] for each in document["directions"]],
        "digest": digest(canonical_bytes(dict(document))),
    }


def words(told: Mapping[str, Any]) -> str:
    ways = ", ".join(f"{party_words(start)} → {party_words(end)}: {count}" for start, end, count in told["ways"])
    return _("Persons by direction: %(ways)s; hash %(hash)s… / %(words)s") % {
        "ways": ways,
        "hash": told["digest"][:16],
        "words": " ".join(eight_words(told["digest"])),
    }


def _things(viewer: Actor) -> list[Thing]:
    given = references_given(KIND)
    return [_thing(each, given) for each in handovers_visible_to(viewer=viewer)[:SHOWN]]


def _thing(handover: Any, given: set[tuple[str, str]]) -> Thing:
    return Thing(
        key=handover.pk,
        line=line_of(handover),
        goes_to=lambda partner: has_part(partner, handover.parties),
        news=lambda partner: int((partner.pk, handover.hash) not in given and not _came_from(partner, handover.hash)),
    )


def _came_from(partner: Partner, manifest_hash: str) -> bool:
    return partner.received_items.filter(kind=KIND, about__digest=manifest_hash, state="taken").exists()


def line_of(handover: Any) -> str:
    """One handover for the page of things to send."""
    return _("Handover %(number)d of %(parties)s, hash %(hash)s…") % {
        "number": handover.number,
        "parties": ", ".join(party_words(code) for code in handover.parties),
        "hash": handover.hash[:16],
    }


def _send(actor: Actor, partner_id: str, key: str) -> SentItem:
    return send_manifest(actor=actor, partner_id=partner_id, handover_id=key)


SHOWN = 3
_DESCRIBED = takes(
    Kind(
        kind=KIND,
        version=1,
        title=gettext_lazy("Frozen list of a handover"),
        sends=RIGHT,
        opens=RIGHT,
        read=read,
        arrive=arrive,
        decide=decide,
        address="handover:day",
        about=about,
        words=words,
    )  # fmt: skip
)
sends(_DESCRIBED, Sender(things=_things, send=_send))
