"""The node's own search: it reads the journal on from where each direction stopped, and searches what has changed."""

from datetime import timedelta

from homeward.desks.register.queries import ACTS_ON_LISTS, lists_touched
from homeward.desks.tracing.actions import SEARCH
from homeward.desks.tracing.models import Following
from homeward.desks.tracing.tasks import NODE_ROLES
from homeward.office.jobs.actions import start_job
from homeward.office.jobs.models import Job
from homeward.office.journal import clock
from homeward.office.journal.queries import newest_seq, subjects_since
from homeward.office.journal.rights import THE_NODE, Actor

_THE_NODE_SEARCHING = Actor(officer_id=THE_NODE.officer_id, roles=NODE_ROLES)
# A search by itself rests nine times as long as the one before it took: lists that change all day long never take more
# than a tenth of the worker's time. A short one needs no rest; one that failed or was stopped waits an hour at least.
_REST, _SHORT, _AFTER_A_FAULT = 9, timedelta(seconds=20), timedelta(hours=1)
_LOOKED_BACK = 50


def follow_the_journal() -> list[str]:
    """Reads the journal on from where each followed direction stopped, and starts a search where a list has changed.

    Returns the ids of the searches it started. The worker calls it every half minute.
    """
    followed, newest = list(Following.objects.filter(is_on=True)), newest_seq()
    behind = [one for one in followed if one.read_up_to < newest]
    if not behind:
        return []
    entries = list(
        subjects_since(
            viewer=_THE_NODE_SEARCHING,
            right="register.read",
            after=min(one.read_up_to for one in behind),
            kinds=ACTS_ON_LISTS,
        )
    )
    jobs = (_follow(one, newest, [who for seq, who in entries if seq > one.read_up_to]) for one in behind)
    return [str(job.pk) for job in jobs if job]


def _follow(following: Following, newest: int, subjects: list[list[str]]) -> Job | None:
    touched = lists_touched(viewer=_THE_NODE_SEARCHING, subjects=[each for some in subjects for each in some])
    if not touched & {(following.seeker, "missing"), (following.holder, "held")}:
        # Nothing of ours: the bookmark alone moves on, past whatever else was done.
        Following.objects.filter(pk=following.pk, read_up_to__lt=newest).update(read_up_to=newest)
        return None
    if _is_resting(following):
        return None
    # A list that is empty by now is searched as well: what was proposed of it leaves the queue.
    arguments = {"seeker": following.seeker, "holder": following.holder}
    return start_job(actor=_THE_NODE_SEARCHING, kind=SEARCH, arguments=arguments)


def _is_resting(following: Following) -> bool:
    """Whether a search of this direction waits or runs, whoever asked, or the last one ended too short a while ago."""
    wanted = {"seeker": following.seeker, "holder": following.holder}
    searches = Job.objects.filter(kind=SEARCH)[:_LOOKED_BACK]
    last = next((job for job in searches if job.arguments == wanted), None)
    if last is None:
        return False
    if last.is_open or last.ended_at is None:
        return True
    took = last.ended_at - (last.started_at or last.ended_at)
    rest = took * _REST if took > _SHORT else timedelta(0)
    if last.state != Job.State.DONE:
        rest = max(rest, _AFTER_A_FAULT)
    return clock.now() < last.ended_at + rest
