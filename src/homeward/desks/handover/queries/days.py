"""Frozen manifests and the day: all lines and events of one manifest, and the state that follows from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from homeward.base.errors import InputError, TamperedError
from homeward.desks.handover.day import (
    DayState,
    Event,
    Finding,
    Place,
    Roster,
    Tally,
    findings,
    fold,
    merge,
    read_stored,
    tallies,
)
from homeward.desks.handover.day.roster import RESERVE, SEAT
from homeward.desks.handover.documents import read_manifest
from homeward.desks.handover.models import BalanceEntry, DayEvent, Handover, Line, Paper, Question, Signature
from homeward.engine.sealing import digest, read_strict
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, has_right, require_right

READ = "handover.read"
_FIELDS = ("body", "signature")


@dataclass(frozen=True)
class Day:
    """One handover with everything that pages and acts ask of it; read once, computed when asked."""

    handover: Handover
    lines: Mapping[str, Line]
    events: list[Event]
    # Events that came in after the day was closed: kept, told, and without a say.
    late: int = 0

    @cached_property
    def roster(self) -> Roster:
        return Roster(self.handover.hash, tuple(_place(line) for line in self.lines.values()))

    @cached_property
    def state(self) -> DayState:
        return fold(self.roster, self.events)

    @cached_property
    def tallies(self) -> list[Tally]:
        return tallies(self.roster, self.state)

    @cached_property
    def findings(self) -> list[Finding]:
        return findings(self.events)

    @cached_property
    def papers(self) -> dict[str, Paper]:
        """What stands of 'manifest' and 'protocol', with its signatures."""
        standing = self.handover.papers.filter(void_at=None).prefetch_related("signatures").defer("document")
        return {paper.what: paper for paper in standing}

    @cached_property
    def questions(self) -> list[Question]:
        """Outcomes that wait for a second person."""
        return list(self.handover.questions.filter(state=Question.State.WAITS))

    @cached_property
    def reserve_taken(self) -> set[str]:
        """Reserve who is called, proposed, or cannot travel."""
        called = {code for code, person in self.state.persons.items() if person.replaces}
        unable = {code for code, person in self.state.persons.items() if person.discrepancies}
        return called | unable | {question.replacement for question in self.questions if question.replacement}

    def next_reserve(self, code: str) -> Line | None:
        """Who stands in for that seat, in the order of the frozen reserve; see `Roster.next_reserve`."""
        found = self.roster.next_reserve(code, self.reserve_taken)
        return self.lines[found.code] if found else None

    def way_of(self, code: str) -> tuple[str, str] | None:
        """The direction of a line; None for the whole day or a line that is not on this list."""
        place = self.roster.by_code.get(code)
        return place.way if place else None

    def signed(self, what: str) -> bool:
        """All three lines under that paper are signed."""
        paper = self.papers.get(what)
        return paper is not None and len(paper.signatures.all()) == len(self.handover.parties) + 1


def _place(line: Line) -> Place:
    return Place(
        code=line.code,
        what=line.what,
        order=line.order,
        way=(line.holder, line.destination),
        outside_parity=line.outside_parity,
        standing=line.standing,
        clauses=line.clauses,
    )


def handovers_visible_to(*, viewer: Actor) -> QuerySet[Handover]:
    """All handovers, newest first; no person is named."""
    require_right(viewer, READ)
    return Handover.objects.defer("document")


def handover_visible_to(*, viewer: Actor, handover_id: str) -> Handover:
    """One handover; InputError when there is none of that id."""
    found = handovers_visible_to(viewer=viewer).filter(pk=handover_id).first()
    if found is None:
        raise InputError(_("There is no such handover."), cure=_("Choose one from the list of handovers."))
    return found


def day_visible_to(*, viewer: Actor, handover_id: str, what: str = "day") -> Day:
    """The day of one handover; a look at its list.

    Args:
        what: which page looks, for the look log.
    """
    day = day_of(handover_visible_to(viewer=viewer, handover_id=handover_id))
    shown = sum(line.what in (SEAT, RESERVE) for line in day.lines.values()) if may_see_names(viewer) else 0
    record_look(viewer=viewer, what=f"handover.{what}", shown=shown, filter=f"handover={day.handover.number}")
    return day


def day_of(handover: Handover) -> Day:
    """Lines and events of one handover, for acts and for whoever has asked for the right to look."""
    lines = {line.code: line for line in handover.lines.all()}
    in_time, late = [], 0
    for body, signature, stored_at in handover.events.values_list(*_FIELDS, "stored_at"):
        if handover.closed_at is not None and stored_at > handover.closed_at:
            late += 1
        else:
            in_time.append(read_stored(bytes(body), signature))
    return Day(handover, lines, merge(in_time), late)


def may_see_names(viewer: Actor) -> bool:
    """Whoever works on the day sees the names of its list; an auditor sees codes and numbers."""
    rights = ("handover.check", "handover.sign", "register.read", "register.identity")
    return any(has_right(viewer, right) for right in rights)


def may_act_on(viewer: Actor, handover: Handover) -> dict[str, bool]:
    """What pages offer; the acts themselves ask again."""
    is_open = handover.closed_at is None
    rights = {"check": "handover.check", "decide": "handover.sign", "witness": "handover.witness"}
    return {name: is_open and has_right(viewer, right) for name, right in rights.items()}


def manifest_bytes_visible_to(*, viewer: Actor, handover_id: str) -> bytes:
    """The frozen document for a partner or for comparing: a look at everybody on it.

    Raises:
        TamperedError: the bytes are not those of the hash.
    """
    handover = handover_visible_to(viewer=viewer, handover_id=handover_id)
    require_right(viewer, "handover.sign")
    data = bytes(handover.document)
    read_manifest(data, handover.hash)
    record_look(viewer=viewer, what="handover.manifest", shown=handover.lines.exclude(person_id="").count())
    return data


def bundle_events(*, viewer: Actor, handover_id: str) -> list[dict[str, object]]:
    """All events as documents with their signatures: plain items for a bundle. Codes alone, no name."""
    handover = handover_visible_to(viewer=viewer, handover_id=handover_id)
    stored = DayEvent.objects.filter(handover=handover).values_list(*_FIELDS)
    return [{"event": read_strict(bytes(body)), "signature": signature} for body, signature in stored]


def bundle_papers(*, viewer: Actor, handover_id: str) -> list[dict[str, object]]:
    """The papers that stand, with their signatures: plain items for a bundle. The protocol names no person held."""
    handover = handover_visible_to(viewer=viewer, handover_id=handover_id)
    papers = handover.papers.filter(void_at=None).prefetch_related("signatures")
    return [
        {
            "what": paper.what,
            "hash": paper.hash,
            "document": read_strict(bytes(paper.document)),
            "signatures": [signature_item(signature) for signature in paper.signatures.all()],
        }
        for paper in papers
    ]


def signature_item(signature: Signature) -> dict[str, str]:
    """One signature as another node takes it."""
    return {
        "stands_for": signature.stands_for,
        "officer": signature.officer,
        "officer_name": signature.officer_name,
        "at": signature.at.isoformat(),
        "node_key": signature.node_key,
        "node_signature": signature.node_signature,
    }


def protocol_visible_to(*, viewer: Actor, handover_id: str) -> tuple[Paper, dict[str, Any]]:
    """The protocol that stands, and its document.

    Raises:
        InputError: none is drawn up. TamperedError: its bytes are not those of its hash.
    """
    handover = handover_visible_to(viewer=viewer, handover_id=handover_id)
    paper = handover.papers.filter(void_at=None, what=Paper.What.PROTOCOL).prefetch_related("signatures").first()
    if paper is None:
        raise InputError(_("No protocol is drawn up."), cure=_("Draw it up when every difference is settled."))
    if digest(bytes(paper.document)) != paper.hash:
        raise TamperedError(_("The protocol is not the one that was signed."), cure=_("Tell the auditor."))
    return paper, read_strict(bytes(paper.document))


def balance_visible_to(*, viewer: Actor) -> dict[tuple[str, str], int]:
    """(holder, home party) -> persons owed from all closed days."""
    require_right(viewer, READ)
    owed: dict[tuple[str, str], int] = {}
    for holder, destination, count in BalanceEntry.objects.values_list("holder", "destination", "owed"):
        owed[holder, destination] = owed.get((holder, destination), 0) + count
    return owed
