"""From two bureaux' lists to one plan, without a database: who is found, who may go, and the package.

The command `exchange`, the demo and the exchange desk call these functions, so there is one logic with three faces.
Nothing here decides by itself: pairs come from `engine.matching`, answers from people, the package from
`engine.planning`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from homeward.base.errors import InputError, NotBuiltError
from homeward.base.persons import ListedPerson
from homeward.engine.matching import JudgedPair, Matches, match
from homeward.engine.planning import Plan, Terms, Unit, gate, plan

Progress = Callable[[str, float], None]

SAME, NOT_THE_SAME, NOT_SURE = "same", "not the same", "not sure"
LIKELY = "likely"


@dataclass(frozen=True, slots=True)
class PartyLists:
    """What one party handed in: the people it looks for and the people it holds."""

    party: str
    missing: tuple[ListedPerson, ...]
    held: tuple[ListedPerson, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """One direction: the missing of `seeker` looked for among the held of `holder`."""

    seeker: str
    holder: str
    matches: Matches

    @property
    def name(self) -> str:
        return f"{self.seeker}-{self.holder}"


@dataclass(frozen=True, slots=True)
class Answer:
    """A human's word on a pair: the ids as in the lists, left missing, right held."""

    left_id: str
    right_id: str
    word: str


def search_all(sides: Sequence[PartyLists], progress: Progress | None = None) -> list[Search]:
    """Looks for each party's missing among each other party's held."""
    return [_search(seeker, holder, progress) for seeker, holder in permutations(sides, 2)]


def _search(seeker: PartyLists, holder: PartyLists, progress: Progress | None) -> Search:
    def told(stage: str, share: float) -> None:
        if progress:
            progress(f"{seeker.party} looks among those held by {holder.party}: {stage}", share)

    return Search(seeker.party, holder.party, match(seeker.missing, holder.held, progress=told))


def requested(pairs: Iterable[JudgedPair], answers: Iterable[Answer]) -> dict[str, str]:
    """Held id -> missing id, for every person held whom the home side asks for.

    A likely pair asks, unless a human answered otherwise; an answered `same` asks whatever the engine judged.

    Raises:
        InputError: one person answered `same` with two others.
    """
    answered = {(answer.left_id, answer.right_id): answer.word for answer in answers}
    same = [pair for pair, word in answered.items() if word == SAME]
    _refuse_two_answers(same)
    found = {
        pair.right_id: pair.left_id
        for pair in pairs
        if pair.band == LIKELY and answered.get((pair.left_id, pair.right_id), SAME) == SAME
    }
    decided_missing, decided_held = {left for left, _ in same}, {right for _, right in same}
    kept = {
        held: missing for held, missing in found.items() if missing not in decided_missing and held not in decided_held
    }
    return kept | {right: left for left, right in same}


def _refuse_two_answers(same: list[tuple[str, str]]) -> None:
    for place, side in enumerate(("missing", "held")):
        seen: set[str] = set()
        for pair in same:
            if pair[place] in seen:
                message = f"The {side} person {pair[place]} is answered 'same' with two persons."
                raise InputError(message, cure="Keep one of the two answers.")
            seen.add(pair[place])


def units(sides: Sequence[PartyLists], asked: Mapping[tuple[str, str], Mapping[str, str]], terms: Terms) -> list[Unit]:
    """One unit a person held.

    Args:
        asked: (seeker, holder) -> held id -> missing id, as `requested` gives it.

    Raises:
        InputError: the lists and the terms name different parties.
    """
    refuse_other_parties(sides, terms)
    return [
        gate(
            person,
            holder=side.party,
            destination=seeker,
            requested=person.id in asked.get((seeker, side.party), {}),
            terms=terms,
        )
        for side in sides
        for seeker in [next(party for party in terms.parties if party != side.party)]
        for person in side.held
    ]


def refuse_other_parties(sides: Sequence[PartyLists], terms: Terms) -> None:
    """InputError when the lists and the terms name different parties; a caller asks before the long work.

    Raises:
        NotBuiltError: more than two parties; here whoever is held has one home.
    """
    if len(terms.parties) > 2:
        raise NotBuiltError(
            f"The terms name {len(terms.parties)} parties; this plans between two.",
            cure="Plan with ./homeward plan, which reads lists of several parties.",
        )
    given, named = {side.party for side in sides}, set(terms.parties)
    if given != named:
        message = f"The lists are those of {', '.join(sorted(given))}; the terms name {', '.join(sorted(named))}."
        raise InputError(message, cure="Write the same party names in both.")


def plan_exchange(
    sides: Sequence[PartyLists],
    asked: Mapping[tuple[str, str], Mapping[str, str]],
    terms: Terms,
    *,
    draw_key: bytes | None = None,
    time_limit: float | None = None,
) -> tuple[list[Unit], Plan]:
    """The units and the one package that the terms define for them.

    Raises:
        NoPlanError: no package satisfies the terms, or none was proved in time.
    """
    everyone = units(sides, asked, terms)
    return everyone, plan(terms, everyone, draw_key=draw_key or terms.draw_key, time_limit=time_limit)
