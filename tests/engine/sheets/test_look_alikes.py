"""Trap: Latin letters inside Cyrillic words. Flagged with row and column, never mended."""

MIXED = "Кoваленко"  # the second letter is Latin


def test_a_mixed_word_is_flagged_and_kept_as_written(read, text_list):
    reading = read(text_list([["Прізвище", "Ім'я"], ["Коваленко", "Іван"], [MIXED, "Іван"]]))
    assert [person.surname for person in reading.persons] == ["Коваленко", MIXED]
    [flag] = reading.flags
    assert (flag.row, flag.column, flag.value) == (3, "Прізвище", MIXED)
    assert any(note.startswith("row 3, column Прізвище") for note in reading.notes)


def test_two_words_in_two_scripts_are_no_mixture(read, text_list):
    reading = read(text_list([["ПІБ"], ["Коваленко Іван (Kovalenko Ivan)"], ["Коваленко-Smith Іван"]]))
    assert not reading.flags
