"""Promises of statements: counts alone, small cells hidden, two people, no release before the embargo."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cast import actor_with
from homeward.base.clock import StoryClock
from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.desks.claims.actions import (
    Counted,
    EmbargoError,
    SamePersonError,
    discard_statement,
    draft_statement,
    release_statement,
)
from homeward.desks.claims.models import Statement
from homeward.desks.claims.queries import released_statements
from homeward.desks.claims.telling import told
from homeward.office.journal import clock
from homeward.office.journal.models import JournalEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parties")]
BASIS = "handover protocol of the day"


def drafted(actor=None, *counts: Counted, **changes) -> Statement:
    values = {
        "first_day": date(2031, 5, 12),
        "last_day": date(2031, 5, 12),
        "counts": counts or (Counted("exchanged", "NORTH", "SOUTH", 115), Counted("exchanged", "SOUTH", "NORTH", 115)),
        "basis": BASIS,
        "embargo_until": clock.now() - timedelta(minutes=1),
    }
    return draft_statement(actor=actor or actor_with("claims_editor"), **{**values, **changes})


def test_a_second_person_releases_and_everybody_can_read_it():
    statement = drafted()
    assert not released_statements().exists()
    release_statement(actor=actor_with("claims_editor"), number=statement.number)
    (found,) = released_statements()
    assert told(found)["lines"] == [
        "115 persons were exchanged from Northland home to Southland.",
        "115 persons were exchanged from Southland home to Northland.",
    ]


def test_whoever_drafted_it_does_not_release_it():
    editor = actor_with("claims_editor")
    statement = drafted(editor)
    with pytest.raises(SamePersonError):
        release_statement(actor=editor, number=statement.number)
    assert Statement.objects.get().state == "draft"
    assert not JournalEntry.objects.filter(kind="statements.release").exists()


def test_nobody_releases_it_before_the_embargo_has_ended_and_anybody_else_may_after_it():
    end = datetime(2031, 5, 14, 9, 0, tzinfo=UTC)
    editor, other = actor_with("claims_editor"), actor_with("claims_editor")
    with clock.clock_set_to(StoryClock(end - timedelta(hours=1))):
        statement = drafted(editor, embargo_until=end)
        with pytest.raises(EmbargoError, match="2031-05-14 09:00 UTC"):
            release_statement(actor=other, number=statement.number)
    with clock.clock_set_to(StoryClock(end)):
        assert release_statement(actor=other, number=statement.number).state == "released"


@pytest.mark.parametrize(("count", "shown"), [(0, "0"), (1, "<10"), (9, "<10"), (10, "10"), (1200, "1200")])
def test_counts_of_one_to_nine_are_hidden_before_anything_is_stored(count: int, shown: str):
    statement = drafted(None, Counted("article_109", "NORTH", "SOUTH", count))
    statement.refresh_from_db()
    assert statement.lines[0]["shown"] == shown
    if shown == "<10":
        assert str(count) not in str([line["shown"] for line in statement.lines]).replace("<10", "")
        assert told(statement)["lines"][0].startswith("fewer than 10 seriously wounded")


def test_a_correction_supersedes_and_the_first_one_stays_to_be_read():
    one, other = actor_with("claims_editor"), actor_with("claims_editor")
    first = drafted(one)
    release_statement(actor=other, number=first.number)
    second = drafted(one, Counted("exchanged", "NORTH", "SOUTH", 114), corrects=first.number)
    assert told(released_statements().get())["corrected_by"] is None
    with pytest.raises(ConflictError):
        drafted(one, corrects=first.number)
    release_statement(actor=other, number=second.number)
    newest, oldest = released_statements()
    assert (newest.number, newest.state) == (second.number, "released")
    assert (oldest.number, oldest.state, told(oldest)["corrected_by"]) == (first.number, "superseded", second.number)


def test_a_draft_set_aside_is_never_released_and_frees_its_place():
    one, other = actor_with("claims_editor"), actor_with("claims_editor")
    first = drafted(one)
    release_statement(actor=other, number=first.number)
    second = drafted(one, corrects=first.number)
    discard_statement(actor=one, number=second.number)
    with pytest.raises(ConflictError):
        release_statement(actor=other, number=second.number)
    assert drafted(one, corrects=first.number).supersedes == first


@pytest.mark.parametrize(
    "wrong",
    [
        {"counts": ()},
        {"counts": (Counted("exchanged", "NORTH", "NORTH", 20),)},
        {"counts": (Counted("exchanged", "NORTH", "EAST", 20),)},
        {"counts": (Counted("sold", "NORTH", "SOUTH", 20),)},
        {"counts": (Counted("exchanged", "NORTH", "SOUTH", -1),)},
        {"counts": (Counted("exchanged", "NORTH", "SOUTH", 20), Counted("exchanged", "NORTH", "SOUTH", 5))},
        {"basis": " "},
        {"last_day": date(2031, 5, 11)},
        {"corrects": 77},
    ],
)
def test_what_cannot_be_said_is_refused(wrong: dict):
    with pytest.raises(InputError):
        drafted(**{"actor": actor_with("claims_editor"), **wrong})
    assert not Statement.objects.exists()


@pytest.mark.parametrize("role", ["registrar", "decision_maker", "list_officer", "administrator", "handover_crew"])
def test_other_roles_neither_draft_nor_release(role: str):
    with pytest.raises(RefusedError):
        drafted(actor_with(role))
    statement = drafted()
    with pytest.raises(RefusedError):
        release_statement(actor=actor_with(role), number=statement.number)


def test_the_journal_knows_a_statement_by_its_number_and_counts_nothing_else():
    drafted(None, Counted("exchanged", "NORTH", "SOUTH", 7))
    body = bytes(JournalEntry.objects.order_by("-seq")[0].body).decode()
    assert "Northland" not in body
    assert BASIS not in body
