"""Figures of the desk's work: right to the count, by direction and period, and never a way to a colleague's answer."""

import csv
import io
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cast import client_of, officer_with
from desks.tracing.given import unmarked
from homeward.base.clock import StoryClock
from homeward.desks.register.models import Person
from homeward.desks.tracing.actions import answer_pair, search, withdraw_answer
from homeward.desks.tracing.agreement import agreement_of
from homeward.desks.tracing.answering import WORDS
from homeward.desks.tracing.models import Pair, PairAnswer, SearchRun
from homeward.desks.tracing.queries import Quality, quality_visible_to
from homeward.office.accounts.models import Officer
from homeward.office.journal import clock
from homeward.office.journal.models import Look

PAGE, EXPORT = "/tracing/quality/", "/tracing/quality.csv"
SAME, OTHER, UNSURE = WORDS


def test_kappa_is_that_of_the_textbook() -> None:
    """Cohen's own arithmetic on a table of 50: 20 and 15 agree, 5 and 10 do not; kappa is 0.4."""
    rounds = [(SAME, SAME)] * 20 + [(SAME, OTHER)] * 5 + [(OTHER, SAME)] * 10 + [(OTHER, OTHER)] * 15
    found = agreement_of(rounds)
    assert (found.twice, found.agreed, found.share, found.kappa) == (50, 35, 0.7, pytest.approx(0.4))


def test_nothing_answered_or_one_word_alone_has_no_kappa() -> None:
    assert (agreement_of([]).share, agreement_of([]).kappa) == (None, None)
    assert (agreement_of([(SAME, SAME)] * 9).share, agreement_of([(SAME, SAME)] * 9).kappa) == (1, None)


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)), max_size=40))
def test_kappa_lies_between_its_bounds_and_asks_no_order(rounds: list[tuple[str, str]]) -> None:
    found = agreement_of(rounds)
    assert found.kappa is None or -1 <= found.kappa <= 1
    assert found == agreement_of(reversed(rounds))
    assert agreement_of([(two, one) for one, two in rounds]).kappa == found.kappa


pytest_db = pytest.mark.django_db


def give(pair: Pair, officer: Officer, word: str) -> None:
    pair.refresh_from_db()
    answer_pair(actor=officer.as_actor(), pair_id=str(pair.pk), word=word, round=pair.round)


def whole(officer: Officer, period: str = "") -> Quality:
    return quality_visible_to(viewer=officer.as_actor(), period=period)[0]


@pytest_db
def test_every_outcome_is_counted_once_and_by_its_direction(
    searched: SearchRun, first: Officer, second: Officer
) -> None:
    one, two, three, four = Pair.objects.order_by("place")[:4]
    for officer in (first, second):
        give(one, officer, SAME)
        give(two, officer, OTHER)
        give(three, officer, SAME)
    withdraw_answer(actor=first.as_actor(), pair_id=str(three.pk), reason="mistake")
    give(four, first, UNSURE)
    give(four, second, SAME)
    Person.objects.filter(pk=two.held_id).update(rank="старшина")
    search(actor=first.as_actor(), seeker="NORTH", holder="SOUTH")
    every, north = quality_visible_to(viewer=first.as_actor())
    assert (north.seeker, north.holder) == ("NORTH", "SOUTH")
    for row in (every, north):
        assert row.suggested == Pair.objects.count()
        assert (row.confirmed, row.rejected, row.undone, row.came_back, row.unsure) == (1, 0, 1, 1, 1)
        assert (row.agreement.twice, row.agreement.agreed) == (4, 3)


@pytest_db
def test_a_period_counts_what_happened_in_it(searched: SearchRun, first: Officer, second: Officer) -> None:
    one, two = Pair.objects.order_by("place")[:2]
    for officer in (first, second):
        give(one, officer, SAME)
    with clock.clock_set_to(StoryClock(clock.now() + timedelta(days=20))):
        for officer in (first, second):
            give(two, officer, OTHER)
        week, month = whole(first, "week"), whole(first, "month")
        assert (week.suggested, week.confirmed, week.rejected, week.agreement.twice) == (0, 0, 1, 1)
        assert (month.suggested, month.confirmed, month.rejected) == (Pair.objects.count(), 1, 1)
        assert whole(first, "nonsense") == whole(first)


@pytest_db
def test_a_third_officer_learns_nothing_of_answers_that_are_closed_to_them(
    pair: Pair, first: Officer, second: Officer
) -> None:
    third = officer_with("tracing_officer")
    pages, exports = set(), set()
    for words in ((SAME, OTHER), (UNSURE, UNSURE), (UNSURE, SAME)):
        for officer, word in zip((first, second), words, strict=True):
            give(pair, officer, word)
        assert whole(first).agreement.twice == 1
        pages.add(unmarked(client_of(third).get(PAGE).content.decode()))
        exports.add(client_of(third).get(EXPORT).content)
        pair.answers.all().delete()
        Pair.objects.filter(pk=pair.pk).update(state="suggested", answered=0, disagrees=False)
    assert (len(pages), len(exports)) == (1, 1)


@pytest_db
def test_the_export_hides_counts_under_ten_and_what_rests_on_them(
    searched: SearchRun, first: Officer, second: Officer
) -> None:
    pair = Pair.objects.order_by("place").first()
    for officer in (first, second):
        give(pair, officer, SAME)
    response = client_of(first).get(EXPORT)
    every, north = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
    assert (every["missed_by"], north["missed_by"], north["held_by"]) == ("", "NORTH", "SOUTH")
    assert every["confirmed"] == every["answered_twice"] == "<10"
    assert every["rejected"] == "0"
    assert every["agreement_percent"] == every["cohens_kappa"] == ""
    for number in range(2, 14):
        for officer in (first, second):
            PairAnswer.objects.create(pair=pair, round=number, by=str(officer.pk), word=SAME if number % 4 else OTHER)
    every = next(csv.DictReader(io.StringIO(client_of(first).get(EXPORT).content.decode("utf-8-sig"))))
    assert (every["answered_twice"], every["agreement_percent"], every["cohens_kappa"]) == ("13", "100", "1.00")
    assert Look.objects.filter(what="tracing.quality_export").count() == 2


@pytest_db
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_shows_the_figures_with_the_table_of_both_answers(
    pair: Pair, first: Officer, second: Officer, language: str
) -> None:
    give(pair, first, SAME)
    give(pair, second, OTHER)
    html = client_of(first).get(f"{PAGE}?period=week", headers={"accept-language": language}).content.decode()
    assert "0 %" in html
    assert 'href="/tracing/quality.csv?period=week"' in html
    assert client_of(officer_with("registrar")).get(EXPORT).status_code == 403
