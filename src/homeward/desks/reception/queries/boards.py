"""Lists of people at the reception: by urgency, by need before they come, and by what they may eat."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.reception.models import Arrival, Convoy
from homeward.desks.reception.queries.sight import require_sight
from homeward.desks.reception.refeeding import AT_RISK, NO_SIGN, NOT_EXCLUDED, UNCHECKED
from homeward.desks.reception.wording import URGENCIES
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor

MOST = 500
_FOOD_ORDER = (AT_RISK, UNCHECKED, NOT_EXCLUDED, NO_SIGN)


@dataclass(frozen=True, slots=True)
class Expected:
    """A convoy before it comes: how many beds and escorts, and for whom. Nothing of what lies behind a person."""

    convoy: Convoy
    beds: Mapping[str, int]
    escorts: Mapping[str, int]
    rows: list[Arrival]
    arrived: int


def board_visible_to(*, viewer: Actor) -> dict[str, list[Arrival]]:
    """People present by urgency, in the order of the board; within a column who has waited longest comes first."""
    require_sight(viewer)
    present = list(Arrival.objects.filter(state=Arrival.State.ARRIVED).order_by("arrived_at", "id")[:MOST])
    record_look(viewer=viewer, what="reception.board", shown=len(present))
    return {code: [arrival for arrival in present if arrival.urgency == code] for code in URGENCIES}


def convoys_visible_to(*, viewer: Actor) -> list[tuple[Convoy, int, int]]:
    """Convoys, newest first, with how many are still expected and how many have come; counts alone, so no look."""
    require_sight(viewer)
    convoys = list(Convoy.objects.all()[:50])
    states = Counter(Arrival.objects.filter(convoy__in=convoys).order_by().values_list("convoy_id", "state"))
    came = (Arrival.State.ARRIVED, Arrival.State.LEFT)
    return [
        (convoy, states[convoy.pk, Arrival.State.EXPECTED], sum(states[convoy.pk, state] for state in came))
        for convoy in convoys
    ]


def expected_visible_to(*, viewer: Actor, convoy_id: str) -> Expected:
    """Who is still expected with one convoy, by name, with beds and escorts; InputError for an unknown convoy."""
    require_sight(viewer)
    convoy = Convoy.objects.filter(pk=convoy_id).first()
    if convoy is None:
        raise InputError(_("There is no such arrival of people."))
    arrivals = list(convoy.arrivals.all()[:MOST])
    rows = [arrival for arrival in arrivals if arrival.state == Arrival.State.EXPECTED]
    record_look(viewer=viewer, what="reception.expected", shown=len(rows), filter=f"convoy={convoy.number}")
    return Expected(
        convoy=convoy,
        beds=Counter(arrival.bed for arrival in rows),
        escorts=Counter(arrival.escort for arrival in rows),
        rows=rows,
        arrived=sum(arrival.state in (Arrival.State.ARRIVED, Arrival.State.LEFT) for arrival in arrivals),
    )


def food_visible_to(*, viewer: Actor) -> list[Arrival]:
    """Everybody present, for who serves food: names and the refeeding flag alone, the gravest first."""
    require_sight(viewer)
    rows = list(Arrival.objects.filter(state=Arrival.State.ARRIVED).only("name", "case_number", "refeeding")[:MOST])
    record_look(viewer=viewer, what="reception.food", shown=len(rows))
    return sorted(rows, key=lambda arrival: (_FOOD_ORDER.index(arrival.refeeding), arrival.name))
