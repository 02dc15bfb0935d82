"""A search proposes; what people decided stays."""

import pytest

from cast import actor_with
from homeward.base.errors import InputError, RefusedError
from homeward.desks.register.actions import undo_import
from homeward.desks.register.models import Batch, Person
from homeward.desks.tracing.actions import answer_pair, search, store_search
from homeward.desks.tracing.models import Pair, SearchRun
from homeward.desks.tracing.queries import pair_visible_to, search_results
from homeward.engine.matching import Matches
from homeward.office.accounts.models import Officer
from homeward.office.jobs.models import Job
from homeward.office.journal.models import Look

pytestmark = pytest.mark.django_db


def again(officer: Officer) -> SearchRun:
    search(actor=officer.as_actor(), seeker="NORTH", holder="SOUTH")
    return SearchRun.objects.first()


def rejected(pair: Pair, *officers: Officer) -> None:
    for officer in officers:
        answer_pair(actor=officer.as_actor(), pair_id=str(pair.pk), word="rejected", round=pair.round)


def test_three_spellings_meet(searched: SearchRun) -> None:
    met = {
        (Person.objects.get(pk=pair.missing_id).list_id, Person.objects.get(pk=pair.held_id).list_id)
        for pair in Pair.objects.all()
    }
    assert {("N-1", "S/1"), ("N-2", "S/2"), ("N-3", "S/3")} <= met
    assert not any(right == "S/5" for _left, right in met)


def test_the_job_ends_with_its_search(searched: SearchRun) -> None:
    job = Job.objects.get()
    assert (job.state, job.results) == ("done", [str(searched.pk)])
    assert searched.counts["new"] == Pair.objects.count() == searched.counts["likely"] + searched.counts["review"]


def test_the_same_job_twice_keeps_its_pairs_once(searched: SearchRun, first: Officer) -> None:
    same = store_search(
        actor=first.as_actor(),
        job_id=searched.job_id,
        seeker="NORTH",
        holder="SOUTH",
        matches=Matches(pairs=[]),
        prints={},
    )
    assert same.pk == searched.pk
    assert Pair.objects.filter(proposed=True).count() == searched.counts["new"]


def test_a_second_search_keeps_every_answer(pair: Pair, first: Officer, second: Officer) -> None:
    answer_pair(actor=first.as_actor(), pair_id=str(pair.pk), word="confirmed", round=1)
    others = list(Pair.objects.exclude(pk=pair.pk))
    rejected(others[0], first, second)
    counts = again(first).counts
    assert (counts["new"], counts["came_back"]) == (0, 0)
    pair.refresh_from_db()
    others[0].refresh_from_db()
    assert (pair.state, pair.answered, others[0].state) == ("confirmed_once", 1, "rejected")


def test_a_rejected_pair_comes_back_only_with_a_changed_record_and_says_why(
    pair: Pair, first: Officer, second: Officer
) -> None:
    rejected(pair, first, second)
    again(first)
    pair.refresh_from_db()
    assert (pair.state, pair.came_back) == ("rejected", False)
    Person.objects.filter(pk=pair.held_id).update(rank="старшина")
    assert again(first).counts["came_back"] == 1
    view = pair_visible_to(viewer=first.as_actor(), pair_id=str(pair.pk))
    assert (view.pair.state, view.stage, view.pair.came_back) == ("suggested", "new", True)
    assert view.pair.changes == [{"side": "held", "field": "rank"}]
    assert [entry.answer.ended_why for entry in view.answers] == ["record_changed"] * 2
    again(first)
    pair.refresh_from_db()
    assert pair.changes == [{"side": "held", "field": "rank"}]


def test_a_confirmed_pair_stays_confirmed_when_a_record_changes(pair: Pair, first: Officer, second: Officer) -> None:
    for officer in (first, second):
        answer_pair(actor=officer.as_actor(), pair_id=str(pair.pk), word="confirmed", round=1)
    Person.objects.filter(pk=pair.missing_id).update(birth_date="1998-03-08")
    again(first)
    pair.refresh_from_db()
    assert (pair.state, pair.changes) == ("confirmed", [{"side": "missing", "field": "birth_date"}])


def test_pairs_nobody_answered_leave_with_their_records(pair: Pair, first: Officer) -> None:
    answer_pair(actor=first.as_actor(), pair_id=str(pair.pk), word="confirmed", round=1)
    Person.objects.exclude(pk__in=[pair.missing_id, pair.held_id]).filter(kind="held").update(
        withdrawn_at="2026-01-01T00:00Z"
    )
    again(first)
    assert list(Pair.objects.filter(listed=True)) == [pair]


def test_what_the_exchange_desk_gets_equals_what_was_proposed(searched: SearchRun, first: Officer) -> None:
    found = search_results(viewer=first.as_actor(), seeker="NORTH", holder="SOUTH")
    assert len(found.pairs) == searched.counts["new"]
    assert found.pairs == sorted(found.pairs, key=lambda pair: (pair.band != "likely", -pair.probability))
    assert all(pair.reasons and 0 < pair.probability <= 1 for pair in found.pairs)
    assert search_results(viewer=first.as_actor(), seeker="SOUTH", holder="NORTH").pairs == []


@pytest.mark.parametrize(("seeker", "holder"), [("SOUTH", "NORTH"), ("NORTH", "NORTH"), ("NORTH", "WEST")])
def test_a_search_without_two_lists_says_which_is_missing(
    lists: None, first: Officer, seeker: str, holder: str
) -> None:
    with pytest.raises(InputError):
        search(actor=first.as_actor(), seeker=seeker, holder=holder)
    assert not Job.objects.exists()


@pytest.mark.parametrize("role", ["registrar", "list_officer", "decision_maker"])
def test_other_roles_do_not_search(lists: None, role: str) -> None:
    with pytest.raises(RefusedError):
        search(actor=actor_with(role), seeker="NORTH", holder="SOUTH")


def test_opening_a_pair_is_a_look_at_both_persons(pair: Pair, first: Officer) -> None:
    pair_visible_to(viewer=first.as_actor(), pair_id=str(pair.pk))
    looks = Look.objects.filter(what="tracing.pair", viewer=str(first.pk))
    assert set(looks.values_list("subject", flat=True)) == {pair.missing_id, pair.held_id}


def test_a_batch_undone_asks_for_nobody(searched: SearchRun, first: Officer) -> None:
    undo_import(actor=actor_with("registrar"), batch_id=Batch.objects.get(kind="missing").pk, reason="TRAINING")
    assert search_results(viewer=first.as_actor(), seeker="NORTH", holder="SOUTH").pairs == []
