"""Reading order, initials, slips of clerks; the written words are kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.base.persons import ListedPerson
from homeward.engine.names import Cells, NameForm, canonical_columns, name_columns, read_name, search_key


def _three(form: NameForm) -> tuple[str, str, str]:
    return form.surname, form.given_name, form.patronymic


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Іваненко Іван Петрович", ("Іваненко", "Іван", "Петрович")),
        ("Іван Петрович Іваненко", ("Іваненко", "Іван", "Петрович")),
        ("Іван Іваненко Петрович", ("Іваненко", "Іван", "Петрович")),
        ("Ivanenko, Ivan P.", ("Ivanenko", "Ivan", "P.")),
        ("Іваненко І.П.", ("Іваненко", "І.", "П.")),
        ("І. П. Іваненко", ("Іваненко", "І.", "П.")),
        ("Іван ПЕТРЕНКО", ("ПЕТРЕНКО", "Іван", "")),
        ("ПЕТРЕНКО ІВАН", ("ПЕТРЕНКО", "ІВАН", "")),
        ("Petrenko Ivan", ("Petrenko", "Ivan", "")),
        ("Петрович Іван Іванович", ("Петрович", "Іван", "Іванович")),
        ("Нечуй - Левицький Іван Семенович", ("Нечуй-Левицький", "Іван", "Семенович")),
        ("Алиев Руслан Ахмед оглы", ("Алиев", "Руслан", "Ахмед-оглы")),
        ("Коваль", ("Коваль", "", "")),
        ("", ("", "", "")),
        (" , ", ("", "", "")),
    ],
)
def test_a_name_in_one_cell_is_read_in_its_order(written: str, parts: tuple[str, str, str]) -> None:
    assert _three(read_name(full_name=written)) == parts


@pytest.mark.parametrize(
    ("cells", "parts"),
    [
        (("Микола", "Бондаренко", "Петрович"), ("Бондаренко", "Микола", "Петрович")),
        (("Бондаренко", "Петрович", "Микола"), ("Бондаренко", "Микола", "Петрович")),
        (("Бондаренко", "Микола Петрович", ""), ("Бондаренко", "Микола", "Петрович")),
        (("Бондаренко Микола Петрович", "", ""), ("Бондаренко", "Микола", "Петрович")),
        (("Мартин", "Іван", ""), ("Мартин", "Іван", "")),
    ],
)
def test_slips_between_cells_are_read_through(cells: tuple[str, str, str], parts: tuple[str, str, str]) -> None:
    assert _three(read_name(*cells)) == parts


def test_one_person_in_three_spellings_has_one_canonical_form() -> None:
    forms = [
        read_name("Бондаренко", "Микола", "Олексійович"),
        read_name(full_name="БОНДАРЕНКО Николай Алексеевич"),
        read_name(full_name="Mykola Oleksiiovych Bondarenko"),
        read_name("Bondarenko", "Nikolay", "Alekseevich"),
    ]
    assert len({(form.surname_fold, form.given_id, form.patronymic_id) for form in forms}) == 1


def test_brackets_give_a_second_reading_of_the_same_person() -> None:
    columns = canonical_columns([ListedPerson("1", full_name="Коваль (Петренко) Ганна Олексіївна")])
    assert columns.owner == [0, 0]
    assert columns.column("surname") == ["Коваль", "Петренко"]


def test_a_second_script_that_says_the_same_adds_nothing() -> None:
    person = ListedPerson("1", surname="Коваль", given_name="Микола", other_name="Koval Nikolai")
    assert len(canonical_columns([person])) == 1


def test_doubts_are_flagged() -> None:
    assert read_name("Бoндаренко", "М.", "").flags == ("mixed_script",)
    assert "general_transliteration" in read_name(full_name="王 伟").flags
    assert read_name("Микола", "Бондаренко", "").flags == ("swapped",)


def test_initials_stay_initials() -> None:
    form = read_name("Коваль", "М.", "П.")
    assert (form.given_id, form.given_initial, form.patronymic_initial) == ("", "m", "p")


def test_the_patronymic_tells_the_sex() -> None:
    assert read_name("Коваль", "Саша", "Іванівна").sex == "f"
    assert read_name("Коваль", "Саша", "Іванівна").given_id == "oleksandra"


@settings(max_examples=150)
@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20), st.text(max_size=60))
def test_whatever_is_written_yields_a_form(surname: str, given_name: str, patronymic: str, full: str) -> None:
    form = read_name(surname, given_name, patronymic, full)
    assert form == read_name(surname, given_name, patronymic, full)
    assert form.surname_fold.isascii()


@settings(max_examples=100)
@given(st.text(max_size=50))
def test_a_search_key_is_lower_case_ascii(text: str) -> None:
    key = search_key(text)
    assert key.isascii()
    assert key == key.lower() == key.strip()


def test_one_search_key_finds_a_person_in_every_script() -> None:
    assert search_key("Іваненко Николай") == search_key("Ivanenko Mykola") == "ivanenko mykola"
    assert search_key("Коваль Миколайович") == search_key("Koval Nikolaevich")


def test_the_beginning_of_a_surname_begins_its_key() -> None:
    assert search_key("Бондаренко").startswith(search_key("Бонд"))


_WRITTEN = st.one_of(
    st.sampled_from(
        [
            "", "Коваль", "Микола", "Николай", "Петрович", "М.", "П", "Коваль (Петренко)", "Нечуй-Левицький",
            "Саша", "Іванівна", "Иван Петрович", "Іван ПЕТРЕНКО", "Koval, Mykola", "Ахмед оглы",
            "Миkола", "Мкола", "王 伟", "-", "((",
        ]
    ),
    st.text(max_size=12),
)  # fmt: skip


@settings(max_examples=200)
@given(st.lists(st.tuples(_WRITTEN, _WRITTEN, _WRITTEN, _WRITTEN, _WRITTEN), max_size=6))
def test_columns_say_what_row_by_row_reading_says(rows: list[tuple[str, str, str, str, str]]) -> None:
    names = ("surname", "given_name", "patronymic", "full_name", "other_name")
    by_row = canonical_columns([ListedPerson(str(k), *row) for k, row in enumerate(rows)])
    found = name_columns({name: Cells.of(row[place] for row in rows) for place, name in enumerate(names)})
    assert found.owner.tolist() == by_row.owner
    for column, name in (
        (found.surname_fold, "surname_fold"),
        (found.surname_skeleton, "surname_skeleton"),
        (found.given_id, "given_id"),
        (found.patronymic_id, "patronymic_id"),
    ):
        assert list(column) == by_row.column(name)
    assert [value.endswith(".") for value in found.given] == [bool(one) for one in by_row.column("given_initial")]
    assert ["?" in value for value in found.given] == by_row.column("given_near")
