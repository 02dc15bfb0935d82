"""The pages of the reception, as the people at the desk meet them."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cast import client_of, officer_with
from homeward.desks.reception.models import Arrival, CallTask, Convoy, Leg, Triage
from homeward.desks.reception.questions import QUESTIONS
from homeward.office.accounts.models import Officer
from homeward.office.compartments.models import SealedNote

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
ANSWERS = {
    "urgency": "urgent", "injury": "no", "isolation": "yes", "intake": "over_10", "loss": "unknown", "bmi": "unknown",
    "electrolytes": "unknown", "substances": "no",
}  # fmt: skip
MARKER = "MARKER-sleeps-badly"


def at(name: str, *arguments: str) -> str:
    return reverse(f"reception:{name}", args=arguments)


def carried(html: str) -> dict[str, str]:
    """The hidden fields of a page's form."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', html))


def through_triage(client: Client, arrival: Arrival, **last: object):
    url = at("triage", arrival.pk)
    html = client.get(url).content.decode()
    for question in QUESTIONS:
        assert str(question.title) in html
        response = client.post(url, {**carried(html), question.name: ANSWERS[question.name], "go": "on"})
        html = response.content.decode()
    assert "Check your answers" in html
    return client.post(
        url, {**carried(html), "go": "save", "language": "Ukrainian", "interpreter": "none needed", **last}
    )


def test_triage_goes_one_question_a_page_and_ends_on_the_board(arrived: Arrival, desk: Client) -> None:
    assert through_triage(desk, arrived).status_code == 302
    board = desk.get(at("board")).content.decode()
    for words in ("Зоряненко Микола", "Refeeding risk: no food yet", "Stays apart: infection", "Within the hour"):
        assert words in board
    assert "◆</span> No food yet" in desk.get(at("food")).content.decode()


def test_answers_on_the_way_are_in_no_table_and_no_address(arrived: Arrival, desk: Client) -> None:
    url = at("triage", arrived.pk)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        html = desk.post(url, {"urgency": "urgent", "injury": "no", "isolation": "yes", "go": "on"}).content.decode()
    assert str(QUESTIONS[3].title) in html
    assert not any("urgent" in query["sql"] for query in queries.captured_queries)
    assert not Triage.objects.exists()


def test_a_question_without_an_answer_stays_and_says_so(arrived: Arrival, desk: Client) -> None:
    response = desk.post(at("triage", arrived.pk), {"asked": "urgency", "go": "on"})
    assert response.status_code == 400
    assert "Choose one of the answers." in response.content.decode()
    forged = desk.post(at("triage", arrived.pk), {"asked": "urgency", "urgency": "tomorrow", "go": "on"})
    assert forged.status_code == 400


def test_one_question_back_keeps_the_earlier_answers(arrived: Arrival, desk: Client) -> None:
    sent = {"urgency": "urgent", "injury": "no", "asked": "isolation", "go": "back"}
    html = desk.post(at("triage", arrived.pk), sent).content.decode()
    assert str(QUESTIONS[1].title) in html
    assert carried(html)["urgency"] == "urgent"


def test_a_triage_sent_twice_is_kept_once(arrived: Arrival, desk: Client) -> None:
    through_triage(desk, arrived)
    sent = {**ANSWERS, "go": "save", "seen": "0", "language": "Ukrainian", "interpreter": "none needed"}
    assert desk.post(at("triage", arrived.pk), sent).status_code == 409
    assert Triage.objects.count() == 1


def test_without_an_interpreter_the_triage_comes_back_with_its_answers(arrived: Arrival, desk: Client) -> None:
    response = through_triage(desk, arrived, interpreter="")
    assert response.status_code == 400
    assert carried(response.content.decode())["intake"] == "over_10"
    assert not Triage.objects.exists()


def test_a_medical_officer_seals_details_and_opens_them_with_a_reason(arrived: Arrival, medic: Officer) -> None:
    browser = client_of(medic)
    assert through_triage(browser, arrived, details=MARKER).status_code == 302
    page = at("notes", arrived.pk, "health")
    assert MARKER not in browser.get(page).content.decode()
    note = SealedNote.objects.get()
    address = at("open_note", arrived.pk, "health", note.pk)
    assert browser.post(address, {}).status_code == 400
    assert browser.get(address).status_code == 405
    opened = browser.post(address, {"reason": "TREATMENT"})
    assert MARKER in opened.content.decode()
    assert opened.headers["Cache-Control"] == "no-store"
    other = client_of(officer_with("medical_officer"))
    assert other.post(address, {"reason": "TREATMENT"}).status_code == 403
    assert note.pk not in other.get(page).content.decode()


def test_a_colleague_who_is_chosen_opens_the_note(arrived: Arrival, medic: Officer) -> None:
    second = officer_with("medical_officer", name="Tomas Brandt")
    browser, page = client_of(medic), at("notes", arrived.pk, "health")
    assert "Tomas Brandt" in browser.get(page).content.decode()
    browser.post(page, {"words": MARKER, "readers": [str(second.pk)]})
    address = at("open_note", arrived.pk, "health", SealedNote.objects.get().pk)
    assert MARKER in client_of(second).post(address, {"reason": "HANDING_OVER"}).content.decode()
    assert browser.post(page, {"words": ""}).status_code == 400
    assert browser.post(page, {"words": "x", "readers": ["somebody"]}).status_code == 400


def test_a_person_is_met_by_number_and_called_home(expected: Arrival, desk: Client) -> None:
    found = desk.post(at("check"), {"code": "HW-00042-5"})
    assert found.headers["Location"] == at("arrive", expected.pk)
    assert "Зоряненко" in desk.get(found.headers["Location"]).content.decode()
    assert desk.post(at("check"), {"code": "HW-00042-6"}).status_code == 400
    assert desk.post(at("arrive", expected.pk), {"word": "here"}).status_code == 302
    assert desk.post(at("arrive", expected.pk), {"word": "here"}).status_code == 409
    wish = {"wish": "call", "contact": "моя мати", "language": "Ukrainian", "interpreter": "none needed", "seen": ""}
    assert desk.post(at("wish", expected.pk), wish).status_code == 302
    assert desk.post(at("wish", expected.pk), wish).status_code == 409
    task = CallTask.objects.get()
    assert "моя мати" in desk.get(at("calls")).content.decode()
    attempt = {"word": "try", "outcome": "reached", "seen": "0"}
    assert desk.post(at("call", task.pk), attempt).status_code == 302
    assert desk.post(at("call", task.pk), attempt).status_code == 409
    close = {"word": "close", "language": "Ukrainian", "interpreter": ""}
    assert desk.post(at("call", task.pk), close).status_code == 400
    assert desk.post(at("call", task.pk), {**close, "interpreter": "none needed"}).status_code == 302
    assert "Calls to make" not in desk.get(at("calls")).content.decode()


def test_a_convoy_by_hand_and_a_leg_onward(desk: Client) -> None:
    place = {"place": "Harbour hall", "expected_at": "2026-03-01T08:00"}
    assert desk.post(at("new_convoy"), {**place, "expected_at": "soon"}).status_code == 400
    assert desk.post(at("new_convoy"), {**place, "handover": "nowhere:NORTH"}).status_code == 400
    assert desk.post(at("new_convoy"), place).status_code == 302
    convoy = Convoy.objects.get()
    person = {"name": "Per Lindqvist", "bed": "general", "escort": "helper"}
    assert desk.post(at("add", convoy.pk), {**person, "number": "12"}).status_code == 400
    assert desk.post(at("add", convoy.pk), {**person, "is_here": "on"}).status_code == 302
    arrival = Arrival.objects.get()
    leg = {"destination": "Home port", "departs_at": "2026-03-02T09:00", "seats": "1", "lying": "0"}
    assert desk.post(at("new_leg"), {**leg, "seats": "0"}).status_code == 400
    assert desk.post(at("new_leg"), leg).status_code == 302
    found = Leg.objects.get()
    assert desk.post(at("leg", found.pk), {"arrival": arrival.pk, "kind": "lying"}).status_code == 400
    assert desk.post(at("leg", found.pk), {"arrival": arrival.pk, "kind": "seat"}).status_code == 302
    assert desk.post(at("change_leg", found.pk), {"word": "fly"}).status_code == 400
    assert desk.post(at("change_leg", found.pk), {"word": "left"}).status_code == 302
    assert desk.post(at("change_leg", found.pk), {"word": "left"}).status_code == 409
    assert "travelled on" in desk.get(at("person", arrival.pk)).content.decode()


def pages_of(arrival: Arrival) -> list[str]:
    return [
        at("board"), at("food"), at("convoys"), at("convoy", arrival.convoy_id), at("legs"), at("person", arrival.pk),
    ]  # fmt: skip


@pytest.mark.parametrize("role", ["registrar", "list_officer", "decision_maker", "auditor", "administrator"])
def test_other_roles_are_refused_every_page(arrived: Arrival, role: str) -> None:
    stranger = client_of(officer_with(role))
    more = [at("calls"), at("check"), at("triage", arrived.pk), at("wish", arrived.pk), at("mind", arrived.pk)]
    for page in (*pages_of(arrived), *more, at("notes", arrived.pk, "health"), at("new_leg"), at("new_convoy")):
        assert stranger.get(page).status_code == 403, page


def test_the_pages_of_the_reception_open_for_its_people(
    arrived: Arrival, coordinator: Officer, medic: Officer, psychologist: Officer
) -> None:
    for officer in (coordinator, medic, psychologist):
        browser = client_of(officer)
        for page in pages_of(arrived):
            assert browser.get(page).status_code == 200, (officer.roles, page)
    assert client_of(psychologist).get(at("wish", arrived.pk)).status_code == 403
    assert client_of(psychologist).get(at("triage", arrived.pk)).status_code == 403
    assert client_of(coordinator).get(at("mind", arrived.pk)).status_code == 403
    assert client_of(medic).get(at("notes", arrived.pk, "mind")).status_code == 403
    assert client_of(medic).get(at("notes", arrived.pk, "own_will")).status_code == 400


@pytest.mark.parametrize("role", ["medical_officer", "psychologist", "reception_coordinator"])
def test_the_navigation_leads_everybody_of_the_reception_there(db: None, role: str) -> None:
    page = client_of(officer_with(role)).get(reverse("start")).content.decode()
    assert f'href="{at("board")}"' in page.partition("<main")[0]


def test_before_arrival_the_page_of_a_person_is_refused(expected: Arrival, desk: Client) -> None:
    assert desk.get(at("person", expected.pk)).status_code == 403
    assert "stretcher" in desk.get(at("convoy", expected.convoy_id)).content.decode()


def test_no_page_takes_more_queries_than_its_budget(
    arrived: Arrival, coordinator: Officer, medic: Officer, psychologist: Officer, desk: Client
) -> None:
    through_triage(client_of(medic), arrived, details=MARKER)
    desk.post(at("wish", arrived.pk), {"wish": "call", "language": "a", "interpreter": "b", "seen": ""})
    task = CallTask.objects.get()
    for officer, pages in (
        (coordinator, [*pages_of(arrived), at("calls"), at("call", task.pk), at("wish", arrived.pk), reverse("start")]),
        (medic, [at("person", arrived.pk), at("notes", arrived.pk, "health"), at("triage", arrived.pk)]),
        (psychologist, [at("mind", arrived.pk), at("notes", arrived.pk, "mind"), reverse("start")]),
    ):
        browser = client_of(officer)
        browser.get(at("board"))
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(page).status_code == 200
            looking = [q for q in queries.captured_queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
            assert len(looking) <= MOST_QUERIES, (page, len(looking))


def test_the_pages_stand_in_arabic_from_right_to_left(arrived: Arrival, desk: Client) -> None:
    for page in pages_of(arrived):
        html = desk.get(page, headers={"accept-language": "ar"}).content.decode()
        assert 'dir="rtl"' in html
        assert "style=" not in html
    assert "<bdi>Зоряненко Микола</bdi>" in html


def test_the_start_page_tells_each_role_its_work(arrived: Arrival, coordinator: Officer, medic: Officer) -> None:
    assert "have not been seen yet" in client_of(coordinator).get(reverse("start")).content.decode()
    assert at("board") in client_of(medic).get(reverse("start")).content.decode()
    assert at("board") not in client_of(officer_with("registrar")).get(reverse("start")).content.decode()


def test_unknown_people_and_legs_are_an_answer_and_no_fault(desk: Client) -> None:
    for page in (at("person", "nobody"), at("convoy", "none"), at("leg", "none"), at("call", "none")):
        assert desk.get(page).status_code == 400
