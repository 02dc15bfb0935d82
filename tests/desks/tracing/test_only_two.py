"""P-9: what a family is told changes through two confirmations of two people, and in no other way."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import get_resolver

import homeward
from cast import client_of, officer_with
from homeward.base.errors import HomewardError
from homeward.desks.families.actions import decide_kinship, draft_answer, link_person, record_request
from homeward.desks.families.models import Request
from homeward.desks.families.queries import verdict_for
from homeward.desks.register.actions import add_evidence
from homeward.desks.register.models import Evidence
from homeward.desks.tracing.actions import answer_pair, compare_two, raise_person, search, withdraw_answer
from homeward.desks.tracing.following import follow_the_journal
from homeward.desks.tracing.models import Pair
from homeward.office.accounts.models import Officer

pytestmark = pytest.mark.django_db
SAME, OTHER, UNSURE = "confirmed", "rejected", "unsure"


@pytest.fixture
def request_of_a_relative(pair: Pair, first: Officer) -> Request:
    """Kinship is shown, and the request is tied to the missing person of the pair."""
    actor = first.as_actor()
    made = record_request(
        actor=actor,
        sought={"full_name": "Somebody Sought"},
        loss={},
        enquirer={"name": "Invented Sister", "relation": "sister", "contact": "+380 00 000 0000"},
        consents=["SEARCH"],
        language="en",
    )
    link_person(actor=actor, request_id=made.pk, person_id=pair.missing_id)
    decide_kinship(actor=actor, request_id=made.pk, word="proven", proof="DOCUMENT")
    return Request.objects.get(pk=made.pk)


def grade(request: Request, officer: Officer) -> int | None:
    return verdict_for(viewer=officer.as_actor(), request=request, proven=True).grade


def answered(pair: Pair, officer: Officer, word: str) -> None:
    pair.refresh_from_db()
    try:
        answer_pair(actor=officer.as_actor(), pair_id=str(pair.pk), word=word, round=pair.round)
    except HomewardError:
        pair.refresh_from_db()


def test_two_people_who_agree_change_what_is_told_and_a_withdrawal_changes_it_back(
    pair: Pair, request_of_a_relative: Request, first: Officer, second: Officer
) -> None:
    assert grade(request_of_a_relative, first) == 2
    answered(pair, first, SAME)
    assert grade(request_of_a_relative, first) == 2
    answered(pair, second, SAME)
    assert grade(request_of_a_relative, first) == 4
    withdraw_answer(actor=first.as_actor(), pair_id=str(pair.pk), reason="mistake")
    assert grade(request_of_a_relative, first) == 2


Way = Callable[[Pair, Officer, Officer], None]


def _one_officer_twice(pair: Pair, first: Officer, second: Officer) -> None:
    for _again in range(3):
        answered(pair, first, SAME)


def _taken_back_and_given_again(pair: Pair, first: Officer, second: Officer) -> None:
    for _again in range(3):
        answered(pair, first, SAME)
        withdraw_answer(actor=first.as_actor(), pair_id=str(pair.pk), reason="mistake")
    answered(pair, first, SAME)


def _one_and_a_doubt(pair: Pair, first: Officer, second: Officer) -> None:
    answered(pair, first, SAME)
    answered(pair, second, UNSURE)


def _one_against_one(pair: Pair, first: Officer, second: Officer) -> None:
    answered(pair, first, SAME)
    answered(pair, second, OTHER)


def _two_rejections(pair: Pair, first: Officer, second: Officer) -> None:
    for officer in (first, second):
        answered(pair, officer, OTHER)


def _two_roles_in_one_account(pair: Pair, first: Officer, second: Officer) -> None:
    both = officer_with("tracing_officer", "registrar")
    for _again in range(2):
        answered(pair, both, SAME)


def _sure_of_itself(pair: Pair, first: Officer, second: Officer) -> None:
    Pair.objects.filter(pk=pair.pk).update(probability="1.000000", margin="1.000000", band="likely")
    search(actor=first.as_actor(), seeker="NORTH", holder="SOUTH")
    follow_the_journal()


def _asked_for_by_the_exchange(pair: Pair, first: Officer, second: Officer) -> None:
    raise_person(actor=officer_with("list_officer").as_actor(), person_id=pair.missing_id)


def _compared_on_demand(pair: Pair, first: Officer, second: Officer) -> None:
    Pair.objects.filter(pk=pair.pk).update(runner_up_right=Pair.objects.exclude(pk=pair.pk).first().held_id)
    compare_two(actor=first.as_actor(), pair_id=str(pair.pk), side="held")


def _two_words_on_two_pairs(pair: Pair, first: Officer, second: Officer) -> None:
    """A person with two candidates gets one word for each: that is two words, and no two people who agree."""
    other = Pair.objects.exclude(pk=pair.pk).first()
    Pair.objects.filter(pk=other.pk).update(missing_id=pair.missing_id)
    answered(pair, first, SAME)
    answered(other, second, SAME)


def _confirmed_in_an_earlier_round(pair: Pair, first: Officer, second: Officer) -> None:
    answered(pair, first, SAME)
    answered(pair, second, SAME)
    withdraw_answer(actor=second.as_actor(), pair_id=str(pair.pk), reason="mistake")
    answered(pair, first, SAME)


@pytest.mark.parametrize(
    "way",
    [
        _one_officer_twice,
        _taken_back_and_given_again,
        _one_and_a_doubt,
        _one_against_one,
        _two_rejections,
        _two_roles_in_one_account,
        _sure_of_itself,
        _asked_for_by_the_exchange,
        _compared_on_demand,
        _two_words_on_two_pairs,
        _confirmed_in_an_earlier_round,
    ],
)
def test_no_other_way_changes_it(
    way: Way, pair: Pair, request_of_a_relative: Request, first: Officer, second: Officer
) -> None:
    way(pair, first, second)
    assert grade(request_of_a_relative, first) == 2
    assert not Evidence.objects.filter(ended_at=None).exists()
    letter = draft_answer(actor=first.as_actor(), request_id=request_of_a_relative.pk)
    assert (letter.grade, letter.status) == (2, "REPORTED_MISSING")


def test_one_registrars_word_is_a_report_and_no_confirmation(
    pair: Pair, request_of_a_relative: Request, first: Officer
) -> None:
    registrar = officer_with("registrar").as_actor()
    for _again in range(2):
        add_evidence(
            actor=registrar,
            person_id=pair.missing_id,
            code="CONFIRMED_BY_DETAINING_POWER",
            source=f"officer:{registrar.officer_id}",
        )
    assert grade(request_of_a_relative, first) == 3


_SENT = {
    "word": "confirmed", "round": "1", "state": "confirmed", "reason": "mistake", "side": "held",
    "direction": "NORTH-SOUTH", "on": "yes", "number": "0", "seeker": "NORTH", "holder": "SOUTH", "confirmed_by": "2",
}  # fmt: skip


def _addresses_of_the_desk(pair: Pair) -> list[str]:
    found = []
    for resolver in get_resolver().url_patterns:
        if str(resolver.pattern) == "tracing/":
            for each in resolver.url_patterns:
                found.append("/tracing/" + re.sub(r"<uuid:\w+>", str(pair.pk), str(each.pattern)))
    return found


def test_no_form_of_this_desk_but_two_answers_changes_it(
    pair: Pair, request_of_a_relative: Request, first: Officer, second: Officer
) -> None:
    addresses = _addresses_of_the_desk(pair)
    assert len(addresses) > 15
    for officer in (first, second, officer_with("list_officer"), officer_with("registrar")):
        client = client_of(officer)
        for address in addresses:
            if not address.endswith("/answer/"):
                assert client.post(address, _SENT).status_code < 500, address
                assert client.get(address, _SENT).status_code < 500, address
    assert grade(request_of_a_relative, first) == 2
    assert not Evidence.objects.exists()


def test_tracing_evidence_is_added_in_one_place_alone() -> None:
    """A second place would be a second way; whoever needs one reads this first."""
    house = Path(homeward.__file__).parent
    callers = {
        str(path.relative_to(house))
        for path in house.rglob("*.py")
        if re.search(r"\badd_evidence\(", path.read_text(encoding="utf-8"))
    }
    assert callers == {"desks/register/actions/evidence.py", "desks/tracing/actions/answers.py"}
