"""Promises of the duty officer's pages: a code shown once, the same word for every wrong code, off unless turned on."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cast import auditor, client_of, officer_with, registrar, tracing_officer
from homeward.desks.surrender.models import IntakeCase
from homeward.node.home import read_node
from homeward.office.accounts.models import Officer
from homeward.office.journal import clock

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def browser():
    return client_of(officer_with("surrender_duty_officer"))


def url(name, *arguments):
    return reverse(f"surrender:{name}", args=arguments)


def take(browser, **changed):
    day = clock.now().date()
    form = {
        "size_class": "UP_TO_100", "first_day": day.isoformat(), "last_day": (day + timedelta(days=2)).isoformat(),
        "wounded": "yes", "language": "uk", **changed,
    }  # fmt: skip
    return browser.post(url("notice"), form)


def code_in(answer):
    return re.search(r"<bdi>([a-z]+ [a-z]+ \d{3})</bdi>", answer.content.decode())[1]


def test_a_notice_becomes_a_case_that_its_code_finds(browser):
    code = code_in(take(browser))
    case = IntakeCase.objects.get()
    assert browser.post(url("code"), {"code": code}).url == url("case", case.pk)
    assert browser.post(url("step", case.pk), {"word": "expect"}).url == url("case", case.pk)
    for page in ("desk", "case"):
        body = browser.get(url(page, *([case.pk] if page == "case" else []))).content.decode()
        assert "expected" in body
        assert code not in body
    assert browser.post(url("step", case.pk), {"word": "withdrawn"}).url == url("desk")
    assert browser.get(url("case", case.pk)).status_code == 404


def test_h29_the_form_has_no_field_for_a_person_a_place_or_an_account(browser):
    names = set(re.findall(r'name="(\w+)"', browser.get(url("notice")).content.decode()))
    asked = names - {"csrfmiddlewaretoken", "next", "viewport", "referrer"}
    assert asked == {"size_class", "first_day", "last_day", "wounded", "language", "words"}


def test_h19_the_page_says_in_which_languages_the_answer_comes_and_how_long_it_takes(browser):
    """H-19: given a person at the intake page, when the page opens, then it says which languages staff can read and how
    long an answer takes. Intake is by voice: the page has the officer say it before anything is asked."""
    Officer.objects.update(language="uk")
    Officer.objects.filter(pk=tracing_officer().pk).update(language="ru")
    body = browser.get(url("notice")).content.decode()
    assert "in which languages we answer: Ukrainian." in " ".join(body.split())
    assert "Russian." not in body
    assert "at once" in body
    assert "after 72 hours" in body
    assert body.index("in which languages we answer") < body.index('name="size_class"')


def test_h29_a_refused_text_is_not_shown_again_and_the_page_says_what_to_leave_out(browser):
    answer = take(browser, words="My name is Ivan, 380501234567")
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "380501234567" not in body
    assert "a name" in body
    assert not IntakeCase.objects.exists()


def test_every_wrong_code_gets_the_same_answer(browser):
    take(browser)
    told = set()
    for code in ("harbour kettle 000", "", "x" * 500, "Ivan"):
        told.add(browser.post(url("code"), {"code": code}, follow=True).content.count(b"No case has this code now."))
    assert told == {1}


def test_officers_are_bound_by_the_same_scanner(browser):
    assert browser.post(url("sentence"), {"sentence": "come to 51.1923, 35.2712"}).status_code == 422
    assert b"left out" in browser.post(url("sentence"), {"sentence": "A desk expects you."}).content


def test_off_by_default_and_the_page_says_so(browser, settings):
    settings.SURRENDER = False
    for name in ("desk", "notice", "sentence"):
        assert b"Intake is off on this node." in browser.get(url(name)).content
    assert b"Intake is off on this node." in take(browser).content
    assert not IntakeCase.objects.exists()


def test_a_node_without_the_line_in_its_settings_is_off(tmp_path):
    line = 'format = 1\nname = "a"\nrole = "party"\ndemo = true\n'
    for more, expected in (("", False), ("surrender = true\n", True), ('surrender = "yes"\n', False)):
        (tmp_path / "node.toml").write_text(line + more)
        assert read_node(tmp_path).surrender is expected


@pytest.mark.parametrize("make", [registrar, tracing_officer, auditor])
def test_the_wrong_role_learns_nothing_not_even_whether_intake_is_on(make, settings):
    other = client_of(make())
    for on in (True, False):
        settings.SURRENDER = on
        for name in ("desk", "notice", "sentence"):
            assert other.get(url(name)).status_code == 403
        assert other.post(url("code"), {"code": "x"}).status_code == 403
        assert other.post(url("clocks")).status_code == 403


@pytest.mark.parametrize("name", ["desk", "notice", "sentence", "case"])
def test_every_page_stays_within_its_queries_and_stands_in_arabic(browser, name):
    for _ in range(5):
        take(browser)
    arguments = [IntakeCase.objects.first().pk] if name == "case" else []
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(url(name, *arguments), headers={"accept-language": "ar"})
    assert 'dir="rtl"' in answer.content.decode()
    assert len(queries) <= MOST_QUERIES


def test_unknown_cases_and_steps_are_not_found(browser):
    take(browser)
    assert browser.get(url("case", "none")).status_code == 404
    assert browser.post(url("step", IntakeCase.objects.get().pk), {"word": "publish"}).status_code == 404
    assert browser.post(url("clocks")).url == url("desk")
