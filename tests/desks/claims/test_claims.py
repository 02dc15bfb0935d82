"""Promises of claims by hand: versions, never overwritten; withdrawn ones leave the checks; embargoes hold."""

from datetime import date, timedelta

import pytest

from cast import actor_with
from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.desks.claims.actions import add_claim, correct_claim, withdraw_claim
from homeward.desks.claims.models import ClaimVersion
from homeward.desks.claims.queries import Filter, claim_visible_to, event_visible_to, events_visible_to
from homeward.office.journal import clock
from homeward.office.journal.models import JournalEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
DAY = date(2024, 8, 24)
CONTENT = {
    "event_code": "X040", "speaker": "An invented office", "speaker_side": "third", "kind": "returned",
    "side": "ukraine", "counted": "soldier", "cmp": "eq", "n": 117, "n_high": None, "words": "", "modality": "done",
    "scope": "whole", "part_of": "", "named": [], "said_first": DAY, "said_last": DAY, "holds_first": DAY,
    "holds_last": DAY, "via": "Harbour News", "note": "", "source": "https://example.org/a", "embargo_until": None,
}  # fmt: skip


def verdicts(code: str = "X040") -> set[tuple[str, tuple[str, ...]]]:
    view = event_visible_to(viewer=actor_with("registrar"), code=code)
    return {(check.verdict, check.claims) for check in view.checks}


def standing(code: str) -> str:
    page = events_visible_to(viewer=actor_with("auditor"), chosen=Filter(), limit=100)
    return next(row.standing for row in page.rows if row.event.code == code)


def test_a_claim_added_by_hand_is_held_against_the_others():
    added = add_claim(actor=actor_with("claims_editor"), content=CONTENT)
    assert added.code == "H001"
    assert ("conflict", ("C069", "H001")) in verdicts()
    assert add_claim(actor=actor_with("claims_editor"), content=CONTENT).code == "H002"


def test_a_corrected_figure_changes_the_checks_and_keeps_the_old_version():
    editor = actor_with("claims_editor")
    assert ("agree", ("C067", "C069")) in verdicts()
    correct_claim(actor=editor, code="C069", version=1, changes={"n": 116}, why="SPEAKER", words="said so later")
    assert ("conflict", ("C067", "C069")) in verdicts()
    versions = claim_visible_to(viewer=editor, code="C069")
    assert [(v.version, v.n, v.why, v.why_words) for v in versions] == [
        (2, 116, "SPEAKER", "said so later"),
        (1, 115, "", ""),
    ]
    facts = JournalEntry.objects.get(kind="claims.correct_claim")
    assert b"said so later" not in bytes(facts.body)


def test_a_new_figure_moves_an_event_among_those_that_differ():
    assert standing("X038") == "alone"
    assert standing("X043") == "alone"
    add_claim(
        actor=actor_with("claims_editor"),
        content=CONTENT
        | {"event_code": "X043", "n": 95, "holds_first": date(2024, 10, 18), "holds_last": date(2024, 10, 18)},
    )
    assert standing("X043") == "no_difference"
    add_claim(
        actor=actor_with("claims_editor"),
        content=CONTENT
        | {"event_code": "X043", "n": 90, "holds_first": date(2024, 10, 18), "holds_last": date(2024, 10, 18)},
    )
    assert standing("X043") == "differs"


def test_a_withdrawn_claim_enters_no_check_and_stays_to_be_read():
    editor = actor_with("claims_editor")
    withdraw_claim(actor=editor, code="C078", version=1, why="RETRACTED")
    view = event_visible_to(viewer=editor, code="X040")
    assert [claim.code for claim in view.withdrawn] == ["C078"]
    assert not [check for check in view.checks if "C078" in check.claims]
    assert not [check for check in view.checks if check.verdict == "conflict"]
    assert len(claim_visible_to(viewer=editor, code="C078")) == 2
    with pytest.raises(ConflictError):
        correct_claim(actor=editor, code="C078", version=2, changes={"n": 1}, why="MISREAD")


def test_two_people_who_correct_at_once_do_not_overwrite_each_other():
    correct_claim(actor=actor_with("claims_editor"), code="C069", version=1, changes={"n": 116}, why="MISREAD")
    with pytest.raises(ConflictError, match="since you opened it"):
        correct_claim(actor=actor_with("claims_editor"), code="C069", version=1, changes={"n": 117}, why="MISREAD")
    assert ClaimVersion.objects.get(code="C069", current=True).n == 116


def test_a_correction_that_changes_nothing_or_has_no_reason_is_refused():
    editor = actor_with("claims_editor")
    with pytest.raises(ConflictError):
        correct_claim(actor=editor, code="C069", version=1, changes={"n": 115}, why="MISREAD")
    with pytest.raises(InputError):
        correct_claim(actor=editor, code="C069", version=1, changes={"n": 1}, why="because")
    with pytest.raises(InputError):
        withdraw_claim(actor=editor, code="C000", version=1, why="MISTAKE")


@pytest.mark.parametrize(
    "wrong",
    [
        {"n": None},
        {"cmp": "vague"},
        {"cmp": "range"},
        {"cmp": "range", "n_high": 5},
        {"n_high": 200},
        {"words": "dozens"},
        {"cmp": "vague", "n": None, "words": "oodles"},
        {"kind": "freed"},
        {"counted": "tank"},
        {"holds_last": DAY - timedelta(1)},
        {"said_last": None},
        {"event_code": "X999"},
        {"code": "C001"},
    ],
)
def test_values_that_do_not_fit_are_refused_and_nothing_is_kept(wrong: dict):
    with pytest.raises(InputError):
        add_claim(actor=actor_with("claims_editor"), content=CONTENT | wrong)
    assert not ClaimVersion.objects.filter(origin="hand").exists()


def test_a_claim_under_embargo_is_seen_by_claims_editors_alone_until_it_ends():
    editor = actor_with("claims_editor")
    add_claim(actor=editor, content=CONTENT | {"embargo_until": clock.now() + timedelta(hours=1)})
    assert ("conflict", ("C069", "H001")) not in verdicts()
    assert "H001" in event_visible_to(viewer=editor, code="X040").by_code()
    with pytest.raises(InputError):
        claim_visible_to(viewer=actor_with("list_officer"), code="H001")
    add_claim(actor=editor, content=CONTENT | {"embargo_until": clock.now() - timedelta(seconds=1)})
    assert ("conflict", ("C069", "H002")) in verdicts()


@pytest.mark.parametrize("role", ["registrar", "auditor", "decision_maker"])
def test_who_reads_claims_does_not_therefore_write_them(role: str):
    with pytest.raises(RefusedError):
        add_claim(actor=actor_with(role), content=CONTENT)
    with pytest.raises(RefusedError):
        withdraw_claim(actor=actor_with(role), code="C069", version=1, why="MISTAKE")


@pytest.mark.parametrize("role", ["handover_crew", "psychologist", "administrator", "surrender_duty_officer"])
def test_roles_without_the_right_read_no_claims(role: str):
    with pytest.raises(RefusedError):
        event_visible_to(viewer=actor_with(role), code="X040")
    with pytest.raises(RefusedError):
        events_visible_to(viewer=actor_with(role), chosen=Filter())
