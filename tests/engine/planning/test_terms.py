"""Terms as people write them: whole numbers, known keys, and a cure in every refusal."""

import tomllib
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings

from engine.planning.invented import MONTHS, PERSONS_HOME, raw_terms, terms_tables
from homeward.base.errors import NewerFormatError, TermsError
from homeward.engine.planning import objectives, read_terms
from homeward.engine.planning.clauses.reading import kinds

EVEN = {"kind": "equal-heads"}


@given(terms_tables)
@settings(max_examples=40, deadline=None)
def test_the_signed_document_reads_back_as_the_same_terms(table):
    terms = read_terms(table)
    again = read_terms(terms.document())
    assert again.document() == terms.document()
    assert again.digest() == terms.digest()


def test_the_draw_key_is_no_part_of_what_is_signed_before_the_draw():
    terms = read_terms(raw_terms(EVEN))
    other = read_terms(raw_terms(EVEN, draw_key="ff" * 32))
    assert terms.draw_key != other.draw_key
    assert terms.digest() == other.digest()


def test_the_order_of_objectives_is_part_of_the_terms():
    one = read_terms(raw_terms(objectives=[PERSONS_HOME, MONTHS]))
    other = read_terms(raw_terms(objectives=[MONTHS, PERSONS_HOME]))
    assert one.digest() != other.digest()


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (raw_terms(EVEN | {"heads": 115.0}), r"Terms.clauses\[1\].heads is the decimal number 115.0"),
        (raw_terms(colour="blue"), "unknown key 'colour'"),
        (raw_terms(EVEN | {"head": 5}), "Clause 1.*unknown key 'head'.*Did you mean 'heads'"),
        (raw_terms(EVEN | {"seats": 5}), "Clause 1 .equal-heads.: unknown key 'seats'"),
        (raw_terms({"kind": "equal-head"}), "kind = 'equal-head' is unknown.*Did you mean 'equal-heads'"),
        (raw_terms(objectives=[{"kind": "families"}]), "'families' is unknown.*persons-home"),
        (raw_terms(EVEN | {"heads": -1}), "heads must be a whole number"),
        (raw_terms(EVEN | {"heads": True}), "heads must be a whole number"),
        (raw_terms(EVEN | {"heads": 1, "up_to": 2}), "exclude each other"),
        (raw_terms({"kind": "captured-in", "side": "EAST", "regions": ["Karst"]}), "side = 'EAST' is unknown.*NORTH"),
        (raw_terms({"kind": "captured-in", "side": "NORTH", "regions": []}), "regions must be a list of words"),
        (raw_terms({"kind": "seats", "from": "NORTH", "to": "NORTH", "seats": 1}), "from and to are both 'NORTH'"),
        (raw_terms({"kind": "at-least", "side": "NORTH", "category": "CHILDREN", "count": 1}), "not an exchange cat"),
        (raw_terms({"kind": "at-most", "side": "NORTH", "category": "women", "count": 1}), "no category code"),
        (raw_terms({"kind": "at-most", "side": "NORTH", "count": 1}), "the key 'category' is missing"),
        (raw_terms(objectives=[]), "name no objective"),
        (raw_terms(parties=["NORTH"]), "two parties"),
        (raw_terms(parties=["NORTH", "NORTH"]), "twice"),
        (raw_terms(willingness="later"), "willingness = 'later' is unknown.*ask-later"),
        (raw_terms(draw_key="abc"), "64 hexadecimal digits"),
        (raw_terms(reference_date=datetime(2024, 8, 24)), "reference_date must be a date"),
        (raw_terms(reference_date="24.08.2024"), "is no date"),
        (raw_terms(title=" "), "title must be a text"),
        (raw_terms() | {"clauses": "none"}, "clauses must be a list of tables"),
        ({"title": "no format"}, "'format' is missing"),
        (raw_terms(format="1"), "format must be 1 or 2"),
    ],
)
def test_terms_that_cannot_be_meant_are_refused_with_the_place_and_the_cure(table, words):
    with pytest.raises(TermsError, match=words):
        read_terms(table)


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ({"kind": "heads", "ratio": [1, 2.0]}, r"clauses\[1\].ratio\[2\] is the decimal number"),
        ({"kind": "heads", "ratio": [1, 0]}, r"Clause 1 \(heads\): ratio \[1, 0\] holds a nought"),
        ({"kind": "heads", "ratio": [1, 2, 3]}, "ratio must hold two whole numbers"),
        ({"kind": "heads", "counts": [1, 2], "tolerance": 1}, "counts and tolerance exclude each other"),
        ({"kind": "heads", "between": ["NORTH", "EAST"]}, "between holds 'EAST', which is unknown.*NORTH"),
        ({"kind": "bloc", "blocs": [["NORTH"], ["NORTH", "SOUTH"]]}, "'NORTH' stands in both blocs"),
        ({"kind": "points", "table": {"private": -1}, "tolerance": 0}, "table: private must be a whole number"),
        ({"kind": "points", "table": {"private": 1}}, "the key 'tolerance' is missing"),
        ({"kind": "category-parity", "category": "CHILDREN"}, "CHILDREN is not an exchange category"),
        ({"kind": "all-for-all", "category": "MEDICS_CHAPLAINS"}, "MEDICS_CHAPLAINS is not an exchange category"),
        ({"kind": "quota", "side": "NORTH", "category": "OFFICERS"}, "needs at_least_per_mille or at_most_per_mille"),
        ({"kind": "quota", "side": "NORTH", "region": "Karst", "at_most_per_mille": 1001}, "from 0 to 1000, not 1001"),
        ({"kind": "quota", "side": "NORTH", "at_most_per_mille": 5}, "either category or region"),
        ({"kind": "seats", "seats": -5, "from": "NORTH"}, "seats must be a whole number from 0"),
        ({"kind": "seats", "seats": 5}, "the key 'from' is missing"),
        ({"kind": "unilateral", "from": "NORTH", "to": "SOUTH"}, "either heads or units"),
        ({"kind": "must", "party": "NORTH", "units": ["S-1"]}, "units holds .S-1."),
        ({"kind": "link", "units": ["NORTH/1"]}, "must name at least two"),
        ({"kind": "stage", "target": 9, "batches": 2, "batch": 3}, "batch 3 is none of 2 batches"),
        ({"kind": "named-for-many", "units": ["SOUTH/1"], "heads": 5}, "'SOUTH/1' is not held by NORTH"),
        ({"kind": "conditional-ratio", "from": "NORTH", "to": "SOUTH", "steps": []}, "steps must begin at 1"),
        ({"kind": "rings", "at_most": 1}, "at_most must be 2 or more"),
        ({"kind": "ring", "at_most": 3}, "kind = 'ring' is unknown.*Did you mean 'rings'"),
    ],
)
def test_clauses_of_the_second_format_are_refused_by_clause_and_field(clause, words):
    with pytest.raises(TermsError, match=words):
        read_terms(raw_terms(clause, format=2))


def test_what_only_the_second_format_knows_says_so_in_the_first():
    with pytest.raises(TermsError, match="Clause 1: 'bloc' needs format 2"):
        read_terms(raw_terms({"kind": "bloc", "blocs": [["NORTH"], ["SOUTH"]]}))
    with pytest.raises(TermsError, match="Objective 1: 'fair-shares' needs format 2"):
        read_terms(raw_terms(objectives=[{"kind": "fair-shares"}]))


def test_a_category_that_nobody_knows_is_named_with_the_nearest_known_one():
    table = raw_terms({"kind": "at-least", "side": "NORTH", "category": "WOMAN", "count": 1})
    with pytest.raises(TermsError, match="Clause 1: the category 'WOMAN' is unknown.*'WOMEN'"):
        read_terms(table, categories=("WOMEN", "OFFICERS", "SERIOUSLY_WOUNDED"))
    placed = raw_terms({"kind": "at-least", "side": "NORTH", "category": "DEFENDERS_OF(Lime Hill)", "count": 1})
    assert (
        read_terms(placed, categories=("DEFENDERS_OF", "WOMEN", "SERIOUSLY_WOUNDED")).clauses[0].category
        == "DEFENDERS_OF(Lime Hill)"
    )


def test_terms_of_a_later_version_are_left_alone():
    with pytest.raises(NewerFormatError, match="format 3; this version reads format 2"):
        read_terms(raw_terms(format=3, something_new=1.5))


def test_more_than_two_parties_need_the_second_format():
    parties = ["NORTH", "SOUTH", "EAST"]
    with pytest.raises(TermsError, match="format 1 knows two parties, not 3.*format = 2"):
        read_terms(raw_terms(parties=parties))
    terms = read_terms(raw_terms(parties=parties, format=2, mediators=["WEST"]))
    assert (terms.parties, terms.mediators) == (tuple(parties), ("WEST",))
    with pytest.raises(TermsError, match="'NORTH' cannot be a party and a mediator"):
        read_terms(raw_terms(format=2, mediators=["NORTH"]))


def test_the_example_terms_read_and_carry_a_draw_key():
    example = Path(__file__).parents[3] / "examples" / "terms.toml"
    terms = read_terms(tomllib.loads(example.read_text(encoding="utf-8")))
    assert terms.parties == ("NORTH", "SOUTH")
    assert terms.draw_key is not None
    assert "equal heads, exactly 115 each way" in [clause.words() for clause in terms.clauses]


def test_every_key_is_documented():
    reference = (Path(__file__).parents[3] / "docs" / "reference" / "terms.md").read_text(encoding="utf-8")
    for word in (
        "format", "title", "parties", "reference_date", "willingness", "draw_key", "equal-heads", "heads", "up_to",
        "captured-in", "regions", "seats", "from", "to", "at-least", "at-most", "category", "count", "persons-home",
        "categories-home", "categories", "months-in-captivity", "list-column", "ask-later", "mediators",
        *kinds(2), *(key for _, keys in kinds(2).values() for key in keys), *objectives.keys_of(2),
    ):  # fmt: skip
        assert f"`{word}`" in reference
