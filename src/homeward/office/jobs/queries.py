"""Reading jobs: everyone sees what they asked for."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from homeward.base.errors import InputError, RefusedError
from homeward.office.jobs.models import Job
from homeward.office.journal.rights import Actor


def jobs_visible_to(*, viewer: Actor) -> QuerySet[Job]:
    """The viewer's own jobs, newest first; RefusedError for nobody."""
    if not viewer.officer_id:
        raise RefusedError(_("Sign in to see long work."))
    return Job.objects.filter(asked_by=viewer.officer_id)


def job_of(*, viewer: Actor, job_id: str) -> Job:
    """One of the viewer's own jobs; InputError when there is none with that id."""
    job = jobs_visible_to(viewer=viewer).filter(pk=job_id).first()
    if job is None:
        raise InputError(_("There is no such work among yours."))
    return job
