"""Tracing: one side's missing looked for among those the other holds, pairs confirmed by two people, a family told."""

from typing import Any

from django.core.management import call_command

from homeward.desks.families.actions import decide_kinship, draft_answer, give_answer, link_person, record_request
from homeward.desks.register.queries import cards
from homeward.desks.tracing.actions import SEARCH, answer_pair
from homeward.desks.tracing.queries import Filter, pairs_visible_to
from homeward.node.demo.steps.registry import StoryError, actor, step
from homeward.office.jobs.actions import start_job
from homeward.office.jobs.models import Job


def do_long_work(officer: str, kind: str, arguments: dict[str, str]) -> list[str]:
    """Starts long work as that officer and does it here and now. Returns what it points to."""
    job = start_job(actor=actor(officer), kind=kind, arguments=arguments)
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0, reload=False)
    job.refresh_from_db()
    if job.state != Job.State.DONE:
        raise StoryError(f"{kind} ended as {job.state}: {job.message}")
    return list(job.results)


@step
def search(officer: str, seeker: str, holder: str) -> dict[str, int]:
    """Looks for the missing of one side; counts of likely pairs and of those for people to judge."""
    do_long_work(officer, SEARCH, {"seeker": seeker, "holder": holder})
    counts = dict.fromkeys(("likely", "review"), 0)
    for band in counts:
        page = pairs_visible_to(viewer=actor(officer), chosen=Filter(band=band), limit=1, what="tracing.queue")
        counts[band] = page.total
    return counts


@step
def confirm(first: str, second: str, answers: int, confirmations: int) -> list[str]:
    """The first officer answers so many pairs, the second some of them without seeing the answers.

    Returns the missing persons whose pair two people confirmed.
    """
    page = pairs_visible_to(viewer=actor(first), chosen=Filter(band="likely"), limit=answers, what="tracing.queue")
    answered = [(row.pair.pk, row.pair.round, row.pair.missing_id) for row in page.rows]
    for pair_id, round_, _missing in answered:
        answer_pair(actor=actor(first), pair_id=pair_id, word="confirmed", round=round_)
    for pair_id, round_, _missing in answered[:confirmations]:
        answer_pair(actor=actor(second), pair_id=pair_id, word="confirmed", round=round_)
    return [missing for _pair, _round, missing in answered[:confirmations]]


@step
def request(officer: str, missing_id: str, relative: str, contact: str) -> str:
    """A relative asks; the request is tied to the person missing, kinship is shown by a document."""
    tracer = actor(officer)
    card = cards(viewer=tracer, person_ids=[missing_id])[missing_id]
    made = record_request(
        actor=tracer,
        sought={"full_name": card.name, "birth_date": card.birth_date.isoformat(), "unit": card.unit},
        loss={},
        enquirer={"name": relative, "relation": "sister", "contact": contact},
        consents=["SEARCH", "NEUTRAL"],
        language="uk",
    )
    link_person(actor=tracer, request_id=made.pk, person_id=missing_id)
    decide_kinship(actor=tracer, request_id=made.pk, word="proven", proof="DOCUMENT")
    return made.pk


@step
def answer(officer: str, request_id: str) -> dict[str, Any]:
    """The answer of this moment, graded by what two people confirmed, with a code that can be checked."""
    drafted = draft_answer(actor=actor(officer), request_id=request_id)
    given = give_answer(actor=actor(officer), answer_id=drafted.pk, way="IN_PERSON")
    return {"kind": given.kind, "grade": given.grade}
