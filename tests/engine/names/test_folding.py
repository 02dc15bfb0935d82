"""One person's spellings meet in one fold; two persons' names stay apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.engine.names import fold, fold_words, skeleton

MEETINGS = [
    ("Щербина", "Shcherbyna", "Scherbina", "Schtscherbina", "Szczerbyna"),
    ("Горобинський", "Горобинский", "Horobynskyi", "Gorobinsky", "Gorobinskiy", "Gorobinskij"),
    ("Соловйов", "Соловьёв", "Соловьев", "Soloviov", "Solovyov", "Solovev"),
    ("Григор'єв", "Григорьев", "Hryhoriev", "Grigoryev", "Grigorev"),
    ("Харченко", "Kharchenko", "Chartschenko", "Harchenko"),
    ("Згурський", "Згурский", "Zghurskyi", "Zgurskiy"),
    ("Ільїн", "Ильин", "Il'in", "Ilyin"),
    ("Цимбал", "Tsymbal", "Cymbal"),
    ("Корольов", "Королёв", "Королев", "Korolyov"),
    ("Юхимчук", "Yukhymchuk", "Iukhymchuk", "Juchimtschuk"),
    ("Жаботинська", "Жаботинская", "Zhabotynska", "Zhabotinskaya"),
]


@pytest.mark.parametrize("spellings", MEETINGS, ids=lambda spellings: spellings[1])
def test_one_surname_in_ukrainian_russian_and_latin_has_one_fold(spellings: tuple[str, ...]) -> None:
    assert len({fold(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Коваль", "Ковальчук"), ("Бондар", "Бондаренко"), ("Мельник", "Мельниченко"), ("Лис", "Ліс-Гай")],
)
def test_different_surnames_keep_different_folds(one: str, other: str) -> None:
    assert fold_words(one) != fold_words(other)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Valerewich", "Валерьевич"),
        ("Wladymirovych", "Владимирович"),
        ("Wlachenko", "Влаченко"),
        ("Krawchuk", "Кравчук"),
    ],
)
def test_a_w_for_v_makes_no_german_of_a_word_that_is_spelt_as_english_does(written: str, meant: str) -> None:
    assert fold(written) == fold(meant)


@pytest.mark.parametrize("written", ["Ivaненко", "Іваненкo", "Бoндapенкo"])
def test_look_alike_letters_are_mended_for_the_key_only(written: str) -> None:
    assert fold(written) in {fold("Іваненко"), fold("Бондаренко")}


def test_misheard_vowels_leave_the_skeleton_untouched() -> None:
    assert skeleton(fold("Коваленко")) == skeleton(fold("Каваленка"))


def test_words_and_hyphens_become_parts() -> None:
    assert fold_words("Нечуй - Левицький") == fold_words("Нечуй-Левицький") == "nequi-levicki"


def test_arabic_meets_latin_by_skeleton() -> None:
    assert skeleton(fold("محمد")) == skeleton(fold("Muhammad"))


@pytest.mark.parametrize("written", ["Παπαδόπουλος", "김철수", "王伟", "გიორგაძე", "Հովհաննիսյան"])
def test_a_script_without_a_pack_still_gets_an_ascii_key(written: str) -> None:
    assert fold(written).isascii()
    assert fold(written)


@settings(max_examples=200)
@given(st.text(max_size=40))
def test_any_text_folds_to_lower_ascii_without_an_error(text: str) -> None:
    folded = fold_words(text)
    assert folded.isascii()
    assert folded == folded.lower()
    assert fold_words(text) == folded


def test_a_word_of_three_hundred_letters_is_read_by_its_beginning() -> None:
    assert fold("аб" * 150) == fold("аб" * 32)
