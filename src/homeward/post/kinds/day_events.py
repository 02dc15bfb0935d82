"""`handover.events`: what people and tablets saw on the day, as signed by their devices. Codes alone, no name.

Each event goes to a partner once, none back to where it came from. Order and repeats mean nothing: the desk joins sets.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from homeward.base.errors import ConflictError, TamperedError
from homeward.desks.handover.actions import take_events
from homeward.desks.handover.actions.taking import MOST_EVENTS
from homeward.desks.handover.day import read_event
from homeward.desks.handover.queries import bundle_events
from homeward.engine.sealing import canonical_bytes, digest
from homeward.engine.sealing.canonical import require_nfc
from homeward.office.journal.rights import Actor
from homeward.post.items import Arrived, Kind, Sender, fields_of, sends, takes
from homeward.post.kinds.days import arrive, day_for, handover_of, known_bodies, next_reference, things
from homeward.post.models import Partner, SentItem
from homeward.post.own import own
from homeward.post.reading import HASH, bad, list_of, matching
from homeward.post.sending import queue_item

KIND = "handover.events"
RIGHT = "handover.sign"
_SIGNATURE = re.compile(r"([0-9a-f]{128})?")


def send_day_events(*, actor: Actor, partner_id: str, handover_id: str) -> list[SentItem]:
    """Gives every event that the partner does not know yet to the post, in parts that it takes at once.

    Raises:
        ConflictError: there is nothing new for it. RefusedError: it has no part in that handover.
    """
    partner, handover = day_for(actor, partner_id, handover_id)
    new = _unknown_to(actor, partner, handover)
    if not new:
        raise ConflictError(_("This partner has every event of that day already."))
    with transaction.atomic():
        return [
            queue_item(
                actor=actor,
                partner_id=partner_id,
                kind=KIND,
                document={"manifest": handover.hash, "items": list(part)},
                reference=next_reference(partner, KIND, handover.hash),
            )
            for part in _parts(new)
        ]


def _unknown_to(viewer: Actor, partner: Partner, handover: Any) -> list[Any]:
    known = {_hash_of(item) for body in known_bodies(partner, KIND, handover.hash) for item in body["items"]}
    return [item for item in bundle_events(viewer=viewer, handover_id=handover.pk) if _hash_of(item) not in known]


def read(value: Any) -> dict[str, Any]:
    """{"manifest": hash, "items": [{"event", "signature"}]}, each event whole and of that manifest, none twice."""
    told = fields_of(require_nfc(value), {"manifest", "items"}, "the events")
    matching(HASH, told["manifest"], "manifest")
    list_of(told["items"], "items", _check_item, least=1, most=MOST_EVENTS)
    if any(item["event"]["manifest"] != told["manifest"] for item in told["items"]):
        raise bad("An event is of another manifest.")
    if len({_hash_of(item) for item in told["items"]}) != len(told["items"]):
        raise bad("One event stands there twice.")
    return told


def _check_item(value: Any, where: str) -> None:
    told = fields_of(value, {"event", "signature"}, where)
    if not isinstance(told["event"], dict):
        raise bad(f"{where} is no event.")
    matching(_SIGNATURE, told["signature"], f"{where}: signature")
    read_event(told["event"], told["signature"])


def decide(actor: Actor, arrived: Arrived) -> str:
    """Joined with what lies here. An event under this node's own name that this node never wrote is refused."""
    handover = handover_of(actor, arrived)
    _refuse_own_name(actor, handover.pk, arrived)
    take_events(actor=actor, handover_id=handover.pk, items=arrived.document["items"])
    return str(handover.pk)


def _refuse_own_name(actor: Actor, handover_id: str, arrived: Arrived) -> None:
    # The device of a node's own pages, as `handover.actions.writing.own_device` names it.
    mine = f"desk-{own().card.name}"
    claimed = {_hash_of(item) for item in arrived.document["items"] if item["event"]["device"] == mine}
    if not claimed:
        return
    written = {_hash_of(item) for item in bundle_events(viewer=actor, handover_id=handover_id)}
    if claimed - written:
        raise TamperedError(
            _("An event in it says that this node wrote it, and this node did not."),
            cure=_("Decline it and tell the neutral. If this node was restored from a back-up, tell them that too."),
        )


def about(document: Mapping[str, Any]) -> dict[str, Any]:
    return {"manifest": document["manifest"], "events": len(document["items"])}


def words(told: Mapping[str, Any]) -> str:
    text = ngettext(
        "%(count)d event of the list %(hash)s…", "%(count)d events of the list %(hash)s…", told["events"]
    )  # fmt: skip
    return text % {"count": told["events"], "hash": told["manifest"][:16]}


def _hash_of(item: Mapping[str, Any]) -> str:
    return digest(canonical_bytes(item["event"]))


def _parts(items: list[Any]) -> list[list[Any]]:
    return [items[start : start + MOST_EVENTS] for start in range(0, len(items), MOST_EVENTS)]


def _send(actor: Actor, partner_id: str, key: str) -> list[SentItem]:
    return send_day_events(actor=actor, partner_id=partner_id, handover_id=key)


_DESCRIBED = takes(
    Kind(
        kind=KIND,
        version=1,
        title=gettext_lazy("Events of a handover"),
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
sends(
    _DESCRIBED,
    Sender(
        things=lambda viewer: things(viewer, lambda who, partner, day: len(_unknown_to(who, partner, day))),
        send=_send,
    ),
)
