"""What a tracing officer may rely on: who is suggested, who is not, and why."""

import pytest

from engine.matching.people import person
from homeward.base.persons import ListedPerson
from homeward.engine.matching import (
    LIKELY,
    REVIEW,
    STAGES,
    WORDS,
    DoubleIdError,
    JudgedPair,
    Matches,
    Settings,
    explain,
    match,
)

MISSING = [
    person("m1", "Іванчук Микола Петрович", "1990-03-07", unit="в/ч А1234", rank="ст. солдат"),
    person("m2", "Ковалюк Олег Ігорович", "1985-01-01"),
    person("m3", "Шевчишин Іван", "1970-05-06"),
    person("m4", "Бойчар Андрій Юрійович", "1999-11-30", service_number="АБ-123456"),
    person("m5"),
]
HELD = [
    person("h1", "Ivanchuk Nikolai Petrovich", "1990-07-03", unit="А-1234", rank="ефрейтор"),
    person("h2", "Ковалюк О. И.", "1985"),
    person("h3", "Шевчишин Иван Петрович", "1970-05-06"),
    person("h4", "Бойчарь Андрей", "1999-11-30", service_number="аб 123456"),
    person("h5"),
    person("h6", "Мельничар"),
]


def _pair(found: Matches, left_id: str) -> JudgedPair | None:
    return next((pair for pair in found.pairs if pair.left_id == left_id), None)


def test_five_against_six_find_each_other_across_scripts_and_flaws() -> None:
    found = match(MISSING, HELD)
    assert {(pair.left_id, pair.right_id) for pair in found.band(LIKELY)} == {
        ("m1", "h1"), ("m2", "h2"), ("m3", "h3"), ("m4", "h4"),
    }  # fmt: skip
    assert found.summary["left_without_pair"] == 1


def test_reasons_keep_both_values_as_written_and_say_the_level() -> None:
    pair = _pair(match(MISSING, HELD), "m1")
    assert pair is not None
    levels = {reason.field: (reason.left_value, reason.right_value, reason.level) for reason in pair.reasons}
    assert levels["given_name"] == ("Микола", "Nikolai", "translated")
    assert levels["surname"] == ("Іванчук", "Ivanchuk", "transliterated")
    assert levels["birth_date"] == ("1990-03-07", "1990-07-03", "turned")
    assert levels["unit"] == ("в/ч А1234", "А-1234", "same")
    assert levels["rank"][2] == "same"
    assert "given names are translations of each other (Микола / Nikolai) +" in explain(pair)


def test_every_reason_has_words_for_its_level() -> None:
    for pair in match(MISSING, HELD).pairs:
        for reason in pair.reasons:
            assert WORDS[reason.field][reason.level] == reason.words
            assert reason.weight == round(reason.weight, 2)


def test_two_equal_namesakes_are_level_and_never_likely() -> None:
    one = person("m1", "Горобчак Іван Петрович", "1990-01-05")
    held = [person("h1", "Горобчак Иван Петрович", "1990-01-05"), person("h2", "Горобчак Иван Петрович", "1990-01-05")]
    found = match([one], held)
    assert [pair.band for pair in found.pairs] == [REVIEW]
    assert found.pairs[0].margin == 0
    assert {found.pairs[0].right_id, found.pairs[0].runner_up_right} == {"h1", "h2"}
    lenient = match([one], held, settings=Settings(likely_probability=0.3, likely_margin=0.1))
    assert [pair.band for pair in lenient.pairs] == [REVIEW]


TWIN = "1991-06-15"


@pytest.mark.parametrize("born", [TWIN, "1993-02-01", ""])
def test_a_brother_is_not_taken_for_the_missing_man(born: str) -> None:
    shared = {"unit": "А4321", "event": "2023-05-05", "event_place": "Хутір"}
    found = match(
        [person("m1", "Горобчак Петро Іванович", TWIN, **shared)],
        [person("h1", "Горобчак Павел Иванович", born, **shared)],
    )
    assert not found.band(LIKELY)
    if born != TWIN:
        assert not found.pairs
    for pair in found.pairs:
        assert [(reason.field, reason.weight) for reason in pair.reasons if reason.level == "relatives"] == [
            ("kinship", -8)
        ]


def test_twins_on_both_lists_find_their_own_rows() -> None:
    shared = {"unit": "А4321", "event_place": "Хутір"}
    left = [
        person("m1", "Горобчак Петро Іванович", TWIN, **shared),
        person("m2", "Горобчак Павло Іванович", TWIN, **shared),
    ]
    right = [
        person("h1", "Горобчак Павел Иванович", TWIN, **shared),
        person("h2", "Горобчак Пётр Иванович", TWIN, **shared),
    ]
    assert {(p.left_id, p.right_id, p.band) for p in match(left, right).pairs} == {
        ("m1", "h2", LIKELY), ("m2", "h1", LIKELY),
    }  # fmt: skip


def test_father_and_son_of_the_same_name_go_to_a_human() -> None:
    found = match(
        [person("m1", "Горобчак Іван Іванович", "1998-04-04", event_place="Хутір")],
        [person("h1", "Горобчак Иван Иванович", "1971-09-12", event_place="Хутор")],
    )
    assert not found.band(LIKELY)


@pytest.mark.parametrize("unit", ["", "А4321"])
def test_a_surname_and_given_name_alone_are_not_enough_for_likely(unit: str) -> None:
    found = match([person("m1", "Горобчак Іван", unit=unit)], [person("h1", "Горобчак Иван", unit=unit)])
    assert [pair.band for pair in found.pairs] == [REVIEW]


def test_a_whole_name_and_nothing_else_is_not_enough_for_likely() -> None:
    bare = match([person("m1", "Горобчак Іван Петрович", "1990-01-05")], [person("h1", "Горобчак Иван Петрович")])
    assert [pair.band for pair in bare.pairs] == [REVIEW]
    borne = match(
        [person("m1", "Горобчак Іван Петрович", unit="А4321")], [person("h1", "Горобчак Иван Петрович", unit="А4321")]
    )
    assert [pair.band for pair in borne.pairs] == [LIKELY]


def test_a_second_name_on_the_list_is_tried_as_well() -> None:
    held = ListedPerson(
        "h1", full_name="Ли Чен", other_name="Горобчак Иван Петрович", birth_date=person("x", born="1990").birth_date
    )
    found = match([person("m1", "Горобчак Іван Петрович", "1990")], [held])
    assert [pair.band for pair in found.pairs] == [LIKELY]


def test_empty_lists_and_empty_rows_give_nothing() -> None:
    assert match([], HELD).pairs == []
    assert match(MISSING, []).pairs == []
    assert match([], []).pairs == []
    assert match([person("a"), person("b")], [person("c")]).pairs == []


def test_strange_cells_do_not_stop_the_run() -> None:
    odd = [
        person("o1", "А" * 300 + " Іван", "1990"),
        ListedPerson(
            "o2", surname="\x00\u202eGor\u0301a\t", given_name="\ufeff", unit="🜁", rank="\x07", service_number="٣٤"
        ),
        ListedPerson("o3", full_name="王 伟", event_place="—", region="?"),
        ListedPerson("o4", surname="-", given_name=".", patronymic=",", other_name="((("),
    ]
    found = match(odd, [*odd, *HELD])
    assert {pair.left_id for pair in found.pairs} <= {"o1", "o2", "o3", "o4"}


def test_an_id_that_stands_twice_is_refused_by_name() -> None:
    with pytest.raises(DoubleIdError, match="'m1'"):
        match([MISSING[0], MISSING[0]], HELD)


def test_progress_tells_every_stage_to_its_end() -> None:
    heard: list[tuple[str, float]] = []
    match(MISSING, HELD, progress=lambda stage, share: heard.append((stage, share)))
    assert [stage for stage, share in heard if share == 1.0] == list(STAGES)
    assert all(0 <= share <= 1 for _, share in heard)


def test_the_summary_is_of_whole_numbers_and_words() -> None:
    def plain(value: object) -> bool:
        if isinstance(value, dict):
            return all(isinstance(key, str) and plain(part) for key, part in value.items())
        return isinstance(value, str | int)

    assert plain(dict(match(MISSING, HELD).summary))


def test_a_stricter_setting_moves_pairs_to_review() -> None:
    strict = match(MISSING, HELD, settings=Settings(likely_probability=0.9999999, likely_margin=0.9))
    assert len(strict.band(LIKELY)) < len(match(MISSING, HELD).band(LIKELY))
    assert strict.summary["settings"] != match(MISSING, HELD).summary["settings"]
