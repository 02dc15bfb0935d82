"""Promises of joining: two nodes and their tablets come to one state, nothing is lost, nobody speaks for another."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cast import actor_with
from desks.handover.given import NORTHWARD
from homeward.base.errors import ConflictError, InputError, RefusedError, TamperedError
from homeward.base.identifiers import uuid7
from homeward.desks.handover.actions import (
    admit_device,
    close_day,
    revoke_device,
    send_events,
    take_events,
    take_manifest,
    take_papers,
)
from homeward.desks.handover.day import Event, EventError, union_hash
from homeward.desks.handover.day import codes as c
from homeward.desks.handover.day.events import GENESIS
from homeward.desks.handover.models import DayEvent, Handover, Paper, Signature
from homeward.desks.handover.queries import bundle_events, bundle_papers, day_of, handed_over_persons
from homeward.office.journal import clock

pytestmark = pytest.mark.django_db


class Tablet:
    """A tablet of one crew member: chains its events as the page does."""

    def __init__(self, day, actor, code: str = "tablet-1") -> None:
        self.day, self.actor, self.code = day, actor, code
        self.events: list[Event] = []

    def see(self, line, kind: str = c.BOARDED, **more) -> Event:
        event = Event(
            id=str(uuid7(clock.now())), device=self.code, device_seq=len(self.events) + 1,
            prev=self.events[-1].hash if self.events else GENESIS, manifest=Handover.objects.get(pk=self.day.key).hash,
            person_code=line.code, kind=kind, observed_at="2026-08-24T09:00:00Z", by=self.actor.officer_id,
            side=c.HOLDER, site=c.DEPARTURE,
        )  # fmt: skip
        self.events.append(replace(event, **more))
        return self.events[-1]

    def send(self, events=None):
        items = [{"event": event.document(), "signature": event.signature} for event in events or self.events]
        return send_events(actor=self.actor, handover_id=self.day.key, items=items)


def test_what_a_tablet_saw_is_held_once_however_often_it_is_sent(given_day):
    tablet = Tablet(given_day, given_day.holder_crew)
    for line in given_day.lines():
        tablet.see(line)
    ids = [event.id for event in tablet.events]
    assert tablet.send() == ids
    assert tablet.send() == ids
    assert DayEvent.objects.count() == len(ids)


def test_two_tablets_that_saw_the_same_person_keep_both_events_and_count_one_person(given_day):
    line = given_day.lines()[0]
    for code in ("tablet-1", "tablet-2"):
        tablet = Tablet(given_day, given_day.holder_crew, code)
        tablet.see(line)
        tablet.send()
    assert DayEvent.objects.count() == 2
    assert next(tally for tally in given_day.day.tallies if tally.way[0] == "NORTH").boarded == 1


def test_planted_differences_of_two_tablets_are_listed_once_each_and_the_frozen_hash_stands(given_day):
    day, (one, two, *_rest) = given_day, given_day.lines()
    before = Handover.objects.get(pk=day.key).hash
    first, second = (Tablet(day, day.holder_crew, code) for code in ("tablet-1", "tablet-2"))
    first.see(one, c.BOARDED)
    second.see(one, c.DISCREPANCY, code=c.NOT_PRESENT)
    for tablet in (first, second):
        tablet.see(two, c.DISCREPANCY, code=c.UNFIT)
    second.send()
    first.send()
    waiting = {person.place.code: person.standing for person in day.day.state.needing_outcome}
    assert waiting == {one.code: c.CONFLICT, two.code: c.OPEN}
    assert Handover.objects.get(pk=day.key).hash == before


def test_a_missing_event_of_a_tablet_is_shown_as_a_gap(given_day):
    tablet = Tablet(given_day, given_day.holder_crew)
    events = [tablet.see(line) for line in given_day.lines()[:3]]
    tablet.send([events[2]])
    assert [(each.what, each.first, each.last) for each in given_day.day.findings] == [("gap", 1, 2)]
    tablet.send(events[:2])
    assert given_day.day.findings == []


@pytest.mark.parametrize(
    "lie",
    [
        {"by": "somebody-else"}, {"device": "desk-development"}, {"kind": c.WITNESSED, "side": c.NEUTRAL},
        {"kind": c.RESOLVE, "outcome": c.CROSSED, "second": "x"}, {"kind": c.WITHDRAWN}, {"manifest": "ab" * 32},
        {"kind": c.DISCREPANCY, "code": c.WITHDRAWN_PROTECTED, "side": c.NEUTRAL},
    ],
)  # fmt: skip
def test_a_tablet_says_nothing_that_is_not_its_to_say_and_nothing_is_kept(given_day, lie):
    tablet = Tablet(given_day, given_day.holder_crew)
    tablet.see(given_day.lines()[0])
    tablet.see(given_day.lines()[1], **lie)
    with pytest.raises(EventError):
        tablet.send()
    assert not DayEvent.objects.exists()


def test_other_roles_send_nothing(given_day):
    for actor in (given_day.north, actor_with("auditor")):
        tablet = Tablet(given_day, actor)
        tablet.see(given_day.lines()[0])
        with pytest.raises(RefusedError):
            tablet.send()


def test_an_admitted_tablet_must_sign_and_a_revoked_one_is_refused(given_day):
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw().hex()
    admit_device(actor=given_day.north, code="tablet-1", public_key=public)
    tablet = Tablet(given_day, given_day.holder_crew)
    event = tablet.see(given_day.lines()[0])
    with pytest.raises(EventError):
        tablet.send()
    tablet.send([event.signed(key)])
    with pytest.raises(EventError):
        tablet.send([replace(event, person_code=given_day.lines()[1].code, signature=event.signed(key).signature)])
    with pytest.raises(InputError):
        admit_device(actor=given_day.north, code="tablet-1", public_key="cd" * 32)
    revoke_device(actor=given_day.north, code="tablet-1")
    with pytest.raises(EventError):
        tablet.send([event.signed(key)])
    assert DayEvent.objects.count() == 1


def as_other_node(day) -> tuple[list, list, bytes]:
    """What the first node hands out; then its tables are emptied, so that the same database plays the second node."""
    events = bundle_events(viewer=day.neutral, handover_id=day.key)
    papers = bundle_papers(viewer=day.neutral, handover_id=day.key)
    document = bytes(Handover.objects.get(pk=day.key).document)
    for model in (Signature, Paper, DayEvent):
        model.objects.all().delete()
    Handover.objects.all().delete()
    return events, papers, document


def test_a_second_node_comes_to_the_same_state_and_knows_its_own_persons(given_day):
    day = given_day
    day.cross(*day.lines(), *day.lines(way=NORTHWARD))
    day.drawn_up()
    day.signed("protocol")
    before, persons = union_hash(day.day.events), handed_over_persons(viewer=day.north, handover_id=day.key)
    events, papers, document = as_other_node(day)
    taken = take_manifest(actor=day.south, document=document)
    assert take_manifest(actor=day.south, document=document).pk == taken.pk
    with pytest.raises(InputError):
        take_papers(actor=day.south, handover_id=taken.pk, items=papers)
    take_events(actor=day.south, handover_id=taken.pk, items=events[::-1])
    assert take_papers(actor=day.south, handover_id=taken.pk, items=papers) == 6
    assert take_papers(actor=day.south, handover_id=taken.pk, items=papers) == 0
    assert union_hash(day_of(taken).events) == before
    assert handed_over_persons(viewer=day.south, handover_id=taken.pk) == persons
    close_day(actor=day.receiver_crew, handover_id=taken.pk)


def test_an_altered_manifest_paper_or_signature_is_refused(given_day):
    day = given_day
    papers = bundle_papers(viewer=day.neutral, handover_id=day.key)
    altered = [papers[0] | {"document": papers[0]["document"] | {"plan": "ab" * 32}}]
    with pytest.raises(TamperedError):
        take_papers(actor=day.south, handover_id=day.key, items=altered)
    signature = papers[0]["signatures"][0] | {"officer": "x" * 36, "node_key": "ab" * 32, "node_signature": "cd" * 64}
    with pytest.raises(TamperedError):
        take_papers(actor=day.south, handover_id=day.key, items=[papers[0] | {"signatures": [signature]}])
    document = bytes(Handover.objects.get(pk=day.key).document)
    for broken in (document + b" ", document[:-1], b"{}"):
        with pytest.raises(InputError):
            take_manifest(actor=day.south, document=broken)


def test_what_comes_after_closing_is_kept_and_has_no_say(given_day):
    day = given_day
    day.cross(*day.lines(), *day.lines(way=NORTHWARD))
    day.drawn_up()
    day.signed("protocol")
    close_day(actor=day.holder_crew, handover_id=day.key)
    crossed = handed_over_persons(viewer=day.north, handover_id=day.key)
    tablet = Tablet(day, day.holder_crew)
    tablet.see(day.lines()[0], c.DISCREPANCY, code=c.NOT_PRESENT)
    tablet.send()
    assert day.day.late == 1
    assert handed_over_persons(viewer=day.north, handover_id=day.key) == crossed
    with pytest.raises(ConflictError):
        day.drawn_up()
