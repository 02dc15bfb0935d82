"""Confirmed pairs whose two records place one person in two custodies. Both stay; somebody finds out which is right."""

from dataclasses import dataclass

from homeward.desks.register.queries import PersonCard, cards
from homeward.desks.register.queries.standing import missing_in_custody, standing_custody
from homeward.desks.tracing.models import Pair
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, require_right

_RIGHT = "tracing.read"
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class TwoCustodies:
    """One confirmed pair and the code of custody that either record tells."""

    pair: Pair
    missing_code: str
    held_code: str
    missing: PersonCard | None = None
    held: PersonCard | None = None


def contradicting_count(*, viewer: Actor) -> int:
    """How many such pairs wait; a count alone, so no look."""
    return len(_contradicting(viewer))


def contradicting_pairs(*, viewer: Actor) -> list[TwoCustodies]:
    """All of them in the order of the queue, with both records; one look at a list."""
    found = _contradicting(viewer)
    ids = [person for two in found for person in (two.pair.missing_id, two.pair.held_id)]
    known = cards(viewer=viewer, person_ids=ids)
    record_look(viewer=viewer, what="tracing.custody", shown=len(ids))
    return [
        TwoCustodies(
            two.pair, two.missing_code, two.held_code, known.get(two.pair.missing_id), known.get(two.pair.held_id)
        )
        for two in found
    ]


def _contradicting(viewer: Actor) -> list[TwoCustodies]:
    require_right(viewer, _RIGHT)
    missing = missing_in_custody(viewer=viewer)
    ids, pairs = sorted(missing), []
    for start in range(0, len(ids), _AT_ONCE):
        pairs += Pair.objects.filter(state=Pair.State.CONFIRMED, missing_id__in=ids[start : start + _AT_ONCE])
    held = standing_custody(viewer=viewer, person_ids=[pair.held_id for pair in pairs])
    found = [
        TwoCustodies(pair, missing[pair.missing_id], held[pair.held_id])
        for pair in pairs
        if held.get(pair.held_id, missing[pair.missing_id]) != missing[pair.missing_id]
    ]
    return sorted(found, key=lambda two: two.pair.place)
