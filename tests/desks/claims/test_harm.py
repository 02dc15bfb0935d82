"""Words turned into numbers (H-23): the word stays, the range is the project's reading, no sum uses it in silence."""

import csv
import io
from datetime import date

import pytest

from cast import actor_with, auditor, client_of
from homeward.desks.claims.actions import add_claim
from homeward.desks.claims.models import ClaimVersion
from homeward.desks.claims.queries import event_visible_to
from homeward.engine.reading import REMARKS, Claim, Interval, add_up, check_group, lies_within, step

DAY = date(2024, 8, 24)
A_DAY = Interval(DAY, DAY)
DOZENS = {
    "event_code": "X040", "speaker": "An invented office", "speaker_side": "third", "kind": "returned",
    "side": "ukraine", "counted": "soldier", "cmp": "vague", "n": None, "n_high": None, "words": "dozens",
    "modality": "done", "scope": "whole", "part_of": "", "named": [], "said_first": DAY, "said_last": DAY,
    "holds_first": DAY, "holds_last": DAY, "via": "Harbour News", "note": "", "source": "https://example.org/a",
    "embargo_until": None,
}  # fmt: skip
MARK = "read_from_a_word"


def claim(code: str, n: int | None, **changes) -> Claim:
    values = {
        "speaker": f"Ministry {code}", "speaker_side": "northland", "kind": "returned", "side": "northland",
        "counted": "soldier", "holds_for": A_DAY, **changes,
    }  # fmt: skip
    return Claim(id=code, n=n, **values)


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded")
def test_h23_a_filed_word_is_kept_and_its_range_is_marked_as_the_projects_reading():
    """H-23: given a claim without a number, when it is filed, then the word is kept and the range is marked as the
    project's reading."""
    code = add_claim(actor=actor_with("claims_editor"), content=DOZENS).code
    stored = ClaimVersion.objects.get(code=code)
    assert (stored.words, stored.n, stored.n_high) == ("dozens", None, None)
    viewer = auditor()
    view = event_visible_to(viewer=viewer.as_actor(), code="X040")
    figured = [check for check in view.checks if code in check.claims and check.values]
    assert figured
    assert all(MARK in check.remarks for check in figured)
    assert not any(MARK in check.remarks for check in view.checks if code not in check.claims)
    browser = client_of(viewer)
    body = browser.get("/claims/events/X040/").content.decode()
    assert "dozens" in body
    assert "this project&#x27;s reading of the word" in body
    rows = csv.DictReader(io.StringIO(browser.get("/claims/events/X040/checks.csv").content.decode("utf-8-sig")))
    assert any(code in row["claims"] and MARK in row["remarks"] for row in rows)


def test_h23_no_sum_uses_a_word_in_silence():
    """H-23: no sum uses it silently: every sum, part and running total that rests on a word says so."""
    word = {"cmp": "vague", "words": "dozens"}
    parts = [claim("A", 30, scope="listed", part_of="W"), claim("B", None, scope="listed", part_of="W", **word)]
    whole = claim("W", 60)
    summed = add_up(parts, whole)
    within = lies_within(claim("P", None, scope="part", part_of="W", **word), whole)
    run = step(claim("R", 10, kind="running_total"), claim("S", None, kind="running_total", **word))
    for check in (summed, within, run):
        assert check is not None
        assert check.remarks == (MARK,)
    assert MARK in REMARKS
    assert summed.values["terms"] == "30 + [20, 99]"


def test_h23_figures_alone_carry_no_such_mark_and_a_mediators_total_is_never_made_of_words():
    """H-23: the mark tells words from figures, so figures carry none; both directions are added by figures."""
    assert add_up([claim("A", 30, scope="listed"), claim("B", 30, scope="listed")], claim("W", 60)).remarks == ()
    total = claim("T", 200, kind="mediation", side="both", counted="person", speaker_side="third")
    words = [claim("A", 100), claim("B", None, side="southland", cmp="vague", words="hundreds")]
    assert not [check for check in check_group([total, *words]) if "T" in check.claims and check.verdict[:3] == "sum"]
