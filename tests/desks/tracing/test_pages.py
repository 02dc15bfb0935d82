"""The pages of the desk, as officers meet them."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cast import client_of, officer_with
from desks.tracing.given import HELD, take_in, unmarked
from homeward.desks.tracing.models import Pair, SearchRun
from homeward.desks.tracing.queries import Filter, pairs_visible_to
from homeward.desks.tracing.wording import REASONS, reason_words
from homeward.engine.matching import WORDS
from homeward.office.accounts.models import Officer
from homeward.office.journal.models import Look

pytestmark = pytest.mark.django_db
QUEUE, EXPORT, SEARCHES, QUALITY = (reverse(f"tracing:{name}") for name in ("queue", "export", "searches", "quality"))
MOST_QUERIES = 12


def address(pair: Pair, name: str = "pair") -> str:
    return reverse(f"tracing:{name}", args=[pair.pk])


def give(client: Client, pair: Pair, word: str, kept: str = ""):
    pair.refresh_from_db()
    return client.post(address(pair, "answer"), {"word": word, "round": pair.round, "kept": kept})


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_the_queue_shows_likely_pairs_first_and_reasons_in_words(searched: SearchRun, browser: Client) -> None:
    html = text_of(browser, QUEUE)
    places = list(Pair.objects.order_by("place").values_list("pk", flat=True))
    found = re.findall(r"/tracing/pairs/([0-9a-f-]{36})/", html)
    assert found == [str(pk) for pk in places]
    assert "surnames are written the same" in html


def test_the_next_pair_after_the_last_is_the_first_that_waits(searched: SearchRun, browser: Client) -> None:
    first_pair, last = Pair.objects.order_by("place").first(), Pair.objects.order_by("place").last()
    html = text_of(browser, address(last))
    assert f'href="{address(first_pair)}" data-key="4"' in html


def test_facets_narrow_the_queue_and_stay_in_the_address(searched: SearchRun, browser: Client) -> None:
    html = text_of(browser, QUEUE + "?band=likely&direction=NORTH-SOUTH")
    likely = Pair.objects.filter(band="likely")
    assert set(re.findall(r"/tracing/pairs/([0-9a-f-]{36})/", html)) == {str(pair.pk) for pair in likely}
    assert "band=likely&amp;direction=NORTH-SOUTH" in html
    assert "No pair under these filters" in text_of(browser, QUEUE + "?stage=confirmed")


def test_a_page_ends_at_its_limit_and_the_next_one_goes_on(
    searched: SearchRun, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = list(Pair.objects.order_by("place").values_list("place", flat=True))
    html = text_of(browser, f"{QUEUE}?after={places[0]}")
    assert len(set(re.findall(r"/tracing/pairs/([0-9a-f-]{36})/", html))) == len(places) - 1
    assert "From the beginning" in html


def test_undecided_pairs_come_first_and_pages_go_on_into_the_decided_ones(
    searched: SearchRun, first: Officer, second: Officer
) -> None:
    pairs = list(Pair.objects.order_by("place"))
    for officer in (first, second):
        give(client_of(officer), pairs[0], "confirmed")
        give(client_of(officer), pairs[2], "rejected")
    wanted = [pairs[1], *pairs[3:], pairs[0], pairs[2]]
    html = text_of(client_of(first), QUEUE)
    assert list(dict.fromkeys(re.findall(r"/tracing/pairs/([0-9a-f-]{36})/", html))) == [str(p.pk) for p in wanted]
    walked, after = [], ""
    while len(walked) < len(pairs):
        page = pairs_visible_to(viewer=first.as_actor(), chosen=Filter(), after=after, limit=1, what="tracing.queue")
        walked += [row.pair for row in page.rows]
        after = page.next_after
    assert walked == wanted
    assert after == ""


def test_the_pair_page_shows_both_scripts_reasons_and_keys(pair: Pair, browser: Client) -> None:
    html = text_of(browser, address(pair))
    assert pair.reasons[0]["left_value"] in html
    assert reason_words(pair.reasons[1]) in html
    assert html.count("<kbd>") >= 3
    assert 'data-key="1"' in html
    assert "derived:" in html
    assert "<script>" not in html
    assert "style=" not in html


def test_a_translated_name_is_told_in_words_with_both_names_as_written(searched: SearchRun, browser: Client) -> None:
    pair = next(pair for pair in Pair.objects.all() if pair.reasons[0]["left_value"] == "Зоряненко")
    html = text_of(browser, address(pair))
    for words in ("Микола", "Николай", "Zorianenko Mykola", "given names are translations of each other"):
        assert words in html


def test_the_second_officer_sees_the_same_page_whatever_the_first_one_said(
    pair: Pair, first: Officer, second: Officer
) -> None:
    pages, queues, figures = set(), set(), set()
    for word in ("confirmed", "rejected", "unsure"):
        give(client_of(first), pair, word)
        viewer = client_of(second)
        pages.add(unmarked(text_of(viewer, address(pair))))
        queues.add(unmarked(text_of(viewer, QUEUE)))
        figures.add(unmarked(text_of(viewer, QUALITY)))
        pair.answers.all().delete()
        Pair.objects.filter(pk=pair.pk).update(state="suggested", answered=0)
    assert (len(pages), len(queues), len(figures)) == (1, 1, 1)
    page = pages.pop()
    assert "A colleague has answered" in page
    assert "Mara Ostrow" not in page


def test_an_export_tells_the_second_officer_no_answer(pair: Pair, first: Officer, second: Officer) -> None:
    before = client_of(second).get(EXPORT).content
    give(client_of(first), pair, "confirmed")
    assert client_of(second).get(EXPORT).content == before


def test_two_officers_confirm_on_the_pages_and_one_takes_it_back(pair: Pair, first: Officer, second: Officer) -> None:
    for officer in (first, second):
        assert give(client_of(officer), pair, "confirmed").status_code == 302
    html = text_of(client_of(first), address(pair))
    assert "confirmed by two" in html
    assert "Jonas Feld" in html
    taken = client_of(first).post(
        address(pair, "withdraw"), {"reason": "told_by_person", "words": "His brother called."}, follow=True
    )
    html = taken.content.decode()
    assert "Taken back." in html
    assert "His brother called." in html
    assert html.count("taken back") >= 2


def test_a_withdrawal_without_reason_is_asked_for_in_words(pair: Pair, browser: Client) -> None:
    give(browser, pair, "confirmed")
    response = browser.post(address(pair, "withdraw"), {"reason": ""})
    assert response.status_code == 422
    assert "Error:" in response.content.decode()
    pair.refresh_from_db()
    assert pair.state == "confirmed_once"


def test_a_namesake_who_fits_as_well_is_named_as_a_level_candidate(lists: None, browser: Client) -> None:
    take_in("SOUTH", "held", HELD.replace("S/", "T/"), name="again.csv")
    browser.post(SEARCHES, {"seeker": "NORTH", "holder": "SOUTH"})
    pair = next(pair for pair in Pair.objects.all() if pair.reasons[0]["left_value"] == "Зоряненко")
    html = text_of(browser, address(pair))
    assert "Level candidates" in html
    assert html.count("level candidate<") == 1
    assert pair.band == "review"


def test_answering_leads_to_the_next_pair_under_the_same_filters(pair: Pair, browser: Client) -> None:
    response = give(browser, pair, "confirmed", kept="direction=NORTH-SOUTH")
    following = Pair.objects.order_by("place")[1]
    assert response["Location"] == f"{address(following)}?direction=NORTH-SOUTH&answered={pair.pk}"
    html = text_of(browser, response["Location"])
    assert "Your answer is kept." in html
    assert f'href="{address(pair)}?direction=NORTH-SOUTH"' in html


def test_a_second_word_of_the_same_officer_is_refused(pair: Pair, browser: Client) -> None:
    give(browser, pair, "confirmed")
    assert "Same person <kbd>" not in text_of(browser, address(pair))
    response = give(browser, pair, "confirmed")
    assert response.status_code == 403
    assert "another person" in response.content.decode()


@pytest.mark.parametrize(
    "sent", [{}, {"word": "confirmed"}, {"word": "maybe", "round": "1"}, {"word": "confirmed", "round": "x"}]
)
def test_a_form_that_is_not_whole_changes_nothing(pair: Pair, browser: Client, sent: dict[str, str]) -> None:
    assert browser.post(address(pair, "answer"), sent).status_code == 400
    assert pair.answers.count() == 0


def test_a_stale_form_says_so(pair: Pair, first: Officer, second: Officer) -> None:
    for officer in (first, second):
        give(client_of(officer), pair, "confirmed")
    third = client_of(officer_with("tracing_officer"))
    response = third.post(address(pair, "answer"), {"word": "confirmed", "round": "1"})
    assert response.status_code == 409
    assert "moved on" in response.content.decode()


def test_the_export_equals_the_screen(searched: SearchRun, browser: Client) -> None:
    for query in ("", "?band=likely", f"?after={Pair.objects.order_by('place').first().place}"):
        shown = re.findall(r"/tracing/pairs/([0-9a-f-]{36})/", text_of(browser, QUEUE + query))
        response = browser.get(EXPORT + query)
        rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
        pairs = Pair.objects.in_bulk(shown)
        expected = [pairs[key] for key in map(type(next(iter(pairs))), shown)]
        assert [(row["probability"], row["margin"], row["band"]) for row in rows] == [
            (pair.probability, pair.margin, pair.band) for pair in expected
        ]
        assert list(rows[0]) == ["left_id", "right_id", "probability", "margin", "band", "reasons"]
        assert all(row["left_id"].startswith("N-") and row["right_id"].startswith("S/") for row in rows)
    assert Look.objects.filter(what="tracing.export").count() == 3


@pytest.mark.parametrize("role", ["registrar", "decision_maker", "auditor", "administrator"])
def test_roles_without_the_right_are_refused(pair: Pair, role: str) -> None:
    client = client_of(officer_with(role))
    for url in (QUEUE, EXPORT, SEARCHES, QUALITY, address(pair)):
        assert client.get(url).status_code == 403, url
    assert give(client, pair, "confirmed").status_code == 403


def test_a_list_officer_reads_and_neither_answers_nor_searches(pair: Pair) -> None:
    client = client_of(officer_with("list_officer"))
    html = text_of(client, address(pair))
    assert "Same person <kbd>" not in html
    assert "Take " not in html
    assert give(client, pair, "confirmed").status_code == 403
    assert "Start the search" not in text_of(client, SEARCHES)
    assert client.post(SEARCHES, {"seeker": "NORTH", "holder": "SOUTH"}).status_code == 403


def test_nobody_is_sent_to_sign_in(pair: Pair) -> None:
    assert Client().get(address(pair)).status_code == 302


def test_a_search_is_started_from_the_page_and_shows_its_result(lists: None, browser: Client) -> None:
    response = browser.post(SEARCHES, {"seeker": "NORTH", "holder": "SOUTH"}, follow=True)
    assert response.status_code == 200
    run = SearchRun.objects.get()
    assert reverse("tracing:run", args=[run.pk]) in response.content.decode()
    html = text_of(browser, reverse("tracing:run", args=[run.pk]))
    assert "missed by Bureau of North, held by Bureau of South" in html


def test_a_search_of_a_party_among_its_own_is_an_error_beside_the_field(lists: None, browser: Client) -> None:
    response = browser.post(SEARCHES, {"seeker": "NORTH", "holder": "NORTH"})
    assert response.status_code == 422
    assert "Error:" in response.content.decode()
    assert not SearchRun.objects.exists()


def test_an_empty_desk_says_what_comes_first(db: None, browser: Client) -> None:
    assert "Start a search" in text_of(browser, QUEUE)
    assert "Two lists are needed" in text_of(browser, SEARCHES)
    assert "No search yet" in text_of(browser, QUALITY)


def test_the_quality_page_counts_what_happened(pair: Pair, first: Officer, second: Officer) -> None:
    others = list(Pair.objects.exclude(pk=pair.pk).order_by("place"))
    for officer in (first, second):
        give(client_of(officer), pair, "confirmed")
        give(client_of(officer), others[0], "rejected")
    give(client_of(first), others[1], "confirmed")
    give(client_of(second), others[1], "rejected")
    html = text_of(client_of(first), QUALITY)
    assert "2 of 3 pairs that two people answered" in html
    figures = re.findall(r'class="figure">(?:<bdi>)?([^<]+)<', html)
    total = Pair.objects.count()
    assert figures == [str(total - 2), "0", "1", "1", "0", "67 %", "0.40"]


@pytest.mark.parametrize("name", ["queue", "searches", "quality"])
def test_pages_turn_to_arabic(searched: SearchRun, browser: Client, name: str) -> None:
    html = browser.get(reverse(f"tracing:{name}"), headers={"accept-language": "ar"}).content.decode()
    assert '<html lang="ar" dir="rtl">' in html


def test_the_pair_page_turns_to_arabic_and_keeps_names_as_written(pair: Pair, browser: Client) -> None:
    html = browser.get(address(pair), headers={"accept-language": "ar"}).content.decode()
    assert '<html lang="ar" dir="rtl">' in html
    assert pair.reasons[0]["left_value"] in html
    assert 'direction="rtl"' in html


@pytest.mark.parametrize("name", ["queue", "export", "searches", "quality", "pair"])
def test_pages_need_few_queries(pair: Pair, first: Officer, second: Officer, name: str) -> None:
    for officer in (first, second):
        give(client_of(officer), pair, "confirmed")
    client = client_of(second)
    client.get(QUEUE)
    with CaptureQueriesContext(connection) as queries:
        client.get(address(pair) if name == "pair" else reverse(f"tracing:{name}"))
    asked = [query["sql"][:90] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= MOST_QUERIES, "\n".join(asked)


def test_every_reason_of_the_engine_has_words_here() -> None:
    told = {(field, level): words for field, levels in WORDS.items() for level, words in levels.items()}
    assert {key: str(words) for key, words in REASONS.items()} == told


def test_the_start_page_tells_what_waits(pair: Pair, first: Officer, second: Officer) -> None:
    give(client_of(first), pair, "confirmed")
    assert "Second answers" in text_of(client_of(second), reverse("start"))
    assert "Second answers" not in text_of(client_of(first), reverse("start"))
