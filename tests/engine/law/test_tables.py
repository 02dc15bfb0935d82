"""The Convention as data says what it should."""

import dataclasses

from homeward.base.persons import ListedPerson
from homeward.engine.law import (
    ASKED_BY_LAW,
    CATEGORIES,
    LEGAL_CATEGORIES,
)
from homeward.engine.law.covered import DEFAULT_CATEGORY


def test_only_name_rank_birth_date_and_number_may_be_asked():
    fields = {field.name for field in dataclasses.fields(ListedPerson)}
    assert fields >= ASKED_BY_LAW
    assert not ASKED_BY_LAW & {"unit", "event_place", "categories", "willingness"}
    assert {"surname", "rank", "birth_date", "service_number"} <= ASKED_BY_LAW


def test_medics_civilians_and_children_may_not_be_bargained():
    assert {code for code, category in CATEGORIES.items() if not category.may_be_bargained} == {
        "MEDICS_CHAPLAINS",
        "CIVILIAN",
        "CHILDREN",
    }


def test_a_doubtful_case_is_protected_by_default():
    assert LEGAL_CATEGORIES[DEFAULT_CATEGORY].basis.startswith("art. 5(2)")
    assert all(category.basis for category in LEGAL_CATEGORIES.values())
