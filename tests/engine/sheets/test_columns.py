"""Headings in three languages and more become fields; where two readings fit, a human decides."""

import pytest

from homeward.base.errors import SheetError
from homeward.engine.sheets import FIELDS, look_at, mapping_of_choices
from homeward.engine.sheets.columns import fits, guess_columns, plain_heading


@pytest.mark.parametrize("kind", ["held", "missing"])
def test_every_synonym_of_every_field_leads_to_its_field(kind):
    for field in FIELDS.values():
        for word in (field.name, *field.titles, *field.words, *field.held, *field.missing):
            assert field.name in fits(word, kind)[1], word


@pytest.mark.parametrize("kind", ["held", "missing"])
def test_titles_of_the_blank_list_are_never_ambiguous(kind):
    titles = [" / ".join(field.titles) for field in FIELDS.values()]
    columns = guess_columns(titles, kind)
    assert columns.of_field == {name: index for index, name in enumerate(FIELDS)}
    assert not columns.unsure


@pytest.mark.parametrize(
    ("header", "mapping"),
    [
        (
            ["№ з/п", "Прізвище", "Ім’я", "По батькові", "Д.н."],
            ["id", "surname", "given_name", "patronymic", "birth_date"],
        ),
        (["Рег. №", "Ф.И.О.", "Год рождения", "В/ч"], ["id", "full_name", "birth_date", "unit"]),
        (
            ["Last Name", "First name(s)", "DOB", "Service No."],
            ["surname", "given_name", "birth_date", "service_number"],
        ),
        (["اللقب", "الاسم", "تاريخ الميلاد"], ["surname", "given_name", "birth_date"]),
        (["Прізвище (рідною мовою)", "Дата народження [дд.мм.рррр]"], ["surname", "birth_date"]),
        (["Військове звання на час полону", "ПІБ"], ["rank", "full_name"]),
    ],
)
def test_headings_are_known_by_their_synonyms(header, mapping):
    columns = guess_columns(header, "held")
    assert columns.of_field == {name: index for index, name in enumerate(mapping)}


@pytest.mark.parametrize(
    "heading", ["Номер телефону", "Ім'я дружини", "Date of entry", "Name of mother", "Дата народження дитини"]
)
def test_a_heading_about_something_or_somebody_else_is_not_read_as_the_person(heading):
    columns = guess_columns(["Прізвище", "Дата народження", heading], "missing")
    assert columns.of_field == {"surname": 0, "birth_date": 1}


def test_a_heading_known_in_part_is_taken_and_said_to_be_unsure():
    columns = guess_columns(["Прізвище", "Військове звання на час зникнення"], "missing")
    assert columns.of_field["rank"] == 1
    assert [(guess.taken, guess.header) for guess in columns.unsure] == [("rank", "Військове звання на час зникнення")]


def test_the_kind_of_list_decides_which_event_is_meant():
    header = ["Surname", "Last contact", "Captured on"]
    assert guess_columns(header, "held").of_field["event_date"] == 2
    assert guess_columns(header, "missing").of_field["event_date"] == 1


def test_a_date_that_could_be_birth_or_capture_is_left_for_a_human():
    columns = guess_columns(["Surname", "Date"], "held")
    assert "birth_date" not in columns.of_field
    [guess] = columns.unsure
    assert (guess.header, guess.taken, set(guess.candidates)) == ("Date", "", {"birth_date", "event_date"})


def test_a_name_alone_is_the_whole_name_and_said_to_be_unsure():
    columns = guess_columns(["Name", "Rank"], "held")
    assert columns.of_field["full_name"] == 0
    assert columns.unsure[0].taken == "full_name"
    assert guess_columns(["Surname", "Name"], "held").of_field == {"surname": 0, "given_name": 1}


def test_a_mapping_by_hand_overrides_guesses_and_can_leave_a_column_unread(read, text_list):
    path = text_list([["Surname", "Nick", "Date"], ["Bereza", "Ivan", "1998"]])
    [person] = read(path, mapping={"given_name": "nick", "birth_date": "Date", "rank": ""}).persons
    assert (person.surname, person.given_name, person.birth_date.isoformat()) == ("Bereza", "Ivan", "1998")
    reading = read(path, mapping={"surname": "Nick"})
    assert reading.persons[0].surname == "Ivan"
    assert "Surname" in reading.unmapped


@pytest.mark.parametrize(
    ("mapping", "word"), [({"nickname": "Surname"}, "nickname"), ({"rank": "Grade of rank"}, "Its columns are")]
)
def test_a_mapping_to_what_does_not_exist_is_refused_with_what_does(read, text_list, mapping, word):
    with pytest.raises(SheetError, match=word):
        read(text_list([["Surname", "Rank"], ["A", "x"]]), mapping=mapping)


def test_two_columns_of_one_heading_are_told_apart_by_hand_and_never_by_chance(read, text_list):
    path = text_list([["Прізвище", "Прізвище", "Звання"], ["Береза", "Дуб", "солдат"]])
    with pytest.raises(SheetError, match="both read as surname"):
        read(path)
    with pytest.raises(SheetError, match="2 columns are headed"):
        read(path, mapping={"surname": "Прізвище"})
    assert read(path, mapping={"surname": "Прізвище (2)"}).persons[0].surname == "Дуб"


def test_two_choices_of_the_same_field_are_refused():
    with pytest.raises(SheetError, match="both mapped to surname"):
        mapping_of_choices({"A": "surname", "B": "surname"})
    assert mapping_of_choices({"A": "surname", "B": ""})["surname"] == "A"


def test_a_list_with_no_identifying_column_is_refused_with_headings_seen_and_words_that_would_do(read, text_list):
    with pytest.raises(SheetError, match="Columns seen: Colour, Rank") as caught:
        read(text_list([["Colour", "Rank"], ["red", "x"]]))
    assert "Прізвище" in caught.value.cure
    with pytest.raises(SheetError):
        read(text_list([["Іван", "Дуб"], ["Петро", "Клен"]]))


def test_title_lines_above_and_numbers_below_the_heading_are_no_persons(read, text_list):
    rows = [
        ["Список осіб"],
        [],
        ["для звірки", "2024"],
        ["Код", "Прізвище", "Звання"],
        ["1", "2", "3"],
        ["a", "Дуб", "солдат"],
    ]
    reading = read(text_list(rows))
    assert [(person.id, person.row) for person in reading.persons] == [("a", 6)]
    assert "header row: 4" in reading.notes
    assert any("number the columns" in note for note in reading.notes)


def test_a_heading_repeated_on_each_printed_page_is_skipped_and_counted(read, text_list):
    reading = read(text_list([["Surname", "Rank"], ["A", "x"], ["Surname", "Rank"], ["B", "y"]]))
    assert reading.rows_read == 2
    assert "repeated heading rows skipped: 1" in reading.notes


def test_looking_at_a_list_shows_heading_rows_and_guesses_and_refuses_no_columns(text_list):
    look = look_at(text_list([["List"], ["Colour", "Name"], ["red", "A"]]))
    assert (look.header_row, look.header, look.first_rows) == (2, ["Colour", "Name"], [["red", "A"]])
    assert look.mapping == {"full_name": "Name"}
    assert look_at(text_list([["Colour", "Size"], ["red", "1"]])).mapping == {}


def test_plain_headings_differ_by_words_alone():
    assert plain_heading(" Ім’я: ") == plain_heading("ІМ'Я") == "імя"
