"""Names are translated through the table; patronymics follow the father's name."""

from pathlib import Path

import pytest

from homeward.engine.names import fold
from homeward.engine.names.lexicon import Lexicon, initials_of, lexicon
from homeward.engine.names.packs import PACKS, PackError, letter_table


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        ("mykola", "Микола Николай Мікалай Mykola Nikolaj Nikolay Nicolas Коля"),
        ("oleksandr", "Олександр Александр Аляксандр Oleksandr Alexander Саша"),
        ("yevhen", "Євген Евгений Яўген Yevhen Evgenii Eugene"),
        ("petro", "Петро Пётр Petro Pyotr Piotr"),
        ("hanna", "Ганна Анна Hanna Anna Аня"),
        ("olena", "Олена Елена Алена Olena Elena Helena"),
    ],
)
def test_forms_of_one_name_share_an_identity(code: str, forms: str) -> None:
    assert {lexicon().given(fold(form)).code for form in forms.split()} == {code}


@pytest.mark.parametrize(
    ("father", "forms"),
    [
        ("mykola", "Миколайович Николаевич Mykolaiovych Nikolayevich Миколаївна Николаевна Мікалаевіч"),
        ("andrii", "Андрійович Андреевич Andriiovych Andreyevich Андріївна"),
        ("illia", "Ілліч Ильич Іллівна Ильинична"),
        ("yakiv", "Якович Яковлевич Яківна"),
        ("yevhen", "Євгенович Евгеньевич Yevhenovych Evgenyevich"),
        ("lev", "Львович Львівна Lvovych"),
        ("yurii", "Юрійович Юрьевич Yuriiovych Yuryevich"),
    ],
)
def test_patronymics_lead_to_the_fathers_name(father: str, forms: str) -> None:
    assert {lexicon().patronymic(fold(form)).code for form in forms.split()} == {father}


def test_near_spelling_is_the_fallback_and_says_so() -> None:
    found = lexicon().given(fold("Олександ"))
    assert (found.code, found.how) == ("oleksandr", "near")


def test_a_name_without_an_entry_is_its_own_identity() -> None:
    assert lexicon().given(fold("Жваверон")).code == "~" + fold("Жваверон")


def test_a_short_form_of_two_names_follows_the_sex() -> None:
    assert lexicon().given(fold("Саша"), "f").code == "oleksandra"
    assert lexicon().given(fold("Саша"), "m").code == "oleksandr"


def test_an_initial_may_come_from_any_language() -> None:
    assert {"m", "n"} <= initials_of("mykola")


def test_the_pack_holds_the_common_names() -> None:
    lines = (PACKS / "given_names.txt").read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith("m;") for line in lines) >= 150
    assert sum(line.startswith("f;") for line in lines) >= 90


def _packs_with(folder: Path, name: str, text: str) -> Path:
    for pack in PACKS.iterdir():
        (folder / pack.name).write_text(pack.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_new_name_needs_one_line_and_no_code(tmp_path: Path) -> None:
    lines = (PACKS / "given_names.txt").read_text(encoding="utf-8") + "\nm; Зюбрій; Зубрей; ; Zubrius; Зюба\n"
    names = Lexicon(_packs_with(tmp_path, "given_names.txt", lines))
    assert names.given(fold("Zubrius")).code == names.given(fold("Зубрей")).code
    assert names.patronymic(fold("Зубреевич")).code == names.given(fold("Зюбрій")).code


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("given_names.txt", "m; Іван; Иван; ; John; Ваня; more", "line 1"),
        ("given_names.txt", "m; Іван; Иван\nm; Іван; Иван", "twice"),
        ("patronymics.txt", "Такого; Такович", "no given name"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(PackError, match=message):
        Lexicon(_packs_with(tmp_path, name, text))


def test_a_broken_letter_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("# comment\nа\n", encoding="utf-8")
    with pytest.raises(PackError, match="line 2"):
        letter_table("letters.txt", tmp_path)
