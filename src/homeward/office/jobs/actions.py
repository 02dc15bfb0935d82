"""Starting, stopping and starting again."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext

from homeward.base.errors import ConflictError, RefusedError
from homeward.office.jobs.kinds import kind_named
from homeward.office.jobs.models import Job
from homeward.office.jobs.queries import jobs_visible_to
from homeward.office.jobs.working import carry_out
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.record import check_codes
from homeward.office.journal.rights import Actor


def _right_of(*, kind: str, **_: Any) -> str:
    return kind_named(kind).right


@action("jobs.start_job", right=_right_of)
def start_job(*, actor: Actor, kind: str, arguments: Mapping[str, Any]) -> Outcome[Job]:
    """Puts work into the queue. Arguments are ids and codes: the queue stores them in clear."""
    check_codes(arguments)
    job = Job.objects.create(
        kind=kind, arguments=dict(arguments), asked_by=actor.officer_id, language=get_language() or "en"
    )
    carry_out.enqueue(str(job.pk))
    job.refresh_from_db()
    return Outcome(job, facts={"kind": kind, "arguments": dict(arguments)}, subjects=[str(job.pk)])


def _right_of_job(*, job_id: str) -> str:
    job = Job.objects.filter(pk=job_id).first()
    if job is None:
        raise ConflictError(gettext("There is no such work any more."))
    return kind_named(job.kind).right


@action("jobs.stop_job", right=_right_of_job)
def stop_job(*, actor: Actor, job_id: str) -> Outcome[Job]:
    """Stops work: at once when it waits, at its next sign of life when it runs. Whoever asked for it may stop it."""
    job = jobs_visible_to(viewer=actor).select_for_update().filter(pk=job_id).first()
    if job is None:
        raise RefusedError(gettext("This work was asked for by somebody else."))
    if not job.is_open:
        raise ConflictError(gettext("This work has ended already."))
    if job.state == Job.State.QUEUED:
        job.state, job.ended_at = Job.State.STOPPED, clock.now()
    job.stop_asked = True
    job.save(update_fields=["state", "ended_at", "stop_asked"])
    return Outcome(job, facts={"kind": job.kind}, subjects=[str(job.pk)])


@action("jobs.start_again", right=_right_of_job)
def start_again(*, actor: Actor, job_id: str) -> Outcome[Job]:
    """Puts work that was stopped or failed back into the queue, with what it was given; sent twice, it waits once.

    Raises:
        RefusedError: somebody else asked for it.
        ConflictError: it is done.
    """
    job = jobs_visible_to(viewer=actor).select_for_update().filter(pk=job_id).first()
    if job is None:
        raise RefusedError(gettext("This work was asked for by somebody else."))
    if job.state == Job.State.DONE:
        raise ConflictError(gettext("This work has ended already."))
    if not job.is_open:
        job.state, job.stop_asked, job.ended_at, job.share = Job.State.QUEUED, False, None, 0.0
        job.message = job.cure = ""
        job.save(update_fields=["state", "stop_asked", "ended_at", "share", "message", "cure"])
        carry_out.enqueue(str(job.pk))
        job.refresh_from_db()
    return Outcome(job, facts={"kind": job.kind}, subjects=[str(job.pk)])
