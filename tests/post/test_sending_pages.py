"""What there is to send to whom, what waits for a decision in one line, and how long a receipt is overdue."""

from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cast import client_of, officer_with
from desks.exchange.given import EQUAL_HEADS, planned, registered_and_searched, saved_terms
from desks.handover.given import GivenDay, signed_day
from homeward.base.clock import StoryClock
from homeward.desks.exchange.actions.lists import draw_up_offer, draw_up_request
from homeward.desks.exchange.lists import request_document
from homeward.desks.exchange.models import ListVersion, PlanRecord
from homeward.desks.exchange.queries import proposal_document
from homeward.engine.sealing.payload import Acknowledged, Receipt
from homeward.office.journal import clock
from homeward.office.parties.naming import party_words
from homeward.post.giving import _ORDER
from homeward.post.items import KINDS, SENDERS
from homeward.post.models import Outgoing, ReceivedItem, SentItem
from homeward.post.notary import plug_in, unplug
from homeward.post.receiving import receive
from homeward.post.sending import queue_item, retract_item, seal_waiting
from post.correspondent import Correspondent, a_list

pytestmark = pytest.mark.django_db
SEND = "post:send"


@pytest.fixture(autouse=True)
def keys(south: object) -> Iterator[None]:
    plug_in()
    yield
    unplug()


@pytest.fixture
def registered(south: object, db: None) -> None:
    registered_and_searched()


@pytest.fixture
def drawn_up(registered: None, north: Correspondent, middle: Correspondent) -> PlanRecord:
    """South's lists and a plan, with both partners open."""
    # Planned from register and tracing: once lists are drawn up, plans wait for what people said.
    plan, officer = planned(saved_terms(EQUAL_HEADS)), officer_with("list_officer").as_actor()
    draw_up_offer(actor=officer, party="SOUTH", to="NORTH")
    draw_up_request(actor=officer, party="SOUTH", to="NORTH")
    return plan


def give(client: Client, kind: str, key: str, partner: Correspondent) -> Any:
    return client.post(reverse(SEND), {"kind": kind, "key": key, "partner": partner.id})


def test_every_kind_that_people_send_has_its_place_on_the_page():
    assert set(_ORDER) == set(SENDERS) <= set(KINDS)


def test_it_tells_what_there_is_beside_the_partners_it_is_for(
    drawn_up: PlanRecord, north: Correspondent, middle: Correspondent
):
    client = client_of(officer_with("list_officer"))
    rows = client.get(reverse(SEND)).context["rows"]
    told = [(row.kind, row.key, [way.partner.pk for way in row.ways]) for row in rows]
    assert told == [
        ("exchange.offer", "SOUTH:NORTH:1", [middle.id]),
        ("exchange.request", "SOUTH:NORTH:1", [middle.id]),
        ("exchange.proposal", str(drawn_up.number), [north.id]),
    ]
    response = give(client, "exchange.offer", "SOUTH:NORTH:1", middle)
    assert response.url == reverse(SEND)
    page = client.get(reverse(SEND))
    assert [way.news for row in page.context["rows"] for way in row.ways] == [0, 1, 1]
    assert "has it, or it is on its way." in page.content.decode()
    assert SentItem.objects.get().reference == "SOUTH:NORTH:1"
    again = give(client, "exchange.offer", "SOUTH:NORTH:1", middle)
    assert "given to the post for that partner already" in again.content.decode()
    outbox = client.get(reverse("post:outbox")).content.decode()
    assert f"Offer of {party_words('SOUTH')} to {party_words('NORTH')}, version 1" in outbox


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("", ""), ("exchange.list", "x"), ("exchange.offer", "x"), ("exchange.offer", "SOUTH:NORTH:99"),
        ("exchange.offer", "SOUTH:NORTH:" + "9" * 400), ("exchange.proposal", "x"), ("exchange.proposal", "9" * 400),
        ("exchange.offer", "\0:\0:1"),
    ],
)  # fmt: skip
def test_a_form_that_names_nothing_is_told_and_sends_nothing(
    drawn_up: PlanRecord, north: Correspondent, kind: str, key: str
):
    response = give(client_of(officer_with("list_officer")), kind, key, north)
    assert response.status_code in (200, 400, 403)
    assert SentItem.objects.count() == 0


def test_who_may_send_nothing_sees_no_such_page(north: Correspondent):
    for role in ("registrar", "auditor", "administrator", "tracing_officer"):
        assert client_of(officer_with(role)).get(reverse(SEND)).status_code == 403
    empty = client_of(officer_with("decision_maker")).get(reverse(SEND)).content.decode()
    assert "Nothing is there to send" in empty


def test_each_role_sees_the_kinds_that_it_sends(drawn_up: PlanRecord, north: Correspondent):
    decider = client_of(officer_with("decision_maker"))
    assert decider.get(reverse(SEND)).context["rows"] == []
    assert give(decider, "exchange.proposal", str(drawn_up.number), north).status_code == 403
    assert SentItem.objects.count() == 0


@pytest.fixture
def day(registered: None) -> GivenDay:
    unplug()
    given = signed_day()
    given.cross(*given.lines())
    plug_in()
    return given


def test_a_handover_goes_in_three_parts_and_tells_how_much_is_new(day: GivenDay, north: Correspondent):
    client = client_of(officer_with("decision_maker"))
    rows = client.get(reverse(SEND)).context["rows"]
    assert [row.kind for row in rows] == ["handover.manifest", "handover.events", "handover.papers"]
    assert [row.ways[0].news for row in rows] == [1, len(day.day.events), 1]
    for row in rows:
        assert give(client, row.kind, row.key, north).status_code == 302
    assert [row.ways[0].news for row in client.get(reverse(SEND)).context["rows"]] == [0, 0, 0]
    assert [item.kind for item in SentItem.objects.order_by("id")] == [row.kind for row in rows]


def test_the_page_asks_the_database_little(
    drawn_up: PlanRecord, middle: Correspondent, django_assert_max_num_queries: Any
):
    client = client_of(officer_with("list_officer"))
    client.get(reverse(SEND))
    with django_assert_max_num_queries(12):
        client.get(reverse(SEND))


def test_the_pages_hold_in_arabic(drawn_up: PlanRecord, north: Correspondent):
    client = client_of(officer_with("intermediary_desk"))
    client.cookies["homeward_development_language"] = "ar"
    for page in (SEND, "post:outbox", "post:inbox", "post:held"):
        response = client.get(reverse(page))
        assert (response.status_code, 'dir="rtl"' in response.content.decode()) == (200, True)


def test_what_waits_is_told_in_one_line_accepted_and_shown_at_its_desk(north: Correspondent):
    request = request_document(party="NORTH", to="SOUTH", number=1, asked={"SH-002": "NM-009"})
    receive(north.bundle(north.item(request, kind="exchange.request")), gate="stick")
    client = client_of(officer_with("list_officer"))
    page = client.get(reverse("post:held")).content.decode()
    assert "Request list" in page
    assert f"Request of {party_words('NORTH')} to {party_words('SOUTH')}, version 1, 1 rows, digest " in page
    place = reverse("post:decide_on_item", args=[ReceivedItem.objects.get().pk])
    response = client.post(place, {"word": "accept"}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("exchange:list_version", args=["request", "NORTH", "SOUTH", 1])
    assert response.status_code == 200
    assert ListVersion.objects.get().party == "NORTH"


def test_what_cannot_be_done_is_told_on_the_page_and_waits_on(registered: None, north: Correspondent):
    proposal = {"format": 1, "type": "homeward.proposal", "terms_text": "x", "terms": {"parties": ["NORTH", "SOUTH"]},
                "plan": {"terms": {}, "draw": {}, "counts": [], "package": [], "stay": []}}  # fmt: skip
    unit = {"id": "NORTH/1", "status": "FREE", "code": "", "veto": "", "objection": "", "holder": "NORTH",
            "destination": "SOUTH", "heads": 1, "categories": [], "region": "", "months_held": 1}  # fmt: skip
    receive(north.bundle(north.item({**proposal, "units": [unit]}, kind="exchange.proposal")), gate="stick")
    client = client_of(officer_with("list_officer"))
    place = reverse("post:decide_on_item", args=[ReceivedItem.objects.get().pk])
    response = client.post(place, {"word": "accept"}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("post:held")
    assert "Proposal of a plan" in response.content.decode()
    assert ReceivedItem.objects.get().state == "held"


def test_a_bundle_without_a_receipt_reads_not_received_and_its_clock_keeps_running(north: Correspondent):
    """H-5."""
    desk = officer_with("intermediary_desk")
    queue_item(
        actor=desk.as_actor(), partner_id=north.id, kind="exchange.list", document=a_list(party="SOUTH"), reference="S"
    )
    seal_waiting()
    client, place, sealed = client_of(desk), reverse("post:outbox"), clock.now()
    for days, told in ((2, "2\xa0days"), (9, "1\xa0week, 2\xa0days")):
        with clock.clock_set_to(StoryClock(sealed + timedelta(days=days, minutes=1))):
            page = client.get(place).content.decode()
        assert "not received" in page
        assert f"no receipt for {told}" in page
        assert f"for {told}" in page
    outgoing, item = Outgoing.objects.get(), SentItem.objects.get()
    receipt = Receipt(outgoing.digest, item.pk, "held", "")
    receive(north.bundle(receipts=[receipt], ack=Acknowledged(1)), gate="stick")
    page = client.get(place).content.decode()
    assert "not received" not in page
    assert "no receipt for" not in page
    assert "held for a person" in page


def test_a_retraction_travels_the_copy_is_marked_with_a_receipt_and_both_stay_visible(north: Correspondent):
    """H-17, on the receiving node: what the item was and that its sender took it back both stand in the inbox."""
    item = north.item(request_document(party="NORTH", to="SOUTH", number=1, asked={"SH-002": "NM-009"}),
                      kind="exchange.request")  # fmt: skip
    receive(north.bundle(item), gate="stick")
    retraction = north.item({"item": item.id, "reason": "MISTAKE"}, kind="post.retract")
    receive(north.bundle(retraction), gate="stick")
    page = client_of(officer_with("auditor")).get(reverse("post:inbox")).content.decode()
    assert f"Request of {party_words('NORTH')} to {party_words('SOUTH')}, version 1" in page
    assert "taken back by its sender" in page
    assert f"Item {item.id}: sent by mistake" in page
    told = north.read(bytes(seal_waiting()[0].content)).receipts
    assert {(each.item, each.verdict) for each in told} == {(item.id, "held"), (retraction.id, "taken")}


def test_a_taken_copy_is_marked_once_a_person_has_seen_that_it_was_taken_back(north: Correspondent):
    """H-17: what a desk made of it stays; the fact and the date of the retraction stand beside it."""
    item = north.item(request_document(party="NORTH", to="SOUTH", number=1, asked={"SH-002": "NM-009"}),
                      kind="exchange.request")  # fmt: skip
    receive(north.bundle(item), gate="stick")
    officer, manager = client_of(officer_with("list_officer")), client_of(officer_with("administrator"))
    officer.post(
        reverse("post:decide_on_item", args=[ReceivedItem.objects.get().pk]), {"word": "accept"}
    )  # fmt: skip
    receive(north.bundle(north.item({"item": item.id, "reason": "REPLACED"}, kind="post.retract")), gate="stick")
    waiting = ReceivedItem.objects.get(kind="post.retract")
    assert f"Item {item.id}: replaced by a later one" in manager.get(reverse("post:held")).content.decode()
    manager.post(reverse("post:decide_on_item", args=[waiting.pk]), {"word": "accept"})
    copy = ReceivedItem.objects.get(kind="exchange.request")
    assert (copy.state, copy.reason, copy.result) == ("retracted", "REPLACED", "request:NORTH:SOUTH:1")
    assert copy.decided_at is not None
    assert ListVersion.objects.count() == 1


def test_the_sender_sees_the_item_taken_back_and_the_receipt_of_its_retraction(north: Correspondent):
    """H-17, on the sending node."""
    desk = officer_with("intermediary_desk")
    sent = queue_item(
        actor=desk.as_actor(), partner_id=north.id, kind="exchange.list", document=a_list(party="SOUTH"), reference="S"
    )
    seal_waiting()
    retract_item(actor=desk.as_actor(), item_id=sent.pk, reason="MISTAKE")
    [second] = seal_waiting()
    retraction = SentItem.objects.get(kind="post.retract")
    receive(north.bundle(receipts=[Receipt(second.digest, retraction.pk, "taken", "")], ack=Acknowledged(2)),
            gate="stick")  # fmt: skip
    page = client_of(desk).get(reverse("post:outbox"))
    rows = {row["item"].kind: (row["state"], row["reason"], row["line"]) for row in page.context["items"]}
    assert rows["exchange.list"][:2] == ("taken back", "sent by mistake")
    assert rows["post.retract"] == ("taken", "", f"Item {sent.pk}: sent by mistake")


def test_a_plan_reads_the_same_where_it_is_given_and_where_it_arrives(drawn_up: PlanRecord):
    """Everybody considered is counted, those who stay too: two sides compare that line."""
    kind, officer = KINDS["exchange.proposal"], officer_with("list_officer")
    told = kind.words(kind.about(proposal_document(viewer=officer.as_actor(), plan_number=drawn_up.number)))
    assert told in unescape(client_of(officer).get(reverse(SEND)).content.decode())
    assert drawn_up.persons < sum(way["listed"] for way in drawn_up.summary["directions"])
