"""Promises of the pages: a request as a form, an answer as the relative reads it, a public page that tells one word."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from cast import auditor, client_of, list_officer, registrar, tracing_officer
from desks.families.given import confirmed_by_two, held, linked, missing, request_of
from desks.register.given import party
from homeward.desks.families.actions import draft_answer, give_answer
from homeward.desks.families.asked import ENQUIRER, LOSS, SOUGHT
from homeward.desks.families.models import Answer, Request

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def officer():
    party()
    return tracing_officer()


@pytest.fixture
def actor(officer):
    return officer.as_actor()


@pytest.fixture
def browser(officer):
    return client_of(officer)


def url(name, *arguments):
    return reverse(f"families:{name}", args=arguments)


def test_a_request_goes_from_the_form_to_a_given_letter(browser, actor):
    form = {"unit": "47", "contact": "call", "language": "ar", "consents": ["SEARCH"], "form_key": "k"}
    for _ in range(2):
        answer = browser.post(url("new"), form)
        made = Request.objects.get()
        assert answer.url == url("request", made.pk)
    person = missing(actor)
    assert browser.post(url("link", made.pk), {"person": person.pk}).url == url("request", made.pk)
    browser.post(url("kinship", made.pk), {"word": "proven", "proof": "DOCUMENT"})
    shown = browser.post(url("draft", made.pk), follow=True)
    body = shown.content.decode()
    assert 'lang="ar" dir="rtl"' in body
    letter = Answer.objects.get()
    assert letter.code in body
    browser.post(url("answer", letter.pk), {"way": "IN_PERSON"})
    letter.refresh_from_db()
    assert letter.state == "given"
    page = browser.get(url("request", made.pk)).content.decode()
    assert "given" in page
    assert "grade 2" in page.lower()


def test_h25_the_form_shows_whose_office_asks_and_asks_the_known_fields_alone(browser, settings):
    body = browser.get(url("new")).content.decode()
    names = set(re.findall(r' name="(\w+)"', body)) - {
        "csrfmiddlewaretoken", "q", "language", "next", "viewport", "referrer",
    }  # fmt: skip
    assert names == {*SOUGHT, *LOSS, *ENQUIRER, "unsure_spelling", "consents", "form_key"}
    assert settings.NODE.title in body
    assert body.index('name="lost_date"') < body.index('name="full_name"')


def test_h25_no_list_of_families_can_be_exported():
    inside = next(one for one in get_resolver().url_patterns if str(one.pattern) == "families/")
    addresses = [str(one.pattern) for one in inside.url_patterns]
    assert addresses
    assert not [address for address in addresses if re.search("export|csv|xlsx|download", address)]


def test_h13_h14_a_form_with_too_little_says_what_is_enough_and_loses_nothing(browser):
    answer = browser.post(url("new"), {"lost_circumstances": "the last call was cut", "language": "en"})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "the last call was cut" in body
    assert "can be reached" in body


def verified(code, language="en", client=None):
    return (client or Client()).post(url("verify"), {"code": code}, headers={"accept-language": language})


def test_h02_h24_every_code_that_is_not_genuine_gets_the_same_bytes_after_the_same_work(actor):
    person_request, person = linked(actor)
    confirmed_by_two(actor, person, held(registrar().as_actor()))
    drafted = draft_answer(actor=actor, request_id=person_request.pk)
    bodies, work = set(), set()
    for code in (drafted.code, "7Q2M-0KXR-93BD", "", "Вербенко Олег", "Nobody Atall", person_request.case, "9" * 3000):
        with CaptureQueriesContext(connection) as queries:
            answer = verified(code)
        bodies.add(answer.content)
        asked = [one["sql"] for one in queries if "SAVEPOINT" not in one["sql"]]
        work.add(tuple(re.sub(r"'[^']*'", "?", statement) for statement in asked))
        assert not answer.cookies
        assert "set-cookie" not in {name.lower() for name in answer.headers}
    assert len(bodies) == 1
    assert len(work) == 1
    assert b"Not genuine." in bodies.pop()


def test_h24_a_genuine_code_reads_genuine_and_the_money_warning_stands_on_every_page(actor):
    given = draft_answer(actor=actor, request_id=request_of(actor).pk)
    give_answer(actor=actor, answer_id=given.pk, way="POST")
    genuine, forged, asked = verified(given.code), verified("forged"), Client().get(url("verify"))
    assert "Genuine." in genuine.content.decode()
    assert "Not genuine." not in genuine.content.decode()
    for answer in (genuine, forged, asked):
        assert "This service is free" in answer.content.decode()
        assert given.code not in answer.content.decode()


def test_h02_the_public_page_is_the_same_for_an_officer_and_for_a_stranger(browser):
    assert verified("x", client=browser).content == verified("x").content


def test_the_public_page_stands_in_arabic():
    body = Client().get(url("verify"), headers={"accept-language": "ar"}).content.decode()
    assert 'dir="rtl"' in body


PAGES = ("list", "new", "request", "link", "kinship", "hand_on", "answer")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_stays_within_its_queries_and_stands_in_arabic(browser, actor, name):
    request, person = linked(actor)
    confirmed_by_two(actor, person, held(registrar().as_actor()))
    answer = draft_answer(actor=actor, request_id=request.pk)
    for _ in range(8):
        request_of(actor)
        missing(actor, surname="Вербенко")
    arguments = {"list": (), "new": (), "answer": (answer.pk,)}.get(name, (request.pk,))
    browser.get(url(name, *arguments))
    with CaptureQueriesContext(connection) as queries:
        shown = browser.get(url(name, *arguments), headers={"accept-language": "ar"})
    assert shown.status_code == 200
    assert 'dir="rtl"' in shown.content.decode()
    counted = [one["sql"] for one in queries if "SAVEPOINT" not in one["sql"]]
    assert len(counted) <= MOST_QUERIES, "\n".join(counted)


@pytest.mark.parametrize("make", [registrar, list_officer, auditor])
@pytest.mark.parametrize("name", PAGES)
def test_the_wrong_role_sees_no_family(actor, make, name):
    request = request_of(actor)
    answer = draft_answer(actor=actor, request_id=request.pk)
    arguments = {"list": (), "new": (), "answer": (answer.pk,)}.get(name, (request.pk,))
    browser = client_of(make())
    assert browser.get(url(name, *arguments)).status_code == 403
    assert browser.post(url("draft", request.pk)).status_code == 403


def test_a_stranger_is_sent_to_sign_in():
    assert Client().get(url("list")).status_code == 302


def test_bad_input_is_told_and_changes_nothing(browser, actor):
    request = request_of(actor)
    answer = draft_answer(actor=actor, request_id=request.pk)
    for name, arguments, sent in (
        ("kinship", (request.pk,), {"word": "proven", "proof": "NOT_SHOWN"}),
        ("kinship", (request.pk,), {}),
        ("link", (request.pk,), {"person": "nobody"}),
        ("register", (request.pk,), {"party": "NOWHERE"}),
        ("hand_on", (request.pk,), {"party": "NOWHERE"}),
        ("answer", (answer.pk,), {"way": "PIGEON"}),
    ):
        assert browser.post(url(name, *arguments), sent).status_code == 422, name
    assert not request.kinship.exists()
    for name in ("request", "link", "kinship", "answer"):
        assert browser.get(url(name, "none")).status_code == 404


def test_the_start_page_tells_what_waits(browser, actor):
    request_of(actor)
    body = browser.get(reverse("start")).content.decode()
    assert "A relative asks" in body
    assert "Relatives without an answer" in body
