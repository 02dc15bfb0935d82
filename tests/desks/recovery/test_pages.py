"""The pages of recovery, as the coordinator and the psychologist meet them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cast import client_of, officer_with
from homeward.desks.reception.models import Arrival
from homeward.desks.recovery.models import Case, Place, Referral, Region

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
Places, Regions = dict[str, Place], dict[str, Region]


def at(name: str, *arguments: str) -> str:
    return reverse(f"recovery:{name}", args=arguments)


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_somebody_is_taken_in_asked_for_placed_and_asked_after(
    desk: Client, people: list[Arrival], places: Places, regions: Regions
) -> None:
    assert people[2].name in text_of(desk, at("take_in"))
    page = at("new_case", people[2].pk)
    assert "Needs and wish" in text_of(desk, page)
    sent = {"needs": ["prosthetics"], "wish": "near_family", "languages": "Arabic, English"}
    assert desk.post(page, sent).status_code == 400
    sent["family_region"] = regions["coast"].pk
    assert desk.post(page, sent).status_code == 302
    assert desk.post(page, sent).status_code == 409
    case = Case.objects.get()
    html = text_of(desk, at("case", case.pk))
    for words in (
        "has prosthetics",
        "2 beds free",
        "where the person wishes",
        "near the family",
        "staff speak English",
    ):
        assert words in html
    assert html.index("Lighthouse house") < html.index("Hill clinic")
    refer = {"place": places["coast"].pk}
    assert desk.post(at("refer", case.pk), refer).status_code == 302
    assert desk.post(at("refer", case.pk), refer).status_code == 409
    answer = at("answer", Referral.objects.get().pk)
    assert desk.post(answer, {"word": "perhaps"}).status_code == 400
    assert desk.post(answer, {"word": "accept"}).status_code == 302
    assert desk.post(answer, {"word": "accept"}).status_code == 409
    html = text_of(desk, at("case", case.pk))
    assert "accepted, bed reserved" in html
    assert "Places that fit" not in html
    calendar = desk.get(at("case_calendar", case.pk))
    assert calendar.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert people[2].name.encode() not in calendar.content
    follow_up = case.follow_ups.get(day=7)
    case.follow_ups.update(due=case.returned_on)
    assert desk.post(at("record", follow_up.pk), {"outcome": "done", "from": "due"}).status_code == 302
    assert desk.post(at("record", follow_up.pk), {"outcome": "done"}).status_code == 409
    due = text_of(desk, at("due"))
    assert "5 dates are due" in due


def test_a_move_opens_the_proposals_again_and_says_why(
    desk: Client, case: Case, places: Places, regions: Regions
) -> None:
    desk.post(at("refer", case.pk), {"place": places["coast"].pk})
    desk.post(at("answer", Referral.objects.get().pk), {"word": "accept"})
    assert f'value="{regions["coast"].pk}" selected' in text_of(desk, at("needs", case.pk))
    moved = {"needs": ["prosthetics"], "wish": "near_family", "family_region": regions["hills"].pk, "seen": "1"}
    assert desk.post(at("needs", case.pk), moved).status_code == 302
    html = text_of(desk, at("case", case.pk))
    assert "The family moved, so places are proposed again." in html
    assert "Hill clinic" in html
    assert desk.post(at("needs", case.pk), moved).status_code == 409
    assert desk.post(at("needs", case.pk), {**moved, "seen": "x"}).status_code == 400


def test_a_refusal_and_a_taking_back_need_a_reason(desk: Client, case: Case, places: Places) -> None:
    desk.post(at("refer", case.pk), {"place": places["coast"].pk})
    answer = at("answer", Referral.objects.get().pk)
    assert desk.post(answer, {"word": "refuse"}).status_code == 400
    assert desk.post(answer, {"word": "back", "why": "no idea"}).status_code == 400
    assert desk.post(answer, {"word": "refuse", "why": "isolation"}).status_code == 302
    assert "cannot keep people apart" in text_of(desk, at("case", case.pk))


def test_places_and_regions_are_kept_on_their_pages(desk: Client, coordinator: object) -> None:
    assert desk.get(at("new_place")).headers["Location"] == at("regions")
    assert desk.post(at("regions"), {"name": ""}).status_code == 400
    assert desk.post(at("regions"), {"name": "Coast"}).status_code == 302
    assert desk.post(at("regions"), {"name": "Plain", "neighbours": [Region.objects.get().pk]}).status_code == 302
    assert "beside" in text_of(desk, at("regions"))
    sent = {"name": "دار النور", "region_id": Region.objects.get(name="Plain").pk, "kinds": ["rest"], "beds": "3"}
    assert desk.post(at("new_place"), {**sent, "beds": "-1"}).status_code == 400
    assert desk.post(at("new_place"), {**sent, "kinds": ["magic"]}).status_code == 400
    assert desk.post(at("new_place"), sent).status_code == 302
    assert desk.post(at("new_place"), sent).status_code == 400
    place = Place.objects.get()
    assert desk.post(at("place", place.pk), {**sent, "beds": "4"}).status_code == 302
    assert "4 of 4" in text_of(desk, at("places"))
    assert desk.post(at("close_place", place.pk)).status_code == 302
    assert desk.post(at("close_place", place.pk)).status_code == 409
    assert "closed" in text_of(desk, at("places"))


def pages_of(case: Case) -> list[str]:
    return [at("cases"), at("case", case.pk), at("places"), at("due"), at("calendar"), at("case_calendar", case.pk)]


@pytest.mark.parametrize("role", ["registrar", "list_officer", "medical_officer", "auditor", "administrator"])
def test_other_roles_are_refused_every_page(case: Case, role: str) -> None:
    stranger = client_of(officer_with(role))
    more = [at("take_in"), at("needs", case.pk), at("new_place"), at("regions")]
    for page in (*pages_of(case), *more):
        assert stranger.get(page).status_code == 403, page


def test_the_psychologist_reads_and_finds_no_button(case: Case, places: Places) -> None:
    browser = client_of(officer_with("psychologist"))
    html = text_of(browser, at("case", case.pk))
    assert "Lighthouse house" in html
    assert "Ask this place" not in html
    for page in (at("take_in"), at("needs", case.pk), at("regions")):
        assert browser.get(page).status_code == 403


def test_no_page_takes_more_queries_than_its_budget(desk: Client, case: Case, places: Places) -> None:
    desk.get(at("cases"))
    for page in (
        *pages_of(case),
        at("take_in"),
        at("needs", case.pk),
        at("place", places["coast"].pk),
        reverse("start"),
    ):
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(page).status_code == 200
        looking = [q for q in queries.captured_queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        assert len(looking) <= MOST_QUERIES, (page, len(looking))


def test_the_pages_stand_in_arabic_from_right_to_left(desk: Client, case: Case, places: Places) -> None:
    for page in (at("cases"), at("case", case.pk), at("places"), at("due"), at("take_in"), at("needs", case.pk)):
        html = desk.get(page, headers={"accept-language": "ar"}).content.decode()
        assert 'dir="rtl"' in html
        assert "style=" not in html


def test_the_start_page_tells_what_waits(desk: Client, case: Case) -> None:
    assert "Places to find" in text_of(desk, reverse("start"))
    assert "Follow-up" not in text_of(desk, reverse("start"))
    case.follow_ups.update(due=case.returned_on)
    assert "People to ask after today" in text_of(desk, reverse("start"))


def test_unknown_people_and_places_are_an_answer_and_no_fault(desk: Client, regions: Regions) -> None:
    for page in (at("case", "nobody"), at("place", "none"), at("new_case", "nobody"), at("case_calendar", "x")):
        assert desk.get(page).status_code == 400
