"""The Convention as data says what it should."""

import dataclasses

import pytest

from homeward.base.persons import ListedPerson
from homeward.engine.law import (
    ASKED_BY_LAW,
    CATEGORIES,
    LEGAL_CATEGORIES,
    LINE_CODES,
    line_code_for_parties,
)
from homeward.engine.law.covered import DEFAULT_CATEGORY
from homeward.engine.law.identity import may_be_asked


def test_only_name_rank_birth_date_and_number_may_be_asked():
    fields = {field.name for field in dataclasses.fields(ListedPerson)}
    assert fields >= ASKED_BY_LAW
    assert not {name for name in ("unit", "event_place", "categories", "willingness") if may_be_asked(name)}
    assert all(may_be_asked(name) for name in ("surname", "rank", "birth_date", "service_number"))


def test_medics_civilians_and_children_may_not_be_bargained():
    assert {code for code, category in CATEGORIES.items() if not category.may_be_bargained} == {
        "MEDICS_CHAPLAINS",
        "CIVILIAN",
        "CHILDREN",
    }


def test_a_refusal_is_shown_to_every_power_as_withdrawn_without_its_reason():
    assert line_code_for_parties("DECLINED_BY_PERSON") == "WITHDRAWN_PROTECTED"
    assert [code for code in LINE_CODES if line_code_for_parties(code) != code] == ["DECLINED_BY_PERSON"]
    with pytest.raises(KeyError):
        line_code_for_parties("SWAPPED")


def test_a_doubtful_case_is_protected_by_default():
    assert LEGAL_CATEGORIES[DEFAULT_CATEGORY].basis.startswith("art. 5(2)")
    assert all(category.basis for category in LEGAL_CATEGORIES.values())
