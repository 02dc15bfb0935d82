"""Latin forms for showing: examples of resolution 55/2010 and of ICAO Doc 9303."""

import pytest

from homeward.engine.names import UnknownLanguageError, transliterate


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("Алушта", "Alushta"), ("Згорани", "Zghorany"), ("Розгон", "Rozghon"), ("Єнакієве", "Yenakiieve"),
        ("Гаєвич", "Haievych"), ("Їжакевич", "Yizhakevych"), ("Кадиївка", "Kadyivka"), ("Йосипівка", "Yosypivka"),
        ("Стрий", "Stryi"), ("Щербухи", "Shcherbukhy"), ("Юрій", "Yurii"), ("Корюківка", "Koriukivka"),
        ("Яготин", "Yahotyn"), ("Костянтин", "Kostiantyn"), ("Знам'янка", "Znamianka"), ("Ґалаґан", "Galagan"),
        ("Біла Церква", "Bila Tserkva"), ("Короп’є", "Koropie"),
    ],
)  # fmt: skip
def test_ukrainian_follows_the_cabinet_resolution(written: str, latin: str) -> None:
    assert transliterate(written, "uk") == latin


@pytest.mark.parametrize(
    ("written", "latin"),
    [("Щукин", "Shchukin"), ("Юрий", "Iurii"), ("Объездчик", "Obieezdchik"), ("Ёлкин", "Elkin"), ("Гришин", "Grishin")],
)
def test_russian_follows_the_passport_table(written: str, latin: str) -> None:
    assert transliterate(written, "ru") == latin


def test_one_letter_reads_differently_in_two_languages() -> None:
    assert transliterate("Григорий", "ru")[0] == "G"
    assert transliterate("Григорій", "uk")[0] == "H"


def test_capitals_signs_and_other_scripts_stay_as_they_are() -> None:
    assert transliterate("ЩУКА, Smith (№ 5)", "uk") == "SHCHUKA, Smith (№ 5)"


def test_an_unknown_language_is_refused_by_name() -> None:
    with pytest.raises(UnknownLanguageError, match="'xx'"):
        transliterate("Іван", "xx")
