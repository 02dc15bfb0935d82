"""Two parties' lists of persons held at the neutral, and lists as versions as the parties would send them."""

from collections.abc import Mapping, Sequence
from typing import Any

from cast import actor_with, neutral_interviewer
from desks.exchange.given import HELD_BY, OTHER, list_bytes
from homeward.base.dates import HalfKnownDate
from homeward.base.persons import ListedPerson
from homeward.desks.exchange.actions import record_interview, take_list
from homeward.desks.exchange.lists import offer_document, request_document
from homeward.desks.exchange.models import Interview, ListVersion
from homeward.desks.register.actions import commit_import, propose_import
from homeward.desks.register.models import Person
from homeward.engine.law.willingness import WISHES_TO_RETURN
from homeward.office.journal.rights import THE_NODE, Actor
from homeward.office.parties.actions import admit_party

KEY_OF = {"NORTH": "a" * 16, "SOUTH": "b" * 16}


def held_at_the_neutral() -> None:
    """Both parties' lists of persons held in this node's register, without anybody's will; nothing else."""
    registrar = actor_with("registrar")
    for party in sorted(OTHER):
        admit_party(actor=THE_NODE, code=party, role="party", names={"en": party.title()})
        content = list_bytes(party, "held")
        batch = propose_import(actor=registrar, file_name="held.csv", content=content, party=party, kind="held")
        commit_import(actor=registrar, batch_id=batch.pk)
    Person.objects.update(willingness="", veto="", fit_to_travel="", medical_decision="")


def ids_of(holder: str) -> list[str]:
    return [f"{holder[0]}H-{number:03d}" for number in range(1, HELD_BY[holder] + 1)]


def offered(list_id: str, **changes: Any) -> ListedPerson:
    """One person as an offer tells them, free to be exchanged unless `changes` say otherwise."""
    fields = {
        "sex": "m",
        "birth_date": HalfKnownDate(1980, 5),
        "event_date": HalfKnownDate(2023, 3, 5),
        "region": "Karst",
    }
    return ListedPerson(id=list_id, **(fields | changes))


def an_offer(
    holder: str, number: int = 1, ids: Sequence[str] = (), changes: Mapping[str, Mapping[str, Any]] | None = None
) -> dict[str, Any]:
    persons = [offered(each, **(changes or {}).get(each, {})) for each in ids or ids_of(holder)]
    return offer_document(party=holder, to=OTHER[holder], number=number, persons=persons)


def a_request(seeker: str, number: int = 1, ids: Sequence[str] | None = None) -> dict[str, Any]:
    holder = OTHER[seeker]
    asked = {each: f"{seeker[0]}M-{each[3:]}" for each in (ids_of(holder) if ids is None else ids)}
    return request_document(party=seeker, to=holder, number=number, asked=asked)


def taken(document: dict[str, Any], actor: Actor | None = None) -> ListVersion:
    return take_list(
        actor=actor or actor_with("intermediary_desk"), document=document, came_from=KEY_OF[document["party"]]
    )


def all_taken() -> None:
    """The first version of all four lists: everybody offered, everybody asked for."""
    desk = actor_with("intermediary_desk")
    for party in sorted(OTHER):
        taken(an_offer(party), desk)
        taken(a_request(party), desk)


def person_id(list_id: str) -> str:
    return Person.objects.get(list_id=list_id, withdrawn_at=None).pk


def asked(actor: Actor, list_id: str, answer: str = WISHES_TO_RETURN, **changes: Any) -> Interview:
    told = {"language": "Ukrainian", "interpreter": "none needed", "in_private": True}
    return record_interview(actor=actor, person_id=person_id(list_id), answer=answer, **(told | changes))


def everybody_asked(actor: Actor | None = None) -> Actor:
    """Everybody at the neutral wishes to return."""
    who = actor or neutral_interviewer().as_actor()
    for list_id in (*ids_of("NORTH"), *ids_of("SOUTH")):
        asked(who, list_id)
    return who
