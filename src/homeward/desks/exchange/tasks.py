"""Planning as long work: it reads lists, solves, and stores the plan; stopped or failed, nothing is stored."""

from django.utils.translation import gettext_lazy as _

from homeward.base.errors import NoPlanError
from homeward.desks.exchange.actions import Prepared, make_plan
from homeward.desks.exchange.package import plan_exchange
from homeward.desks.exchange.queries import terms_version_visible_to
from homeward.desks.exchange.readings import terms_of
from homeward.desks.exchange.sources import sources_for
from homeward.engine.planning import ConflictingClausesError
from homeward.office.jobs.kinds import long_work
from homeward.office.jobs.runs import Run

KIND = "exchange.plan"
# Below the time after which work without a sign of life is taken for lost.
SECONDS_FOR_SOLVING = 300.0
_FIGURES = " Figures: "


@long_work(KIND, right="exchange.plan", title=_("Plan the exchange"), address="exchange:plan")
def plan_the_exchange(run: Run) -> list[str]:
    """Makes a plan from the terms version in `run.arguments` ("terms": its number) and the present lists."""
    run.report("lists", 0.05)
    version = terms_version_visible_to(viewer=run.actor, number=int(run.arguments["terms"]))
    terms = terms_of(version)
    sources = sources_for(viewer=run.actor, terms=terms)
    run.report("solving", 0.3)
    try:
        units, plan = plan_exchange(sources.sides, sources.asked, terms, time_limit=SECONDS_FOR_SOLVING)
    except ConflictingClausesError as error:
        raise _in_two_parts(error) from error
    run.report("storing", 0.9)
    prepared = Prepared(version, sources, units, plan)
    return [str(make_plan(actor=run.actor, prepared=prepared, job_id=run.job_id).number)]


def _in_two_parts(error: ConflictingClausesError) -> NoPlanError:
    """The clauses in conflict as the message, figures with the cure: a job keeps 500 letters of either."""
    clauses, _sign, figures = error.message.partition(_FIGURES)
    return NoPlanError(clauses, cure=f"{error.cure} {_FIGURES.strip()} {figures}")
