"""The post's pages: who may open them, what they say, and that every button does what it says."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cast import client_of, officer_with
from homeward.desks.register.models import Batch
from homeward.engine.sealing import merkle
from homeward.engine.sealing.cards import read_card
from homeward.engine.sealing.payload import Receipt
from homeward.post.models import Arrival, Outgoing, Partner, Quarantined, ReceivedItem, SentItem
from homeward.post.own import Own
from homeward.post.receiving import receive
from homeward.post.sending import queue_item, seal_waiting
from post.correspondent import Correspondent, a_list, node

pytestmark = pytest.mark.django_db
PAGES = ("inbox", "quarantine", "outbox", "partners")


@pytest.fixture
def busy(north: Correspondent) -> Correspondent:
    """Something on every page: a list held, one sent and answered, a gap, a fork, a stranger's file."""
    desk = officer_with("intermediary_desk").as_actor()
    for number in range(3):
        document = a_list(party="SOUTH")
        queue_item(actor=desk, partner_id=north.id, kind="exchange.list", document=document, reference=f"S:{number}")
    seal_waiting()
    bundle, item = Outgoing.objects.get().digest, SentItem.objects.order_by("id")[0]
    receipts = [Receipt(bundle, item.pk, "refused", "BAD_BODY"), Receipt("ab" * 32, "", "refused", "EXPIRED")]
    receive(north.bundle(north.item(a_list()), receipts=receipts), gate="stick")
    north.bundle()
    receive(north.bundle(), gate="http")
    receive(b"noise", gate="stick")
    return north


@pytest.fixture
def administrator() -> Client:
    return client_of(officer_with("administrator"))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("administrator", 200), ("intermediary_desk", 200), ("auditor", 200), ("registrar", 200),
        ("list_officer", 200), ("decision_maker", 200), ("tracing_officer", 403), ("medical_officer", 403),
        ("handover_crew", 403), ("surrender_duty_officer", 403),
    ],
)  # fmt: skip
def test_pages_open_for_who_reads_the_post_and_for_nobody_else(page: str, role: str, status: int, busy: Correspondent):
    assert client_of(officer_with(role)).get(reverse(f"post:{page}")).status_code == status


@pytest.mark.parametrize("page", [*PAGES, "held"])
def test_nobody_signed_out_sees_a_page(page: str, busy: Correspondent):
    response = Client().get(reverse(f"post:{page}"))
    assert (response.status_code, response.url.partition("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("page", PAGES)
def test_pages_hold_in_arabic_and_ask_the_database_little(
    page: str, busy: Correspondent, administrator: Client, django_assert_max_num_queries
):
    administrator.cookies["homeward_development_language"] = "ar"
    administrator.get(reverse("post:inbox"))
    with django_assert_max_num_queries(12):
        response = administrator.get(reverse(f"post:{page}"))
    assert 'dir="rtl"' in response.content.decode()


def test_the_quarantine_says_why_and_what_to_do(busy: Correspondent, administrator: Client):
    words = administrator.get(reverse("post:quarantine")).content.decode()
    assert "An earlier bundle is still missing." in words
    assert "Ask for the missing bundle; then take both in. Nothing is lost." in words
    assert "nobody's signature was found" in words
    assert "number <bdi>3</bdi>" in words


def test_the_partner_s_page_shows_the_gap_the_words_the_heads_and_what_it_did_not_take(
    busy: Correspondent, administrator: Client
):
    words = administrator.get(reverse("post:partner", args=[busy.id])).content.decode()
    assert "Never arrived: 2." in words
    assert " ".join(busy.own.card.words()) in words
    assert busy.journal().head.root[:16] in words
    assert "By the clock of this node its time is over" in words


def test_the_outbox_shows_the_receipt_of_each_item(busy: Correspondent, administrator: Client):
    words = administrator.get(reverse("post:outbox")).content.decode()
    assert "its contents have another form than agreed" in words
    assert "not received: no receipt yet" in words
    assert "no receipt for 0\xa0minutes" in words


def test_the_card_of_this_node_can_be_downloaded_and_holds_its_keys(south: Own, administrator: Client):
    response = administrator.get(reverse("post:own_card"))
    assert read_card(response.content) == south.card
    assert response.headers["Content-Disposition"] == 'attachment; filename="south.card"'
    page = administrator.get(reverse("post:partners")).content.decode()
    assert " ".join(south.card.words()) in page
    assert client_of(officer_with("tracing_officer")).get(reverse("post:own_card")).status_code == 403


def new_partner(client: Client, other: Correspondent, words: str):
    card = SimpleUploadedFile("west.card", other.card_file())
    return client.post(reverse("post:new_partner"), {"card": card, "words": words, "address": ""})


def test_a_partner_is_added_by_its_card_and_the_words_heard(south: Own, administrator: Client):
    west = Correspondent(node("west", party="WEST"), south)
    wrong = new_partner(administrator, west, " ".join(south.card.words()))
    assert "The words that you heard are not the words of this card." in wrong.content.decode()
    assert Partner.objects.count() == 0
    response = new_partner(administrator, west, ", ".join(west.own.card.words()))
    assert response.url == reverse("post:partner", args=[west.id])
    assert Partner.objects.get().name == "west"


@pytest.mark.parametrize("told", [{}, {"words": "one two"}, {"words": "x " * 300}])
def test_an_incomplete_form_is_told_and_adds_nobody(administrator: Client, told: dict[str, str]):
    response = administrator.post(reverse("post:new_partner"), told)
    assert "Please look at this first" in response.content.decode()
    card = SimpleUploadedFile("no.card", b"\x00" * 40_000)
    response = administrator.post(reverse("post:new_partner"), {"card": card, "words": "one two"})
    assert response.status_code == 200
    assert Partner.objects.count() == 0


def test_a_partner_is_ended_with_a_reason_once(north: Correspondent, administrator: Client):
    place = reverse("post:partner", args=[north.id])
    assert "Please look at this first" in administrator.post(place, {"reason": ""}).content.decode()
    assert administrator.post(place, {"reason": "KEY_LOST"}).status_code == 302
    assert "This partner was ended already." in administrator.post(place, {"reason": "KEY_LOST"}).content.decode()
    assert Partner.objects.get().state == "ended"
    assert "it no longer takes part" not in administrator.get(place).content.decode()


@pytest.mark.parametrize("role", ["intermediary_desk", "auditor"])
def test_who_only_reads_ends_nothing_and_decides_nothing(busy: Correspondent, role: str):
    client = client_of(officer_with(role))
    found = Quarantined.objects.first()
    assert client.post(reverse("post:partner", args=[busy.id]), {"reason": "KEY_LOST"}).status_code == 403
    assert client.post(reverse("post:decide_on_file", args=[found.pk]), {"word": "pass"}).status_code == 403
    assert client.get(reverse("post:new_partner")).status_code == 403
    assert Partner.objects.get().state == "confirmed"


def test_a_forked_head_is_shown_and_taken_only_by_a_decision(north: Correspondent, administrator: Client):
    receive(north.bundle(), gate="stick")
    north.leaves = [merkle.leaf_hash(b"another")]
    receive(north.bundle(), gate="stick")
    page = administrator.get(reverse("post:partner", args=[north.id])).content.decode()
    assert "another past than before" in page
    place = reverse("post:decide_on_file", args=[Quarantined.objects.get().pk])
    assert administrator.post(place, {"word": "eat"}).status_code == 400
    assert administrator.post(place, {"word": "take"}).status_code == 302
    assert Arrival.objects.count() == 2
    again = administrator.post(place, {"word": "pass"}, follow=True)
    assert "decided on already" in again.content.decode()


def test_a_registrar_takes_a_held_list_and_lands_on_its_dry_run(north: Correspondent):
    receive(north.bundle(north.item(a_list()), north.item(a_list())), gate="stick")
    client = client_of(officer_with("registrar"))
    start = client.get(reverse("start")).content.decode()
    assert "Arrived from partners" in start
    assert "List of persons" in client.get(reverse("post:held")).content.decode()
    first, second = ReceivedItem.objects.order_by("id")
    response = client.post(reverse("post:decide_on_item", args=[first.pk]), {"word": "accept"}, follow=True)
    assert response.status_code == 200
    assert response.redirect_chain[-1][0] == reverse("register:check", args=[Batch.objects.get().pk])
    assert client.post(reverse("post:decide_on_item", args=[first.pk]), {"word": "accept"}).status_code == 409
    assert client.post(reverse("post:decide_on_item", args=[second.pk]), {"word": ""}).status_code == 400
    client.post(reverse("post:decide_on_item", args=[second.pk]), {"word": "decline"})
    assert "Nothing waits for you" in client.get(reverse("post:held")).content.decode()


def test_who_decides_on_no_kind_of_item_sees_none(busy: Correspondent):
    assert client_of(officer_with("auditor")).get(reverse("post:held")).status_code == 403


def test_the_desk_sends_a_list_and_takes_it_back(north: Correspondent):
    client = client_of(officer_with("intermediary_desk"))
    place = reverse("post:new_list")
    assert "Please look at this first" in client.post(place, {}).content.decode()
    empty = client.post(place, {"partner": north.id, "party": "SOUTH", "list_kind": "held"})
    assert "no rows" in empty.content.decode()
    queued = queue_item(
        actor=officer_with("intermediary_desk").as_actor(), partner_id=north.id, kind="exchange.list",
        document=a_list(), reference="S:1",
    )  # fmt: skip
    retract = reverse("post:retract", args=[queued.pk])
    assert "Please look at this first" in client.post(retract, {"reason": ""}).content.decode()
    assert client.post(retract, {"reason": "MISTAKE"}).url == reverse("post:outbox")
    assert "There is nothing left to take back." in client.post(retract, {"reason": "MISTAKE"}).content.decode()
    assert SentItem.objects.get().state == "retracted"
    assert client_of(officer_with("auditor")).get(retract).status_code == 403
    assert client.get(reverse("post:retract", args=["none"])).status_code == 400


def test_an_unreachable_partner_is_told_and_its_bundles_stay(busy: Correspondent, administrator: Client):
    place = reverse("post:send_now", args=[busy.id])
    assert administrator.post(place).status_code == 400
    Partner.objects.update(address="http://127.0.0.1:9/")
    response = administrator.post(place, follow=True)
    assert "did not answer as a node does" in response.content.decode()
    assert Outgoing.objects.filter(acknowledged_at=None).exists()
    assert client_of(officer_with("auditor")).post(place).status_code == 403


def test_files_not_taken_are_today_s_work_of_who_reads_the_post(busy: Correspondent, administrator: Client):
    assert "Files not taken" in administrator.get(reverse("start")).content.decode()
    assert "Files not taken" not in client_of(officer_with("tracing_officer")).get(reverse("start")).content.decode()


def test_pages_go_on_where_they_stopped(north: Correspondent, administrator: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("homeward.post.views.boxes.ROWS", 2)
    for _ in range(3):
        receive(north.bundle(north.item(a_list())), gate="stick")
    page = administrator.get(reverse("post:inbox"))
    assert page.context["shown"] == 2
    rest = administrator.get(reverse("post:inbox"), {"after": page.context["next_after"]})
    assert [row["arrival"].seq for row in rest.context["arrivals"]] == [1]
    assert administrator.get(reverse("post:inbox"), {"after": "x" * 99}).status_code == 200
