"""Promises of the pages: who may open what, what they show, what they never show, and how often they ask."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cast import actor_with, auditor, client_of, officer_with
from desks.handover.given import NORTHWARD, GivenDay, approved_plan
from homeward.base.identifiers import case_number
from homeward.desks.handover.actions import raise_discrepancy, settle_discrepancy, withdraw_person
from homeward.desks.handover.day import codes as c
from homeward.desks.handover.models import DayEvent, Handover, Question
from homeward.office.accounts.models import Officer
from homeward.office.journal.models import Look

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
SITE = {"way": 1, "site": "departure"}


def client_for(actor):
    return client_of(Officer.objects.get(pk=actor.officer_id))


def address(name: str, day: GivenDay, *more: object) -> str:
    return reverse(f"handover:{name}", args=[day.key, *more])


def open_difference(day: GivenDay):
    line = next(line for line in day.lines() if not line.outside_parity)
    raise_discrepancy(
        actor=day.holder_crew, handover_id=day.key, code=c.NOT_PRESENT, site=c.DEPARTURE, person_code=line.code
    )
    return line


def pages(day: GivenDay) -> list[str]:
    found = [reverse("handover:start")]
    found += [address(name, day) for name in ("day", "persons", "differences", "closing", "break_off")]
    return [*found, *(address("site", day, way, site) for way in (1, 2) for site in c.SITES)]


def test_every_page_opens_for_who_may_read_within_twelve_queries(given_day):
    day = given_day
    day.tick(day.lines()[0], c.BOARDED, c.HANDED_OVER, c.RECEIVED)
    line = open_difference(day)
    other = next(each for each in day.lines(way=NORTHWARD) if not each.outside_parity)
    withdraw_person(actor=day.neutral, handover_id=day.key, person_code=other.code)
    settle_discrepancy(actor=day.north, handover_id=day.key, person_code=other.code, outcome=c.CARRIED_OVER)
    event = day.day.events[0]
    addresses = [
        *pages(day), address("settle", day, line.code), address("undo", day, event.hash),
        address("difference", day, 1, "departure"),
        f"{address('answer', day, 1, 'departure')}?kind=boarded&event={event.hash}",
    ]  # fmt: skip
    for actor in (day.holder_crew, day.north, day.neutral, actor_with("auditor"), actor_with("list_officer")):
        client = client_for(actor)
        client.get(reverse("handover:start"))
        for each in addresses:
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(each)
            assert answer.status_code == 200, each
            assert len(queries) <= MOST_QUERIES, (each, [query["sql"][:90] for query in queries])
            html = answer.content.decode()
            for forbidden in ("<style", " style=", " onclick=", "<script>"):
                assert forbidden not in html


@pytest.mark.parametrize(
    "role", ["registrar", "tracing_officer", "administrator", "neutral_interviewer", "psychologist"]
)
def test_other_roles_are_refused_on_every_page(given_day, role):
    client = client_of(officer_with(role))
    for each in pages(given_day):
        assert client.get(each).status_code == 403, each


def test_who_may_read_may_not_therefore_act(given_day):
    day, line = given_day, given_day.lines()[0]
    number = case_number(line.case_number)
    for actor in (day.north, actor_with("auditor"), actor_with("reception_coordinator")):
        client = client_for(actor)
        assert client.post(address("site", day, 1, "departure"), {"number": number}).status_code == 403
        assert (
            client.post(address("difference", day, 1, "departure"), {"number": number, "code": "UNFIT"}).status_code
            == 403
        )
    crew = client_for(day.holder_crew)
    assert crew.post(address("withdraw", day), {"number": number}).status_code == 403
    assert crew.post(address("break_off", day), {"reason": "ROAD_CLOSED"}).status_code == 403
    assert crew.post(address("sign", day), {"what": "manifest", "stands_for": "NORTH"}).status_code == 403
    assert crew.post(address("draw_up", day), {"place": "Ford"}).status_code == 403
    assert not DayEvent.objects.exists()


def test_a_visitor_is_led_to_sign_in(given_day, client):
    answer = client.get(address("day", given_day))
    assert answer.status_code == 302
    assert "sign-in" in answer["Location"] or "login" in answer["Location"]


def test_the_count_moves_and_the_answer_fills_the_page(given_day):
    day, line = given_day, given_day.lines()[0]
    client, page = client_for(day.holder_crew), address("site", given_day, 1, "departure")
    for typed in (case_number(line.case_number).lower(), line.code):
        answer = client.post(page, {"number": typed, "kind": "boarded"}, follow=True)
        html = answer.content.decode()
        assert line.details["name"] in html
    assert "Already checked" in html
    assert DayEvent.objects.count() == 1
    assert "<strong><bdi>1</bdi></strong>" in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [("HW-00001-A", 400, "does not fit its last character"), ("", 400, "required"), ("Berehvin", 400, "does not fit")],
)
def test_a_mistyped_number_is_nobody(given_day, typed, status, words):
    page = address("site", given_day, 1, "departure")
    answer = client_for(given_day.holder_crew).post(page, {"number": typed, "kind": "boarded"})
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert not DayEvent.objects.exists()


def test_a_person_of_the_other_direction_or_of_no_list_gets_a_full_page_no(given_day):
    page = address("site", given_day, 1, "departure")
    client = client_for(given_day.holder_crew)
    for number in (given_day.lines(way=NORTHWARD)[0].case_number, 99_999):
        answer = client.post(page, {"number": case_number(number), "kind": "boarded"}, follow=True)
        assert "Not on the list" in answer.content.decode()
    assert not DayEvent.objects.exists()


def test_an_address_cannot_say_accepted_by_itself(given_day):
    line = given_day.lines()[0]
    answer = client_for(given_day.holder_crew).get(
        f"{address('answer', given_day, 1, 'departure')}?kind=boarded&line={line.code}"
    )
    assert answer.status_code == 302
    lie = f"{address('answer', given_day, 1, 'departure')}?kind=boarded&event={'0' * 64}"
    assert "Not on the list" in client_for(given_day.holder_crew).get(lie).content.decode()


def test_an_auditor_sees_codes_and_numbers_and_no_name(given_day):
    names = [line.details["name"] for line in Handover.objects.get().lines.exclude(what="spare")]
    given_day.tick(given_day.lines()[0], c.BOARDED)
    client = client_of(auditor())
    for each in pages(given_day):
        html = client.get(each).content.decode()
        assert not [name for name in names if name in html], each


def test_a_withdrawal_shows_its_code_and_neither_time_nor_who_heard_it(given_day):
    day, line = given_day, next(line for line in given_day.lines() if not line.outside_parity)
    withdraw_person(actor=day.neutral, handover_id=day.key, person_code=line.code)
    client = client_for(day.north)
    html = client.get(address("settle", day, line.code)).content.decode()
    assert "not on this transport" in html
    assert "What was seen" not in html
    listed = client.get(address("persons", day)).content.decode()
    assert line.details["name"] in listed
    assert line.details["name"] not in client.get(address("day", day)).content.decode()
    for each in pages(day):
        # The eight words of a hash are drawn from a list in which "refusal" stands as well.
        shown = re.sub(r'<bdi lang="en">.*?</bdi>', "", client.get(each).content.decode().lower())
        assert not [word for word in ("declined", "does not wish", "refus") if word in shown], each


def test_two_clients_settle_a_difference_through_the_forms(given_day):
    day, line = given_day, open_difference(given_day)
    north, south = client_for(day.north), client_for(day.south)
    reserve = day.day.next_reserve(line.code)
    outcome = c.REPLACED if reserve else c.CARRIED_OVER
    assert north.post(address("settle", day, line.code), {"outcome": "SOMETHING"}).status_code == 400
    assert north.post(address("settle", day, line.code), {"outcome": outcome}).status_code == 302
    question = Question.objects.get()
    assert north.post(address("proposal", day, question.pk), {"answer": "agree"}).status_code == 403
    assert south.post(address("proposal", day, question.pk), {"answer": "agree"}).status_code == 302
    assert day.day.state.persons[line.code].standing == c.NOT_TODAY
    assert south.post(address("proposal", day, question.pk), {"answer": "agree"}).status_code == 409


def test_freezing_signing_closing_and_the_paper_through_the_forms(searched):
    record = approved_plan()
    north, south, neutral = (actor_with(role) for role in ("decision_maker", "decision_maker", "intermediary_desk"))
    answer = client_for(north).post(reverse("handover:freeze"), {"plan": record.number})
    assert answer.status_code == 302
    crew = actor_with("handover_crew")
    day = GivenDay(Handover.objects.get().pk, crew, actor_with("handover_crew"), north, south, neutral)
    for what in ("manifest", "protocol"):
        if what == "protocol":
            day.cross(*day.lines(), *day.lines(way=NORTHWARD))
            assert client_for(north).post(address("draw_up", day), {"place": ""}).status_code == 400
            assert client_for(north).post(address("draw_up", day), {"place": "Ford of the Karst"}).status_code == 302
        for actor, stands_for in ((north, "NORTH"), (south, "SOUTH"), (neutral, "witness")):
            sent = {"what": what, "stands_for": stands_for}
            assert client_for(actor).post(address("sign", day), sent).status_code == 302
    assert client_for(crew).post(address("close", day)).status_code == 302
    paper = client_for(north).get(address("protocol", day))
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    assert client_for(north).get(address("protocol", day)).content == paper.content
    assert client_for(north).get(f"{address('protocol', day)}?language=ar").content[:5] == b"%PDF-"
    assert "This day was closed" in client_for(north).get(address("closing", day)).content.decode()


def test_the_witness_form_asks_for_the_neutral_s_own_count(given_day):
    day, line = given_day, given_day.lines()[0]
    day.tick(line, c.HANDED_OVER, c.RECEIVED)
    client = client_for(day.neutral)
    assert "I saw them cross" in client.get(address("day", day)).content.decode()
    assert client.post(address("witness", day), {"way": "NORTH/SOUTH", "count": 2}).status_code == 400
    assert client.post(address("witness", day), {"way": "NORTH/SOUTH", "count": 1}).status_code == 302
    assert day.day.state.persons[line.code].standing == c.EXCHANGED


def test_pages_stand_in_arabic_from_right_to_left_and_keep_numbers_as_they_are(given_day):
    line = given_day.lines()[0]
    given_day.tick(line, c.BOARDED)
    client = client_for(given_day.holder_crew)
    for each in pages(given_day):
        html = client.get(each, headers={"accept-language": "ar"}).content.decode()
        assert 'dir="rtl"' in html, each
    assert (
        case_number(line.case_number)
        in client.get(address("persons", given_day), headers={"accept-language": "ar"}).content.decode()
    )


def test_opening_the_list_of_the_day_is_a_look(given_day):
    client_for(given_day.holder_crew).get(address("persons", given_day))
    look = Look.objects.filter(what="handover.persons").get()
    assert look.shown == sum(line.what != "spare" for line in Handover.objects.get().lines.all())


@pytest.mark.parametrize("name", ["day", "persons", "closing"])
def test_an_unknown_handover_is_told_so(given_day, name):
    client = client_for(given_day.north)
    assert client.get(reverse(f"handover:{name}", args=["0" * 32])).status_code == 400
    assert client.get(reverse("handover:site", args=[given_day.key, 7, "line"])).status_code == 400
    assert client.get(reverse("handover:site", args=[given_day.key, 1, "moon"])).status_code == 400
