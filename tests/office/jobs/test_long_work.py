"""Long work runs as the person who asked, shows how far it is, stops when told, comes back."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import translation
from django_tasks import task_backends
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from cast import client_of, registrar
from homeward.base.clock import StoryClock
from homeward.base.errors import ConflictError, InputError, NotBuiltError, RefusedError
from homeward.office.accounts.models import Officer
from homeward.office.jobs import kinds
from homeward.office.jobs.actions import start_job, stop_job
from homeward.office.jobs.models import Job
from homeward.office.jobs.queries import job_of, jobs_visible_to
from homeward.office.jobs.runs import Run
from homeward.office.jobs.worker import work_until
from homeward.office.jobs.working import carry_out, sweep_jobs
from homeward.office.journal.clock import clock_set_to
from homeward.office.journal.models import JournalEntry
from homeward.office.journal.record import ProseInJournalError
from homeward.office.journal.rights import THE_NODE
from homeward.office.parties.actions import admit_party
from homeward.office.parties.models import Party

KIND = "test.admit"
pytestmark = pytest.mark.django_db(transaction=True)
Work = Callable[[Run], list[str]]


@pytest.fixture
def officer() -> Officer:
    return registrar()


@pytest.fixture(autouse=True)
def _kinds_of_the_test_alone() -> Iterator[None]:
    before = dict(kinds.KINDS)
    kinds.KINDS.clear()
    yield
    kinds.KINDS.clear()
    kinds.KINDS.update(before)


@pytest.fixture
def queue() -> Iterator[None]:
    """The queue of a real node: in the database, worked off by a worker."""
    before = task_backends["default"]
    task_backends["default"] = DatabaseBackend("default", {})
    yield
    task_backends["default"] = before


def offer(work: Work) -> None:
    kinds.long_work(KIND, right="register.import", title="Admitting")(work)


def start(officer: Officer, **arguments: object) -> Job:
    return start_job(actor=officer.as_actor(), kind=KIND, arguments=arguments)


def work() -> None:
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0, reload=False)


@pytest.mark.usefixtures("queue")
def test_a_job_runs_in_the_worker_as_the_person_who_asked(officer: Officer) -> None:
    seen: list[object] = []

    def note(run: Run) -> list[str]:
        seen.extend([run.actor.officer_id, run.arguments])
        return ["made-1"]

    offer(note)
    job = start(officer, batch="batch-1")
    assert job.state == "queued"
    assert JournalEntry.objects.order_by("-seq")[0].kind == "jobs.start_job"
    work()
    job.refresh_from_db()
    assert (job.state, job.share, job.results) == ("done", 1.0, ["made-1"])
    assert seen == [str(officer.pk), {"batch": "batch-1"}]
    assert job.started_at <= job.ended_at


def test_the_queue_stores_an_id_and_nothing_else(officer: Officer, queue: None) -> None:
    offer(lambda run: [])
    job = start(officer, batch="batch-1")
    assert DBTaskResult.objects.get().args_kwargs == {"args": [str(job.pk)], "kwargs": {}}
    with pytest.raises(ProseInJournalError):
        start(officer, name="Mara Ostrow")
    assert Job.objects.count() == DBTaskResult.objects.count() == 1


def test_the_wrong_role_cannot_start_and_an_unknown_kind_is_not_built(officer: Officer) -> None:
    kinds.long_work("test.other", right="tracing.search", title="Other")(lambda run: [])
    with pytest.raises(RefusedError):
        start_job(actor=officer.as_actor(), kind="test.other", arguments={})
    with pytest.raises(NotBuiltError):
        start_job(actor=officer.as_actor(), kind="test.none", arguments={})
    assert not Job.objects.exists()


@pytest.mark.usefixtures("queue")
def test_progress_is_written_when_the_stage_changes_or_half_a_second_has_passed(officer: Officer) -> None:
    shares: list[float] = []

    def three_reports(run: Run) -> list[str]:
        moments = iter([0.0, 0.1, 1.0, 1.0])
        run._seconds = lambda: next(moments)
        for share in (0.1, 0.2, 0.9):
            run.report("reading", share)
            shares.append(Job.objects.get().share)
        return []

    offer(three_reports)
    start(officer)
    work()
    assert Job.objects.get().state == "done"
    assert shares == [0.1, 0.1, 0.9]


@pytest.mark.usefixtures("queue")
def test_a_running_job_stops_at_its_next_report(officer: Officer) -> None:
    def stopped_half_way(run: Run) -> list[str]:
        run.report("reading", 0.1)
        stop_job(actor=officer.as_actor(), job_id=run.job_id)
        run.report("writing", 0.5)
        raise AssertionError("a stopped job went on")

    offer(stopped_half_way)
    job = start(officer)
    work()
    job.refresh_from_db()
    assert (job.state, job.results) == ("stopped", [])
    with pytest.raises(ConflictError):
        stop_job(actor=officer.as_actor(), job_id=str(job.pk))


@pytest.mark.usefixtures("queue")
def test_a_waiting_job_that_is_stopped_never_runs(officer: Officer) -> None:
    def never(run: Run) -> list[str]:
        raise AssertionError("it ran")

    offer(never)
    job = start(officer)
    stop_job(actor=officer.as_actor(), job_id=str(job.pk))
    work()
    job.refresh_from_db()
    assert (job.state, job.attempt) == ("stopped", 0)


def test_nobody_stops_or_sees_the_work_of_somebody_else(officer: Officer, queue: None) -> None:
    offer(lambda run: [])
    job = start(officer)
    other = registrar().as_actor()
    assert not jobs_visible_to(viewer=other).exists()
    with pytest.raises(RefusedError):
        stop_job(actor=other, job_id=str(job.pk))
    with pytest.raises(InputError):
        job_of(viewer=other, job_id=str(job.pk))


@pytest.mark.usefixtures("queue")
def test_a_job_that_says_no_fails_with_its_words_and_its_cure(officer: Officer) -> None:
    def refuses(run: Run) -> list[str]:
        raise InputError("The list holds no names.", cure="Choose another file.")

    offer(refuses)
    job = start(officer)
    work()
    job.refresh_from_db()
    assert (job.state, job.message, job.cure) == ("failed", "The list holds no names.", "Choose another file.")


@pytest.mark.usefixtures("queue")
def test_a_failure_is_told_in_the_language_of_the_page_it_was_asked_from(officer: Officer) -> None:
    def breaks(run: Run) -> list[str]:
        raise KeyError("nothing to see")

    offer(breaks)
    with translation.override("uk"):
        job = start(officer)
    work()
    job.refresh_from_db()
    assert job.message == "Роботу несподівано перервано (KeyError)."


@pytest.mark.usefixtures("queue")
def test_a_job_that_breaks_keeps_a_persons_name_out_of_queue_page_and_log(officer: Officer, capsys) -> None:
    def breaks(run: Run) -> list[str]:
        raise KeyError("Mara Ostrow")

    offer(breaks)
    job = start(officer)
    work()
    job.refresh_from_db()
    assert (job.state, job.message) == ("failed", "The work failed unexpectedly (KeyError).")
    assert "Ostrow" not in DBTaskResult.objects.get().traceback
    assert "Ostrow" not in "".join(capsys.readouterr())


@pytest.mark.usefixtures("queue")
def test_what_a_failed_job_did_in_a_whole_action_stays_and_half_an_action_does_not(officer: Officer) -> None:
    def one_and_a_half(run: Run) -> list[str]:
        admit_party(actor=THE_NODE, code="WHOLE", role="party", names={"en": "Whole"})
        admit_party(actor=run.actor, code="REFUSED", role="party", names={"en": "Refused"})
        return []

    offer(one_and_a_half)
    job = start(officer)
    work()
    job.refresh_from_db()
    assert job.state == "failed"
    assert list(Party.objects.values_list("code", flat=True)) == ["WHOLE"]


def lose_worker(job: Job, minutes: int) -> None:
    """The state a killed worker leaves behind."""
    Job.objects.filter(pk=job.pk).update(
        state="running", attempt=job.attempt + 1, seen_at=datetime.now(UTC) - timedelta(minutes=minutes)
    )
    DBTaskResult.objects.update(status="RUNNING")
    job.refresh_from_db()


@pytest.mark.usefixtures("queue")
def test_a_job_whose_worker_was_killed_returns_to_the_queue_after_the_time_limit(officer: Officer) -> None:
    offer(lambda run: ["made-1"])
    job = start(officer)
    lose_worker(job, minutes=9)
    assert sweep_jobs() == []
    lose_worker(job, minutes=11)
    assert sweep_jobs() == [str(job.pk)]
    work()
    job.refresh_from_db()
    assert (job.state, job.results) == ("done", ["made-1"])


@pytest.mark.usefixtures("queue")
def test_a_job_that_lost_three_workers_is_given_up(officer: Officer) -> None:
    offer(lambda run: [])
    job = start(officer)
    Job.objects.update(attempt=2)
    job.refresh_from_db()
    lose_worker(job, minutes=11)
    assert sweep_jobs() == []
    job.refresh_from_db()
    assert job.state == "failed"
    assert "three times" in job.message


@pytest.mark.usefixtures("queue")
def test_a_run_that_was_taken_over_writes_nothing_more(officer: Officer) -> None:
    def taken_over(run: Run) -> list[str]:
        Job.objects.update(attempt=7)
        return ["late"]

    offer(taken_over)
    job = start(officer)
    work()
    job.refresh_from_db()
    assert (job.state, job.results) == ("running", [])


@pytest.mark.usefixtures("queue")
def test_the_workers_loop_sweeps_and_works_until_it_is_told_to_end(officer: Officer) -> None:
    offer(lambda run: [])
    job = start(officer)
    answers = iter([False, True, True])
    work_until(lambda: next(answers), pause=0)
    job.refresh_from_db()
    assert job.state == "done"


def test_without_a_queue_the_work_is_done_at_once(officer: Officer) -> None:
    offer(lambda run: ["made-1"])
    assert start(officer).state == "done"
    carry_out.call(str(Job.objects.get().pk))
    assert Job.objects.get().attempt == 1


def test_the_page_shows_own_work_and_renews_itself_while_it_is_open(officer: Officer, queue: None) -> None:
    offer(lambda run: [])
    client = client_of(officer)
    assert "hx-get" not in client.get("/long-work/rows/").content.decode()
    with clock_set_to(StoryClock(datetime(2024, 8, 24, 9, tzinfo=UTC))):
        job = start(officer)
    page = client.get("/long-work/").content.decode()
    assert "Admitting" in page
    assert 'hx-trigger="every 2s"' in page
    assert "2024" in page
    assert client.get(f"/long-work/{job.pk}/").status_code == 200
    assert client.post(f"/long-work/{job.pk}/stop/").headers["Location"] == "/long-work/"
    assert "hx-get" not in client.get(f"/long-work/{job.pk}/progress/").content.decode()
    assert client_of(registrar()).get(f"/long-work/{job.pk}/").status_code == 400
