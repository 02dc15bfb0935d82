"""Promises of the pages of captures, custody, cards, decisions and corrections."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cast import auditor, client_of, list_officer, officer_with, registrar, tracing_officer
from desks.register.given import batch_of, party
from homeward.desks.register.actions import (
    correct_person,
    decide_art109,
    record_custody,
    record_expected_arrival,
    register_capture,
    register_group_capture,
)
from homeward.desks.register.models import Capture, CaptureCard, Correction, ExpectedArrival, MedicalDecision, Person
from homeward.office.journal import clock

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def officer():
    party()
    return registrar()


@pytest.fixture
def browser(officer):
    return client_of(officer)


def ago(days):
    return clock.now().date() - timedelta(days=days)


@pytest.fixture
def person(officer):
    made = register_capture(actor=officer.as_actor(), party="NORTH", day=ago(20), identity={"surname": "Ostrov"})
    record_custody(actor=officer.as_actor(), person_id=made.pk, code="CAMP", place_code="C-07", at=ago(9))
    return made


def url(name, *arguments):
    return reverse(f"register:{name}", args=arguments)


def lines(*told):
    data = {"line-TOTAL_FORMS": str(len(told)), "line-INITIAL_FORMS": str(len(told))}
    for at, line in enumerate(told):
        data |= {f"line-{at}-{name}": value for name, value in line.items()}
    return data


def test_the_form_of_one_person_saves_when_nothing_is_known(browser):
    answer = browser.post(url("new_capture"), {"party": "NORTH", "day": ago(1).isoformat()})
    assert answer.url == url("person", Person.objects.get().pk)
    assert "C00001-01" in browser.get(answer.url).content.decode()


def test_the_form_asks_for_no_circumstances_and_no_way_of_capture(browser):
    names = set(re.findall(r'name="(\w+)"', browser.get(url("new_capture")).content.decode()))
    assert names & {"surname", "other_name", "rank", "birth_date", "service_number"}
    assert not [name for name in names if re.search("mode|circumst|surrender|how|channel|statement|note", name)]


def test_a_wrong_date_or_an_exact_place_is_told_beside_its_field(browser):
    wrong = {"party": "NORTH", "day": ago(1).isoformat(), "birth_date": "31.02.1998", "region": "51.19 35.27"}
    answer = browser.post(url("new_capture"), wrong)
    assert answer.status_code == 422
    assert {"birth_date", "region"} <= set(answer.context["form"].errors)
    assert not Person.objects.exists()


def test_a_group_is_entered_as_a_table_and_the_rest_have_numbers(browser):
    event = {"party": "NORTH", "day": ago(1).isoformat(), "count": "24", "place": "Kalyna", "form_key": "k1"}
    told = lines({"full_name": "Ostrov Pavel"}, {}, {"rank": "soldier"}, {"unidentified": "on"})
    for _ in range(2):
        answer = browser.post(url("new_group"), event | told)
        assert answer.url == url("capture", Capture.objects.get().pk)
    body = browser.get(answer.url).content.decode()
    assert body.count("C00001-") >= 24
    assert "cannot say who they are" in body


def test_more_lines_keep_what_was_typed(browser):
    answer = browser.post(url("new_group"), {"count": "24", "more": "1"} | lines({"full_name": "Ostrov Pavel"}))
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "Ostrov Pavel" in body
    assert 'value="24"' in body
    assert body.count("-full_name") >= 17


def test_a_wrong_line_is_named_by_its_number(browser):
    event = {"party": "NORTH", "day": ago(1).isoformat(), "count": "2"}
    answer = browser.post(url("new_group"), event | lines({}, {"birth_date": "yesterday"}))
    assert answer.status_code == 422
    assert "Line 2" in answer.content.decode()


def test_an_arrival_is_closed_through_the_group_form_and_never_shown_with_the_capture(browser):
    days = {"size_class": "UP_TO_100", "first_day": ago(2).isoformat(), "last_day": ago(0).isoformat()}
    assert browser.post(url("arrivals"), days).url == url("arrivals")
    arrival = ExpectedArrival.objects.get()
    form = browser.get(url("new_group") + f"?arrival={arrival.pk}").content.decode()
    assert "21 to 100" not in form
    event = {"party": "NORTH", "day": ago(1).isoformat(), "count": "24", "arrival": arrival.pk}
    answer = browser.post(url("new_group"), event | lines({}))
    arrival.refresh_from_db()
    assert (arrival.closed_count, arrival.closed_day) == (24, ago(1))
    capture = Capture.objects.get()
    person = capture.batch.persons.first()
    for address in (answer.url, url("captures"), url("person", person.pk)):
        shown = browser.get(address).content.decode()
        assert arrival.pk not in shown
        assert "21 to 100" not in shown
    listed = browser.get(url("arrivals")).content.decode()
    assert capture.pk not in listed
    assert f'href="{url("capture", capture.pk)}"' not in listed


def test_the_start_page_tells_cards_overdue_and_the_page_notes_them(browser, person):
    start = browser.get(reverse("start")).content.decode()
    assert "Capture cards owed" in start
    assert "overdue: 1" in start
    card = CaptureCard.objects.get()
    assert "2 days overdue" in browser.get(url("capture_cards")).content.decode()
    browser.post(url("enable_card", card.pk), {"day": ago(1).isoformat()})
    assert "Capture cards owed" not in browser.get(reverse("start")).content.decode()
    assert "No capture card is owed" in browser.get(url("capture_cards")).content.decode()


def test_the_page_of_a_person_shows_the_name_as_spoken(browser, officer):
    told = {"surname": "Вербенко", "other_name": "Verbenko"}
    made = register_capture(actor=officer.as_actor(), party="NORTH", day=ago(2), identity=told)
    body = browser.get(url("person", made.pk)).content.decode()
    assert "as spoken" in body
    assert "Verbenko" in body


def test_a_bad_day_of_a_card_is_told_and_changes_nothing(browser, person):
    card = CaptureCard.objects.get()
    for day in ("", "2999-01-01", ago(15).isoformat()):
        browser.post(url("enable_card", card.pk), {"day": day})
    card.refresh_from_db()
    assert card.enabled_on is None


def test_custody_is_added_and_corrected_by_form(browser, person):
    new = {"code": "HOSPITAL", "at": ago(3).isoformat(), "place_code": "h-2"}
    assert browser.post(url("custody", person.pk), new).url == url("person", person.pk)
    body = browser.get(url("person", person.pk)).content.decode()
    assert "H-2" in body
    step = person.custody.get(code="HOSPITAL")
    mended = {**new, "at": ago(4).isoformat(), "reason": "WRONG_DAY"}
    browser.post(url("mend_custody", person.pk, step.pk), mended)
    assert person.custody.filter(superseded_by=None).count() == 3
    assert browser.post(url("custody", person.pk), {"code": "NOWHERE"}).status_code == 422
    assert browser.get(url("mend_custody", person.pk, "none")).status_code == 404


def test_a_medical_officer_decides_and_sees_the_queue(person):
    doctor = client_of(officer_with("medical_officer"))
    form = {"code": "A", "decided_on": ago(100).isoformat(), "notified_on": ago(95).isoformat(), "fit_to_travel": "yes"}
    assert doctor.post(url("decide", person.pk), form).url == url("person", person.pk)
    body = doctor.get(url("art109")).content.decode()
    assert "overdue" in body
    assert "direct repatriation" in body
    assert MedicalDecision.objects.get().fit_to_travel == "yes"


def test_h04_a_stale_form_leads_to_a_page_with_both_values(browser, officer, person):
    seen = re.search(r'name="seen" value="(\d+)"', browser.get(url("edit", person.pk)).content.decode())[1]
    colleague = officer_with("registrar", name="Nadia Salem").as_actor()
    correct_person(actor=colleague, person_id=person.pk, seen=1, values={"surname": "Astrov"}, reason="MISHEARD")
    answer = browser.post(
        url("edit", person.pk), {"seen": seen, "surname": "Ostrovsky", "reason": "DOCUMENT_SEEN"}, follow=True
    )
    body = answer.content.decode()
    assert "Astrov" in body
    assert "Ostrovsky" in body
    assert "Nadia Salem" in body
    waiting = Correction.objects.get(state="waiting")
    browser.post(url("settle", person.pk), {"field": "surname", "source": f"edit:{waiting.pk}", "word": "later"})
    shown = browser.get(url("person", person.pk)).content.decode()
    assert "Ostrovsky" in shown
    assert "Astrov" in shown


PAGES = ("captures", "new_capture", "new_group", "arrivals", "capture_cards", "art109")
OF_A_PERSON = ("person", "edit", "settle", "custody")


@pytest.mark.parametrize("name", [*PAGES, *OF_A_PERSON])
def test_every_page_stays_within_its_queries_and_stands_in_arabic(browser, officer, person, name):
    actor = officer.as_actor()
    register_group_capture(actor=actor, party="NORTH", count=40, day=ago(3), persons=[{"full_name": "A B"}] * 5)
    record_expected_arrival(actor=actor, size_class="ONE", first_day=ago(1), last_day=ago(0))
    for one in Person.objects.all()[:30]:
        record_custody(actor=actor, person_id=one.pk, code="CAMP", at=ago(1))
    decide_art109(actor=officer_with("medical_officer").as_actor(), person_id=person.pk, code="A", decided_on=ago(1))
    address = url(name, person.pk) if name in OF_A_PERSON else url(name)
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(address, headers={"accept-language": "ar"})
    assert answer.status_code == 200
    assert 'dir="rtl"' in answer.content.decode()
    counted = [one["sql"] for one in queries if "SAVEPOINT" not in one["sql"]]
    assert len(counted) <= MOST_QUERIES, "\n".join(counted)


def test_the_page_of_a_large_capture_stays_within_its_queries(browser, officer):
    capture = register_group_capture(actor=officer.as_actor(), party="NORTH", count=60, day=ago(3))
    browser.get(url("capture", capture.pk))
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url("capture", capture.pk)).status_code == 200
    assert len(queries) <= MOST_QUERIES


@pytest.mark.parametrize("make", [tracing_officer, list_officer, auditor])
@pytest.mark.parametrize("name", ["new_capture", "new_group", "arrivals", "capture_cards"])
def test_the_wrong_role_registers_nothing(make, name):
    assert client_of(make()).get(url(name)).status_code == 403


@pytest.mark.parametrize("name", ["edit", "settle", "custody", "decide"])
def test_the_wrong_role_changes_no_person(person, name):
    browser = client_of(tracing_officer())
    assert browser.get(url(name, person.pk)).status_code == 403
    assert browser.post(url(name, person.pk), {}).status_code == 403


def test_places_of_custody_are_not_told_to_tracing(person):
    assert "C-07" not in client_of(tracing_officer()).get(url("person", person.pk)).content.decode()


def test_unknown_persons_and_captures_are_not_found(browser):
    for name in ("edit", "settle", "custody", "capture"):
        assert browser.get(url(name, "none")).status_code == 404


def test_batches_of_captures_stay_out_of_the_list_of_imports(browser, officer, person):
    batch_of(officer.as_actor())
    assert [row["batch"].source for row in browser.get(url("batches")).context["batches"]] == ["list"]
