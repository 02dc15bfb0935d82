"""Triage: flags as yes or no for everybody on the board, details as a sealed note for those who treat."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, RefusedError
from homeward.desks.reception.actions.checks import one_of, present, talk
from homeward.desks.reception.models import Arrival, Triage
from homeward.desks.reception.queries.sight import HEALTH, WRITE
from homeward.desks.reception.refeeding import AT_RISK, Signs, refeeding_flag
from homeward.desks.reception.wording import URGENCIES
from homeward.office.compartments.actions import write_note
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

GIVEN = tuple(code for code in URGENCIES if code)


@dataclass(frozen=True, slots=True)
class Findings:
    """What a triage found. `raised`: whoever looked wants the refeeding flag whatever the criteria say."""

    urgency: str
    signs: Signs
    isolation: bool
    injury: bool
    raised: bool = False


def _right(*, treating: bool, **_others: object) -> str:
    """Who treats comes in by the health notes, everybody else by the reception's own right."""
    return HEALTH if treating else WRITE


@action("reception.give_triage", right=_right)
def give_triage(
    *,
    actor: Actor,
    arrival_id: str,
    treating: bool,
    seen: int,
    findings: Findings,
    language: str,
    interpreter: str,
    details: str = "",
    readers: Sequence[str] = (),
) -> Outcome[Arrival]:
    """Puts a person on the board. The answers themselves are not kept, only the flags that follow from them.

    Args:
        treating: whether the actor acts as one who treats, and may seal details.
        seen: how many triages there were when the officer began.
        details: sealed to the actor and `readers`; nothing of it is kept in the clear.

    Raises:
        ConflictError: a triage was given meanwhile, or the person is not here.
        InputError: an unknown urgency, or language or interpreter missing.
        RefusedError: details by somebody who does not treat.
    """
    arrival = present(arrival_id)
    if arrival.triages != seen:
        raise ConflictError(
            _("Somebody has given a triage since you began; yours was not kept."),
            cure=_("Look at the new one, and begin again if it is wrong."),
        )
    spoken, interpreted = talk(language, interpreter)
    triage = Triage.objects.create(
        arrival=arrival,
        urgency=one_of(findings.urgency, GIVEN),
        refeeding=AT_RISK if findings.raised else refeeding_flag(findings.signs),
        isolation=findings.isolation,
        injury=findings.injury,
        language=spoken,
        interpreter=interpreted,
        by=actor.officer_id,
    )
    arrival.urgency, arrival.refeeding = triage.urgency, triage.refeeding
    arrival.isolation, arrival.injury, arrival.triaged_at = triage.isolation, triage.injury, triage.at
    arrival.triages += 1
    arrival.save(update_fields=["urgency", "refeeding", "isolation", "injury", "triaged_at", "triages"])
    if details.strip():
        _seal(actor, arrival, treating, details, readers)
    # What the flags say stays off the journal: it is read by people who may not know.
    return Outcome(arrival, facts={"triage": triage.pk, "count": arrival.triages}, subjects=[arrival.subject])


@action("reception.take_on", right=_right)
def take_on(*, actor: Actor, arrival_id: str, treating: bool, seen_with: str = "") -> Outcome[Arrival]:
    """The actor has this person now.

    Args:
        seen_with: who had the person when the officer looked; '' for nobody.

    Raises:
        ConflictError: somebody took the person on meanwhile.
    """
    arrival = present(arrival_id)
    if arrival.taken_by != seen_with:
        raise ConflictError(
            _("Somebody has taken this person on since you looked."), cure=_("Look at the board again.")
        )
    arrival.taken_by = actor.officer_id
    arrival.save(update_fields=["taken_by"])
    return Outcome(arrival, facts={"arrival": arrival.pk}, subjects=[arrival.subject])


def _seal(actor: Actor, arrival: Arrival, treating: bool, details: str, readers: Sequence[str]) -> None:
    if not treating:
        raise RefusedError(_("Details of health are written by those who treat."))
    write_note(actor=actor, compartment="health", person_id=arrival.subject, words=details, readers=readers)
