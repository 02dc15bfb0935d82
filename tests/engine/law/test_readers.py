"""Words of lists in three languages become codes; what is not understood is never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.base.errors import InputError
from homeward.engine.law import CATEGORIES, DECISIONS, WILLS, read_categories, read_decision, read_willingness


@pytest.mark.parametrize(
    ("text", "codes", "unread"),
    [
        ("тяжкопоранена; жінка", ("SERIOUSLY_WOUNDED", "WOMEN"), ()),
        ("Срочник, до 25 лет", ("CONSCRIPTS", "UNDER_25"), ()),
        ("SERIOUSLY_SICK / officer", ("OFFICERS", "SERIOUSLY_SICK"), ()),
        ("тяжело ранен|ТЯЖЕЛО РАНЕН", ("SERIOUSLY_WOUNDED",), ()),
        ("conscript, likes tea", ("CONSCRIPTS",), ("likes tea",)),
        ("DEFENDERS_OF(Fort, North); women", ("DEFENDERS_OF(Fort, North)", "WOMEN"), ()),
        ("captured in (KARST)", ("CAPTURED_IN(KARST)",), ()),
        ("defenders of", (), ("defenders of",)),
        ("-", (), ()),
        ("", (), ()),
    ],
)
def test_category_words_of_three_languages_become_sorted_codes(text, codes, unread):
    assert read_categories(text) == (codes, unread)


def test_being_wounded_is_not_read_as_being_seriously_wounded():
    assert read_categories("wounded; поранений; болен") == ((), ("wounded", "поранений", "болен"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("так", "WISHES_TO_RETURN"), ("Да ", "WISHES_TO_RETURN"), ("yes", "WISHES_TO_RETURN"),
        ("відмовився", "DOES_NOT_WISH"), ("не желает", "DOES_NOT_WISH"), ("вагається", "UNDECIDED"),
        ("третья страна", "WISHES_THIRD_STATE"), ("без сознания", "UNABLE"),
        ("نعم", "WISHES_TO_RETURN"), ("لا", "DOES_NOT_WISH"), ("مترددة", "UNDECIDED"), ("لم تسأل", ""),
        ("", ""), ("—", ""), ("не питали", ""),
    ],
)  # fmt: skip
def test_each_answer_to_the_question_of_return_has_its_code(text, code):
    assert read_willingness(text) == code


@given(st.text(max_size=12))
def test_a_will_is_never_guessed(text):
    cure = "not needed"
    code = ""
    try:
        code = read_willingness(text)
    except InputError as error:
        cure = error.cure
    assert cure
    assert code in {"", *WILLS}


@pytest.mark.parametrize(("text", "code"), [("A", "A"), ("а", "A"), ("B", "B"), ("НК", "NC"), ("нет", ""), ("", "")])
def test_medical_decisions_are_read_from_latin_and_cyrillic_letters(text, code):
    assert read_decision(text) == code


def test_an_unknown_medical_decision_is_refused_with_the_three_that_exist():
    with pytest.raises(InputError, match="NC"):
        read_decision("maybe")


@pytest.mark.parametrize("table", [CATEGORIES, WILLS, DECISIONS], ids=["categories", "wills", "decisions"])
def test_every_word_of_every_table_reads_back_to_its_own_code(table):
    reader = {id(CATEGORIES): read_categories, id(WILLS): read_willingness, id(DECISIONS): read_decision}[id(table)]
    for code, entry in table.items():
        for word in entry.words:
            if not getattr(entry, "takes_value", False):
                assert reader(word) in (code, ((code,), ())), (code, word)


@pytest.mark.parametrize("table", [CATEGORIES, WILLS, DECISIONS], ids=["categories", "wills", "decisions"])
def test_no_word_stands_for_two_codes(table):
    words = [word for entry in table.values() for word in entry.words]
    assert len(words) == len(set(words))
    assert all(entry.basis for entry in table.values())
