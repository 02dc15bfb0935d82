"""Reading jobs: everyone sees what they asked for, and what the node began itself where they might ask for it."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from homeward.base.errors import InputError, RefusedError
from homeward.office.jobs.kinds import KINDS
from homeward.office.jobs.models import Job
from homeward.office.journal.rights import THE_NODE, Actor, has_right


def jobs_visible_to(*, viewer: Actor) -> QuerySet[Job]:
    """The viewer's own jobs and the node's of kinds that they may start, newest first; RefusedError for nobody."""
    if not viewer.officer_id:
        raise RefusedError(_("Sign in to see long work."))
    may_start = [kind.name for kind in KINDS.values() if kind.node_roles and has_right(viewer, kind.right)]
    return Job.objects.filter(Q(asked_by=viewer.officer_id) | Q(asked_by=THE_NODE.officer_id, kind__in=may_start))


def job_of(*, viewer: Actor, job_id: str) -> Job:
    """One of the viewer's own jobs; InputError when there is none with that id."""
    job = jobs_visible_to(viewer=viewer).filter(pk=job_id).first()
    if job is None:
        raise InputError(_("There is no such work among yours."))
    return job
