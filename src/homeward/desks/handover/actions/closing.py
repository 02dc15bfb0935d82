"""Closing: a protocol of what the day came to, three signatures by three people, then balance and custody."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError, RefusedError, TamperedError
from homeward.base.scripts import clean
from homeward.desks.handover.actions.freezing import written_moment
from homeward.desks.handover.actions.writing import forget_protocol, open_day
from homeward.desks.handover.custody import note_custody
from homeward.desks.handover.day import PersonState, union_hash
from homeward.desks.handover.day import codes as c
from homeward.desks.handover.day.tallies import main_code, owes
from homeward.desks.handover.documents import read_manifest
from homeward.desks.handover.models import BalanceEntry, Handover, Paper, Signature
from homeward.desks.handover.protocols import WITNESS, protocol_bytes
from homeward.desks.handover.queries.days import Day, day_of
from homeward.desks.handover.signed_protocol import signed_bytes
from homeward.desks.handover.signing import node_signature
from homeward.engine.sealing import digest, read_strict
from homeward.office.accounts.queries import names_of
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

LONGEST_PLACE = 120


class SignedAlreadyError(RefusedError):
    """One person signs one line of a paper."""


@action("handover.draw_up_protocol", right="handover.sign")
def draw_up_protocol(*, actor: Actor, handover_id: str, place: str) -> Outcome[Paper]:
    """Draws up the protocol from the day as it stands; one drawn up before is void.

    Args:
        place: of the handover, in a few words for the paper.

    Raises:
        ConflictError: somebody's end is still open, or a proposal waits. TamperedError: the manifest was altered.
    """
    place = clean(place)
    if not place or len(place) > LONGEST_PLACE:
        raise InputError(_("Say where the handover took place, in a few words."))
    day = open_day(handover_id)
    read_manifest(bytes(Handover.objects.values_list("document", flat=True).get(pk=day.handover.pk)), day.handover.hash)
    _refuse_unfinished(day)
    standing = day.papers.get(Paper.What.PROTOCOL)
    if standing is not None and _rests_on(standing, day) and _place_of(standing) == place:
        return Outcome(standing, facts={"handover": day.handover.number, "hash": standing.hash, "again": True})
    forget_protocol(day)
    moment = clock.now()
    document = protocol_bytes(day, number=day.handover.number, place=place, at=written_moment(moment))
    paper = Paper.objects.create(
        handover=day.handover,
        what=Paper.What.PROTOCOL,
        document=document,
        hash=digest(document),
        drawn_up_by=actor.officer_id,
        drawn_up_at=moment,
    )
    facts = {"handover": day.handover.number, "hash": paper.hash, "union": union_hash(day.events)}
    return Outcome(paper, facts=facts)


def _refuse_unfinished(day: Day) -> None:
    if day.questions:
        raise ConflictError(_("A proposal still waits for a second person."), cure=_("Agree to it or decline it."))
    unfinished = day.state.unfinished
    if unfinished:
        raise ConflictError(
            _("%(count)d persons of the list have no end yet.") % {"count": len(unfinished)},
            cure=_("Tick them at both ends, or settle the difference with two people."),
        )


def _document(paper: Paper) -> dict[str, Any]:
    document: dict[str, Any] = read_strict(bytes(paper.document))
    return document


def _rests_on(paper: Paper, day: Day) -> bool:
    return bool(_document(paper)["union"] == union_hash(day.events))


def _place_of(paper: Paper) -> str:
    return str(_document(paper)["place"])


def _right_to_sign(*, stands_for: str, **_others: Any) -> str:
    return "handover.witness" if stands_for == WITNESS else "handover.sign"


@action("handover.sign_paper", right=_right_to_sign)
def sign_paper(*, actor: Actor, handover_id: str, what: str, stands_for: str) -> Outcome[Signature]:
    """One of the three lines under the frozen list or the protocol; three different people.

    Args:
        what: 'manifest' or 'protocol'. stands_for: code of a party, or 'witness'.

    Raises:
        InputError: no such line or paper. ConflictError: that line is signed, or the paper no longer fits the day.
        SignedAlreadyError: the actor signed another line of it.
    """
    handover = Handover.objects.select_for_update().defer("document").filter(pk=handover_id).first()
    if handover is None or stands_for not in [*handover.parties, WITNESS]:
        raise InputError(_("There is no such line to sign."), cure=_("Choose one of the three lines."))
    paper = handover.papers.filter(void_at=None, what=what).first()
    if paper is None:
        raise InputError(_("No protocol is drawn up."), cure=_("Draw it up when every difference is settled."))
    mine = paper.signatures.filter(officer=actor.officer_id).first()
    if mine is not None and mine.stands_for == stands_for:
        return Outcome(mine, facts={"handover": handover.number, "paper": paper.hash, "again": True})
    _refuse_line(paper, handover, mine, stands_for)
    moment, name = clock.now(), names_of({actor.officer_id}).get(actor.officer_id, actor.officer_id)
    key, signed = node_signature(signed_bytes(paper.hash, stands_for, actor.officer_id, written_moment(moment)))
    signature = Signature.objects.create(
        paper=paper,
        stands_for=stands_for,
        officer=actor.officer_id,
        officer_name=name,
        at=moment.replace(microsecond=0),
        node_key=key,
        node_signature=signed,
    )
    facts = {"handover": handover.number, "paper": paper.hash, "what": what, "stands_for": stands_for}
    return Outcome(signature, facts=facts)


def _refuse_line(paper: Paper, handover: Handover, mine: Signature | None, stands_for: str) -> None:
    if mine is not None:
        raise SignedAlreadyError(_("You signed another line of this paper."), cure=_("Three different people sign it."))
    if paper.signatures.filter(stands_for=stands_for).exists():
        raise ConflictError(_("This line is signed already."))
    if digest(bytes(paper.document)) != paper.hash:
        raise TamperedError(_("This paper is not what was drawn up."), cure=_("Do not sign; tell the auditor."))
    if paper.what == Paper.What.PROTOCOL and not _rests_on(paper, day_of(handover)):
        raise ConflictError(
            _("Something was seen after this protocol was drawn up."), cure=_("Draw the protocol up again.")
        )


@action("handover.close_day", right="handover.check")
def close_day(*, actor: Actor, handover_id: str) -> Outcome[Handover]:
    """After three signatures: posts the balance, writes custody into the register, and closes. Twice closes once.

    Raises:
        ConflictError: the protocol is not signed by all three, or no longer fits the day.
    """
    done = Handover.objects.defer("document").filter(pk=handover_id).exclude(closed_at=None).first()
    if done is not None:
        return Outcome(done, facts={"handover": done.number, "again": True})
    day = open_day(handover_id)
    if not day.signed(Paper.What.PROTOCOL) or not _rests_on(day.papers[Paper.What.PROTOCOL], day):
        raise ConflictError(
            _("The protocol is not signed by both parties and the witness."), cure=_("Three people sign it first.")
        )
    persons = day.state.persons
    entries = [_entry(day, code, person) for code, person in persons.items() if _leaves_an_entry(person)]
    BalanceEntry.objects.bulk_create(entries, 500)
    crossed = [day.lines[code].person_id for code, person in persons.items() if person.standing == c.EXCHANGED]
    back = [day.lines[code].person_id for code, person in persons.items() if _goes_back(person)]
    note_custody(
        actor=actor,
        handover_id=day.handover.pk,
        crossed=[person_id for person_id in crossed if person_id],
        back=[person_id for person_id in back if person_id],
    )
    _close(day.handover, actor, clock.now())
    facts = {
        "handover": day.handover.number,
        "protocol": day.papers[Paper.What.PROTOCOL].hash,
        "crossed": len(crossed),
        "back": len(back),
        "owed": sum(entry.owed for entry in entries),
    }
    return Outcome(day.handover, facts=facts)


def _close(handover: Handover, actor: Actor, at: datetime) -> None:
    handover.closed_by, handover.closed_at = actor.officer_id, at
    handover.save(update_fields=["closed_by", "closed_at"])


def _leaves_an_entry(person: PersonState) -> bool:
    return bool(person.outcome) or person.standing == c.RETURNED


def _entry(day: Day, code: str, person: PersonState) -> BalanceEntry:
    holder, destination = person.place.way
    return BalanceEntry(
        handover=day.handover,
        person_code=code,
        holder=holder,
        destination=destination,
        code=main_code(person),
        outcome=person.outcome or c.ABORTED,
        owed=int(owes(person)),
    )


def _goes_back(person: PersonState) -> bool:
    """Was taken along and did not cross: back in custody. Nobody who died, nobody who never left."""
    if person.standing == c.RETURNED:
        return True
    return bool(person.facts) and person.standing in (c.NOT_TODAY, c.STANDS_BY) and c.DIED not in person.discrepancies
