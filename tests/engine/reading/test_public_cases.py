"""The ready-made cases of the domain's claims section, from the committed tables, each with its stated verdict."""

import re
from dataclasses import replace

import pytest

from engine.reading.tables import public_claims, rows
from homeward.engine.reading import add_up, both_ways, check_group, compare, sentence, step, sums_said

CLAIMS = public_claims()


def checked(one: str, other: str):
    return compare(CLAIMS[one], CLAIMS[other])


def test_30_december_2024_is_a_conflict_by_39_and_both_figures_stay():
    check = checked("C091", "C093")
    assert check.verdict == "conflict"
    assert check.values == {"left": "189", "right": "150", "difference": "39"}
    assert {"two_ends", "wider"} == set(check.remarks)


def test_31_january_2024_is_a_conflict_by_12():
    check = checked("C050", "C052")
    assert (check.verdict, check.values["difference"]) == ("conflict", "12")


def test_3_january_2024_is_no_conflict_because_the_directions_differ():
    check = checked("C043", "C044")
    assert (check.verdict, check.reason) == ("not_comparable", "side")


def test_16_june_2025_is_a_conflict_by_three_bodies():
    check = checked("C137", "C139")
    assert (check.verdict, check.values["difference"]) == ("conflict", "3")
    assert check.remarks == ("two_ends",)


def test_five_batches_of_remains_add_up_to_the_total_that_was_said():
    (check,) = [check for check in sums_said([CLAIMS["C138"]], CLAIMS) if check.claims[-1] == "C138"]
    assert check.verdict == "sum_ok"
    assert check.values["terms"] == "1212 + 1200 + 1200 + 1200 + 1245"
    assert check.values["sum"] == check.values["whole"] == "6057"


def test_the_totals_of_the_mediator_run_on_by_206_which_is_103_each_way():
    run = step(CLAIMS["C075"], CLAIMS["C084"])
    assert (run.verdict, run.values["difference"]) == ("series_ok", "206")
    (ways,) = both_ways([claim for claim in CLAIMS.values() if claim.group == "X042"])
    assert (ways.verdict, ways.values["terms"], ways.values["whole"]) == ("sum_ok", "103 + 103", "206")
    (total,) = sums_said([CLAIMS["C084"]], CLAIMS)
    assert (total.verdict, total.values["terms"]) == ("sum_ok", "1788 + 206")


def test_13_september_2024_stands_outside_that_series():
    assert add_up([CLAIMS["C075"], CLAIMS["C083"], CLAIMS["C081"]], CLAIMS["C084"]).verdict == "sum_off"
    row = next(row for row in rows("public_exchanges.csv") if row["id"] == "X041")
    assert "United Arab Emirates" in row["mediators"]
    assert not [claim for claim in CLAIMS.values() if claim.group == "X041" and claim.speaker.startswith("UAE")]


@pytest.mark.parametrize("voice", ["C068", "C070", "C074"])
def test_24_august_2024_two_sides_and_the_mediator_name_one_and_a_later_text_another(voice: str):
    check = checked(voice, "C078")
    assert (check.verdict, check.reason) == ("conflict", "named_differ")
    assert check.values == {"left": "United Arab Emirates", "right": "Turkiye"}
    others = [other for other in ("C068", "C070", "C074") if other != voice]
    assert [checked(voice, other).verdict for other in others] == ["agree", "agree"]


def test_24_august_2024_115_each_way_agrees_from_both_ends_and_makes_230():
    checks = check_group([claim for claim in CLAIMS.values() if claim.group == "X040"], around=CLAIMS.values())
    found = {(check.verdict, check.claims) for check in checks}
    assert ("agree", ("C067", "C069")) in found
    assert ("agree", ("C066", "C080")) in found
    assert ("sum_ok", ("C066", "C067", "C074")) in {(v, tuple(sorted(c))) for v, c in found}
    figures = [check for check in checks if check.verdict == "conflict" and check.reason == "apart"]
    assert figures == []


def test_29_june_2022_is_a_conflict_marked_as_one_statement_with_two_figures():
    check = checked("C004", "C007")
    assert check.verdict == "conflict"
    assert "transmission_difference" in check.remarks


def test_17_october_2022_sailors_are_a_conflict_between_two_sources_of_one_side():
    check = checked("C018", "C019")
    assert (check.verdict, check.values["difference"]) == ("conflict", "8")
    assert check.remarks == ("one_side",)


@pytest.mark.parametrize("ours", ["C047", "C055", "C072"])
def test_a_numbering_is_never_a_key_between_two_publishers(ours: str):
    row = next(row for row in rows("public_exchanges.csv") if row["id"] == "X007")
    assert re.search(r"one outlet numbers it the fifth exchange", row["discrepancy"])
    fifth = replace(CLAIMS[ours], id="Z1", speaker="one outlet", speaker_side="media", n=5)
    check = compare(CLAIMS[ours], fifth)
    assert (check.verdict, check.reason) == ("not_comparable", "numbering")


def test_the_same_day_speaker_and_figure_through_two_outlets_is_marked_without_any_note():
    check = compare(replace(CLAIMS["C178"], same_origin=""), replace(CLAIMS["C180"], same_origin=""))
    assert (check.verdict, check.remarks) == ("conflict", ("transmission_difference",))


def test_captives_held_said_of_different_sides_are_not_compared():
    assert checked("C178", "C179").reason == "side"
    assert checked("C178", "C183").reason == "period"


def test_the_sentence_tells_what_each_said_before_the_figures():
    words = sentence(checked("C091", "C093"), CLAIMS)
    assert words == (
        "President of Ukraine: 189 returned (ukraine, person), 2024-12-30. "
        "Russian Ministry of Defence: 150 handed over (ukraine, soldier), 2024-12-30. "
        "One receives and the other hands over: the same people seen from the two ends. "
        "One counts persons, the other soldiers alone. "
        "189 and 150 do not meet: they differ by 39. Verdict: conflict."
    )


def test_every_reading_quotes_words_that_stand_in_the_note_or_the_speaker():
    notes = {row["claim_id"]: (row["note"], row["speaker"]) for row in rows("public_claims.csv")}
    missing = [row for row in rows("public_readings.csv") if not any(row["basis"] in t for t in notes[row["claim_id"]])]
    assert missing == []


def test_no_note_that_marks_a_part_or_two_printed_figures_is_left_unread():
    read = {(row["claim_id"], row["field"]) for row in rows("public_readings.csv")}
    for row in rows("public_claims.csv"):
        if re.search(r"\bpart of the\b", row["note"]):
            assert (row["claim_id"], "part_of") in read, row
        if re.search(r"\bbeside the \d", row["note"]):
            assert (row["claim_id"], "scope") in read, row
        if "transmission difference" in row["note"]:
            assert (row["claim_id"], "same_origin") in read, row
