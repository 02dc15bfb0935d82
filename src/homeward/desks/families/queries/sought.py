"""For whom relatives wait: ids of missing persons, as a query that a later desk may put inside one of its own."""

from django.db.models import QuerySet

from homeward.desks.families.models import Request
from homeward.desks.families.queries.verdicts import RIGHT
from homeward.office.journal.rights import Actor, require_right


def sought_persons(*, viewer: Actor) -> "QuerySet[Request, str]":
    """Ids of the missing persons to whom an open request is tied. Ids alone and no relative, so no look."""
    require_right(viewer, RIGHT)
    tied = Request.objects.filter(state=Request.State.OPEN).exclude(person_id="")
    return tied.order_by().values_list("person_id", flat=True)
