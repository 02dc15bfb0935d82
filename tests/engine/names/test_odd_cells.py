"""What clerks put into a name cell beside a name: read through, never a crash, and the written words are kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.base.persons import ListedPerson
from homeward.engine.names import canonical_columns, fold_words, read_name, search_key


def _parts(written: str) -> tuple[str, str, str]:
    form = read_name(full_name=written)
    return form.surname, form.given_name, form.patronymic


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("  Іваненко   Іван\tПетрович ", ("Іваненко", "Іван", "Петрович")),
        ("іваненко іван петрович", ("іваненко", "іван", "петрович")),
        ("И.П.Иваненко", ("Иваненко", "И.", "П.")),
        ("Іваненко І П", ("Іваненко", "І", "П")),
        ("№ 12 Петренко Іван", ("Петренко", "Іван", "")),
        ("12. Петренко Іван Іванович", ("Петренко", "Іван", "Іванович")),
        ("Петренко Іван Петрович 12.03.1985", ("Петренко", "Іван", "Петрович")),
        ("Петренко Іван, 1985", ("Петренко", "Іван", "")),
        ("Петренко ??? Іванович", ("Петренко", "", "Іванович")),
        ("гр. Петренко Іван", ("Петренко", "Іван", "")),
        ("ряд. Петренко Іван Петрович", ("Петренко", "Іван", "Петрович")),
        ("старший солдат Петренко Іван", ("Петренко", "Іван", "")),
        ("Майор Іван Петрович", ("Майор", "Іван", "Петрович")),
        ("Солдат Марія", ("Солдат", "Марія", "")),
        ("Ivanov Ivan jr.", ("Ivanov", "Ivan", "")),
        ("Петренко Іван мл.", ("Петренко", "Іван", "")),
        ("фон Штейн Карл Іванович", ("фон Штейн", "Карл", "Іванович")),
        ("Абу Бакр Аль Багдаді", ("Аль Багдаді", "Абу Бакр", "")),
        ("Мамедова Лейла Али кызы", ("Мамедова", "Лейла", "Али-кызы")),
        ("Нечуй–Левицький Іван", ("Нечуй-Левицький", "Іван", "")),
        ("неизвестно", ("", "", "")),
        ("Петренко н/д", ("Петренко", "", "")),
        ("Петренко\u200b Іван\u00ad", ("Петренко", "Іван", "")),
        ("\ufeffПетренко Іван", ("Петренко", "Іван", "")),
    ],
)
def test_a_cell_is_read_through_what_does_not_belong_to_the_name(written: str, parts: tuple[str, str, str]) -> None:
    assert _parts(written) == parts


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Ｐｅｔｒｅｎｋｏ", "Petrenko"),
        ("ﬁlatov", "filatov"), ("Петре\u0301нко", "Петренко"), ("ПЕТРЕНКО", "петренко"),
        ("Пе\u202eтренко", "Петренко"), ("Petrenko’", "Petrenko"),
        ("Ільїн\u2019", "Ільїн"), ("Ё", "ё"),
    ],
)  # fmt: skip
def test_signs_that_are_not_heard_change_no_key(written: str, plain: str) -> None:
    assert read_name(full_name=written).surname_fold == fold_words(plain)


@pytest.mark.parametrize("mixed", ["Бoндаpенко", "Бондаренкo", "BOНДАРЕНКО", "Вondarenko", "Bоndаrеnkо"])
def test_look_alike_letters_are_mended_and_flagged(mixed: str) -> None:
    form = read_name(full_name=f"{mixed} Іван")
    assert form.surname == mixed
    assert form.flags == ("mixed_script",)
    assert form.surname_fold in {fold_words("Бондаренко"), fold_words("Вondarenko"), fold_words("Vondarenko")}


def test_a_maiden_name_in_brackets_is_a_second_reading_without_its_word() -> None:
    columns = canonical_columns([ListedPerson("1", full_name="Коваль (дівоче Петренко) Ганна")])
    assert columns.column("surname") == ["Коваль", "Петренко"]


def test_of_a_double_given_name_the_first_counts_as_near() -> None:
    form = read_name("Коваль", "Ганна-Марія", "")
    assert (form.given_name, form.given_id, form.given_near) == ("Ганна-Марія", "hanna", True)


def test_three_hundred_signs_and_ten_thousand_are_read_in_no_time() -> None:
    for long in ("х" * 300, "Аб " * 150, "(" * 300, "Іван " * 2_000, "а-" * 5_000, "\u202e" * 300, "І." * 300):
        form = read_name(full_name=long)
        assert len(form.surname_fold) <= 64 * 5_000
        assert search_key(long).isascii()


@pytest.mark.parametrize("written", ["דוד כהן", "王伟", "김철수", "アキラ", "राम कुमार", "ⰀⰁ ⰂⰃ"])
def test_a_script_without_a_pack_says_so_and_gets_a_key_all_the_same(written: str) -> None:
    form = read_name(full_name=written)
    assert "general_transliteration" in form.flags
    assert form.surname_fold.isascii()
    assert form.surname_fold


@pytest.mark.parametrize(
    ("written", "cyrillic"),
    [("გიორგაძე", "Гиоргадзе"), ("ჩიქოვანი", "Чиковани"), ("Աբրահամյան", "Абрамян"), ("Παπαδόπουλος", "Пападопулос"),
     ("علي", "Али"), ("سليمان", "Сулейман")],
)  # fmt: skip
def test_scripts_with_a_pack_meet_their_cyrillic_by_consonants(written: str, cyrillic: str) -> None:
    form, other = read_name(full_name=written), read_name(full_name=cyrillic)
    assert form.flags == ()
    assert set(form.surname_skeleton) >= set(other.surname_skeleton)
    assert form.surname_skeleton[:1] == other.surname_skeleton[:1]


NOISE = st.text(alphabet="Іван Петренко-.,()«»'’\u202e\u200b\x00\t?№12IPё́ﬁ王علي", max_size=80)


@settings(max_examples=200)
@given(NOISE, NOISE, NOISE)
def test_no_mix_of_signs_fells_the_reader_or_changes_twice(surname: str, given_name: str, full: str) -> None:
    form = read_name(surname, given_name, "", full)
    assert form == read_name(surname, given_name, "", full)
    assert form.surname_fold.isascii()
    assert not set("\u202e\u200b\x00") & set(form.surname + form.given_name + form.patronymic)
