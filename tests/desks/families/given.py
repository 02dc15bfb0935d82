"""Requests of invented relatives, and persons they look for."""

from typing import Any

from desks.register.given import party
from homeward.desks.families.actions import decide_kinship, link_person, record_request
from homeward.desks.families.models import Kinship, Request
from homeward.desks.register.actions import add_evidence, register_capture, report_missing
from homeward.desks.register.models import Evidence, Person
from homeward.office.journal import clock
from homeward.office.journal.rights import Actor


def missing(actor: Actor, **identity: str) -> Person:
    """A missing person of the party North."""
    party()
    return report_missing(actor=actor, party="NORTH", identity=identity or {"surname": "Вербенко"})


def held(registrar: Actor) -> Person:
    """A person held by the party South."""
    party("SOUTH")
    day = clock.now().date()
    return register_capture(actor=registrar, party="SOUTH", day=day, identity={"surname": "Verbenko"})


def request_of(actor: Actor, **changed: Any) -> Request:
    """A request with all consents."""
    told = {
        "sought": {"full_name": "Вербенко Олег", "birth_date": "1990"},
        "loss": {"lost_place": "near Kalyna"},
        "enquirer": {"name": "Вербенко Ірина", "relation": "mother", "contact": "000 11 22"},
        "consents": ["SEARCH", "NEUTRAL", "PARTY"],
        "language": "en",
        **changed,
    }
    return record_request(actor=actor, **told)


def linked(actor: Actor, *, proven: bool = True) -> tuple[Request, Person]:
    """A request tied to a missing person, with kinship shown or not yet decided."""
    request, person = request_of(actor), missing(actor)
    link_person(actor=actor, request_id=request.pk, person_id=person.pk)
    if proven:
        decide_kinship(actor=actor, request_id=request.pk, word=Kinship.PROVEN, proof="DOCUMENT")
    return Request.objects.get(pk=request.pk), person


def confirmed_by_two(tracing: Actor, person: Person, other: Person) -> list[Evidence]:
    """What tracing adds to both records when two officers found them to be the same person."""
    return [
        add_evidence(
            actor=tracing,
            person_id=one.pk,
            code="CONFIRMED_BY_DETAINING_POWER",
            source="tracing:pair-1",
            detail={"pair": "pair-1", "other": two.pk, "confirmed_by": 2},
        )
        for one, two in ((person, other), (other, person))
    ]
