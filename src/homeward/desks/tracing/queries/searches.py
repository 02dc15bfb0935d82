"""The searches that were made."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.tracing.models import SearchRun
from homeward.office.journal.rights import Actor, require_right


def runs_visible_to(*, viewer: Actor) -> QuerySet[SearchRun]:
    """All searches, newest first; they name parties and counts, no person."""
    require_right(viewer, "tracing.read")
    return SearchRun.objects.all()


def run_visible_to(*, viewer: Actor, run_id: str) -> SearchRun:
    """One search; InputError when there is none with that id."""
    run = runs_visible_to(viewer=viewer).filter(pk=run_id).first()
    if run is None:
        raise InputError(_("There is no such search."))
    return run
