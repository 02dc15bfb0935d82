"""How many persons of the register are owed special care; counts alone, so no look."""

from django.db.models import Sum

from homeward.desks.register.models import Batch, CategoryTotal
from homeward.desks.register.queries.cards import RIGHT
from homeward.office.journal.rights import Actor, require_right


def children_held(*, viewer: Actor) -> int:
    """Children among the persons held, by the lists and captures of this register."""
    require_right(viewer, RIGHT)
    totals = CategoryTotal.objects.filter(code="CHILDREN", batch__kind="held", batch__state=Batch.State.COMMITTED)
    return int(totals.aggregate(count=Sum("persons"))["count"] or 0)
