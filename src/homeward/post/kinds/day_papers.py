"""`handover.papers`: the frozen list and the protocol with the signatures under them.

A paper goes to a partner again when it has a signature that the partner does not know. Whose node signed which line is
verified by the desk against the keys of the confirmed partners.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.base.errors import ConflictError
from homeward.desks.handover.actions import take_papers
from homeward.desks.handover.queries import bundle_papers
from homeward.engine.sealing import canonical_bytes, digest
from homeward.engine.sealing.canonical import require_nfc
from homeward.office.journal.rights import Actor
from homeward.post.items import Arrived, Kind, Sender, fields_of, sends, takes
from homeward.post.kinds import manifest
from homeward.post.kinds.days import arrive, day_for, handover_of, known_bodies, next_reference, things
from homeward.post.models import Partner, SentItem
from homeward.post.reading import HASH, MOMENT, bad, line_of_text, list_of, matching, whole_number
from homeward.post.sending import queue_item

KIND = "handover.papers"
RIGHT = "handover.sign"
_KEY, _SIGNATURE = re.compile(r"([0-9a-f]{64})?"), re.compile(r"([0-9a-f]{128})?")
_SIGNATURE_FIELDS = {"stands_for", "officer", "officer_name", "at", "node_key", "node_signature"}
_PROTOCOL_FIELDS = {
    "format", "kind", "number", "manifest", "plan", "parties", "place", "at", "union", "events", "gaps", "broken_off",
    "directions", "exceptions",
}  # fmt: skip
_MOST_LINES = 17
_MOST_ROWS = 10_000


def send_day_papers(*, actor: Actor, partner_id: str, handover_id: str) -> SentItem:
    """Gives the papers of a handover of which the partner lacks something to the post: a paper, or a signature.

    Raises:
        ConflictError: there is nothing new for it. RefusedError: it has no part in that handover.
    """
    partner, handover = day_for(actor, partner_id, handover_id)
    new = _unknown_to(actor, partner, handover)
    if not new:
        raise ConflictError(_("This partner has every paper and signature of that day already."))
    return queue_item(
        actor=actor,
        partner_id=partner_id,
        kind=KIND,
        document={"manifest": handover.hash, "items": new},
        reference=next_reference(partner, KIND, handover.hash),
    )


def _unknown_to(viewer: Actor, partner: Partner, handover: Any) -> list[Any]:
    known = {
        line for body in known_bodies(partner, KIND, handover.hash) for paper in body["items"] for line in _lines(paper)
    }
    papers = bundle_papers(viewer=viewer, handover_id=handover.pk)
    return [paper for paper in papers if not _lines(paper) <= known]


def read(value: Any) -> dict[str, Any]:
    """{"manifest": hash, "items": [{"what", "hash", "document", "signatures"}]}, each document that of its hash."""
    told = fields_of(require_nfc(value), {"manifest", "items"}, "the papers")
    matching(HASH, told["manifest"], "manifest")
    list_of(told["items"], "items", lambda paper, at: _check_paper(paper, at, told["manifest"]), least=1, most=2)
    if len({paper["what"] for paper in told["items"]}) != len(told["items"]):
        raise bad("One paper stands there twice.")
    return told


def _check_paper(value: Any, where: str, of: str) -> None:
    told = fields_of(value, {"what", "hash", "document", "signatures"}, where)
    matching(HASH, told["hash"], f"{where}: hash")
    if told["what"] == "manifest":
        manifest.read(told["document"])
        if told["hash"] != of:
            raise bad(f"{where} is another list.")
    elif told["what"] == "protocol":
        _check_protocol(told["document"], where, of)
    else:
        raise bad(f"{where} is neither a list nor a protocol.")
    if digest(canonical_bytes(told["document"])) != told["hash"]:
        raise bad(f"{where} is not that of its hash.")
    list_of(told["signatures"], f"{where}: signatures", _check_signature, most=_MOST_LINES)


def _check_protocol(value: Any, where: str, of: str) -> None:
    told = fields_of(value, _PROTOCOL_FIELDS, where)
    if told["kind"] != "hw/protocol/1" or whole_number(told["format"], f"{where}: format") != 1:
        raise bad(f"{where} is no protocol of this format.")
    if told["manifest"] != of:
        raise bad(f"{where} is of another list.")
    matching(HASH, told["plan"], f"{where}: plan")
    matching(HASH, told["union"], f"{where}: union")
    matching(MOMENT, told["at"], f"{where}: at")
    for name in ("place", "broken_off"):
        line_of_text(told[name], f"{where}: {name}")
    for name in ("number", "events"):
        whole_number(told[name], f"{where}: {name}")
    for name in ("parties", "gaps", "directions", "exceptions"):
        list_of(told[name], f"{where}: {name}", _check_figures, most=_MOST_ROWS)


def _check_figures(value: Any, where: str) -> None:
    """Codes and numbers to any depth that a protocol has; the whole is signed, and rendered as text alone."""
    if isinstance(value, dict):
        for name, member in value.items():
            line_of_text(name, where, 40)
            _check_figures(member, where)
    elif isinstance(value, list):
        for member in value:
            _check_figures(member, where)
    elif type(value) is int:
        whole_number(value, where)
    else:
        line_of_text(value, where, 120)


def _check_signature(value: Any, where: str) -> None:
    told = fields_of(value, _SIGNATURE_FIELDS, where)
    for name, longest in (("stands_for", 20), ("officer", 40), ("officer_name", 120)):
        if not line_of_text(told[name], f"{where}: {name}", longest).strip():
            raise bad(f"{where}: {name} is empty.")
    matching(MOMENT, told["at"], f"{where}: at")
    matching(_KEY, told["node_key"], f"{where}: node_key")
    matching(_SIGNATURE, told["node_signature"], f"{where}: node_signature")


def decide(actor: Actor, arrived: Arrived) -> str:
    """Joined with what lies here: every signature fits its line and its node's key, or nothing is taken."""
    handover = handover_of(actor, arrived)
    take_papers(actor=actor, handover_id=handover.pk, items=arrived.document["items"])
    return str(handover.pk)


def about(document: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "manifest": document["manifest"],
        "papers": [[paper["what"], paper["hash"], len(paper["signatures"])] for paper in document["items"]],
    }


_WHAT = {"manifest": gettext_lazy("frozen list"), "protocol": gettext_lazy("protocol")}


def words(told: Mapping[str, Any]) -> str:
    papers = [
        _("%(paper)s %(hash)s… with signatures: %(count)d") % {"paper": _WHAT[what], "hash": mark[:16], "count": count}
        for what, mark, count in told["papers"]
    ]
    return "; ".join(papers)


def _lines(paper: Mapping[str, Any]) -> set[tuple[str, str, str]]:
    """The paper itself, and each signature under it, by what tells them apart."""
    signed = {(paper["hash"], each["stands_for"], each["officer"]) for each in paper["signatures"]}
    return {(paper["hash"], "", ""), *signed}


def _send(actor: Actor, partner_id: str, key: str) -> SentItem:
    return send_day_papers(actor=actor, partner_id=partner_id, handover_id=key)


_DESCRIBED = takes(
    Kind(
        kind=KIND,
        version=1,
        title=gettext_lazy("Signed papers of a handover"),
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
