"""What tracing tells later desks about one direction: the proposed pairs, and what two people decided."""

from dataclasses import dataclass

from homeward.desks.register.queries import cards
from homeward.desks.tracing.models import Pair
from homeward.engine.matching import JudgedPair
from homeward.office.journal.rights import Actor, require_right

# As lists of answers write them, from whatever desk or file they come.
_WORDS = {Pair.State.CONFIRMED: "same", Pair.State.REJECTED: "not the same"}


@dataclass(frozen=True, slots=True)
class Found:
    """`pairs` as the last search judged them, `answers` as (missing id, held id, word); all ids are the register's.

    A single officer's word is no answer here: it leaves this desk when a second person agrees.
    """

    pairs: list[JudgedPair]
    answers: list[tuple[str, str, str]]


def search_results(*, viewer: Actor, seeker: str, holder: str) -> Found:
    """Proposals and decisions of one direction, in the order of the queue."""
    require_right(viewer, "tracing.read")
    pairs = list(Pair.objects.filter(seeker=seeker, holder=holder, listed=True).order_by("place"))
    pairs = _still_registered(viewer, pairs)
    answers = [(pair.missing_id, pair.held_id, _WORDS[pair.state]) for pair in pairs if pair.state in _WORDS]
    return Found([pair.as_judged() for pair in pairs if pair.proposed], answers)


def _still_registered(viewer: Actor, pairs: list[Pair]) -> list[Pair]:
    # A batch may have been undone since the search: its persons ask for nobody and are asked for by nobody.
    known = cards(viewer=viewer, person_ids=[person for pair in pairs for person in (pair.missing_id, pair.held_id)])
    here = {person for person, card in known.items() if not card.withdrawn}
    return [pair for pair in pairs if pair.missing_id in here and pair.held_id in here]
