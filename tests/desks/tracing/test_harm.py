"""Harm that merges of records did elsewhere, as promises of this desk (H-9, H-10). Two records never become one."""

from datetime import timedelta

import pytest
from django.db.models import Model

from cast import client_of, officer_with, registrar
from homeward.desks.register.actions import correct_custody, record_custody
from homeward.desks.register.models import LaterRow, Person
from homeward.desks.register.queries import custody_of, person_visible_to
from homeward.desks.tracing.actions import answer_pair, withdraw_answer
from homeward.desks.tracing.models import Pair
from homeward.desks.tracing.queries import pair_visible_to
from homeward.office.accounts.models import Officer
from homeward.office.journal import clock
from homeward.office.journal.models import JournalEntry

pytestmark = pytest.mark.django_db
SAME = "confirmed"
PAGE = "/tracing/two-custodies/"


def confirmed(pair: Pair, *officers: Officer) -> None:
    for officer in officers:
        pair.refresh_from_db()
        answer_pair(actor=officer.as_actor(), pair_id=str(pair.pk), word=SAME, round=pair.round)


def whole(model: type[Model], **wanted: object) -> list[dict]:
    return list(model.objects.filter(**wanted).order_by("pk").values())


def statuses(person_id: str, viewer: Officer) -> list[str]:
    record = person_visible_to(viewer=viewer.as_actor(), person_id=person_id)
    return [status.code for status in record.card.statuses]


def test_h09_a_wrong_confirmation_is_undone_and_both_records_are_whole_with_both_decisions(
    pair: Pair, first: Officer, second: Officer
) -> None:
    """H-9: given a wrong merge, when it is undone, then both records are whole again and the history shows both
    decisions and reasons."""
    both = (pair.missing_id, pair.held_id)
    persons, rows = whole(Person), whole(LaterRow)
    shown = [statuses(person, first) for person in both]
    confirmed(pair, first, second)
    assert [statuses(person, first) for person in both] != shown
    withdraw_answer(actor=second.as_actor(), pair_id=str(pair.pk), reason="told_by_person", words="His brother called.")
    assert (whole(Person), whole(LaterRow)) == (persons, rows)
    assert [statuses(person, first) for person in both] == shown
    for person in both:
        told = person_visible_to(viewer=first.as_actor(), person_id=person).evidence
        assert [(known.source, known.ended_why) for known in told] == [(f"tracing:{pair.pk}", "told_by_person")]
        assert all(known.ended_at for known in told)
    history = pair_visible_to(viewer=first.as_actor(), pair_id=str(pair.pk)).answers
    assert [(entry.by, entry.answer.word, entry.answer.ended_why, entry.ended_by) for entry in history] == [
        (first.display_name, SAME, "told_by_person", second.display_name),
        (second.display_name, SAME, "told_by_person", second.display_name),
    ]
    assert {entry.answer.ended_words for entry in history} == {"His brother called."}
    kinds = list(JournalEntry.objects.order_by("seq").values_list("kind", flat=True))
    assert kinds.count("tracing.answer_pair") == 2
    assert kinds.count("tracing.withdraw_answer") == 1


def in_two_custodies(pair: Pair) -> tuple[str, str]:
    """Both records of the pair with an open step of custody: the ids of the two steps."""
    actor, day = registrar().as_actor(), clock.now().date()
    steps = (
        record_custody(actor=actor, person_id=pair.missing_id, code="HOSPITAL", at=day - timedelta(days=2)),
        record_custody(actor=actor, person_id=pair.held_id, code="CAMP", at=day - timedelta(days=9)),
    )
    return steps[0].pk, steps[1].pk


def waits(officer: Officer) -> int:
    cards = client_of(officer).get("/").context["cards"]
    return sum(card.count for card in cards if card.url == PAGE)


def test_h10_two_open_custodies_both_remain_and_the_contradiction_becomes_a_task(
    pair: Pair, first: Officer, second: Officer
) -> None:
    """H-10: given duplicates that both have open custody episodes, when they are merged, then both episodes remain and
    the contradiction becomes a task."""
    in_two_custodies(pair)
    assert waits(first) == 0
    confirmed(pair, first, second)
    for person, code in ((pair.missing_id, "HOSPITAL"), (pair.held_id, "CAMP")):
        steps = custody_of(viewer=first.as_actor(), person_id=person)
        assert [(step.status.code, step.superseded) for step in steps] == [(code, False)]
    assert waits(first) == waits(second) == 1
    body = client_of(first).get(PAGE).content.decode()
    assert f"/tracing/pairs/{pair.pk}/" in body
    for words in ("in hospital", "in a camp"):
        assert words in body


def test_h10_the_task_ends_when_the_wrong_record_is_mended_or_the_pair_is_taken_back(
    pair: Pair, first: Officer, second: Officer
) -> None:
    """H-10, afterwards: a task that nobody can end would be passed over."""
    wrong, _right = in_two_custodies(pair)
    confirmed(pair, first, second)
    day = clock.now().date() - timedelta(days=9)
    correct_custody(actor=registrar().as_actor(), event_id=wrong, code="CAMP", at=day, reason="WRONG_CODE")
    assert waits(first) == 0
    record_custody(actor=registrar().as_actor(), person_id=pair.held_id, code="HOSPITAL", at=clock.now().date())
    assert waits(first) == 1
    withdraw_answer(actor=first.as_actor(), pair_id=str(pair.pk), reason="mistake")
    assert waits(first) == 0


def test_h10_one_custody_or_none_is_no_task(pair: Pair, first: Officer, second: Officer) -> None:
    record_custody(actor=registrar().as_actor(), person_id=pair.held_id, code="CAMP", at=clock.now().date())
    confirmed(pair, first, second)
    assert waits(first) == 0
    assert client_of(first).get(PAGE, headers={"accept-language": "ar"}).status_code == 200
    assert client_of(officer_with("auditor")).get(PAGE).status_code == 403
