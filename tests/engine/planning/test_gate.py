"""The gate: who may be planned, who goes in any case, and who learns which reason."""

import pytest

from engine.planning.invented import NORTH, SOUTH, person, raw_terms
from homeward.base.dates import HalfKnownDate
from homeward.engine.planning import UnknownPartyError, gate, read_terms

TERMS = read_terms(raw_terms())
LATER = read_terms(raw_terms(willingness="ask-later"))


def passed(requested=True, terms=TERMS, **changes):
    return gate(person(1, **changes), holder=NORTH, destination=SOUTH, requested=requested, terms=terms)


def test_somebody_who_wishes_to_return_and_is_requested_is_free():
    unit = passed()
    assert (unit.id, unit.person_id, unit.status) == ("NORTH/P-001", "P-001", "FREE")


@pytest.mark.parametrize(
    ("changes", "exact"),
    [
        ({"willingness": "DOES_NOT_WISH"}, "declined"),
        ({"willingness": "WISHES_THIRD_STATE"}, "declined, wishes a third state"),
        ({"willingness": "UNDECIDED"}, "held back, undecided"),
        ({"willingness": "UNABLE"}, "held back, unable to answer"),
        ({"willingness": ""}, "held back, willingness not recorded"),
        ({"willingness": "NOT_THIS_TIME"}, "not on this transport"),
        ({"fit_to_travel": "no"}, "waiting, not fit"),
        ({"medical_decision": "A"}, "waiting, fitness not recorded"),
        ({"medical_decision": "A", "fit_to_travel": "yes", "willingness": "DOES_NOT_WISH"}, "declined"),
    ],
)
def test_declining_unfit_and_held_back_look_alike_to_everybody_but_the_intermediary(changes, exact):
    unit = passed(**changes)
    assert (unit.status, unit.code, unit.exact) == ("NOT_NOW", "not on this transport", exact)
    assert exact == unit.code or exact not in str(unit.public())


def test_art_109_goes_without_request_against_a_veto_and_outside_every_category():
    unit = passed(
        requested=False, medical_decision="A", fit_to_travel="yes", veto="proceedings", categories=("MEDICS_CHAPLAINS",)
    )
    assert (unit.status, unit.code, unit.objection) == ("MAND", "mandatory (art. 109)", "proceedings")


@pytest.mark.parametrize("decision", ["", "B", "NC"])
def test_only_the_decision_for_direct_repatriation_makes_a_journey_mandatory(decision):
    assert passed(medical_decision=decision, fit_to_travel="yes").status == "FREE"


@pytest.mark.parametrize("category", ["MEDICS_CHAPLAINS", "CHILDREN", "CIVILIAN"])
def test_some_people_are_no_subject_of_exchange(category):
    unit = passed(categories=(category,))
    assert (unit.status, unit.code) == ("VETO", "not an exchange category")


def test_a_veto_and_a_missing_request_keep_somebody_out():
    assert (passed(veto="proceedings").code, passed(veto="proceedings").veto) == ("veto by holder", "proceedings")
    assert passed(requested=False).code == "not requested"


def test_a_plain_reason_is_told_rather_than_one_that_draws_attention_to_the_person():
    unit = passed(requested=False, willingness="DOES_NOT_WISH")
    assert (unit.code, unit.exact) == ("not requested", "declined")


def test_asking_later_frees_the_silent_and_keeps_a_refusal():
    assert passed(terms=LATER, willingness="").status == "FREE"
    assert passed(terms=LATER, willingness="UNDECIDED").status == "NOT_NOW"
    assert passed(terms=LATER, willingness="DOES_NOT_WISH").exact == "declined"
    assert passed(terms=LATER, willingness="", medical_decision="A", fit_to_travel="yes").status == "MAND"


@pytest.mark.parametrize(
    ("birth", "listed", "found"),
    [
        (HalfKnownDate(1999, 8, 25), (), True),
        (HalfKnownDate(1999, 8, 24), ("UNDER_25",), False),
        (HalfKnownDate(2001), (), True),
        (HalfKnownDate(1999), ("UNDER_25",), True),
        (HalfKnownDate(1999), (), False),
        (HalfKnownDate(), ("UNDER_25",), True),
    ],
)
def test_age_is_taken_on_the_reference_day_where_the_birth_date_decides(birth, listed, found):
    unit = passed(birth_date=birth, categories=listed)
    assert ("UNDER_25" in unit.traits.categories) == found


def test_sex_decides_the_category_women_where_it_is_recorded():
    assert passed(sex="f").traits.categories == ("WOMEN",)
    assert passed(sex="m", categories=("WOMEN",)).traits.categories == ()
    assert passed(categories=("WOMEN",)).traits.categories == ("WOMEN",)


@pytest.mark.parametrize(
    ("captured", "months"),
    [
        (HalfKnownDate(2024, 7, 24), 1),
        (HalfKnownDate(2024, 7, 25), 0),
        (HalfKnownDate(2022, 8), 23),
        (HalfKnownDate(2022), 19),
        (HalfKnownDate(), 0),
        (HalfKnownDate(2025, 1, 1), 0),
    ],
)
def test_months_are_full_months_from_the_latest_day_the_date_can_mean(captured, months):
    assert passed(event_date=captured).traits.months_held == months


def test_a_party_that_the_terms_do_not_name_is_refused_by_name():
    with pytest.raises(UnknownPartyError, match="'NORHT' is no party.*'NORTH'"):
        gate(person(), holder="NORHT", destination=SOUTH, requested=True, terms=TERMS)
    with pytest.raises(UnknownPartyError):
        gate(person(), holder=SOUTH, destination=SOUTH, requested=True, terms=TERMS)
