"""The searches that were made, those under way, and the directions that are searched anew by themselves."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.register.queries import ACTS_ON_LISTS, lists_touched
from homeward.desks.tracing.models import Following, SearchRun
from homeward.office.jobs.models import Job
from homeward.office.jobs.queries import jobs_visible_to
from homeward.office.journal.queries import subjects_since
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


@dataclass(frozen=True, slots=True)
class Followed:
    """One direction; `waits`: whether a list has changed since the last search read it."""

    seeker: str
    holder: str
    is_on: bool
    waits: bool


def directions_followed(*, viewer: Actor) -> list[Followed]:
    """Every direction that was ever searched, and whether it is followed and up to date; no person, no look."""
    require_right(viewer, "tracing.read")
    followed = list(Following.objects.all())
    if not followed:
        return []
    behind = list(
        subjects_since(
            viewer=viewer,
            right="register.read",
            after=min(one.read_up_to for one in followed),
            kinds=ACTS_ON_LISTS,
        )
    )
    return [
        Followed(
            one.seeker, one.holder, one.is_on, _waits(viewer, one, [s for seq, s in behind if seq > one.read_up_to])
        )
        for one in followed
    ]


def _waits(viewer: Actor, one: Following, subjects: list[list[str]]) -> bool:
    if not subjects:
        return False
    touched = lists_touched(viewer=viewer, subjects=[each for some in subjects for each in some])
    return bool(touched & {(one.seeker, "missing"), (one.holder, "held")})


def open_searches(*, viewer: Actor) -> list[Job]:
    """Searches that wait or run, of those this viewer may see: their own, and the node's."""
    states = (Job.State.QUEUED, Job.State.RUNNING)
    return list(jobs_visible_to(viewer=viewer).filter(kind="tracing.search", state__in=states))
