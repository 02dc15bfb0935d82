"""Promises of the day's acts: ticks, differences ended by two, the neutral's word, breaking off, closing."""

import pytest

from cast import actor_with
from desks.handover.given import NORTHWARD, SOUTHWARD, GivenDay
from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.desks.handover.actions import (
    agree_outcome,
    break_off,
    check_off,
    close_day,
    decline_outcome,
    draw_up_protocol,
    outcomes_for,
    raise_discrepancy,
    settle_discrepancy,
    sign_paper,
    take_back,
    withdraw_person,
    witness_crossings,
)
from homeward.desks.handover.day import codes as c
from homeward.desks.handover.models import BalanceEntry, DayEvent, Handover, Paper, Question, new_event_id
from homeward.desks.handover.protocols import exceptions_of
from homeward.desks.handover.queries import crossings_visible_to, handed_over_persons, totals_visible_to
from homeward.desks.handover.signing import set_signer
from homeward.desks.register.models import CustodyEvent
from homeward.engine.sealing import read_strict
from homeward.office.journal.models import JournalEntry

pytestmark = pytest.mark.django_db


def check(day: GivenDay, code: str, kind: str = c.BOARDED, **more: str):
    return check_off(actor=day.holder_crew, handover_id=day.key, person_code=code, kind=kind, **more)


def differ(day: GivenDay, line, code: str = c.NOT_PRESENT, site: str = c.DEPARTURE):
    return raise_discrepancy(actor=day.holder_crew, handover_id=day.key, code=code, site=site, person_code=line.code)


def test_a_tick_is_accepted_once_and_then_already_checked(given_day):
    line = given_day.lines()[0]
    assert check(given_day, line.code).answer == "accepted"
    assert check(given_day, line.code).answer == "already_checked"
    assert DayEvent.objects.count() == 1


def test_the_same_form_sent_twice_counts_once_and_says_accepted_both_times(given_day):
    line, once = given_day.lines()[0], str(new_event_id())
    first, second = (check(given_day, line.code, event_id=once) for _ in range(2))
    assert first.event == second.event
    assert (first.answer, second.answer) == ("accepted", "accepted")
    assert DayEvent.objects.count() == 1


def test_who_is_on_no_list_in_reserve_or_taken_off_gets_the_right_answer(given_day):
    reserve, spare, line = given_day.lines("reserve")[0], given_day.lines("spare")[0], given_day.lines()[0]
    assert check(given_day, "0" * 24).answer == "not_on_list"
    assert check(given_day, spare.code).answer == "not_on_list"
    assert check(given_day, reserve.code).answer == "not_on_this_transport"
    assert check(given_day, reserve.code, c.PRESENT).answer == "accepted"
    withdraw_person(actor=given_day.neutral, handover_id=given_day.key, person_code=line.code)
    assert check(given_day, line.code).answer == "not_on_this_transport"
    differ(given_day, given_day.lines()[1], c.IDENTITY_MISMATCH)
    assert check(given_day, given_day.lines()[1].code).answer == "to_the_desk"


def test_one_person_does_not_count_at_both_ends(given_day):
    line = given_day.lines()[0]
    check(given_day, line.code, c.HANDED_OVER)
    with pytest.raises(ConflictError):
        check(given_day, line.code, c.RECEIVED)


def test_taking_back_adds_an_event_with_a_reason_and_the_person_is_free_again(given_day):
    line = given_day.lines()[0]
    event = check(given_day, line.code).event
    for _ in range(2):
        take_back(actor=given_day.holder_crew, handover_id=given_day.key, event_hash=event.hash, reason="WRONG_PERSON")
    assert DayEvent.objects.count() == 2
    assert given_day.day.state.persons[line.code].standing == c.EXPECTED
    assert check(given_day, line.code).answer == "accepted"
    with pytest.raises(InputError):
        take_back(actor=given_day.holder_crew, handover_id=given_day.key, event_hash=event.hash, reason="because")


def test_the_crew_takes_back_nothing_that_the_neutral_said(given_day):
    line = given_day.lines()[0]
    said = withdraw_person(actor=given_day.neutral, handover_id=given_day.key, person_code=line.code)
    with pytest.raises(ConflictError):
        take_back(actor=given_day.holder_crew, handover_id=given_day.key, event_hash=said.hash, reason="WRONG_PERSON")


def test_the_own_chain_of_the_node_is_whole(given_day):
    for line in given_day.lines():
        check(given_day, line.code)
    assert given_day.day.findings == []


@pytest.mark.parametrize(
    "code", [code for code in c.DISCREPANCIES if code not in (c.EXTRA_PERSON, c.WITHDRAWN_PROTECTED)]
)
def test_each_code_of_the_closed_list_ends_by_two_people_with_an_entry_in_the_balance(given_day, code):
    day, line = given_day, next(line for line in given_day.lines() if not line.outside_parity)
    differ(day, line, code)
    assert day.day.state.persons[line.code].standing == c.OPEN
    outcome = c.ACCEPTED_UNEVEN if code == c.DIED else c.CARRIED_OVER
    day.settled(line, outcome)
    day.cross(*[each for each in day.lines() if each.pk != line.pk], *day.lines(way=NORTHWARD))
    day.drawn_up()
    day.signed("protocol")
    close_day(actor=day.holder_crew, handover_id=day.key)
    entry = BalanceEntry.objects.get()
    assert (entry.code, entry.outcome, entry.owed) == (code, outcome, int(outcome == c.CARRIED_OVER))


def test_nobody_who_died_is_carried_over(given_day):
    line = next(line for line in given_day.lines() if not line.outside_parity)
    differ(given_day, line, c.DIED)
    state = given_day.day.state.persons[line.code]
    assert c.CARRIED_OVER not in outcomes_for(given_day.day, state)


def test_an_extra_person_stands_on_the_next_spare_line_and_is_ended_by_two(given_day):
    day = given_day
    for _ in range(4):
        raise_discrepancy(
            actor=day.holder_crew, handover_id=day.key, code=c.EXTRA_PERSON, site=c.DEPARTURE, way="/".join(SOUTHWARD)
        )
    with pytest.raises(InputError):
        raise_discrepancy(
            actor=day.holder_crew, handover_id=day.key, code=c.EXTRA_PERSON, site=c.DEPARTURE, way="/".join(SOUTHWARD)
        )
    spares = day.lines("spare")
    for line in spares:
        day.settled(line, c.CARRIED_OVER)
    assert {day.day.state.persons[line.code].standing for line in spares} == {c.NOT_TODAY}


def test_two_different_people_settle_and_the_second_may_decline(given_day):
    day, line = given_day, next(line for line in given_day.lines() if not line.outside_parity)
    differ(day, line)
    propose = {"actor": day.north, "handover_id": day.key, "person_code": line.code, "outcome": c.CARRIED_OVER}
    question = settle_discrepancy(**propose)
    assert settle_discrepancy(**propose).pk == question.pk
    with pytest.raises(RefusedError):
        agree_outcome(actor=day.north, question_id=question.pk)
    with pytest.raises(ConflictError):
        settle_discrepancy(**propose | {"actor": day.south, "outcome": c.ACCEPTED_UNEVEN})
    with pytest.raises(RefusedError):
        settle_discrepancy(**propose | {"actor": day.holder_crew})
    decline_outcome(actor=day.south, question_id=question.pk)
    assert day.day.state.persons[line.code].standing == c.OPEN
    with pytest.raises(ConflictError):
        agree_outcome(actor=day.south, question_id=question.pk)


def test_what_was_seen_after_the_proposal_makes_the_proposal_stale(given_day):
    day, line = given_day, next(line for line in given_day.lines() if not line.outside_parity)
    differ(day, line)
    question = settle_discrepancy(actor=day.north, handover_id=day.key, person_code=line.code, outcome=c.CARRIED_OVER)
    differ(day, line, c.DIED)
    with pytest.raises(ConflictError):
        agree_outcome(actor=day.neutral, question_id=question.pk)
    assert Question.objects.get().state == "waits"


def test_a_replacement_comes_from_the_frozen_order_and_keeps_the_numbers_equal(given_day):
    day = given_day
    line = next(line for line in day.lines(way=NORTHWARD) if day.day.next_reserve(line.code) is not None)
    expected = day.day.next_reserve(line.code)
    differ(day, line)
    with pytest.raises(InputError):
        settle_discrepancy(
            actor=day.north, handover_id=day.key, person_code=line.code, outcome=c.REPLACED,
            replacement=day.lines("spare")[0].code,
        )  # fmt: skip
    day.settled(line, c.REPLACED)
    assert day.day.state.persons[line.code].replaced_by == expected.code
    assert check(day, expected.code).answer == "accepted"
    tally = next(tally for tally in day.day.tallies if tally.way == NORTHWARD)
    assert (tally.due, tally.replaced, tally.owed) == (tally.planned, 1, 0)


def test_a_withdrawal_is_voiced_to_the_neutral_alone_and_leaves_no_line_in_the_protocol(given_day):
    day, line = given_day, next(line for line in given_day.lines() if not line.outside_parity)
    for actor in (day.holder_crew, day.north, actor_with("neutral_interviewer")):
        with pytest.raises(RefusedError):
            withdraw_person(actor=actor, handover_id=day.key, person_code=line.code)
    withdraw_person(actor=day.neutral, handover_id=day.key, person_code=line.code)
    with pytest.raises(InputError):
        differ(day, day.lines()[1], c.WITHDRAWN_PROTECTED)
    day.settled(line, c.ACCEPTED_UNEVEN)
    rows = exceptions_of(day.day.roster, day.day.state.persons)
    assert [(row["code"], row["line"], row["count"]) for row in rows] == [(c.WITHDRAWN_PROTECTED, "", 1)]
    entry = JournalEntry.objects.get(kind="handover.withdraw_person")
    body = read_strict(bytes(entry.body))
    assert line.code not in str(body["facts"])
    assert line.person_id not in body["subjects"]


def test_the_witness_counts_what_both_sides_ticked(given_day):
    day, (one, two, *_rest) = given_day, given_day.lines()
    day.tick(one, c.HANDED_OVER, c.RECEIVED)
    day.tick(two, c.HANDED_OVER)
    for count in (0, 2):
        with pytest.raises(InputError):
            witness_crossings(actor=day.neutral, handover_id=day.key, way="/".join(SOUTHWARD), count=count)
    witness_crossings(actor=day.neutral, handover_id=day.key, way="/".join(SOUTHWARD), count=1)
    assert day.day.state.persons[one.code].standing == c.EXCHANGED
    with pytest.raises(RefusedError):
        witness_crossings(actor=day.holder_crew, handover_id=day.key, way="/".join(SOUTHWARD), count=1)


def test_received_and_refused_is_settled_by_two(given_day):
    day, line = given_day, given_day.lines()[0]
    day.tick(line, c.HANDED_OVER, c.RECEIVED)
    check_off(actor=day.receiver_crew, handover_id=day.key, person_code=line.code, kind=c.REFUSED)
    assert day.day.state.persons[line.code].standing == c.CONFLICT
    day.settled(line, c.CROSSED)
    witness_crossings(actor=day.neutral, handover_id=day.key, way="/".join(SOUTHWARD), count=1)
    assert day.day.state.persons[line.code].standing == c.EXCHANGED


def test_the_whole_day_closes_with_a_protocol_signed_by_three_balance_and_custody(given_day):
    day = given_day
    day.cross(*day.lines(), *day.lines(way=NORTHWARD))
    with pytest.raises(ConflictError):
        close_day(actor=day.holder_crew, handover_id=day.key)
    paper = day.drawn_up()
    assert day.drawn_up().pk == paper.pk
    day.signed("protocol")
    for _ in range(2):
        close_day(actor=day.holder_crew, handover_id=day.key)
    crossed = handed_over_persons(viewer=day.north, handover_id=day.key)
    assert sorted(crossed) == sorted(line.person_id for way in (NORTHWARD, SOUTHWARD) for line in day.lines(way=way))
    assert CustodyEvent.objects.filter(code="HANDED_OVER", person_id__in=crossed).count() == len(crossed)
    assert not BalanceEntry.objects.exists()
    with pytest.raises(ConflictError):
        check(day, day.lines()[0].code)
    homeward = crossings_visible_to(viewer=day.north, handover_id=day.key, destination="NORTH")
    assert {crossing.holder for crossing in homeward} == {"SOUTH"}


def test_an_unfinished_day_has_no_protocol(given_day):
    with pytest.raises(ConflictError):
        given_day.drawn_up()
    with pytest.raises(InputError):
        draw_up_protocol(actor=given_day.north, handover_id=given_day.key, place=" ")


def test_what_is_seen_after_the_protocol_voids_it_with_its_signatures(given_day):
    day = given_day
    day.cross(*day.lines(), *day.lines(way=NORTHWARD))
    paper = day.drawn_up()
    sign_paper(actor=day.north, handover_id=day.key, what="protocol", stands_for="NORTH")
    reserve = day.lines("reserve")[0]
    check(day, reserve.code, c.PRESENT)
    paper.refresh_from_db()
    assert paper.void_at is not None
    with pytest.raises(InputError):
        sign_paper(actor=day.south, handover_id=day.key, what="protocol", stands_for="SOUTH")
    assert day.drawn_up().pk != paper.pk
    assert Paper.objects.filter(what="protocol").count() == 2


def test_breaking_off_by_two_returns_everybody_who_has_not_crossed_into_custody(given_day):
    day, over = given_day, given_day.lines()[0]
    day.cross(over)
    question = break_off(actor=day.north, handover_id=day.key, reason="ROAD_CLOSED")
    assert not day.day.state.aborted
    agree_outcome(actor=day.neutral, question_id=question.pk)
    with pytest.raises(ConflictError):
        break_off(actor=day.north, handover_id=day.key, reason="ROAD_CLOSED")
    document = read_strict(bytes(day.drawn_up().document))
    assert document["broken_off"] == "ROAD_CLOSED"
    day.signed("protocol")
    close_day(actor=day.holder_crew, handover_id=day.key)
    back = {line.person_id for way in (NORTHWARD, SOUTHWARD) for line in day.lines(way=way)} - {over.person_id}
    steps = CustodyEvent.objects.filter(source=f"handover:{day.key}")
    assert set(steps.filter(code="HELD").values_list("person_id", flat=True)) == back
    assert list(steps.filter(code="HANDED_OVER").values_list("person_id", flat=True)) == [over.person_id]
    within = [line for way in (NORTHWARD, SOUTHWARD) for line in day.lines(way=way) if not line.outside_parity]
    assert sum(BalanceEntry.objects.values_list("owed", flat=True)) == len(
        [line for line in within if line.person_id != over.person_id]
    )


def test_the_node_signs_beside_the_people_where_it_has_a_key(given_day):
    set_signer(lambda data: ("ab" * 32, f"{len(data):0128x}"))
    try:
        given_day.cross(*given_day.lines(), *given_day.lines(way=NORTHWARD))
        given_day.drawn_up()
        given_day.signed("protocol")
    finally:
        set_signer(None)
    signatures = Paper.objects.get(what="protocol").signatures.all()
    assert {signature.node_key for signature in signatures} == {"ab" * 32}


def test_statements_read_counts_of_closed_days_alone_and_no_small_one(given_day):
    day, editor = given_day, actor_with("claims_editor")
    assert totals_visible_to(viewer=editor) == []
    assert {row["planned"] for row in totals_visible_to(viewer=day.north, handover_id=day.key)} == {4, 5}
    day.cross(*day.lines(), *day.lines(way=NORTHWARD))
    day.drawn_up()
    day.signed("protocol")
    close_day(actor=day.holder_crew, handover_id=day.key)
    rows = totals_visible_to(viewer=editor)
    assert [row["exchanged"] for row in rows] == [None, None]
    assert all("replaced" not in row and "not_today" not in row for row in rows)
    for role in ("registrar", "neutral_interviewer", "administrator"):
        with pytest.raises(RefusedError):
            totals_visible_to(viewer=actor_with(role))


def test_no_name_and_no_reason_of_a_withdrawal_is_in_the_journal(given_day):
    day = given_day
    day.cross(*day.lines()[1:])
    bodies = b"".join(bytes(entry.body) for entry in JournalEntry.objects.filter(kind__startswith="handover."))
    names = [line.details["name"] for line in Handover.objects.get(pk=day.key).lines.exclude(what="spare")]
    assert not [name for name in names if name.encode() in bodies]
