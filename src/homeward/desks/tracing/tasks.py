"""The search as long work: read both lists, match, keep what was found. Killed and run again, it ends the same."""

from django.utils.translation import gettext_lazy as _

from homeward.desks.register.queries import listed_persons
from homeward.desks.tracing.actions import SEARCH, store_search
from homeward.desks.tracing.prints import prints_of
from homeward.engine.matching import STAGES, match
from homeward.office.jobs.kinds import long_work
from homeward.office.jobs.runs import Run

# Shares of the whole: reading the lists, matching, keeping the pairs.
_READ, _MATCHED = 0.1, 0.9


@long_work(SEARCH, right="tracing.search", title=_("Search among persons held"), address="tracing:run")
def search_lists(job: Run) -> list[str]:
    seeker, holder = job.arguments["seeker"], job.arguments["holder"]
    job.report("reading", 0.0)
    missing = listed_persons(viewer=job.actor, party=seeker, kind="missing")
    held = listed_persons(viewer=job.actor, party=holder, kind="held")

    def told(stage: str, share: float) -> None:
        done = (STAGES.index(stage) + share) / len(STAGES)
        job.report(stage, _READ + done * (_MATCHED - _READ))

    matches = match(missing, held, progress=told)
    job.report("keeping", _MATCHED)
    run = store_search(
        actor=job.actor,
        job_id=job.job_id,
        seeker=seeker,
        holder=holder,
        matches=matches,
        prints={person.id: prints_of(person) for person in (*missing, *held)},
    )
    return [str(run.pk)]
