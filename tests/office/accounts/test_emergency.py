"""One record, for one officer without the role, for some hours, by two people; everybody concerned hears of it."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cast import actor_with, client_of, officer_with
from homeward.base.clock import StoryClock
from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.office.accounts.actions import approve_opening, ask_opening, decline_opening, end_opening
from homeward.office.accounts.models import EmergencyOpening
from homeward.office.accounts.navigation import work_for
from homeward.office.journal import clock
from homeward.office.journal.models import JournalEntry
from homeward.office.journal.rights import Actor, require_right

pytestmark = pytest.mark.django_db
PERSON, OTHER, RIGHT = "0" * 32, "1" * 32, "register.read"


def asked(actor: Actor, **changes) -> EmergencyOpening:
    return ask_opening(**({"actor": actor, "person_id": PERSON, "reason": "life_at_risk", "hours": 3} | changes))


def is_open(actor: Actor, subject: str = PERSON, right: str = RIGHT) -> bool:
    try:
        require_right(actor, right, subject=subject)
    except RefusedError:
        return False
    return True


def test_it_opens_that_record_alone_for_that_officer_alone_with_that_right_alone() -> None:
    asker, colleague, second = actor_with("psychologist"), actor_with("psychologist"), actor_with("decision_maker")
    opening = asked(asker)
    assert not is_open(asker)
    approve_opening(actor=second, opening_id=opening.pk)
    assert is_open(asker)
    assert not is_open(asker, OTHER)
    assert not is_open(asker, "")
    assert not is_open(asker, right="register.import")
    assert not is_open(colleague)


def test_the_actor_goes_into_the_look_log_under_the_reason() -> None:
    asker = actor_with("auditor")
    approve_opening(actor=actor_with("decision_maker"), opening_id=asked(asker).pk)
    assert require_right(asker, RIGHT, subject=PERSON).reason == "emergency:life_at_risk"
    holder = actor_with("registrar")
    assert require_right(holder, RIGHT, subject=PERSON) is holder


def test_the_clock_alone_ends_it() -> None:
    asker = actor_with("psychologist")
    opening = approve_opening(actor=actor_with("decision_maker"), opening_id=asked(asker).pk)
    with clock.clock_set_to(StoryClock(opening.ends_at - timedelta(seconds=1))):
        assert is_open(asker)
    with clock.clock_set_to(StoryClock(opening.ends_at)):
        assert not is_open(asker)


def test_it_takes_two_people() -> None:
    both = officer_with("decision_maker", "psychologist").as_actor()
    with pytest.raises(ConflictError, match="already"):
        asked(both)
    opening = EmergencyOpening.objects.create(
        person_id=PERSON, right=RIGHT, reason="complaint", hours=1, asked_by=both.officer_id
    )
    with pytest.raises(RefusedError, match="own request"):
        approve_opening(actor=both, opening_id=opening.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        EmergencyOpening.objects.filter(pk=opening.pk).update(decided_by=both.officer_id)


@pytest.mark.parametrize(
    "changes", [{"hours": 0}, {"hours": 25}, {"hours": -1}, {"reason": "curiosity"}, {"reason": ""}]
)
def test_a_reason_out_of_the_list_and_24_hours_at_most(changes: dict) -> None:
    with pytest.raises(InputError):
        asked(actor_with("psychologist"), **changes)
    assert not EmergencyOpening.objects.exists()


def test_a_request_is_answered_once_and_lapses_after_a_day() -> None:
    asker, second = actor_with("psychologist"), actor_with("decision_maker")
    opening = asked(asker)
    with pytest.raises(ConflictError):
        asked(asker)
    decline_opening(actor=second, opening_id=opening.pk)
    assert not is_open(asker)
    with pytest.raises(ConflictError):
        approve_opening(actor=second, opening_id=opening.pk)
    again = asked(asker)
    later = clock.now() + timedelta(hours=24)
    with clock.clock_set_to(StoryClock(later)), pytest.raises(ConflictError, match="lapsed"):
        approve_opening(actor=second, opening_id=again.pk)


def test_it_can_be_ended_before_its_time() -> None:
    asker, second = actor_with("psychologist"), actor_with("decision_maker")
    opening = approve_opening(actor=second, opening_id=asked(asker).pk)
    end_opening(actor=second, opening_id=opening.pk)
    assert not is_open(asker)
    with pytest.raises(ConflictError):
        end_opening(actor=second, opening_id=opening.pk)


def test_every_step_is_a_line_of_the_journal_about_that_person() -> None:
    opening = asked(actor_with("psychologist"))
    approve_opening(actor=actor_with("decision_maker"), opening_id=opening.pk)
    bodies = [json.loads(bytes(row.body)) for row in JournalEntry.objects.filter(kind__startswith="emergency.")]
    assert [body["kind"] for body in bodies] == ["emergency.ask", "emergency.approve"]
    assert all(body["subjects"] == [PERSON] for body in bodies)
    assert bodies[0]["facts"] == {"opening": opening.pk, "right": RIGHT, "reason": "life_at_risk", "hours": 3}


@pytest.mark.parametrize("role", ["administrator", "surrender_duty_officer", "claims_editor", "registrar"])
def test_administrators_and_side_rooms_cannot_even_ask(role: str) -> None:
    with pytest.raises(RefusedError):
        asked(actor_with(role))
    assert client_of(officer_with(role)).get("/emergency/").status_code == 403


def test_the_auditor_hears_of_it_and_the_approver_has_a_card() -> None:
    auditor, second = actor_with("auditor"), actor_with("decision_maker")
    before = {card.title for card in work_for(auditor)}
    opening = asked(actor_with("psychologist"))
    assert {card.title for card in work_for(auditor)} - before == {"Emergency access"}
    assert "Emergency access asked for" in {card.title for card in work_for(second)}
    approve_opening(actor=second, opening_id=opening.pk)
    assert "Emergency access asked for" not in {card.title for card in work_for(second)}
    with clock.clock_set_to(StoryClock(clock.now() + timedelta(days=8))):
        assert "Emergency access" not in {card.title for card in work_for(auditor)}


def test_one_sees_ones_own_requests_and_the_approver_all_in_arabic_too() -> None:
    mine, other = officer_with("psychologist"), officer_with("psychologist")
    asked(mine.as_actor())
    asked(other.as_actor())
    assert len(client_of(mine).get("/emergency/").context["openings"]) == 1
    client = client_of(officer_with("decision_maker"))
    client.post("/language/", {"language": "ar", "next": "/"})
    page = client.get("/emergency/")
    assert len(page.context["openings"]) == 2
    assert 'dir="rtl"' in page.content.decode()
    assert client.post(f"/emergency/{EmergencyOpening.objects.first().pk}/", {"answer": "x"}).status_code == 400
    assert client.post("/emergency/nothing/", {"answer": "approve"}).status_code == 400
