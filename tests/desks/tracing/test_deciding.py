"""Two different people decide; a decision can be taken back; nothing is lost."""

import pytest

from cast import actor_with, officer_with
from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.desks.register.actions import undo_import
from homeward.desks.register.models import Batch
from homeward.desks.register.queries import person_visible_to
from homeward.desks.tracing.actions import answer_pair, withdraw_answer
from homeward.desks.tracing.models import Pair, PairAnswer
from homeward.desks.tracing.queries import pair_visible_to, search_results
from homeward.office.accounts.models import Officer
from homeward.office.journal.models import JournalEntry
from homeward.office.journal.verification import verify_journal

pytestmark = pytest.mark.django_db
SAME, OTHER, UNSURE = "confirmed", "rejected", "unsure"


def answered(pair: Pair, officer: Officer, word: str) -> Pair:
    pair.refresh_from_db()
    return answer_pair(actor=officer.as_actor(), pair_id=str(pair.pk), word=word, round=pair.round)


def evidence_of(person_id: str, viewer: Officer) -> list[str]:
    record = person_visible_to(viewer=viewer.as_actor(), person_id=person_id)
    return [known.source for known in record.evidence if known.ended_at is None]


def test_one_word_confirms_nothing(pair: Pair, first: Officer) -> None:
    assert answered(pair, first, SAME).state == "confirmed_once"
    assert evidence_of(pair.missing_id, first) == []
    assert search_results(viewer=first.as_actor(), seeker="NORTH", holder="SOUTH").answers == []


def test_the_same_person_cannot_confirm_twice(pair: Pair, first: Officer) -> None:
    answered(pair, first, SAME)
    with pytest.raises(RefusedError):
        answered(pair, first, SAME)
    pair.refresh_from_db()
    assert (pair.state, pair.answers.count()) == ("confirmed_once", 1)


def test_two_people_confirm_and_both_records_say_so(pair: Pair, first: Officer, second: Officer) -> None:
    answered(pair, first, SAME)
    assert answered(pair, second, SAME).state == "confirmed"
    for person in (pair.missing_id, pair.held_id):
        assert evidence_of(person, first) == [f"tracing:{pair.pk}"]
    found = search_results(viewer=first.as_actor(), seeker="NORTH", holder="SOUTH")
    assert (pair.missing_id, pair.held_id, "same") in found.answers


def test_a_decided_pair_takes_no_further_word(pair: Pair, first: Officer, second: Officer) -> None:
    answered(pair, first, SAME)
    answered(pair, second, SAME)
    with pytest.raises(ConflictError):
        answered(pair, officer_with("tracing_officer"), OTHER)


def test_a_rejection_takes_two_people_too(pair: Pair, first: Officer, second: Officer) -> None:
    assert answered(pair, first, OTHER).state == "suggested"
    assert answered(pair, second, OTHER).state == "rejected"
    found = search_results(viewer=first.as_actor(), seeker="NORTH", holder="SOUTH")
    assert (pair.missing_id, pair.held_id, "not the same") in found.answers
    assert evidence_of(pair.missing_id, first) == []


def test_a_disagreement_stays_suggested_and_both_see_it(pair: Pair, first: Officer, second: Officer) -> None:
    answered(pair, first, SAME)
    assert answered(pair, second, OTHER).state == "suggested"
    for officer in (first, second):
        view = pair_visible_to(viewer=officer.as_actor(), pair_id=str(pair.pk))
        assert view.stage == "disagreement"
        assert {(entry.by, entry.answer.word) for entry in view.answers} == {
            ("Mara Ostrow", SAME),
            ("Jonas Feld", OTHER),
        }


def test_who_saw_the_other_word_cannot_answer_anew_alone(pair: Pair, first: Officer, second: Officer) -> None:
    answered(pair, first, SAME)
    answered(pair, second, OTHER)
    withdraw_answer(actor=second.as_actor(), pair_id=str(pair.pk), reason="mistake")
    with pytest.raises(RefusedError):
        answered(pair, second, SAME)
    assert answered(pair, officer_with("tracing_officer"), SAME).state == "confirmed"


def test_a_pair_starts_afresh_when_both_take_their_words_back(pair: Pair, first: Officer, second: Officer) -> None:
    answered(pair, first, SAME)
    answered(pair, second, OTHER)
    for officer in (first, second):
        withdraw_answer(actor=officer.as_actor(), pair_id=str(pair.pk), reason="mistake")
    pair.refresh_from_db()
    assert (pair.state, pair.round, pair.answered) == ("suggested", 2, 0)
    answered(pair, first, SAME)
    assert answered(pair, second, SAME).state == "confirmed"


def test_a_withdrawn_decision_leaves_both_records_whole_and_the_history_shows_everything(
    pair: Pair, first: Officer, second: Officer
) -> None:
    answered(pair, first, SAME)
    answered(pair, second, SAME)
    withdraw_answer(actor=first.as_actor(), pair_id=str(pair.pk), reason="told_by_person", words="His brother called.")
    pair.refresh_from_db()
    assert pair.state == "withdrawn"
    for person in (pair.missing_id, pair.held_id):
        assert evidence_of(person, first) == []
    view = pair_visible_to(viewer=second.as_actor(), pair_id=str(pair.pk))
    assert [(entry.answer.word, entry.answer.ended_why, entry.ended_by) for entry in view.answers] == [
        (SAME, "told_by_person", "Mara Ostrow")
    ] * 2
    assert search_results(viewer=first.as_actor(), seeker="NORTH", holder="SOUTH").answers == []


def test_a_withdrawn_decision_needs_two_new_words(pair: Pair, first: Officer, second: Officer) -> None:
    for officer in (first, second):
        answered(pair, officer, SAME)
    withdraw_answer(actor=second.as_actor(), pair_id=str(pair.pk), reason="mistake")
    assert answered(pair, second, SAME).state == "confirmed_once"
    assert answered(pair, first, SAME).state == "confirmed"
    assert PairAnswer.objects.count() == 4


def test_a_colleague_may_take_a_wrong_decision_back(pair: Pair, first: Officer, second: Officer) -> None:
    for officer in (first, second):
        answered(pair, officer, SAME)
    third = officer_with("tracing_officer")
    assert withdraw_answer(actor=third.as_actor(), pair_id=str(pair.pk), reason="bad_source").state == "withdrawn"


def test_nobody_takes_back_another_ones_open_word(pair: Pair, first: Officer, second: Officer) -> None:
    answered(pair, first, SAME)
    with pytest.raises(ConflictError):
        withdraw_answer(actor=second.as_actor(), pair_id=str(pair.pk), reason="mistake")


def test_a_withdrawal_needs_a_reason_of_the_list(pair: Pair, first: Officer) -> None:
    answered(pair, first, SAME)
    with pytest.raises(InputError):
        withdraw_answer(actor=first.as_actor(), pair_id=str(pair.pk), reason="")


def test_a_stale_page_changes_nothing(pair: Pair, first: Officer, second: Officer) -> None:
    for officer in (first, second):
        answered(pair, officer, SAME)
    withdraw_answer(actor=first.as_actor(), pair_id=str(pair.pk), reason="mistake")
    with pytest.raises(ConflictError):
        answer_pair(actor=first.as_actor(), pair_id=str(pair.pk), word=SAME, round=1)


@pytest.mark.parametrize("role", ["registrar", "list_officer", "decision_maker", "auditor", "administrator"])
def test_other_roles_neither_answer_nor_withdraw(pair: Pair, role: str) -> None:
    actor = actor_with(role)
    with pytest.raises(RefusedError):
        answer_pair(actor=actor, pair_id=str(pair.pk), word=SAME, round=1)
    with pytest.raises(RefusedError):
        withdraw_answer(actor=actor, pair_id=str(pair.pk), reason="mistake")


def test_a_record_that_left_the_register_is_not_answered(pair: Pair, first: Officer) -> None:
    batch = Batch.objects.get(kind="held")
    undo_import(actor=actor_with("registrar"), batch_id=batch.pk, reason="TRAINING")
    with pytest.raises(ConflictError):
        answered(pair, first, SAME)
    assert search_results(viewer=first.as_actor(), seeker="NORTH", holder="SOUTH").pairs == []


def test_the_journal_keeps_every_act_and_tells_no_open_word(pair: Pair, first: Officer, second: Officer) -> None:
    bodies = []
    for word in (SAME, OTHER):
        answered(pair, first, word)
        bodies.append(bytes(JournalEntry.objects.latest("seq").body))
        withdraw_answer(actor=first.as_actor(), pair_id=str(pair.pk), reason="mistake")
    assert all(b'"state":"open"' in body and b"confirmed" not in body for body in bodies)
    answered(pair, first, SAME)
    answered(pair, second, SAME)
    kinds = list(JournalEntry.objects.order_by("seq").values_list("kind", flat=True))
    assert kinds[-3:] == ["register.add_evidence", "register.add_evidence", "tracing.answer_pair"]
    verify_journal()
