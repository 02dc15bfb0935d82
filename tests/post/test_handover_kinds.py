"""Manifest, events and papers as items: each to whom it concerns, what is new alone, joined by a person, nobody's word
under another's key."""

from collections.abc import Iterator
from typing import Any

import pytest

from cast import actor_with
from desks.exchange.given import registered_and_searched
from desks.handover.given import NORTHWARD, GivenDay, signed_day
from homeward.base.errors import ConflictError, RefusedError, TamperedError
from homeward.desks.handover.actions.closing import signed_bytes
from homeward.desks.handover.actions.taking import UnknownNodeKeyError
from homeward.desks.handover.models import DayEvent, Handover, Paper, Signature
from homeward.desks.handover.queries import bundle_events, bundle_papers
from homeward.engine.sealing import canonical_bytes, eight_words, read_strict
from homeward.engine.sealing.keys import SigningKey
from homeward.office.journal.models import Look
from homeward.office.parties.naming import party_words
from homeward.post.deciding import accept_item
from homeward.post.items import ItemRefusal, ItemRefusedError, document_in, line_about
from homeward.post.kinds import day_events
from homeward.post.kinds.day_events import send_day_events
from homeward.post.kinds.day_papers import send_day_papers
from homeward.post.kinds.manifest import send_manifest
from homeward.post.models import ReceivedItem, SentItem
from homeward.post.notary import plug_in, unplug
from homeward.post.receiving import receive
from post.conftest import befriended
from post.correspondent import Correspondent, node

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(south: Any, db: None) -> GivenDay:
    """A handover that is signed and has seen its first persons, before this node knows any key."""
    registered_and_searched()
    given = signed_day()
    given.cross(*given.lines())
    return given


@pytest.fixture(autouse=True)
def no_keys_left() -> Iterator[None]:
    yield
    unplug()


class Elsewhere:
    """What another node holds of that day, and this one no longer does."""

    def __init__(self, day: GivenDay, north: Correspondent, middle: Correspondent) -> None:
        handover = Handover.objects.get(pk=day.key)
        self.hash, self.keys = handover.hash, {"NORTH": north.own.signing, "witness": middle.own.signing}
        self.manifest = read_strict(bytes(handover.document))
        self.events = bundle_events(viewer=day.neutral, handover_id=day.key)
        self.papers = bundle_papers(viewer=day.neutral, handover_id=day.key)
        for model in (Signature, Paper, DayEvent):
            model.objects.all().delete()
        Handover.objects.all().delete()

    def of_events(self, *events: Any) -> dict[str, Any]:
        return {"manifest": self.hash, "items": list(events or self.events)}

    def of_papers(self, *lines: str, key: SigningKey | None = None) -> dict[str, Any]:
        """The frozen list with these lines signed, each by the node that speaks for it, or all by `key`."""
        [paper] = self.papers
        signed = [self._signed(paper["hash"], line, key) for line in paper["signatures"] if line["stands_for"] in lines]
        return {"manifest": self.hash, "items": [paper | {"signatures": signed}]}

    def _signed(self, paper_hash: str, line: dict[str, str], key: SigningKey | None) -> dict[str, str]:
        key = key or self.keys[line["stands_for"]]
        at = line["at"].replace("+00:00", "Z")
        data = signed_bytes(paper_hash, line["stands_for"], line["officer"], at)
        return line | {"node_key": key.public.hex(), "node_signature": key.sign(data).hex()}


@pytest.fixture
def elsewhere(day: GivenDay, north: Correspondent, middle: Correspondent) -> Elsewhere:
    found = Elsewhere(day, north, middle)
    plug_in()
    return found


def arrived(sender: Correspondent, kind: str, document: Any) -> ReceivedItem:
    item = sender.item(document, kind=kind)
    receive(sender.bundle(item), gate="stick")
    return ReceivedItem.objects.get(item_id=item.id, partner_id=sender.id)


def accepted(item: ReceivedItem) -> Handover:
    accept_item(actor=actor_with("decision_maker"), item_pk=item.pk)
    return Handover.objects.get(pk=ReceivedItem.objects.get(pk=item.pk).result)


def read(kind: str, document: Any) -> Any:
    return document_in(kind, 1, canonical_bytes(document))


def refused(kind: str, document: Any) -> ItemRefusal:
    with pytest.raises(ItemRefusedError) as refusal:
        read(kind, document)
    return refusal.value.reason


# --- what arrives ----------------------------------------------------------------------------------------------------


def test_a_day_of_another_node_is_taken_list_events_and_papers_in_turn(elsewhere: Elsewhere, middle: Correspondent):
    events = arrived(middle, "handover.events", elsewhere.of_events())
    with pytest.raises(ConflictError, match="was not taken on this node yet"):
        accepted(events)
    handover = accepted(arrived(middle, "handover.manifest", elsewhere.manifest))
    assert (handover.hash, bytes(handover.document)) == (elsewhere.hash, canonical_bytes(elsewhere.manifest))
    assert accepted(events).events.count() == len(elsewhere.events)
    accepted(arrived(middle, "handover.papers", elsewhere.of_papers("NORTH", "witness")))
    signed = Signature.objects.order_by("id").values_list("stands_for", flat=True)
    assert set(signed) == {"NORTH", "witness"}
    assert {item.state for item in ReceivedItem.objects.all()} == {"taken"}


def test_the_line_about_each_tells_numbers_and_no_name(elsewhere: Elsewhere, middle: Correspondent):
    items = [
        arrived(middle, "handover.manifest", elsewhere.manifest),
        arrived(middle, "handover.events", elsewhere.of_events()),
        arrived(middle, "handover.papers", elsewhere.of_papers("NORTH")),
    ]
    lines = [line_about(item.kind, item.about) for item in items]
    assert " ".join(eight_words(elsewhere.hash)) in lines[0]
    assert f"{party_words('NORTH')} → {party_words('SOUTH')}: " in lines[0]
    assert lines[1].startswith(f"{len(elsewhere.events)} events of the list {elsewhere.hash[:16]}")
    assert lines[2] == f"frozen list {elsewhere.hash[:16]}… with signatures: 1"
    names = {entry["details"]["name"] for way in elsewhere.manifest["directions"] for entry in way["seats"]}
    assert not any(name in line for name in names for line in lines)


def test_a_stranger_s_key_under_a_paper_refuses_the_whole_and_the_item_waits_on(
    elsewhere: Elsewhere, middle: Correspondent
):
    accepted(arrived(middle, "handover.manifest", elsewhere.manifest))
    forged = elsewhere.of_papers("NORTH", "witness", key=SigningKey.generate())
    item = arrived(middle, "handover.papers", forged)
    with pytest.raises(UnknownNodeKeyError):
        accepted(item)
    assert (ReceivedItem.objects.get(pk=item.pk).state, Signature.objects.count()) == ("held", 0)


def test_an_event_under_this_node_s_own_name_that_it_never_wrote_is_refused(
    elsewhere: Elsewhere, middle: Correspondent
):
    accepted(arrived(middle, "handover.manifest", elsewhere.manifest))
    first = elsewhere.events[0]
    forged = first | {"event": first["event"] | {"device": "desk-south", "device_seq": 2**31 - 1}}
    item = arrived(middle, "handover.events", elsewhere.of_events(forged))
    with pytest.raises(TamperedError, match="this node wrote it"):
        accepted(item)
    assert DayEvent.objects.count() == 0


def test_whoever_has_no_part_in_a_day_says_nothing_of_it(elsewhere: Elsewhere, south: Any, middle: Correspondent):
    west = befriended(Correspondent(node("west", party="WEST"), south))
    public = befriended(Correspondent(node("public", role="public"), south))
    for stranger in (west, public):
        item = arrived(stranger, "handover.manifest", elsewhere.manifest)
        assert (item.state, item.reason) == ("refused", "NOT_ALLOWED")
    assert arrived(public, "handover.events", elsewhere.of_events()).reason == "NOT_ALLOWED"
    accepted(arrived(middle, "handover.manifest", elsewhere.manifest))
    item = arrived(west, "handover.events", elsewhere.of_events())
    with pytest.raises(ItemRefusedError, match="no part in this handover"):
        accepted(item)
    assert DayEvent.objects.count() == 0


def test_only_who_decides_on_handovers_opens_them(elsewhere: Elsewhere, middle: Correspondent):
    item = arrived(middle, "handover.manifest", elsewhere.manifest)
    for role in ("list_officer", "registrar", "handover_crew"):
        with pytest.raises(RefusedError):
            accept_item(actor=actor_with(role), item_pk=item.pk)
    assert Handover.objects.count() == 0


# --- form ------------------------------------------------------------------------------------------------------------


def test_every_field_of_a_manifest_is_checked(elsewhere: Elsewhere):
    whole = elsewhere.manifest
    assert read("handover.manifest", whole) == whole
    way = whole["directions"][0]
    seat = way["seats"][0]

    def with_seat(**changes: Any) -> dict[str, Any]:
        return whole | {"directions": [way | {"seats": [seat | changes]}, *whole["directions"][1:]]}

    for broken in (
        whole | {"note": ""}, whole | {"kind": "hw/protocol/1"}, whole | {"plan": "ab"}, whole | {"parties": ["NORTH"]},
        whole | {"reference_date": "soon"}, whole | {"directions": []}, whole | {"frozen_at": "2026"},
        whole | {"directions": [way | {"to": way["from"]}]}, whole | {"directions": [way | {"to": "WEST"}]},
        whole | {"directions": [way | {"spares": [{"code": seat["code"], "order": 1}]}]},
        with_seat(note=""), with_seat(order=0), with_seat(outside_parity=1), with_seat(code="Іван"),
        with_seat(case_number="7"), with_seat(details=seat["details"] | {"own_will": "x"}),
        with_seat(details=seat["details"] | {"name": "a\nb"}), with_seat(standing="x" * 65),
    ):  # fmt: skip
        assert refused("handover.manifest", broken) is ItemRefusal.BAD_BODY


def test_every_field_of_events_is_checked(elsewhere: Elsewhere):
    whole = elsewhere.of_events()
    assert read("handover.events", whole) == whole
    first = elsewhere.events[0]

    def with_event(**changes: Any) -> dict[str, Any]:
        return elsewhere.of_events(first | {"event": first["event"] | changes})

    for broken in (
        whole | {"note": ""}, whole | {"items": []}, whole | {"manifest": "ab"}, whole | {"manifest": "ab" * 32},
        elsewhere.of_events(first, first), elsewhere.of_events(first | {"name": ""}), elsewhere.of_events("x"),
        elsewhere.of_events(first | {"signature": None}), elsewhere.of_events(first | {"event": []}),
        with_event(code="Іваненко"), with_event(name="Іваненко"), with_event(device_seq=True), with_event(kind="x"),
        with_event(names="x"), with_event(observed_at="today"),
    ):  # fmt: skip
        assert refused("handover.events", broken) is ItemRefusal.BAD_BODY


def test_every_field_of_papers_is_checked(elsewhere: Elsewhere):
    whole = elsewhere.of_papers("NORTH")
    assert read("handover.papers", whole) == whole
    [paper] = whole["items"]
    [line] = paper["signatures"]

    def with_line(**changes: Any) -> dict[str, Any]:
        return whole | {"items": [paper | {"signatures": [line | changes]}]}

    for broken in (
        whole | {"note": ""}, whole | {"items": []}, whole | {"items": [paper, paper]}, whole | {"manifest": "ab" * 32},
        whole | {"items": [paper | {"what": "letter"}]}, whole | {"items": [paper | {"hash": "ab" * 32}]},
        whole | {"items": [paper | {"document": paper["document"] | {"plan": "ab" * 32}}]},
        whole | {"items": [paper | {"what": "protocol"}]},
        with_line(note=""), with_line(at="today"), with_line(officer=""), with_line(node_key="x"),
        with_line(node_signature="ab"), with_line(stands_for="x" * 21),
    ):  # fmt: skip
        assert refused("handover.papers", broken) is ItemRefusal.BAD_BODY


# --- what is sent ----------------------------------------------------------------------------------------------------


def test_a_protocol_travels_as_it_was_drawn_up(day: GivenDay, middle: Correspondent):
    day.cross(*day.lines(way=NORTHWARD))
    day.drawn_up()
    sent = send_day_papers(actor=day.south, partner_id=middle.id, handover_id=day.key)
    papers = read("handover.papers", read_strict(bytes(sent.body)))["items"]
    assert [(each["what"], len(each["signatures"])) for each in papers] == [("manifest", 3), ("protocol", 0)]


def test_the_frozen_list_goes_to_those_it_concerns_once_and_leaves_a_look(
    day: GivenDay, south: Any, north: Correspondent
):
    west = befriended(Correspondent(node("west", party="WEST"), south))
    with pytest.raises(RefusedError, match="no part in this handover"):
        send_manifest(actor=day.south, partner_id=west.id, handover_id=day.key)
    with pytest.raises(RefusedError):
        send_manifest(actor=day.holder_crew, partner_id=north.id, handover_id=day.key)
    before = Look.objects.count()
    send_manifest(actor=day.south, partner_id=north.id, handover_id=day.key)
    assert Look.objects.count() == before + 1
    with pytest.raises(ConflictError):
        send_manifest(actor=day.south, partner_id=north.id, handover_id=day.key)


def test_each_event_goes_to_a_partner_once_in_parts_and_none_back_to_where_it_came_from(
    day: GivenDay, north: Correspondent, middle: Correspondent, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(day_events, "MOST_EVENTS", 4)
    events = bundle_events(viewer=day.south, handover_id=day.key)
    manifest = Handover.objects.get().hash
    item = arrived(north, "handover.events", {"manifest": manifest, "items": events[:3]})
    assert item.state == "held"
    sent = send_day_events(actor=day.south, partner_id=north.id, handover_id=day.key)
    told = [each for part in sent for each in read_strict(bytes(part.body))["items"]]
    assert [part.about["events"] for part in sent] == [4] * (len(events[3:]) // 4) + (
        [len(events[3:]) % 4] if len(events[3:]) % 4 else []
    )
    assert sorted(map(str, told)) == sorted(map(str, events[3:]))
    with pytest.raises(ConflictError, match="every event of that day already"):
        send_day_events(actor=day.south, partner_id=north.id, handover_id=day.key)
    day.cross(*day.lines(way=NORTHWARD)[:1])
    new = [part.about["events"] for part in send_day_events(
        actor=day.south, partner_id=north.id, handover_id=day.key
    )]  # fmt: skip
    assert sum(new) == len(bundle_events(viewer=day.south, handover_id=day.key)) - len(events)
    everything = send_day_events(actor=day.south, partner_id=middle.id, handover_id=day.key)
    assert sum(part.about["events"] for part in everything) == DayEvent.objects.count()


def test_events_that_a_partner_turned_back_go_once_more(day: GivenDay, north: Correspondent):
    first = send_day_events(actor=day.south, partner_id=north.id, handover_id=day.key)
    SentItem.objects.filter(pk__in=[part.pk for part in first]).update(state="refused")
    again = send_day_events(actor=day.south, partner_id=north.id, handover_id=day.key)
    assert [bytes(part.body) for part in again] == [bytes(part.body) for part in first]


def test_a_paper_goes_again_only_with_a_signature_that_the_partner_lacks(day: GivenDay, north: Correspondent):
    [paper] = bundle_papers(viewer=day.south, handover_id=day.key)
    lacking = Signature.objects.get(stands_for="SOUTH")
    kept = {name: getattr(lacking, name) for name in ("paper", "stands_for", "officer", "officer_name", "at")}
    lacking.delete()
    send_day_papers(actor=day.south, partner_id=north.id, handover_id=day.key)
    with pytest.raises(ConflictError, match="every paper and signature"):
        send_day_papers(actor=day.south, partner_id=north.id, handover_id=day.key)
    Signature.objects.create(**kept)
    again = send_day_papers(actor=day.south, partner_id=north.id, handover_id=day.key)
    assert again.about["papers"] == [["manifest", paper["hash"], 3]]
