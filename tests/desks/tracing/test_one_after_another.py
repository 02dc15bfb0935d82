"""Answering one pair after another: the next one opens, the last answer can be taken back, a form counts once."""

import re

import pytest
from django.test import Client

from cast import client_of, officer_with
from desks.tracing.given import HELD, take_in
from homeward.base.errors import InputError
from homeward.desks.tracing.actions import answer_pair, compare_two, search
from homeward.desks.tracing.models import Pair, PairAnswer, SearchRun
from homeward.office.accounts.models import Officer
from homeward.office.journal.models import JournalEntry, Look

pytestmark = pytest.mark.django_db


def page_of(pair: Pair) -> str:
    return f"/tracing/pairs/{pair.pk}/"


def form_key(client: Client, pair: Pair) -> str:
    found = re.search(r'name="form_key" value="([0-9a-f]{32})"', client.get(page_of(pair)).content.decode())
    assert found
    return found[1]


def give(client: Client, pair: Pair, word: str, **sent: str):
    pair.refresh_from_db()
    return client.post(f"{page_of(pair)}answer/", {"word": word, "round": pair.round, **sent})


def test_all_pairs_are_answered_without_going_back_to_the_list(searched: SearchRun, browser: Client) -> None:
    pairs = list(Pair.objects.order_by("place"))
    at = page_of(pairs[0])
    for pair, following in zip(pairs, [*pairs[1:], None], strict=True):
        assert at.startswith(page_of(pair))
        at = give(browser, pair, "confirmed")["Location"]
        assert following is None or at == f"{page_of(following)}?answered={pair.pk}"
    html = browser.get(at).content.decode()
    assert "No further pair waits for your answer here." in html


def test_the_last_answer_is_taken_back_with_one_key_and_stays_in_the_history(
    pair: Pair, browser: Client, first: Officer
) -> None:
    html = browser.get(give(browser, pair, "confirmed")["Location"]).content.decode()
    assert 'form="undo" data-key="0"' in html
    form = html[html.index('<form id="undo"') :]
    sent = dict(re.findall(r'name="(form_key|kept|reason)" value="([^"]*)"', form)[:3])
    assert sent["reason"] == "mistake"
    for _twice in range(2):
        back = browser.post(f"{page_of(pair)}withdraw/", sent)
        assert back["Location"] == page_of(pair)
    pair.refresh_from_db()
    assert (pair.state, pair.answered) == ("suggested", 0)
    (word,) = PairAnswer.objects.all()
    assert (word.word, word.ended_why, word.ended_by) == ("confirmed", "mistake", str(first.pk))
    assert "Same person <kbd>1</kbd>" in browser.get(back["Location"]).content.decode()


def test_a_decision_is_taken_back_on_its_own_page_alone(pair: Pair, first: Officer, second: Officer) -> None:
    give(client_of(first), pair, "confirmed")
    html = client_of(second).get(give(client_of(second), pair, "confirmed")["Location"]).content.decode()
    assert "Confirmed by two people; both records now say so." in html
    assert 'form="undo"' not in html


def test_the_page_after_an_answer_tells_no_colleagues_word(pair: Pair, first: Officer, second: Officer) -> None:
    give(client_of(first), pair, "confirmed")
    following = Pair.objects.exclude(pk=pair.pk).order_by("place").first()
    for asked in (str(pair.pk), "nonsense", "\0", "0" * 36):
        html = client_of(second).get(page_of(following), {"answered": asked}).content.decode()
        assert "The pair before:" not in html


def test_the_same_form_sent_twice_is_one_answer(pair: Pair, browser: Client) -> None:
    key = form_key(browser, pair)
    places = {give(browser, pair, "confirmed", form_key=key)["Location"] for _twice in range(2)}
    assert len(places) == 1
    pair.refresh_from_db()
    assert (pair.answered, pair.answers.count()) == (1, 1)
    assert give(browser, pair, "confirmed", form_key="f" * 32).status_code == 403


def test_a_form_sent_again_after_the_colleague_answered_decides_nothing_more(
    pair: Pair, first: Officer, second: Officer
) -> None:
    key = form_key(client_of(first), pair)
    give(client_of(first), pair, "confirmed", form_key=key)
    give(client_of(second), pair, "confirmed")
    assert give(client_of(first), pair, "confirmed", form_key=key).status_code == 302
    assert pair.answers.count() == 2
    confirmed = JournalEntry.objects.filter(kind="register.add_evidence").count()
    assert confirmed == 2


@pytest.mark.parametrize("key", ["x" * 400, "{" * 32, "F" * 32])
def test_a_key_that_no_page_gave_out_is_no_key(pair: Pair, browser: Client, key: str) -> None:
    assert give(browser, pair, "confirmed", form_key=key).status_code == 302
    assert PairAnswer.objects.get().form_key is None


@pytest.fixture
def listed_twice(lists: None, first: Officer) -> Pair:
    """A missing person who stands on the other side's list twice; the search gives one of the two records."""
    held = HELD.splitlines()
    take_in("SOUTH", "held", "\n".join([held[0], held[1].replace("S/1", "T/1")]), name="again.csv")
    search(actor=first.as_actor(), seeker="NORTH", holder="SOUTH")
    return Pair.objects.exclude(runner_up_right="").get()


def test_a_person_listed_twice_is_linked_to_both_records_and_either_page_says_so(
    listed_twice: Pair, first: Officer, second: Officer
) -> None:
    client = client_of(first)
    html = client.get(page_of(listed_twice)).content.decode()
    assert html.count("Compare as a pair of its own") == 2  # one button, and its name
    assert client.post(f"{page_of(listed_twice)}compare/", {"side": "held"}).status_code == 302
    twin = Pair.objects.get(missing_id=listed_twice.missing_id, held_id=listed_twice.runner_up_right)
    assert "No search proposed this pair" in client.get(page_of(twin)).content.decode()
    assert "Compare as a pair of its own" not in client.get(page_of(listed_twice)).content.decode()
    for pair in (listed_twice, twin):
        for officer in (first, second):
            answer_pair(actor=officer.as_actor(), pair_id=str(pair.pk), word="confirmed", round=1)
    for here, there in ((listed_twice, twin), (twin, listed_twice)):
        html = client.get(page_of(here)).content.decode()
        assert "Linked to several records" in html
        assert f'href="{page_of(there)}"' in html
    looks = Look.objects.filter(what="tracing.pair", viewer=str(first.pk)).values_list("subject", flat=True)
    assert {twin.held_id, listed_twice.held_id, twin.missing_id} <= set(looks)


def test_a_pair_that_was_asked_for_stays_with_the_next_search_and_is_made_once(
    listed_twice: Pair, first: Officer
) -> None:
    for _twice in range(2):
        compare_two(actor=first.as_actor(), pair_id=str(listed_twice.pk), side="held")
        search(actor=first.as_actor(), seeker="NORTH", holder="SOUTH")
    twin = Pair.objects.get(missing_id=listed_twice.missing_id, held_id=listed_twice.runner_up_right)
    assert (twin.listed, twin.asked_for, twin.band, twin.state) == (True, True, "review", "suggested")
    assert twin.reasons
    with pytest.raises(InputError):
        compare_two(actor=first.as_actor(), pair_id=str(listed_twice.pk), side="missing")


def test_the_pair_of_a_next_best_candidate_is_no_second_link(searched: SearchRun, first: Officer) -> None:
    pairs = list(Pair.objects.order_by("place"))
    Pair.objects.filter(pk=pairs[0].pk).update(runner_up_right=pairs[1].held_id)
    for officer in (first, officer_with("tracing_officer")):
        answer_pair(actor=officer.as_actor(), pair_id=str(pairs[1].pk), word="confirmed", round=1)
    assert "Linked to several records" not in client_of(first).get(page_of(pairs[0])).content.decode()
