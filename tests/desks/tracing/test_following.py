"""Suggestions arrive as the journal moves on: what changed in a list is searched without anybody asking."""

from datetime import timedelta

import pytest

from cast import actor_with, client_of, officer_with, registrar
from desks.tracing.given import take_in
from homeward.base.clock import StoryClock
from homeward.base.errors import ConflictError, RefusedError
from homeward.desks.register.actions import correct_person, undo_import
from homeward.desks.register.models import Batch, Person
from homeward.desks.tracing.actions import answer_pair, search, stop_following
from homeward.desks.tracing.following import follow_the_journal
from homeward.desks.tracing.models import Following, Pair, SearchRun
from homeward.node.clockwork import Clockwork
from homeward.office.accounts.models import Officer
from homeward.office.jobs.actions import start_again, stop_job
from homeward.office.jobs.models import Job
from homeward.office.journal import clock
from homeward.office.journal.models import JournalEntry
from homeward.office.journal.queries import newest_seq

pytestmark = pytest.mark.django_db
NEW_MISSING = """id,прізвище,ім'я,по батькові,дата народження,звання,особистий номер,військова частина
N-9,Дальнев,Петро,Сергійович,14.06.1971,капітан,ЯЯ-900001,Б9999
"""
SEARCHES = "/tracing/searches/"


def test_nothing_is_searched_while_nothing_changed(searched: SearchRun, first: Officer) -> None:
    assert follow_the_journal() == []
    answer_pair(actor=first.as_actor(), pair_id=str(Pair.objects.first().pk), word="confirmed", round=1)
    assert follow_the_journal() == []
    assert SearchRun.objects.count() == 1
    assert Following.objects.get().read_up_to == newest_seq()


def test_a_new_record_is_searched_by_itself_and_arrives_in_the_queue(searched: SearchRun, first: Officer) -> None:
    before = set(Pair.objects.values_list("pk", flat=True))
    take_in("NORTH", "missing", NEW_MISSING, name="more.csv")
    started = follow_the_journal()
    assert Job.objects.get(pk=started[0]).asked_by == "node"
    (new,) = Pair.objects.exclude(pk__in=before)
    assert Person.objects.get(pk=new.held_id).list_id == "S/5"
    assert SearchRun.objects.first().by == "node"
    assert follow_the_journal() == []


def test_what_people_decided_stays_when_the_node_searches(searched: SearchRun, first: Officer, second: Officer) -> None:
    pair = Pair.objects.order_by("place").first()
    for officer in (first, second):
        answer_pair(actor=officer.as_actor(), pair_id=str(pair.pk), word="confirmed", round=1)
    take_in("NORTH", "missing", NEW_MISSING, name="more.csv")
    follow_the_journal()
    pair.refresh_from_db()
    assert (pair.state, pair.answered) == ("confirmed", 2)


def test_a_rejected_pair_comes_back_by_itself_when_a_record_is_corrected_and_says_which_field(
    searched: SearchRun, first: Officer, second: Officer
) -> None:
    pair = Pair.objects.order_by("place").first()
    for officer in (first, second):
        answer_pair(actor=officer.as_actor(), pair_id=str(pair.pk), word="rejected", round=1)
    person = Person.objects.get(pk=pair.held_id)
    correct_person(
        actor=registrar().as_actor(),
        person_id=person.pk,
        seen=person.version,
        values={"rank": "старшина"},
        reason="MISHEARD",
    )
    follow_the_journal()
    pair.refresh_from_db()
    assert (pair.state, pair.came_back, pair.changes) == ("suggested", True, [{"side": "held", "field": "rank"}])
    html = client_of(first).get(f"/tracing/pairs/{pair.pk}/").content.decode()
    assert "Rejected before; back because a record changed" in html


def test_a_batch_undone_takes_its_suggestions_along(searched: SearchRun) -> None:
    undo_import(actor=registrar().as_actor(), batch_id=Batch.objects.get(kind="held").pk, reason="TRAINING")
    follow_the_journal()
    assert not Pair.objects.filter(listed=True).exists()


def test_a_list_of_another_direction_starts_nothing(searched: SearchRun) -> None:
    take_in("SOUTH", "missing", NEW_MISSING, name="other.csv")
    assert follow_the_journal() == []


def test_a_direction_switched_off_is_left_alone_and_says_that_it_is_behind(searched: SearchRun, first: Officer) -> None:
    client = client_of(first)
    assert "up to date" in client.get(SEARCHES).content.decode()
    assert client.post(f"{SEARCHES}following/", {"direction": "NORTH-SOUTH"}).status_code == 302
    take_in("NORTH", "missing", NEW_MISSING, name="more.csv")
    assert follow_the_journal() == []
    assert "a list has changed since the last search" in client.get(SEARCHES).content.decode()
    client.post(f"{SEARCHES}following/", {"direction": "NORTH-SOUTH", "on": "yes"})
    assert len(follow_the_journal()) == 1
    kinds = list(JournalEntry.objects.values_list("kind", flat=True))
    assert (kinds.count("tracing.stop_following"), kinds.count("tracing.follow_direction")) == (1, 1)


@pytest.mark.parametrize("form", [{}, {"direction": "NORTH"}, {"direction": "EAST-WEST"}])
def test_a_direction_that_nobody_searched_is_not_followed(searched: SearchRun, first: Officer, form: dict) -> None:
    assert client_of(first).post(f"{SEARCHES}following/", form).status_code == 400


def test_only_who_may_search_switches(searched: SearchRun) -> None:
    with pytest.raises(RefusedError):
        stop_following(actor=actor_with("list_officer"), seeker="NORTH", holder="SOUTH")
    html = client_of(officer_with("list_officer")).get(SEARCHES).content.decode()
    assert "Switch off" not in html


def test_lists_that_change_all_day_leave_the_worker_time_for_others(searched: SearchRun) -> None:
    start = clock.now()
    Job.objects.update(started_at=start - timedelta(minutes=10), ended_at=start)
    take_in("NORTH", "missing", NEW_MISSING, name="more.csv")
    assert follow_the_journal() == []
    with clock.clock_set_to(StoryClock(start + timedelta(minutes=91))):
        assert len(follow_the_journal()) == 1


def test_a_search_that_failed_is_not_started_every_half_minute(searched: SearchRun) -> None:
    Job.objects.update(state=Job.State.FAILED, ended_at=clock.now())
    take_in("NORTH", "missing", NEW_MISSING, name="more.csv")
    assert follow_the_journal() == []
    with clock.clock_set_to(StoryClock(clock.now() + timedelta(hours=2))):
        assert len(follow_the_journal()) == 1


def test_the_worker_reads_on_twice_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[float] = []
    seconds = iter([0.0, 10.0, 29.0, 30.0, 61.0])
    now = [0.0]
    monkeypatch.setattr("homeward.node.clockwork.read_on", lambda: read.append(now[0]))
    work = Clockwork(lambda: now[0])
    for now[0] in seconds:
        work()
    assert read == [0.0, 30.0, 61.0]


@pytest.fixture
def waiting(lists: None, first: Officer, settings) -> Job:
    """A search that no worker has taken up yet."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    return search(actor=first.as_actor(), seeker="NORTH", holder="SOUTH")


def test_the_same_search_asked_twice_waits_once(waiting: Job, first: Officer) -> None:
    again = client_of(first).post(SEARCHES, {"seeker": "NORTH", "holder": "SOUTH"})
    assert again["Location"] == f"/long-work/{waiting.pk}/"
    assert Job.objects.count() == 1
    assert "Stop this work" in client_of(first).get(SEARCHES).content.decode()


def test_a_search_is_stopped_and_started_again(waiting: Job, first: Officer) -> None:
    actor = first.as_actor()
    stop_job(actor=actor, job_id=str(waiting.pk))
    assert "Start this work again" in client_of(first).get(f"/long-work/{waiting.pk}/").content.decode()
    for _twice in range(2):
        start_again(actor=actor, job_id=str(waiting.pk))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.stop_asked) == ("queued", False)
    with pytest.raises(RefusedError):
        start_again(actor=actor_with("tracing_officer"), job_id=str(waiting.pk))
    Job.objects.update(state="done")
    with pytest.raises(ConflictError):
        start_again(actor=actor, job_id=str(waiting.pk))


def test_whoever_may_search_sees_and_stops_the_nodes_own_search(searched: SearchRun, first: Officer, settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    take_in("NORTH", "missing", NEW_MISSING, name="more.csv")
    (job,) = follow_the_journal()
    assert "Stop this work" in client_of(first).get(SEARCHES).content.decode()
    with pytest.raises(RefusedError):
        stop_job(actor=actor_with("list_officer"), job_id=job)
    stop_job(actor=first.as_actor(), job_id=job)
    assert Job.objects.get(pk=job).state == "stopped"
    assert follow_the_journal() == []
