"""How much waits at this desk: counts alone, so no look."""

from dataclasses import dataclass

from django.db.models import Count, Q

from homeward.desks.reception.models import Arrival, CallTask
from homeward.desks.reception.queries.sight import require_sight
from homeward.office.journal.rights import Actor


@dataclass(frozen=True, slots=True)
class Figures:
    """Persons expected, present and not yet seen, seen but with nobody, with an appointment to keep; open calls."""

    expected: int
    unseen: int
    untaken: int
    appointments: int
    calls: int


def figures_visible_to(*, viewer: Actor) -> Figures:
    require_sight(viewer)
    present = Q(state=Arrival.State.ARRIVED)
    counts = Arrival.objects.aggregate(
        expected=Count("pk", filter=Q(state=Arrival.State.EXPECTED)),
        unseen=Count("pk", filter=present & Q(urgency="")),
        untaken=Count("pk", filter=present & ~Q(urgency="") & ~Q(urgency="routine") & Q(taken_by="")),
        appointments=Count("pk", filter=present & Q(appointment_by__isnull=False, appointment_kept_at=None)),
    )
    return Figures(**counts, calls=CallTask.objects.filter(state=CallTask.State.OPEN).count())
