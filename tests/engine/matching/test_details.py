"""Ranks, units, numbers and places: what both sides write for one thing is one value."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.engine.matching.details import read_number, read_place, read_rank, read_unit, region_of
from homeward.engine.matching.ranks import PACKS, rank_words
from homeward.engine.names import PackError


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("private", "рядовий; рядовой; Солдат; сол.; гв. рядовой; матрос; Pvt.; радавы; honvéd; sotamies"),
        ("senior-private", "старший солдат; ст. солдат; ефрейтор; єфр.; старший матрос; PFC; őrvezető"),
        ("junior-sergeant", "молодший сержант; мл. сержант; мл.с-т; старшина 2 статьи; старшина 2-ї статті; corporal"),
        ("senior-sergeant", "старший сержант; ст. с-т; головний старшина; главный старшина; őrmester"),
        ("warrant-officer", "прапорщик; мічман; мичман; штаб-сержант; пр-к"),
        ("junior-lieutenant", "молодший лейтенант; мл. л-т; second lieutenant; vänrikki"),
        ("captain", "капітан; капитан; к-н; капітан-лейтенант; капитан-лейтенант; százados; kapteeni"),
        ("major", "майор; м-р; капітан 3 рангу; капитан 3 ранга; капитан 3-го ранга; Maj."),
        ("lieutenant-colonel", "підполковник; подполковник; п/п-к; капітан 2 рангу; LTC; alezredes"),
        ("colonel", "полковник; п-к; полковник запаса; полковник юстиції; капитан 1 ранга; eversti"),
        ("major-general", "генерал-майор; ген.-майор; контр-адмірал; rear admiral"),
        ("general", "генерал армії; генерал"),
    ],
)
def test_one_rank_in_every_language_has_one_code(code: str, words: str) -> None:
    assert {read_rank(word)[1] for word in words.split(";")} == {code}


def test_ranks_stand_in_order_and_an_unknown_one_stays_itself() -> None:
    order = "солдат; старший солдат; сержант; прапорщик; лейтенант; капітан; майор; полковник; генерал-майор"
    steps = [read_rank(word)[0] for word in order.split(";")]
    assert steps == sorted(set(steps))
    assert read_rank("отаман") == (0, "otaman")
    assert read_rank("") == (0, "")
    assert read_rank("гвардии") == (0, "hvardi")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("a1234", "в/ч А1234; В/Ч A-1234; військова частина А 1234; А1234; в.ч. А1234, 2 рота"),
        ("12345", "в/ч 12345; войсковая часть 12345; вч 12345; В\\Ч №12345; military unit 12345"),
        ("3057", "в/ч 3057; військова частина 3057"),
        ("36 brigade", "36 ОБрМП; 36-та окрема бригада морської піхоти; 36-я бригада морской пехоты"),
        ("36 brigade", "36th marine brigade; 36 обр мп; 1 батальйон 36 ОБрМП; бригада №36; 36 бригада"),
        ("93 brigade", "93-тя ОМБр «Холодний Яр»; 93 омбр; 3 бат. 93-ї бригади"),
        ("12 regiment", "12 полк; 12-й полк НГУ; 12 reg.; 12-ы полк"),
        ("503 battalion", "503 ОБМП; 503-й батальон морской пехоты; 503 bn"),
        ("2 divizion", "2 дивізіон; 2-й дивизион"),
        ("7 division", "7 дивизия; 7-ма дивізія"),
        ("47", "47"),
    ],
)  # fmt: skip
def test_one_unit_has_one_value_however_it_is_written(value: str, written: str) -> None:
    assert {read_unit(text) for text in written.split(";")} == {value}


def test_a_unit_without_a_number_stays_its_words() -> None:
    assert read_unit("Азов") == read_unit("Azov") == "azov"
    assert read_unit("") == ""


@pytest.mark.parametrize(
    "names",
    [
        "Бахмут; м. Бахмут; Артемовск; г. Артёмовск; Bakhmut; Артемівськ",
        "Маріуполь; Мариуполь; Mariupol; Марыупаль; г. Мариуполь",
        "Куп'янськ; Купянск; м. Куп’янськ",
        "Дніпро; Днепр; Днепропетровск; Dnipro",
        "Авдіївка; Авдеевка; с. Авдеевка",
    ],
)
def test_all_names_of_a_town_are_one_place(names: str) -> None:
    assert len({read_place(name) for name in names.split(";")}) == 1


def test_a_place_that_is_not_listed_stays_its_folded_words_in_any_order() -> None:
    assert read_place("с. Вигадане, Далекий р-н") == read_place("Далекий район, село Вигадане")
    assert read_place("с. Вигадане") == "vihadane"
    assert region_of("с. Вигадане") == ""


def test_towns_lie_in_their_coarse_region() -> None:
    assert region_of("м. Бахмут") == region_of("под Мариуполем, Мариуполь") == region_of("Soledar") == "donetsk"
    assert region_of("Ізюм") == "kharkiv"


def test_service_numbers_lose_signs_and_the_tail_of_spreadsheets() -> None:
    assert read_number("АВ-123 456.0") == read_number("ab123456") == "ab123456"


@pytest.mark.parametrize(
    ("text", "message"),
    [("0; private; рядовий", "line 1: '0' is no step"), ("x; private; рядовий", "no step"),
     ("1; private; рядовий\n2; private; солдат", "line 2: 'private' stands on step 1")],
)  # fmt: skip
def test_a_broken_table_of_ranks_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "ranks.txt").write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match=message):
        rank_words(tmp_path, [])


def test_a_language_adds_words_to_ranks_and_no_rank_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "ranks.txt").write_text("sergeant; zheerk, zh.\n", encoding="utf-8")
    assert rank_words(PACKS, [tmp_path])["zheerk"][1] == "sergeant"
    (tmp_path / "ranks.txt").write_text("emperor; zheerk\n", encoding="utf-8")
    with pytest.raises(PackError, match="'emperor' is no code"):
        rank_words(PACKS, [tmp_path])


@settings(max_examples=150, deadline=None)  # the tables are read at the first call
@given(st.text(max_size=60))
def test_whatever_is_written_has_a_value(text: str) -> None:
    assert read_place(text).isascii()
    assert read_unit(text) == read_unit(text)
    assert isinstance(read_rank(text)[0], int)
    assert read_number(text) == read_number(text)
    assert region_of(text) == region_of(text)
