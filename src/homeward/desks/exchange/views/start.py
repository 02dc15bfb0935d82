"""The desk's first page: are lists and searches whole, which terms and plans exist, what to do next."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from homeward.desks.exchange.models import PlanRecord, TermsVersion
from homeward.desks.exchange.queries import (
    Readiness,
    plans_visible_to,
    readiness_visible_to,
    terms_versions_visible_to,
)
from homeward.desks.exchange.tasks import KIND
from homeward.desks.exchange.wording import STAMPS, state_tag
from homeward.office.jobs.models import Job
from homeward.office.jobs.queries import jobs_visible_to
from homeward.office.journal.rights import has_right

SHOWN_PLANS, SHOWN_TERMS = 20, 5


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    viewer = request.actor
    readiness = readiness_visible_to(viewer=viewer)
    versions = list(terms_versions_visible_to(viewer=viewer).defer("text", "document")[:SHOWN_TERMS])
    plans = list(plans_visible_to(viewer=viewer)[:SHOWN_PLANS])
    may_plan = has_right(viewer, "exchange.plan")
    last_job = jobs_visible_to(viewer=viewer).filter(kind=KIND).first() if may_plan else None
    return render(
        request,
        "exchange/start.html",
        {
            "readiness": readiness,
            "steps": _steps(readiness, versions, plans) if readiness.searches_shown else [],
            "versions": versions,
            "plans": [plan_row(plan) for plan in plans],
            "compare": _last_two(plans),
            "failed": last_job if last_job and last_job.state == Job.State.FAILED else None,
            "running": last_job if last_job and last_job.is_open else None,
            # A bureau has one side of the lists: it takes plans that the intermediary proposes, and makes none.
            "may_plan": may_plan and bool(versions) and not readiness.own,
            "next": _next(readiness, versions, plans) if may_plan else {},
        },
    )


def plan_row(plan: PlanRecord) -> dict[str, Any]:
    """A plan as a row of a table."""
    return {
        "plan": plan,
        "state": state_tag(plan),
        "stamps": [STAMPS[code] for code in plan.summary["obstacles"]],
        "directions": plan.summary["directions"],
    }


def _last_two(plans: list[PlanRecord]) -> dict[str, int]:
    return {"before": plans[1].number, "after": plans[0].number} if len(plans) > 1 else {}


def _steps(readiness: Readiness, versions: list[TermsVersion], plans: list[PlanRecord]) -> list[dict[str, Any]]:
    decided = any(plan.state == PlanRecord.State.APPROVED for plan in plans)
    done = [readiness.lists_whole, readiness.searches_whole, bool(versions), bool(plans), decided]
    titles = [_("Lists"), _("Searches"), _("Terms"), _("Plan"), _("Decision")]
    now = next((place for place, is_done in enumerate(done) if not is_done), len(done))
    return [
        {"title": title, "done": is_done, "active": place == now}
        for place, (title, is_done) in enumerate(zip(titles, done, strict=True))
    ]


def _next(readiness: Readiness, versions: list[TermsVersion], plans: list[PlanRecord]) -> dict[str, str]:
    """The one thing to do next, for who plans."""
    if readiness.own:
        return _next_of_a_bureau(readiness, plans)
    if not readiness.lists_whole:
        return {
            "text": _(
                "Each of two parties must hand in who it looks for and whom it holds. A registrar imports lists."
            ),
            "url": reverse("register:list"),
            "link": _("Go to the register"),
        }
    if not readiness.searches_whole:
        return {
            "text": _("Each party's missing must be searched among those the other holds. A tracing officer searches."),
            "url": reverse("tracing:queue"),
            "link": _("Go to tracing"),
        }
    if not versions:
        return {
            "text": _("Write down what the parties agreed: who, how many, in which order of wishes."),
            "url": reverse("exchange:write_terms"),
            "link": _("Write terms"),
        }
    if not plans:
        return {"text": _("Everything is there. Make the plan that these terms define.")}
    return {}


def _next_of_a_bureau(readiness: Readiness, plans: list[PlanRecord]) -> dict[str, str]:
    """A bureau searches, says what it asks for and offers, and waits for the intermediary's proposal."""
    if not readiness.searches_whole:
        return {
            "text": _("Your missing must be searched among those the other side holds. A tracing officer searches."),
            "url": reverse("tracing:queue"),
            "link": _("Go to tracing"),
        }
    if not readiness.lists_whole:
        return {
            "text": _("Draw up what you ask for and what you offer, and give both to the post."),
            "url": reverse("exchange:lists"),
            "link": _("Requests and offers"),
        }
    if not plans:
        return {"text": _("Your lists are drawn up. The intermediary proposes a plan; it arrives with the post.")}
    return {}
