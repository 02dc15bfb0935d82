"""Languages are data: Hungarian and Finnish names meet their Cyrillic by ear, and a new folder is enough."""

import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from homeward.engine.names import Lexicon, read_name
from homeward.engine.names.languages import read_languages
from homeward.engine.names.lexicon import NamesReadError, adopt, lexicon
from homeward.engine.names.packs import PACKS

HUNGARIAN = [
    (("Nagy", "Sándor", ""), ("Надь", "Шандор", "")),
    (("Szabó", "János", "István"), ("Сабо", "Янош", "Иштванович")),
    (("Kovács", "György", ""), ("Ковач", "Дьердь", "")),
    (("Kovacs", "Gyorgy", ""), ("Ковач", "Дьёрдь", "")),
    (("Varga", "Lajos", ""), ("Варга", "Лайош", "")),
    (("Papp", "Ferenc", ""), ("Папп", "Ференц", "")),
    (("Csizmadia", "László", ""), ("Чизмадиа", "Ласло", "")),
    (("Zsoldos", "József", ""), ("Жолдош", "Йожеф", "")),
    (("Gyarmati", "Jenő", "Gyula"), ("Дярмати", "Ене", "Дьюлович")),
]
FINNISH = [
    (("Mäkinen", "Heikki", ""), ("Мякинен", "Хейкки", "")),
    (("Järvinen", "Väinö", ""), ("Ярвинен", "Вяйне", "")),
    (("Nieminen", "Juho", ""), ("Ниеминен", "Юхо", "")),
    (("Hämäläinen", "Toivo", ""), ("Хямяляйнен", "Тойво", "")),
    (("Kyllönen", "Yrjö", "Matti"), ("Кюллёнен", "Юрьё", "Маттиевич")),
]


@pytest.mark.parametrize(("own", "heard"), HUNGARIAN + FINNISH, ids=lambda names: names[0])
def test_a_name_and_its_cyrillic_by_ear_have_one_canonical_form(own: tuple[str, ...], heard: tuple[str, ...]) -> None:
    first, second = read_name(*own), read_name(*heard)
    assert first.surname_fold == second.surname_fold
    assert (first.given_id, first.patronymic_id) == (second.given_id, second.patronymic_id)
    assert not first.given_id.startswith("~")


@pytest.mark.parametrize(
    ("surname", "given_name", "language"),
    [
        ("Nagy", "Sándor", "hu"), ("Szabo", "Laszlo", "hu"), ("Győri", "", "hu"), ("Korhonen", "Matti", "fi"),
        ("Lehtonen", "", "fi"), ("Petrenko", "Ivan", ""), ("Szewczuk", "Adam", ""), ("Schmidt", "Peter", ""),
        ("Polyakov", "Aleksey", ""), ("Kyzymchuk", "Viktor", ""), ("Надь", "Шандор", ""), ("Müller", "Karl", ""),
        ("Łukaszewicz", "Jan", ""), ("", "", ""), ("Tsymbaliuk", "Yurii", ""), ("Szczerbyna", "Robert", ""),
    ],
)  # fmt: skip
def test_the_language_is_told_by_given_name_and_letters_or_left_open(
    surname: str, given_name: str, language: str
) -> None:
    assert read_name(surname, given_name).language == language


def test_equivalents_of_given_names_are_one_identity_over_languages() -> None:
    assert {read_name("X", name).given_id for name in ("János", "Янош", "Juhani", "Юхани", "Іван", "Иван", "John")} == {
        "ivan"
    }


def _with_an_invented_language(folder: Path) -> Path:
    """Packs with one more folder: a language in which zh is heard as б and ee as у."""
    packs = copytree(PACKS, folder / "packs")
    (packs / "zz").mkdir()
    plain = "\n".join(f"{a} {b}" for a, b in zip("abdeiklmnorstu", "абдеиклмнорсту", strict=True))
    (packs / "zz" / "letters.txt").write_text(f"{plain}\nzh б\nee у\n", encoding="utf-8")
    (packs / "zz" / "signs.txt").write_text("# doubtless\nzhee 2\n", encoding="utf-8")
    (packs / "zz" / "given_names.txt").write_text("m; Omzheed; Омбуд; Іван; Zheed\n", encoding="utf-8")
    (packs / "zz" / "ranks.txt").write_text("sergeant; zheerk\n", encoding="utf-8")
    return packs


def test_a_new_language_needs_a_folder_and_no_code(tmp_path: Path) -> None:
    packs = _with_an_invented_language(tmp_path)
    assert list(read_languages(packs)) == ["fi", "hu", "zz"]
    names = Lexicon(packs)
    assert names.given("ombud").code == "ivan"


def test_the_adopted_packs_read_all_names_of_a_run(tmp_path: Path) -> None:
    packs = _with_an_invented_language(tmp_path)
    program = (
        "import sys; from pathlib import Path; from homeward.engine.names import Lexicon, adopt, read_name;"
        "adopt(Lexicon(Path(sys.argv[1]))); form = read_name('Zheerka', 'Omzheed');"
        "print(form.language, form.surname_fold, form.given_id, read_name('Бурка', 'Омбуд').given_id)"
    )
    ran = subprocess.run([sys.executable, "-c", program, str(packs)], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["zz", "burka", "ivan", "ivan"]


def test_two_lexicons_in_one_run_are_refused() -> None:
    lexicon()
    with pytest.raises(NamesReadError, match="before"):
        adopt(Lexicon())


def test_a_pack_without_signs_and_names_is_a_pack(tmp_path: Path) -> None:
    (tmp_path / "qq").mkdir()
    (tmp_path / "qq" / "letters.txt").write_text("a а\nb б\n", encoding="utf-8")
    language = read_languages(tmp_path)["qq"]
    assert language.as_clerks_wrote("Bàb'a") == "баба"
    assert language.strength("baba") == 0
