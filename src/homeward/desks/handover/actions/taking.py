"""Taking what other devices and nodes hold: a manifest, events, papers. Joined by hash, never overwritten."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError, TamperedError
from homeward.desks.exchange.queries import plans_visible_to, whole_plan_visible_to
from homeward.desks.handover.actions.checking import SITE_OF_KIND
from homeward.desks.handover.actions.closing import signed_bytes
from homeward.desks.handover.actions.freezing import store_manifest, written_moment
from homeward.desks.handover.actions.writing import forget_protocol, store_event
from homeward.desks.handover.day import Event, EventError, read_event, union_hash
from homeward.desks.handover.day import codes as c
from homeward.desks.handover.day.events import check_signature
from homeward.desks.handover.documents import person_code, read_manifest
from homeward.desks.handover.models import Device, Handover, Paper, Signature
from homeward.desks.handover.protocols import WITNESS
from homeward.desks.handover.queries.days import day_of
from homeward.desks.handover.signing import INTERMEDIARY, knows_keys, owner_of
from homeward.engine.sealing import canonical_bytes, digest, read_strict
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor, has_right

MOST_EVENTS = 2000
# What a crew's tablet may say; what two people or the neutral say has its own way in.
_BY_CREW = frozenset({*SITE_OF_KIND, c.DISCREPANCY, c.RETRACT, c.NOTE})


@action("handover.take_manifest", right="handover.sign")
def take_manifest(*, actor: Actor, document: bytes) -> Outcome[Handover]:
    """Keeps a manifest that another node froze; persons of an own plan of that hash are found in the own register.

    Raises:
        InputError: it is no manifest of this format.
    """
    read = read_manifest(document)
    if canonical_bytes(read) != document:
        raise InputError(_("This manifest is not in its canonical form."), cure=_("Ask for the file again."))
    known = Handover.objects.filter(hash=digest(document)).defer("document").first()
    if known is not None:
        return Outcome(known, facts={"handover": known.number, "hash": known.hash, "again": True})
    number, ids = _own_ids(actor, read["plan"])
    handover = store_manifest(document, frozen_by=actor.officer_id, at=clock.now(), plan_number=number, ids=ids)
    return Outcome(handover, facts={"handover": handover.number, "hash": handover.hash, "known": len(ids)})


def _own_ids(actor: Actor, plan_hash: str) -> tuple[int | None, dict[str, tuple[str, str]]]:
    if not has_right(actor, "exchange.read"):
        return None, {}
    number = plans_visible_to(viewer=actor).filter(hash=plan_hash).values_list("number", flat=True).first()
    if number is None:
        return None, {}
    record = whole_plan_visible_to(viewer=actor, number=number)
    key = read_strict(bytes(record.document))["draw"]["key"]
    rows = record.lines.values_list("unit_id", "person_id", "home_id")
    return number, {person_code(key, plan_hash, unit_id): (person, home) for unit_id, person, home in rows}


@action("handover.take_events", right="handover.sign")
def take_events(*, actor: Actor, handover_id: str, items: Sequence[Mapping[str, Any]]) -> Outcome[list[str]]:
    """Joins events from another node, as `queries.bundle_events` gives them.

    Returns:
        ids of all events handed in: held from now on.

    Raises:
        EventError: an event is not whole, of another manifest, or its signature does not fit; nothing is kept.
    """
    handover, events = _read(handover_id, items)
    return _joined(handover, events)


@action("handover.send_events", right="handover.check")
def send_events(*, actor: Actor, handover_id: str, items: Sequence[Mapping[str, Any]]) -> Outcome[list[str]]:
    """Joins what a crew's tablet saw without a network. Sent twice, held once; sent late, held and told apart.

    Returns: as `take_events`.

    Raises:
        EventError: as `take_events`; also an event by somebody else, of a node's own device, or no crew's to state.
    """
    handover, events = _read(handover_id, items)
    for event in events:
        strange = event.by != actor.officer_id or event.device.startswith("desk-") or event.second
        if strange or event.kind not in _BY_CREW or event.side == c.NEUTRAL:
            raise EventError(
                _("This tablet sends what is not its to say."), cure=_("Sign in as the person who used it.")
            )
    return _joined(handover, events)


def _read(handover_id: str, items: Sequence[Mapping[str, Any]]) -> tuple[Handover, list[Event]]:
    handover = Handover.objects.select_for_update().defer("document").filter(pk=handover_id).first()
    if handover is None:
        raise InputError(_("There is no such handover."))
    if len(items) > MOST_EVENTS:
        raise InputError(_("Too many events at once."), cure=_("Send them in parts."))
    try:
        events = [read_event(item["event"], item.get("signature", "")) for item in items]
    except (KeyError, TypeError, AttributeError) as error:
        raise EventError("an event is not whole.") from error
    devices = {device.code: device for device in Device.objects.filter(code__in={event.device for event in events})}
    for event in events:
        if event.manifest != handover.hash:
            raise EventError(_("This event belongs to another list."), cure=_("Load the list of today again."))
        device = devices.get(event.device)
        if device is not None:
            _check_device(device, event)
    return handover, events


def _check_device(device: Device, event: Event) -> None:
    if device.revoked_at is not None:
        raise EventError(_("This tablet is revoked."), cure=_("Keep it and show it to the neutral."))
    check_signature(event, device.public_key)


def _joined(handover: Handover, events: Sequence[Event]) -> Outcome[list[str]]:
    new = sum(store_event(handover, event) for event in events)
    if new and handover.closed_at is None:
        forget_protocol(day_of(handover))
    facts = {"handover": handover.number, "events": len(events), "new": new}
    return Outcome([event.id for event in events], facts=facts)


class UnknownNodeKeyError(TamperedError):
    """A line of a paper is not signed by a node that is known here to speak for that line."""


@action("handover.take_papers", right="handover.sign")
def take_papers(*, actor: Actor, handover_id: str, items: Sequence[Mapping[str, Any]]) -> Outcome[int]:
    """Joins papers and signatures from another node, as `queries.bundle_papers` gives them: how many were new.

    Every line must carry the signature of the node that speaks for it: a party's line that of the party's own bureau,
    the witness's line that of the intermediary. A key that was never compared by voice here, or whose partner was
    ended, is refused with everything beside it; so is a line without a key.

    Raises:
        TamperedError: a hash or a node's signature does not fit. UnknownNodeKeyError: nobody here knows the key, or it
            speaks for somebody else. ConflictError: another person signed that line here.
        InputError: an item is not whole, or rests on other events than this node holds.
    """
    handover = Handover.objects.select_for_update().defer("document").filter(pk=handover_id).first()
    if handover is None:
        raise InputError(_("There is no such handover."))
    try:
        added = sum(_take_paper(actor, handover, item) for item in items)
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(_("A paper in this bundle is not whole.")) from error
    return Outcome(added, facts={"handover": handover.number, "papers": len(items), "signatures": added})


def _take_paper(actor: Actor, handover: Handover, item: Mapping[str, Any]) -> int:
    document = canonical_bytes(item["document"])
    if digest(document) != item["hash"]:
        raise TamperedError(_("A paper in this bundle is not that of its hash."))
    paper = handover.papers.filter(void_at=None, what=item["what"]).first()
    if paper is None or paper.hash != item["hash"]:
        paper = _protocol_from(actor, handover, item["what"], document)
    held = {signature.stands_for: signature.officer for signature in paper.signatures.all()}
    fresh = [each for each in item["signatures"] if held.get(each["stands_for"]) != each["officer"]]
    for each in fresh:
        _check_node_signature(paper.hash, each, handover)
        if each["stands_for"] in held or each["officer"] in held.values():
            raise ConflictError(
                _("Another person signed this line of the paper on this node, or this person another line."),
                cure=_("Compare both copies of the paper; one of the two is not the one that counts."),
            )
        Signature.objects.create(paper=paper, **each | {"at": datetime.fromisoformat(each["at"])})
        held[each["stands_for"]] = each["officer"]
    return len(fresh)


def _protocol_from(actor: Actor, handover: Handover, what: str, document: bytes) -> Paper:
    day, read = day_of(handover), read_strict(document)
    rests_on_others = read.get("manifest") != handover.hash or read.get("union") != union_hash(day.events)
    if what != Paper.What.PROTOCOL or rests_on_others:
        raise InputError(
            _("This paper rests on another list or other events than this node holds."),
            cure=_("Take the events of the other node first."),
        )
    forget_protocol(day)
    return Paper.objects.create(
        handover=handover, what=what, document=document, hash=digest(document), drawn_up_by=actor.officer_id
    )


def _check_node_signature(paper_hash: str, item: Mapping[str, str], handover: Handover) -> None:
    if item["stands_for"] not in [*handover.parties, WITNESS]:
        raise InputError(_("There is no such line to sign."))
    if knows_keys():
        _require_own_key(item)
    elif not item["node_key"]:
        return
    at = written_moment(datetime.fromisoformat(item["at"]))
    data = signed_bytes(paper_hash, item["stands_for"], item["officer"], at)
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(item["node_key"])).verify(
            bytes.fromhex(item["node_signature"]), data
        )
    except (InvalidSignature, ValueError) as error:
        raise TamperedError(_("A node's signature on a paper does not fit.")) from error


def _require_own_key(item: Mapping[str, str]) -> None:
    speaker = INTERMEDIARY if item["stands_for"] == WITNESS else item["stands_for"]
    if not item["node_key"] or owner_of(item["node_key"]) != speaker:
        raise UnknownNodeKeyError(
            _("The line of %s on a paper is not signed by a node that is known here to speak for it.")
            % item["stands_for"],
            cure=_("Compare the eight words of that node's card first. If they differ, do not rely on the paper."),
        )


@action("handover.admit_device", right="handover.sign")
def admit_device(*, actor: Actor, code: str, public_key: str) -> Outcome[Device]:
    """Admits a tablet by its public key (32 bytes in hex), compared aloud. From then on its events must be signed.

    Raises:
        InputError: no such key, or the code belongs to another one.
    """
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
    except ValueError as error:
        raise InputError(_("This is no public key."), cure=_("Read it from the tablet again.")) from error
    device, _new = Device.objects.get_or_create(
        code=code, defaults={"public_key": public_key, "admitted_by": actor.officer_id}
    )
    if device.public_key != public_key:
        raise InputError(_("Another tablet has that name."), cure=_("Give this one a name of its own."))
    return Outcome(device, facts={"device": code, "key": public_key})


@action("handover.revoke_device", right="handover.sign")
def revoke_device(*, actor: Actor, code: str) -> Outcome[Device]:
    """A lost tablet: what it sends from now on is refused; what it sent before stays."""
    device = Device.objects.filter(code=code).first()
    if device is None:
        raise InputError(_("There is no such tablet."))
    if device.revoked_at is None:
        device.revoked_at = clock.now()
        device.save(update_fields=["revoked_at"])
    return Outcome(device, facts={"device": code})
