"""Promises of the plain core: state is a function of the set, contradictions stay in sight, nothing is lost."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from desks.handover.day_given import BACK, MANIFEST, WAY, Hand, roster
from homeward.desks.handover.day import (
    EventError,
    findings,
    fold,
    merge,
    read_event,
    read_stored,
    tallies,
    union_hash,
)
from homeward.desks.handover.day import codes as c
from homeward.desks.handover.day.chains import BROKEN, FORK, GAP
from homeward.desks.handover.day.events import check_signature

CODES = [place.code for place in roster().places]


@st.composite
def histories(draw):
    """Events of up to four devices: any kind about anybody, with retractions and resolves of what came before."""
    hands = [Hand(f"tablet-{number}") for number in range(draw(st.integers(1, 4)))]
    written = []
    for _ in range(draw(st.integers(0, 25))):
        hand, kind, code = draw(st.sampled_from(hands)), draw(st.sampled_from(c.KINDS)), draw(st.sampled_from(CODES))
        more = {"side": draw(st.sampled_from(c.SIDES)), "site": draw(st.sampled_from(c.SITES))}
        if kind == c.DISCREPANCY:
            more["code"] = draw(st.sampled_from(c.DISCREPANCIES))
        if kind in (c.RESOLVE, c.RETRACT) and written:
            more["names"] = tuple(event.hash for event in draw(st.lists(st.sampled_from(written), max_size=4)))
        if kind == c.RESOLVE:
            more |= {"outcome": draw(st.sampled_from(c.OUTCOMES)), "second": draw(st.sampled_from(["", "officer-2"]))}
            more["replacement"] = draw(st.sampled_from(["", "r1", "r2"]))
        if kind == c.ABORT:
            code, more["second"] = "", draw(st.sampled_from(["", "officer-2"]))
        written.append(hand.event(kind, code, **more))
    return written


@settings(max_examples=150, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_order_of_arrival_and_copies_never_change_the_state(events, chance):
    replicas = [[], [], [], []]
    for event in events:
        chance.choice(replicas).append(event)
    gossip = [event for replica in replicas for event in replica] + chance.choices(events, k=5) if events else []
    chance.shuffle(gossip)
    one, other = fold(roster(), events), fold(roster(), merge(*replicas, gossip))
    assert one == other
    assert union_hash(events) == union_hash(gossip or events)
    assert tallies(roster(), one) == tallies(roster(), other)


@settings(max_examples=100, deadline=None)
@given(histories())
def test_every_person_stands_somewhere_once_and_every_event_is_accounted_for(events):
    state = fold(roster(), events)
    assert list(state.persons) == CODES
    hashes = {event.hash for event in events}
    assert {problem[0] for problem in state.problems} <= hashes
    for person in state.persons.values():
        assert person.standing in {c.CONFLICT, c.OPEN, c.UNDER_WAY, c.EXPECTED, *c.ENDED}
        assert bool(person.conflicts) == (person.standing == c.CONFLICT)
        if person.standing == c.EXCHANGED and person.outcome != c.CROSSED:
            assert {c.HANDED_OVER, c.RECEIVED, c.WITNESSED} <= person.facts
    for tally in tallies(roster(), state):
        assert tally.exchanged <= tally.due <= tally.planned + 2 + 1


@settings(max_examples=60, deadline=None)
@given(histories(), st.data())
def test_one_event_more_never_takes_another_event_out_of_the_union(events, data):
    part = data.draw(st.lists(st.sampled_from(events), unique=True)) if events else []
    assert {event.hash for event in merge(part)} <= {event.hash for event in merge(events)}
    assert merge(merge(part), events) == merge(events)


def test_exchanged_needs_both_sides_and_the_witness():
    hand = Hand()
    gave, took, saw = hand.crossing("n1")
    for part in ([gave], [gave, took], [gave, saw], [took, saw]):
        assert fold(roster(), part).persons["n1"].standing == c.UNDER_WAY
    state = fold(roster(), [saw, took, gave]).persons["n1"]
    assert (state.standing, state.waits_for) == (c.EXCHANGED, ())


def test_one_officer_counting_at_both_ends_is_no_count_of_two():
    hand = Hand()
    events = [hand.event(kind, "n1", by="same-1") for kind in (c.HANDED_OVER, c.RECEIVED)]
    events.append(hand.event(c.WITNESSED, "n1"))
    assert fold(roster(), events).persons["n1"].waits_for == ("another_officer",)


@pytest.mark.parametrize(
    ("kind", "side"),
    [(c.RECEIVED, c.HOLDER), (c.HANDED_OVER, c.RECEIVER), (c.WITNESSED, c.HOLDER), (c.WITHDRAWN, c.HOLDER)],
)
def test_a_side_states_nothing_for_another_one_and_the_attempt_is_shown(kind, side):
    event = Hand().event(kind, "n1", side=side)
    state = fold(roster(), [event])
    assert state.persons["n1"].facts == frozenset()
    assert state.problems == ((event.hash, "wrong_side"),)


def test_received_and_refused_stays_a_conflict_until_two_people_resolve_it():
    hand = Hand()
    events = [*hand.crossing("n1"), hand.event(c.REFUSED, "n1")]
    assert fold(roster(), events).persons["n1"].conflicts == ("received_and_refused",)
    alone = replace(hand.resolved("n1", c.CROSSED, *events), second="")
    assert fold(roster(), [*events, alone]).persons["n1"].standing == c.CONFLICT
    itself = replace(alone, second=alone.by)
    assert fold(roster(), [*events, itself]).persons["n1"].standing == c.CONFLICT
    both = hand.resolved("n1", c.CROSSED, *events)
    assert fold(roster(), [*events, both]).persons["n1"].standing == c.EXCHANGED


def test_a_fact_that_comes_to_light_after_the_outcome_is_a_conflict_again():
    hand = Hand()
    absent = hand.event(c.DISCREPANCY, "n1", code=c.NOT_PRESENT)
    settled = hand.resolved("n1", c.CARRIED_OVER, absent)
    assert fold(roster(), [absent, settled]).persons["n1"].standing == c.NOT_TODAY
    late = Hand("tablet-2").event(c.HANDED_OVER, "n1")
    state = fold(roster(), [absent, settled, late]).persons["n1"]
    assert (state.standing, state.conflicts) == (c.CONFLICT, ("after_the_outcome",))


def test_the_same_difference_seen_on_two_devices_is_one_difference():
    absent = [Hand(device).event(c.DISCREPANCY, "n1", code=c.NOT_PRESENT) for device in ("tablet-1", "tablet-2")]
    state = fold(roster(), absent)
    assert [person.place.code for person in state.needing_outcome] == ["n1"]
    assert state.persons["n1"].discrepancies == (c.NOT_PRESENT,)
    settled = Hand("tablet-3").resolved("n1", c.CARRIED_OVER, absent[0])
    assert fold(roster(), [*absent, settled]).persons["n1"].standing == c.NOT_TODAY


def test_a_retraction_takes_its_event_back_even_when_it_arrives_first():
    hand = Hand()
    boarded = hand.event(c.BOARDED, "n1")
    undo = hand.event(c.RETRACT, "n1", names=(boarded.hash,), code="WRONG_PERSON")
    assert fold(roster(), [undo, boarded]).persons["n1"].standing == c.EXPECTED
    assert fold(roster(), [undo]).persons["n1"].standing == c.EXPECTED
    again = hand.event(c.BOARDED, "n1")
    assert fold(roster(), [again, undo, boarded]).persons["n1"].facts == {c.BOARDED}


def test_a_withdrawal_is_taken_back_by_the_neutral_alone_and_looks_like_any_other_cause():
    hand = Hand()
    voiced = hand.event(c.WITHDRAWN, "n1")
    other_cause = hand.event(c.DISCREPANCY, "n2", code=c.WITHDRAWN_PROTECTED, side=c.NEUTRAL)
    undo = hand.event(c.RETRACT, "n1", names=(voiced.hash,))
    state = fold(roster(), [voiced, other_cause, undo])
    assert state.persons["n1"].discrepancies == state.persons["n2"].discrepancies == (c.WITHDRAWN_PROTECTED,)
    assert state.persons["n1"].facts == state.persons["n2"].facts == frozenset()
    by_neutral = hand.event(c.RETRACT, "n1", names=(voiced.hash,), side=c.NEUTRAL)
    assert fold(roster(), [voiced, undo, by_neutral]).persons["n1"].standing == c.EXPECTED


def test_withdrawn_and_handed_over_is_a_conflict():
    hand = Hand()
    events = [hand.event(c.WITHDRAWN, "n1"), hand.event(c.HANDED_OVER, "n1")]
    assert fold(roster(), events).persons["n1"].conflicts == ("denied",)


def test_one_person_at_two_places_is_a_conflict():
    events = [Hand("t1").event(c.HANDED_OVER, "n1"), Hand("t2").event(c.HANDED_OVER, "n1", site=c.DEPARTURE)]
    assert fold(roster(), events).persons["n1"].conflicts == ("two_places",)


def test_a_replacement_travels_in_the_place_of_who_stays_and_keeps_the_count():
    hand = Hand()
    absent = hand.event(c.DISCREPANCY, "n1", code=c.NOT_PRESENT)
    called = hand.resolved("n1", c.REPLACED, absent, replacement="r2")
    events = [absent, called, *hand.crossing("r2"), *hand.crossing("n2"), *hand.crossing("n3")]
    state = fold(roster(), events)
    assert state.persons["r2"].replaces == "n1"
    assert state.persons["n1"].replaced_by == "r2"
    there = next(tally for tally in tallies(roster(), state) if tally.way == WAY)
    assert (there.planned, there.due, there.exchanged, there.replaced, there.owed) == (3, 3, 3, 1, 0)


def test_the_reserve_is_called_in_lot_order_within_the_same_standing_first():
    assert roster().next_reserve("n1", []).code == "r2"
    assert roster().next_reserve("n1", ["r2"]).code == "r1"
    assert roster().next_reserve("n1", ["r1", "r2"]) is None
    assert roster().next_reserve("s1", []) is None, "a person under article 109 is outside parity"
    assert roster().next_reserve("x1", []) is None


def test_one_reserve_for_two_people_is_a_conflict_of_both():
    hand = Hand()
    absent = [hand.event(c.DISCREPANCY, code, code=c.NOT_PRESENT) for code in ("n1", "n2")]
    called = [Hand(code).resolved(code, c.REPLACED, *absent, replacement="r2") for code in ("n1", "n2")]
    state = fold(roster(), [*absent, *called])
    assert {code for code, person in state.persons.items() if person.standing == c.CONFLICT} == {"n1", "n2", "r2"}


def test_a_reserve_who_boards_uncalled_is_a_conflict_and_one_who_stands_by_is_none():
    hand = Hand()
    assert fold(roster(), [hand.event(c.PRESENT, "r1")]).persons["r1"].standing == c.STANDS_BY
    assert fold(roster(), [hand.event(c.BOARDED, "r1")]).persons["r1"].conflicts == ("reserve_not_called",)


def test_an_extra_person_stands_on_a_spare_line_until_two_people_say_how_it_ends():
    hand = Hand()
    boarded = hand.event(c.BOARDED, "x1")
    assert fold(roster(), [boarded]).persons["x1"].discrepancies == (c.EXTRA_PERSON,)
    assert tallies(roster(), fold(roster(), [boarded]))[0].due == 3, "nobody is due who is on no list"
    accepted = hand.resolved("x1", c.ACCEPTED_UNEVEN, boarded)
    crossed = [boarded, accepted, *hand.crossing("x1")]
    assert fold(roster(), crossed).persons["x1"].standing == c.EXCHANGED
    kept = hand.resolved("x1", c.CARRIED_OVER, boarded)
    assert fold(roster(), [boarded, kept]).persons["x1"].standing == c.NOT_TODAY
    assert fold(roster(), []).persons["x1"].standing == c.EMPTY


def test_abort_by_two_returns_everybody_who_has_not_crossed_and_by_one_nobody():
    hand = Hand()
    over = hand.crossing("n1")
    on_board = hand.event(c.BOARDED, "n2")
    alone = hand.event(c.ABORT, "", code="ROAD_CLOSED")
    assert not fold(roster(), [*over, alone]).aborted
    both = hand.event(c.ABORT, "", code="ROAD_CLOSED", second="officer-2")
    state = fold(roster(), [*over, on_board, both])
    standing = {code: person.standing for code, person in state.persons.items()}
    assert standing["n1"] == c.EXCHANGED
    assert {standing[code] for code in ("n2", "n3", "s1", "s2")} == {c.RETURNED}
    there, back = tallies(roster(), state)
    assert (there.owed, back.owed) == (2, 1), "article 109 is never owed within parity"


def test_half_over_when_the_day_is_broken_off_is_a_conflict():
    hand = Hand()
    events = [hand.event(c.HANDED_OVER, "n1"), hand.event(c.ABORT, "", second="officer-2")]
    assert fold(roster(), events).persons["n1"].conflicts == ("after_the_abort",)


def test_events_of_another_list_and_unknown_lines_are_shown_and_count_for_nothing():
    hand = Hand()
    strange, unknown = hand.event(c.BOARDED, "n1", manifest="cd" * 32), hand.event(c.BOARDED, "nobody")
    state = fold(roster(), [strange, unknown])
    assert dict(state.problems) == {strange.hash: "other_manifest", unknown.hash: "unknown_line"}
    assert state.persons["n1"].standing == c.EXPECTED


def test_a_gap_a_fork_and_a_broken_link_of_a_device_are_shown():
    hand = Hand()
    first, second, third = (hand.event(c.PRESENT, code) for code in ("n1", "n2", "n3"))
    assert findings([third, second, first]) == []
    assert [(each.what, each.first, each.last) for each in findings([third])] == [(GAP, 1, 2)]
    assert [each.what for each in findings([first, third])] == [GAP]
    doubled = replace(second, person_code="s1")
    assert [(each.what, each.first) for each in findings([first, second, doubled])] == [(FORK, 2)]
    altered = replace(first, person_code="s1")
    assert [(each.what, each.first) for each in findings([altered, second])] == [(BROKEN, 2)]


def test_an_event_reads_back_and_any_changed_field_breaks_its_signature():
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public = key.public_key().public_bytes_raw().hex()
    event = Hand().event(c.BOARDED, "n1").signed(key)
    again = read_event(event.document(), event.signature)
    assert again == event
    check_signature(again, public)
    for change in ({"person_code": "n2"}, {"kind": c.PRESENT}, {"device_seq": 2}, {"by": "other"}):
        with pytest.raises(EventError):
            check_signature(replace(event, **change), public)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "teleported"}, {"side": "everybody"}, {"site": "moon"}, {"device_seq": 0}, {"device_seq": True},
        {"id": "7"}, {"observed_at": "yesterday"}, {"observed_at": "2026-08-24T10:00:00"}, {"manifest": "ab"},
        {"names": "n1"}, {"code": "he said he is afraid"}, {"by": ""}, {"version": 2}, {"more": "1"},
    ],
)  # fmt: skip
def test_what_is_no_whole_event_is_refused(change):
    with pytest.raises(EventError):
        read_event(Hand().event(c.BOARDED, "n1").document() | change)


def test_the_core_is_plain_python_and_the_ways_are_those_of_the_roster():
    assert roster().ways == [WAY, BACK]
    assert roster().manifest == MANIFEST


def test_a_stored_event_is_hashed_by_the_bytes_that_are_stored():
    event = Hand().event(c.PRESENT, "n1")
    assert read_stored(event.data, event.signature) == event
    assert read_stored(event.data).hash == event.hash
    # Bytes that say the same otherwise are another event: nothing is written anew before it is hashed.
    other = event.data.replace(b'"kind":', b'"kind": ')
    assert read_stored(other).hash != event.hash
