"""This node's own statements: drafted by one person, released by another, never before the embargo has ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.base.scripts import clean
from homeward.base.totals import shown_total
from homeward.desks.claims.models import Statement
from homeward.desks.claims.queries import counted_handovers
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor
from homeward.office.parties.queries import parties_visible_to

CAME_HOME = "came_home"
WHATS = ("exchanged", "article_109", "remains")
MOST_LINES, MOST_PERSONS = 12, 10_000_000
State = Statement.State


class SamePersonError(RefusedError):
    """Whoever drafted a statement does not release it."""


class EmbargoError(RefusedError):
    """The embargo has not ended."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One count: what moved, from which party to which, and how many. A small count itself is not stored."""

    what: str
    holder: str
    destination: str
    count: int


@action("statements.draft", right="statements.write")
def draft_statement(
    *,
    actor: Actor,
    first_day: date,
    last_day: date,
    counts: Sequence[Counted],
    basis: str,
    embargo_until: datetime,
    corrects: int | None = None,
) -> Outcome[Statement]:
    """Writes a draft of counts alone; counts of one to nine are hidden before anything is stored.

    Args:
        basis: where the figures come from, in words that may be published.
        corrects: number of the released statement that this one shall supersede.

    Raises:
        InputError: no counts, an unknown party or kind, days that run backwards, no basis, or no such statement.
        ConflictError: the statement to correct is not a released one, or has a correction already.
    """
    parties = {party.code: party.names for party in parties_visible_to(viewer=actor)}
    lines = [_line(count, parties) for count in _checked(counts)]
    if last_day < first_day:
        raise InputError(_("The last day lies on or after the first."))
    basis = clean(basis)
    if not 0 < len(basis) <= 300:
        raise InputError(_("Say where the figures come from."), cure=_("Use 1 to 300 characters."))
    statement = Statement.objects.create(
        number=_next_number(),
        first_day=first_day,
        last_day=last_day,
        lines=lines,
        basis=basis,
        embargo_until=embargo_until,
        supersedes=_released_to_correct(corrects) if corrects else None,
        drafted_by=actor.officer_id,
    )
    return Outcome(statement, facts={"statement": statement.number, "lines": len(lines), "corrects": corrects or 0})


@action("statements.draft_from_handover", right="statements.write")
def draft_from_handover(*, actor: Actor, handover_id: str, embargo_until: datetime) -> Outcome[Statement]:
    """Writes a draft of how many came home each way on one closed day, as the handover desk counts them now.

    Raises:
        InputError: there is no closed handover of that id.
    """
    found = counted_handovers(viewer=actor, handover_id=handover_id) if handover_id else []
    if not found:
        raise InputError(_("There is no closed handover of that number."), cure=_("Choose one from the list."))
    handover = found[0]
    parties = {party.code: party.names for party in parties_visible_to(viewer=actor)}
    statement = Statement.objects.create(
        number=_next_number(),
        first_day=handover.day,
        last_day=handover.day,
        lines=[
            {
                "what": CAME_HOME,
                "from": _named(way.holder, parties),
                "to": _named(way.destination, parties),
                "shown": way.shown,
            }
            for way in handover.ways
        ],
        basis=_("handover %(number)d of this node, counted at both ends") % {"number": handover.number},
        embargo_until=embargo_until,
        drafted_by=actor.officer_id,
    )
    facts = {"statement": statement.number, "handover": handover.number, "lines": len(handover.ways)}
    return Outcome(statement, facts=facts)


@action("statements.release", right="statements.release")
def release_statement(*, actor: Actor, number: int) -> Outcome[Statement]:
    """Makes a draft public; a statement that it corrects is superseded and stays to be read.

    Raises:
        SamePersonError: the acting person drafted it. EmbargoError: the embargo has not ended.
        ConflictError: it is no draft any more. InputError: no such statement.
    """
    statement = _locked(number)
    if statement.state != State.DRAFT:
        raise ConflictError(_("This statement is no draft any more."))
    if statement.drafted_by == actor.officer_id:
        raise SamePersonError(
            _("You drafted this statement; somebody else releases it."), cure=_("Ask another claims editor.")
        )
    if clock.now() < statement.embargo_until:
        raise EmbargoError(
            _("This statement is under embargo until %(moment)s.")
            % {"moment": statement.embargo_until.strftime("%Y-%m-%d %H:%M UTC")},
            cure=_("Release it after that moment."),
        )
    statement.state, statement.released_by, statement.released_at = State.RELEASED, actor.officer_id, clock.now()
    statement.save(update_fields=["state", "released_by", "released_at"])
    if statement.supersedes_id:
        Statement.objects.filter(pk=statement.supersedes_id).update(state=State.SUPERSEDED)
    return Outcome(statement, facts={"statement": number, "supersedes": _number_of(statement.supersedes)})


@action("statements.discard", right="statements.write")
def discard_statement(*, actor: Actor, number: int) -> Outcome[Statement]:
    """Puts a draft aside; nobody releases it any more, and another draft may correct the same statement.

    Raises:
        ConflictError: it is no draft. InputError: no such statement.
    """
    statement = _locked(number)
    if statement.state != State.DRAFT:
        raise ConflictError(_("This statement is no draft any more."))
    statement.state, statement.supersedes = State.DISCARDED, None
    statement.save(update_fields=["state", "supersedes"])
    return Outcome(statement, facts={"statement": number})


def _next_number() -> int:
    return int(Statement.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def _checked(counts: Sequence[Counted]) -> Sequence[Counted]:
    if not 0 < len(counts) <= MOST_LINES:
        raise InputError(_("A statement has one to twelve counts."))
    keys = [(count.what, count.holder, count.destination) for count in counts]
    if len(set(keys)) != len(keys):
        raise InputError(_("The same direction is counted twice."), cure=_("Add the two figures up, or remove one."))
    if any(not 0 <= count.count <= MOST_PERSONS for count in counts):
        raise InputError(_("A count is a whole number, never negative."))
    return counts


def _line(count: Counted, parties: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    if count.what not in WHATS or count.holder == count.destination:
        raise InputError(_("This form is not whole."), cure=_("Open it again and choose from the lists."))
    for code in (count.holder, count.destination):
        if code not in parties:
            raise InputError(
                _("This node knows no party %(code)s.") % {"code": code}, cure=_("An administrator admits parties.")
            )
    return {
        "what": count.what,
        "from": _named(count.holder, parties),
        "to": _named(count.destination, parties),
        "shown": shown_total(count.count),
    }


def _named(code: str, parties: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """The party as it is called now: a released statement keeps its words."""
    return {"code": code, "names": dict(parties.get(code, {}))}


def _released_to_correct(number: int) -> Statement:
    before = _locked(number)
    if before.state != State.RELEASED or Statement.objects.filter(supersedes=before).exists():
        raise ConflictError(
            _("Only a released statement without another correction can be corrected."),
            cure=_("Open its latest correction."),
        )
    return before


def _number_of(statement: Statement | None) -> int:
    return statement.number if statement else 0


def _locked(number: int) -> Statement:
    statement = Statement.objects.select_for_update().filter(number=number).first()
    if statement is None:
        raise InputError(_("There is no statement with that number."), cure=_("Choose one from the list."))
    return statement
