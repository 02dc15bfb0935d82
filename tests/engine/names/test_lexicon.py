"""Names are translated through the table; patronymics follow the father's name."""

import shutil
from pathlib import Path

import pytest

from homeward.engine.names import Lexicon, PackError, Strike, fold, initials_of, related_names
from homeward.engine.names.lexicon import lexicon
from homeward.engine.names.packs import PACKS, field_lines, letter_table
from homeward.engine.names.tables import fold_code


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


def test_the_table_holds_three_hundred_names_with_all_their_forms() -> None:
    whole = [line.fields for line in field_lines("given_names.txt", 6) if all(line.fields)]
    assert sum(fields[0] == "m" for fields in whole) >= 290
    assert sum(fields[0] == "f" for fields in whole) >= 150


def test_every_form_leads_to_its_own_name_or_is_listed_as_shared() -> None:
    names = Lexicon()
    for line in field_lines("given_names.txt", 6):
        code = fold_code(line.fields[1].split()[0])
        for form in " ".join(line.fields[1:]).split():
            found = names.given(fold(form), line.fields[0])
            assert found.code == code or names.related(found.code, code), (form, found, code)


def test_a_short_form_of_several_names_stays_open_between_them() -> None:
    slava = lexicon().given(fold("Слава"), "m")
    assert (slava.code, slava.how) == ("~slava", "shared")
    assert related_names("~slava", "rostyslav")
    assert related_names("sviatoslav", "~slava")
    assert not related_names("~slava", "mykola")
    assert {"r", "v", "s"} <= initials_of("~slava")


def test_a_struck_table_is_the_same_for_the_same_seed_and_lacks_its_share() -> None:
    whole, struck = Lexicon().codes(), Lexicon(struck=Strike(0.25, 3)).codes()
    assert struck == Lexicon(struck=Strike(0.25, 3)).codes() != Lexicon(struck=Strike(0.25, 4)).codes()
    assert struck < whole
    assert 0.7 < len(struck) / len(whole) < 0.9  # languages bring some back as names of their own


def _packs_with(folder: Path, name: str, text: str) -> Path:
    packs = shutil.copytree(PACKS, folder / "packs")
    (packs / name).write_text(text, encoding="utf-8")
    return packs


def test_a_new_name_needs_one_line_and_no_code(tmp_path: Path) -> None:
    lines = (PACKS / "given_names.txt").read_text(encoding="utf-8") + "\nm; Зюбрій; Зубрей; ; Zubrius; Зюба\n"
    names = Lexicon(_packs_with(tmp_path, "given_names.txt", lines))
    assert names.given(fold("Zubrius")).code == names.given(fold("Зубрей")).code
    assert names.patronymic(fold("Зубреевич")).code == names.given(fold("Зюбрій")).code


SHARED = (PACKS / "shared_forms.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("given_names.txt", "m; Іван; Иван; ; John; Ваня; more", "line 1"),
        ("given_names.txt", "m; Іван; Иван\nm; Іван; Иван", "line 2: 'ivan' stands twice"),
        ("given_names.txt", "# head\nx; Іван; Иван", "line 2: 'x' is no sex"),
        ("given_names.txt", "m; Івaн; Иван", "line 1: 'a' in 'Івaн' is no letter of 'uk'"),
        ("given_names.txt", "m; Сергій; Сергій", "line 1: 'і' in 'Сергій' is no letter of 'ru'"),
        ("given_names.txt", "m; Іван; Иван; Іван; Джон", "line 1: 'Джон' in the Latin field"),
        (
            "given_names.txt",
            "m; Іван; Иван; Іван; John; Ваня\nm; Ізот; Изот; Ізот; Izot; Ваня",
            "line 2: a form that sounds",
        ),
        ("given_names.txt", "m; ; Иван", "line 1: the second field"),
        ("patronymics.txt", "Такого; Такович", "line 1: 'Такого' is no given name"),
        ("shared_forms.txt", SHARED + "\nm; Жора; Нікого", r"line \d+: 'nikoho' is no given name"),
        ("hu/given_names.txt", "m; János; Янош; Нікого", "line 1: 'Нікого' is no given name"),
        ("hu/given_names.txt", "m; Adam; Адам; -", "stands in ../given_names.txt as well"),
        ("hu/patronymics.txt", "Zoltán; Иванович", "is the patronymic of 'ivan' already"),
        ("hu/patronymics.txt", "Olga; Ольгович", "no given name of this pack"),
        ("hu/letters.txt", "a а\ngy d", "'gy' is heard as 'd', which is not Cyrillic"),
        ("hu/letters.txt", "a а\na о", "line 2: 'a' stands twice"),
        ("hu/signs.txt", "ő 2\nsz", "line 2"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(PackError, match=message):
        Lexicon(_packs_with(tmp_path, name, text))


def test_a_broken_letter_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("# comment\nа\n", encoding="utf-8")
    with pytest.raises(PackError, match="line 2"):
        letter_table("letters.txt", tmp_path)
