"""A number in an address or a form may be anything that somebody types: no page falls over it."""

import pytest

from cast import client_of, officer_with

WRONG = ("²", "٣", "-1", "9" * 5_000)
# Role, and an address in which a number stands at the end.
PAGES = (
    ("registrar", "/register/batches/?after="),
    ("registrar", "/register/captures/?after="),
    ("registrar", "/register/?batch="),
    ("auditor", "/journal/?after="),
    ("auditor", "/post/?after="),
    ("list_officer", "/exchange/terms/write/?from="),
    ("list_officer", "/exchange/terms/compare/?before=1&after="),
    ("list_officer", "/exchange/plans/compare/?before=1&after="),
    ("list_officer", "/exchange/lists/compare/?list=offer/NORTH/SOUTH&before=1&after="),
    ("list_officer", "/exchange/lists/formula/?terms="),
    ("neutral_interviewer", "/exchange/interviews/?after="),
    ("claims_editor", "/claims/statements/draft/?corrects="),
)
FORMS = (
    ("tracing_officer", "/tracing/pairs/00000000-0000-7000-8000-000000000000/answer/", "round"),
    ("decision_maker", "/handover/freeze/", "plan"),
    ("registrar", "/register/captures/group/", "line-TOTAL_FORMS"),
)


@pytest.mark.django_db
@pytest.mark.parametrize("number", WRONG, ids=["superscript", "arabic", "minus", "long"])
@pytest.mark.parametrize(("role", "address"), PAGES, ids=lambda value: value.split("?")[0])
def test_a_wrong_number_in_an_address_is_no_fault(role: str, address: str, number: str):
    assert client_of(officer_with(role)).get(address + number).status_code in (200, 400)


@pytest.mark.django_db
@pytest.mark.parametrize("number", WRONG, ids=["superscript", "arabic", "minus", "long"])
@pytest.mark.parametrize(("role", "address", "field"), FORMS, ids=lambda value: value)
def test_a_wrong_number_in_a_form_is_refused_in_words(role: str, address: str, field: str, number: str):
    answer = client_of(officer_with(role)).post(address, {field: number, "word": "same"})
    assert answer.status_code in (200, 400, 422)
    assert "<h1" in answer.content.decode()
