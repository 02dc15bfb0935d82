"""What a node does by the clock: at its start, then hourly, and only where there is something to do."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from cast import actor_with
from homeward.base.clock import StoryClock
from homeward.base.errors import HomewardError
from homeward.desks.surrender.actions import record_notice
from homeward.desks.surrender.models import IntakeCase
from homeward.node import clockwork
from homeward.node.clockwork import Clockwork, run_round
from homeward.office.jobs.worker import work_until
from homeward.office.journal import clock
from homeward.office.journal.models import JournalEntry

pytestmark = pytest.mark.django_db


class _Seconds:
    value = 0.0

    def __call__(self) -> float:
        return self.value


@pytest.fixture
def intake(settings: Settings, tmp_path: Path) -> None:
    settings.SURRENDER, settings.SURRENDER_KEYS = True, tmp_path


@pytest.fixture
def queue(settings: Settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def _notice_of_forty_days_ago() -> None:
    duty, then = actor_with("surrender_duty_officer"), clock.now() - timedelta(days=40)
    with clock.clock_set_to(StoryClock(then)):
        record_notice(
            actor=duty,
            size_class="ONE",
            first_day=then.date(),
            last_day=then.date(),
            wounded=False,
            language="en",
        )


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("intake", "queue")
def test_the_worker_runs_the_clocks_first_thing() -> None:
    _notice_of_forty_days_ago()
    answers = iter([False, True, True])
    work_until(lambda: next(answers), pause=0, by_the_clock=Clockwork())
    assert IntakeCase.objects.get().code_digest == ""


@pytest.mark.usefixtures("intake")
def test_details_are_destroyed_though_intake_was_turned_off(settings: Settings) -> None:
    _notice_of_forty_days_ago()
    settings.SURRENDER = False
    run_round()
    assert IntakeCase.objects.get().code_digest == ""


def test_a_node_without_that_desk_writes_nothing(settings: Settings) -> None:
    settings.SURRENDER = False
    run_round()
    assert not JournalEntry.objects.exists()


def test_a_round_comes_once_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[float] = []
    seconds = _Seconds()
    monkeypatch.setattr(clockwork, "run_round", lambda: rounds.append(seconds.value))
    work = Clockwork(seconds)
    for seconds.value in (0.0, 0.5, 3599.0, 3600.0, 3601.0, 7200.0):
        work()
    assert rounds == [0.0, 3600.0, 7200.0]


def test_a_round_that_failed_is_tried_again_a_minute_later(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tried: list[float] = []
    seconds = _Seconds()

    def fail() -> None:
        tried.append(seconds.value)
        raise HomewardError("The key is not there.")

    monkeypatch.setattr(clockwork, "run_round", fail)
    work = Clockwork(seconds)
    for seconds.value in (0.0, 59.0, 60.0):
        work()
    assert tried == [0.0, 60.0]
    assert "failed" in caplog.text
