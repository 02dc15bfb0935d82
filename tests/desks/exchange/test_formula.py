"""The formula check: counts that add up, clauses that can be met or not, and no count of anybody's will or fitness."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cast import auditor, client_of, decision_maker, list_officer, neutral_interviewer, officer_with
from desks.exchange.given import EQUAL_HEADS, FROM_KARST, saved_terms, terms_text
from desks.exchange.rounds import (
    a_request,
    all_taken,
    an_offer,
    asked,
    everybody_asked,
    held_at_the_neutral,
    ids_of,
    person_id,
    taken,
)
from homeward.desks.exchange.formula import CAN, CANNOT, OPEN, check_formula
from homeward.desks.exchange.readings import read_terms_text

WAY = ("offer", "NORTH", "SOUTH")
ALL = {
    WAY: an_offer("NORTH"),
    ("offer", "SOUTH", "NORTH"): an_offer("SOUTH"),
    ("request", "SOUTH", "NORTH"): a_request("SOUTH"),
    ("request", "NORTH", "SOUTH"): a_request("NORTH"),
}
_details = st.fixed_dictionaries({
    "veto": st.sampled_from(["", "SECURITY"]),
    "medical_decision": st.sampled_from(["", "A", "B"]),
    "categories": st.sampled_from([(), ("CIVILIAN",), ("WOMEN",)]),
    "fit_to_travel": st.sampled_from(["", "no", "yes"]),
})  # fmt: skip


def checked(*clauses: str, **documents: Any):
    changed = {
        ("offer", "NORTH", "SOUTH"): documents.get("offer", ALL[WAY]),
        ("request", "SOUTH", "NORTH"): documents.get("request", ALL["request", "SOUTH", "NORTH"]),
    }
    lists = {key: each for key, each in (ALL | changed).items() if each is not None}
    return check_formula(read_terms_text(terms_text(*clauses)), lists)


@given(
    st.dictionaries(st.sampled_from(ids_of("NORTH")), _details), st.sets(st.sampled_from([*ids_of("NORTH"), "NH-7"]))
)
def test_the_five_rows_add_up_to_the_offer_and_the_asked_to_the_request(changes: Any, wanted: set[str]):
    north = checked(offer=an_offer("NORTH", changes=changes), request=a_request("SOUTH", ids=sorted(wanted))).ways[0]
    assert north.offered == 9
    assert north.offered == north.art109 + north.no_subject + north.withheld + north.not_asked + north.bargainable
    assert (north.asked, north.not_on_offer) == (len(wanted), len(wanted & {"NH-7"}))


@given(st.lists(st.sampled_from(["", "no", "yes"]), min_size=9, max_size=9))
def test_no_count_depends_on_fitness_so_that_a_plan_beside_it_singles_out_nobodys_will(fit: list[str]):
    changes = {list_id: {"fit_to_travel": each} for list_id, each in zip(ids_of("NORTH"), fit, strict=True)}
    assert checked(EQUAL_HEADS, offer=an_offer("NORTH", changes=changes)) == checked(EQUAL_HEADS)


AT_LEAST = 'kind = "at-least"\nside = "NORTH"\ncategory = "WOMEN"\ncount = 2'
SEATS = 'kind = "seats"\nfrom = "NORTH"\nto = "SOUTH"\nseats = 3'


@pytest.mark.parametrize(
    ("clauses", "word", "figures"),
    [
        ((EQUAL_HEADS,), CAN, {"there": 9, "back": 7, "most": 4}),
        (('kind = "equal-heads"',), CAN, {"there": 9, "back": 7, "most": 7}),
        (('kind = "equal-heads"\nheads = 7',), CAN, {"there": 9, "back": 7, "most": 7}),
        (('kind = "equal-heads"\nheads = 8',), CANNOT, {"there": 9, "back": 7, "most": 7}),
        (('kind = "equal-heads"\nheads = 7', SEATS), CANNOT, {"there": 3, "back": 7, "most": 3}),
        ((FROM_KARST,), CAN, {"of": 7, "there": 7}),
        ((AT_LEAST,), CANNOT, {"such": 0}),
        ((SEATS,), CAN, {"art109": 0, "left": 3, "of": 9}),
    ],
)
def test_each_clause_is_said_to_be_met_or_not_with_its_figures(clauses: Any, word: str, figures: dict[str, int]):
    verdict = checked(*clauses).verdicts[0]
    assert (verdict.word, verdict.figures) == (word, figures)


def test_at_least_is_met_by_persons_who_could_be_bargained_and_not_by_those_withheld():
    women = {list_id: {"sex": "f"} for list_id in ("NH-001", "NH-002")}
    assert checked(AT_LEAST, offer=an_offer("NORTH", changes=women)).verdicts[0].word == CAN
    women["NH-002"] = {"sex": "f", "veto": "SECURITY"}
    assert checked(AT_LEAST, offer=an_offer("NORTH", changes=women)).verdicts[0].word == CANNOT


def test_more_people_under_article_109_than_seats_is_no_last_word():
    ill = {list_id: {"medical_decision": "A"} for list_id in ids_of("NORTH")[:4]}
    verdict = checked(SEATS, offer=an_offer("NORTH", changes=ill)).verdicts[0]
    assert (verdict.word, verdict.figures["art109"], verdict.figures["left"]) == (OPEN, 4, 0)


def test_where_a_list_is_missing_nothing_is_claimed():
    found = checked(EQUAL_HEADS, AT_LEAST, SEATS, request=None)
    assert {verdict.word for verdict in found.verdicts} == {OPEN}
    assert (found.ways[0].offered, found.ways[0].asked, found.ways[0].bargainable) == (9, None, None)
    assert checked(EQUAL_HEADS, offer=None).ways[0].offered is None


# --- pages -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def neutral(db: None, keys: Any) -> None:
    held_at_the_neutral()
    all_taken()


def test_interviews_change_nothing_on_the_page_of_the_formula_check(neutral: None):
    saved_terms(EQUAL_HEADS, FROM_KARST)
    browser = client_of(officer_with("intermediary_desk"))

    def told() -> dict[str, Any]:
        context = browser.get("/exchange/lists/formula/").context
        return {name: context[name] for name in ("rows", "verdicts")}

    before = told()
    who = everybody_asked()
    asked(who, "NH-001", "DOES_NOT_WISH")
    assert told() == before


def test_the_page_says_in_words_what_the_lists_leave_room_for(neutral: None):
    taken(a_request("SOUTH", 2, ["NH-001", "NH-777"]))
    saved_terms('kind = "equal-heads"\nheads = 2')
    page = client_of(auditor()).get("/exchange/lists/formula/").content.decode()
    assert "asked for, but not on the list of the holder" in page
    assert "cannot be met" in page
    assert "Could go: 1 from North home to South, 7 from South home to North." in page
    earlier = client_of(auditor()).get("/exchange/lists/formula/?terms=1&version=request/SOUTH/NORTH/1")
    assert "can be met" in earlier.content.decode()


@pytest.mark.parametrize(
    "query", ["?terms=99", "?version=x", "?version=offer/NORTH/SOUTH/99", "?version=offer/NORTH/SOUTH/x"]
)
def test_a_version_that_is_none_is_said_so(neutral: None, query: str):
    saved_terms()
    assert client_of(auditor()).get(f"/exchange/lists/formula/{query}").status_code == 400


def test_lists_are_drawn_up_shown_exported_and_compared(neutral: None, django_assert_max_num_queries: Any):
    taken(an_offer("NORTH", 2, changes={"NH-003": {"fit_to_travel": "no"}, "NH-002": {"veto": "=SECURITY"}}))
    taken(an_offer("NORTH", 3, ids=ids_of("NORTH")[:8]))
    officer = client_of(list_officer())
    for address in (
        "lists/", "lists/offer/NORTH/SOUTH/2/", "lists/request/SOUTH/NORTH/1/", "lists/formula/",
        "lists/compare/?list=offer/NORTH/SOUTH&before=1&after=2",
    ):  # fmt: skip
        officer.get(f"/exchange/{address}")
        with django_assert_max_num_queries(20):
            assert officer.get(f"/exchange/{address}").status_code == 200, address
    page = officer.get("/exchange/lists/offer/NORTH/SOUTH/2/").content.decode()
    assert person_id("NH-001") in page
    changes = officer.get("/exchange/lists/compare/?list=offer/NORTH/SOUTH&before=1&after=2").content.decode()
    assert "SECURITY" in changes
    assert "fitness to travel" in changes
    out = officer.get("/exchange/lists/compare/?list=offer/NORTH/SOUTH&before=2&after=3").content.decode()
    assert "NH-009" in out
    export = officer.get("/exchange/lists/offer/NORTH/SOUTH/2/rows.csv").content.decode("utf-8-sig")
    assert len(export.splitlines()) == 10
    assert "'=SECURITY" in export
    assert "fit" not in export.splitlines()[0]
    assert len(officer.get("/exchange/lists/request/SOUTH/NORTH/1/rows.csv").content.splitlines()) == 10
    assert officer.post("/exchange/lists/draw-up/", {"list": "offer/SOUTH/NORTH"}).status_code == 302
    assert officer.post("/exchange/lists/draw-up/", {"list": "offer/SOUTH/NORTH"}).status_code == 302
    assert officer.post("/exchange/lists/draw-up/", {"list": "offer/SOUTH"}).status_code == 400


def test_fitness_stands_on_no_page_of_lists(neutral: None):
    taken(an_offer("NORTH", 2, changes={each: {"fit_to_travel": "no"} for each in ids_of("NORTH")}))
    officer = client_of(list_officer())
    before, after = (officer.get(f"/exchange/lists/offer/NORTH/SOUTH/{number}/").context["rows"] for number in (1, 2))
    assert before == after


def test_names_are_shown_to_who_reads_the_register_and_ids_alone_to_the_auditor(neutral: None):
    address = "/exchange/lists/offer/NORTH/SOUTH/1/"
    assert "Гайченя" in client_of(decision_maker()).get(address).content.decode()
    page = client_of(auditor()).get(address).content.decode()
    assert "NH-001" in page
    assert "Гайченя" not in page
    assert client_of(auditor()).post("/exchange/lists/draw-up/", {"list": "offer/SOUTH/NORTH"}).status_code == 403
    assert client_of(neutral_interviewer()).get(address).status_code == 403


def test_the_pages_stand_in_arabic_from_right_to_left(neutral: None):
    saved_terms(EQUAL_HEADS)
    officer = officer_with("intermediary_desk")
    browser, neutral_browser = client_of(officer), client_of(neutral_interviewer())
    for client, addresses in (
        (browser, ("lists/", "lists/offer/NORTH/SOUTH/1/", "lists/formula/")),
        (neutral_browser, ("interviews/", f"interviews/persons/{person_id('NH-001')}/", "interviews/sheet/")),
    ):
        client.cookies["homeward_language"] = "ar"
        for address in addresses:
            page = client.get(f"/exchange/{address}", headers={"accept-language": "ar"}).content.decode()
            assert 'dir="rtl"' in page, address
