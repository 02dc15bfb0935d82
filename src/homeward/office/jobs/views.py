"""Pages of long work: one's own jobs, one job, and the parts that renew themselves."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from homeward.office.jobs.actions import start_again, stop_job
from homeward.office.jobs.kinds import KINDS
from homeward.office.jobs.models import Job
from homeward.office.jobs.queries import job_of, jobs_visible_to

ROWS = 50


@require_GET
def list_jobs(request: HttpRequest) -> HttpResponse:
    return render(request, "jobs/list.html", _page(request))


@require_GET
def rows(request: HttpRequest) -> HttpResponse:
    """The table alone: the page fetches it every two seconds while work is open."""
    return render(request, "jobs/rows.html", _page(request))


def _page(request: HttpRequest) -> dict[str, Any]:
    jobs = [_shown(job) for job in jobs_visible_to(viewer=request.actor)[:ROWS]]
    return {"jobs": jobs, "open": any(entry["job"].is_open for entry in jobs)}


def _shown(job: Job) -> dict[str, Any]:
    kind = KINDS.get(job.kind)
    results = [reverse(kind.address, args=[result]) for result in job.results] if kind and kind.address else []
    unfinished = job.state in (Job.State.STOPPED, Job.State.FAILED)
    return {
        "job": job,
        "title": kind.title if kind else job.kind,
        "results": results,
        "may_start_again": unfinished and kind is not None,
    }


@require_GET
def show_job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    return render(request, "jobs/job.html", _shown(job_of(viewer=request.actor, job_id=str(job_id))))


@require_GET
def progress(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """One job's progress alone; desks may show it on a page of theirs (`jobs/progress.html`)."""
    return render(request, "jobs/progress.html", _shown(job_of(viewer=request.actor, job_id=str(job_id))))


@require_POST
def stop(request: HttpRequest, job_id: UUID) -> HttpResponse:
    stop_job(actor=request.actor, job_id=str(job_id))
    return redirect("jobs:list")


@require_POST
def again(request: HttpRequest, job_id: UUID) -> HttpResponse:
    start_again(actor=request.actor, job_id=str(job_id))
    return redirect("jobs:show", job_id)
