"""Interviews as their desk sees them, and the one word of them that planning reads: on this transport or not."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from homeward.desks.exchange.lists import OFFER
from homeward.desks.exchange.models import Interview, ListVersion
from homeward.desks.exchange.stored_lists import document_of_list
from homeward.desks.register.queries import PersonCard, cards, person_ids_of
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, require_right

READ_WILL = "willingness.read"
PLAN = "exchange.plan"
ROWS = 50
TO_ASK, ASKED = "to-ask", "asked"
_CHUNK = 5000


@dataclass(frozen=True, slots=True)
class OfferedPerson:
    """A person on an offer, by the register's id, with the last interview if there was one."""

    person_id: str
    list_id: str
    holder: str
    home: str
    last: Interview | None
    card: PersonCard | None = None

    @property
    def to_ask(self) -> bool:
        """Nobody asked yet, or not in private: such a word is asked for again."""
        return self.last is None or not self.last.in_private


@dataclass(frozen=True, slots=True)
class InterviewPage:
    """One page of persons to ask, or of those who were asked. `unregistered`: offered persons not in the register."""

    rows: list[OfferedPerson]
    next_after: int
    to_ask: int
    asked: int
    unregistered: int


def interviews_visible_to(
    *, viewer: Actor, state: str = TO_ASK, holder: str = "", after: int = 0, limit: int | None = ROWS
) -> InterviewPage:
    """Persons of the last offers in the order of the lists, behind place `after`; `limit` None for all of them."""
    require_right(viewer, READ_WILL)
    offered, unregistered = offered_persons(viewer=viewer)
    here = [person for person in offered if holder in ("", person.holder)]
    to_ask = [person for person in here if person.to_ask]
    asked = [person for person in here if not person.to_ask]
    chosen = asked if state == ASKED else to_ask
    shown = chosen[after:] if limit is None else chosen[after : after + limit]
    told = f"holder={holder},after={after}"
    record_look(viewer=viewer, what="exchange.interviews", shown=len(shown), filter=told)
    known = cards(viewer=viewer, person_ids=[person.person_id for person in shown]) if shown else {}
    more = limit is not None and len(chosen) > after + limit
    rows = [
        OfferedPerson(each.person_id, each.list_id, each.holder, each.home, each.last, known.get(each.person_id))
        for each in shown
    ]
    return InterviewPage(rows, after + len(shown) if more else 0, len(to_ask), len(asked), unregistered)


def offered_persons(*, viewer: Actor) -> tuple[list[OfferedPerson], int]:
    """Everybody on the last offers who is registered here, and how many are not."""
    require_right(viewer, READ_WILL)
    found: list[tuple[str, str, str, str]] = []
    unregistered = 0
    for version in _last_offers():
        list_ids = [row["id"] for row in document_of_list(version)["rows"]]
        ids = person_ids_of(viewer=viewer, party=version.party, kind="held", list_ids=list_ids)
        found += [(ids[each], each, version.party, version.other) for each in list_ids if each in ids]
        unregistered += len(list_ids) - len(ids)
    last = last_interviews([person_id for person_id, *_rest in found])
    return [OfferedPerson(*each, last.get(each[0])) for each in found], unregistered


def still_to_ask(*, viewer: Actor) -> int:
    """How many persons of the last offers are to be asked; a count for a card, so no look."""
    return sum(person.to_ask for person in offered_persons(viewer=viewer)[0])


def interviews_of(*, viewer: Actor, person_id: str) -> list[Interview]:
    """All talks with one person, the last first: a look at that person, whatever was said."""
    require_right(viewer, READ_WILL)
    record_look(viewer=viewer, subjects=[person_id], what="exchange.interview")
    return list(Interview.objects.filter(person_id=person_id).order_by("-held_at", "-recorded_at", "-id"))


def transport_words(*, viewer: Actor, person_ids: Sequence[str]) -> dict[str, bool]:
    """Person id -> whether the last talk puts them on this transport; who had no talk is left out.

    All that planning learns: it never tells why somebody is not.
    """
    require_right(viewer, PLAN)
    return {person_id: talk.on_transport for person_id, talk in last_interviews(person_ids).items()}


def last_interviews(person_ids: Collection[str]) -> dict[str, Interview]:
    """Person id -> the last talk by the time it was held, then by the time it was written down."""
    wanted, found = sorted(set(person_ids)), {}
    for start in range(0, len(wanted), _CHUNK):
        talks = Interview.objects.filter(person_id__in=wanted[start : start + _CHUNK])
        found.update({talk.person_id: talk for talk in talks.order_by("held_at", "recorded_at", "id")})
    return found


def _last_offers() -> list[ListVersion]:
    last: dict[tuple[str, str], ListVersion] = {}
    for version in ListVersion.objects.filter(kind=OFFER).order_by("number").defer("document"):
        last[version.party, version.other] = version
    return [last[way] for way in sorted(last)]
