"""The criteria for the refeeding flag (NICE CG32), as one table and two properties."""

from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.desks.reception.refeeding import ANSWERS, AT_RISK, NO_SIGN, NOT_EXCLUDED, Signs, refeeding_flag

WELL = Signs(bmi="18_5_or_more", loss="10_or_less", intake="5_or_less", electrolytes="normal", substances="no")
_signs = st.builds(Signs, **{sign: st.sampled_from(["", *answers]) for sign, answers in ANSWERS.items()})


@pytest.mark.parametrize(
    ("changes", "flag"),
    [
        ({}, NO_SIGN),
        ({"bmi": "under_16"}, AT_RISK),
        ({"loss": "over_15"}, AT_RISK),
        ({"intake": "over_10"}, AT_RISK),
        ({"electrolytes": "low"}, AT_RISK),
        ({"bmi": "under_18_5"}, NO_SIGN),
        ({"bmi": "under_18_5", "loss": "over_10"}, AT_RISK),
        ({"intake": "over_5", "substances": "yes"}, AT_RISK),
        ({"substances": "yes"}, NO_SIGN),
        ({"bmi": ""}, NOT_EXCLUDED),
        ({"substances": ""}, NO_SIGN),
        ({"substances": "", "intake": "over_5"}, NOT_EXCLUDED),
        ({"electrolytes": ""}, NO_SIGN),
    ],
)
def test_one_major_sign_or_two_minor_ones_raise_the_flag(changes: dict[str, str], flag: str) -> None:
    assert refeeding_flag(replace(WELL, **changes)) == flag


def test_a_person_nobody_knows_anything_of_is_never_cleared() -> None:
    assert refeeding_flag(Signs()) == NOT_EXCLUDED


@given(_signs, st.sampled_from(sorted(ANSWERS)))
def test_forgetting_an_answer_never_clears_a_person_at_risk_but_for_blood(signs: Signs, sign: str) -> None:
    if sign != "electrolytes" and refeeding_flag(signs) == AT_RISK:
        assert refeeding_flag(replace(signs, **{sign: ""})) != NO_SIGN


@given(_signs)
def test_the_flag_is_raised_exactly_when_the_criteria_are_met(signs: Signs) -> None:
    weights = [ANSWERS[sign][answer] for sign, answer in asdict(signs).items() if answer]
    assert (refeeding_flag(signs) == AT_RISK) == ("major" in weights or weights.count("minor") > 1)


def test_an_answer_that_is_none_is_an_error_and_not_a_guess() -> None:
    with pytest.raises(KeyError):
        refeeding_flag(Signs(bmi="thin"))
