"""The words of the pages: collected without gettext, whole in every language, compiled to the same bytes again."""

import gettext
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from homeward.node import catalogues
from homeward.node.templatetags.page import review_of

TEMPLATE = """{% load i18n %}
  {% translate "Persons held" %}
      {% translate "Number" context "of a person" %}
{% blocktranslate trimmed count rows=rows %}
    {{ rows }} row
{% plural %}
    {{ rows }} rows
{% endblocktranslate %}
"""
CODE = """from django.utils.translation import gettext_lazy as _, ngettext, pgettext

TITLE = _("Missing persons")
STATE = pgettext("of a list", "open")


def words(count):
    return ngettext("%(count)s list", "%(count)s lists", count) % {"count": count}
"""


@pytest.fixture
def small_source(tmp_path: Path) -> Path:
    templates = tmp_path / "desk" / "templates" / "desk"
    templates.mkdir(parents=True)
    (templates / "page.html").write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "desk" / "views.py").write_text(CODE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def own_locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path / "locale")
    return tmp_path / "locale"


def test_every_word_of_every_page_is_translated_and_compiled():
    assert catalogues.check() == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_page_knows_whether_its_wording_was_signed_off(language: str):
    assert review_of(language) == catalogues.review(language)


def test_the_source_language_carries_no_note_on_draft_wording():
    assert review_of("en") == ""


def test_it_collects_words_of_templates_and_code_with_context_and_plural(small_source: Path):
    found = {(message.id, message.context) for message in catalogues.collect(small_source) if message.id}
    assert found == {
        ("Persons held", None),
        ("Number", "of a person"),
        (("%(rows)s row", "%(rows)s rows"), None),
        ("Missing persons", None),
        ("open", "of a list"),
        (("%(count)s list", "%(count)s lists"), None),
    }


def test_update_keeps_a_translation_and_brings_it_back_when_the_word_returns(small_source: Path, own_locale: Path):
    catalogues.update(small_source)
    catalogue = catalogues.read("uk")
    catalogue["Persons held"].string = "Утримувані особи"
    catalogues.write("uk", catalogue)

    page = small_source / "desk" / "templates" / "desk" / "page.html"
    page.write_text("nothing yet", encoding="utf-8")
    catalogues.update(small_source)
    assert "Persons held" not in catalogues.read("uk")

    page.write_text(TEMPLATE, encoding="utf-8")
    catalogues.update(small_source)
    assert catalogues.read("uk")["Persons held"].string == "Утримувані особи"


def test_update_writes_the_same_bytes_for_the_same_words(small_source: Path, own_locale: Path):
    catalogues.update(small_source)
    first = catalogues.path_of("ar").read_bytes()
    catalogues.update(small_source)
    assert catalogues.path_of("ar").read_bytes() == first


def test_a_signed_off_catalogue_stays_signed_off_through_an_update(small_source: Path, own_locale: Path):
    catalogues.update(small_source)
    path = catalogues.path_of("ru")
    path.write_text(path.read_text(encoding="utf-8").replace("X-Review: draft", "X-Review: signed"), encoding="utf-8")
    catalogues.update(small_source)
    assert catalogues.review("ru") == "signed"


def test_the_compiled_form_is_read_by_gettext_with_plurals_and_context(small_source: Path, own_locale: Path):
    catalogues.update(small_source)
    catalogue = catalogues.read("ru")
    catalogue[("%(count)s list", "%(count)s lists")].string = (
        "%(count)s список",
        "%(count)s списка",
        "%(count)s списков",
    )
    catalogue.get("open", "of a list").string = "открыт"
    catalogues.write("ru", catalogue)
    words = gettext.GNUTranslations(BytesIO(catalogues.compiled("ru")))
    assert [words.ngettext("%(count)s list", "%(count)s lists", n) for n in (1, 2, 5, 21)] == [
        "%(count)s список", "%(count)s списка", "%(count)s списков", "%(count)s список",
    ]  # fmt: skip
    assert words.pgettext("of a list", "open") == "открыт"
    assert words.gettext("Missing persons") == "Missing persons"


def test_check_names_a_word_that_no_catalogue_knows(small_source: Path, own_locale: Path):
    catalogues.update(small_source)
    catalogues.compile_all()
    (small_source / "desk" / "more.py").write_text('from x import gettext as _\n_("Returned")\n', encoding="utf-8")
    assert "ar: not in the catalogue, run update: 'Returned'" in catalogues.check(small_source)


def test_check_names_a_compiled_catalogue_that_lags(small_source: Path, own_locale: Path):
    catalogues.update(small_source)
    assert "uk: the compiled catalogue differs from its source, run compile" in catalogues.check(small_source)


@pytest.mark.parametrize(
    ("english", "translated", "fault"),
    [
        ("Persons held", "", "empty"),
        ("Persons held", "  ", "empty"),
        ("Persons held", "Persons held", "the same as in English"),
        ("CSV", "CSV", ""),
        ("After %(name)s", "Після %(nom)s", "other placeholders than in English"),
        ("After {name}", "Після", "other placeholders than in English"),
        ("After %(name)s", "Після %(name)s", ""),
        (("%(n)s row", "%(n)s rows"), ("%(n)s рядок", "%(n)s рядки"), "2 plural forms instead of 3"),
        (("%(n)s row", "%(n)s rows"), ("рядок", "%(n)s рядки", "%(n)s рядків"), "other placeholders than in English"),
        (("%(n)s row", "%(n)s rows"), ("%(n)s рядок", "%(n)s рядки", "%(n)s рядків"), ""),
    ],
)
def test_it_says_what_is_wrong_with_a_translation(english, translated, fault: str):
    assert catalogues.fault_of(Message(english, translated), 3, {"CSV"}) == fault


def test_a_translation_marked_fuzzy_is_a_fault():
    assert catalogues.fault_of(Message("Sign in", "Увійти", flags={"fuzzy"}), 3, set()) == "marked fuzzy"


def test_arabic_may_spell_out_nought_one_and_two_and_no_other_number():
    rows = ("%(n)s row", "%(n)s rows")
    spelled = ("لا صفوف", "صف واحد", "صفان", "%(n)s صفوف", "%(n)s صفًا", "%(n)s صف")
    assert catalogues.fault_of(Message(rows, spelled), 6, set()) == ""
    too_far = ("لا صفوف", "صف واحد", "صفان", "صفوف", "%(n)s صفًا", "%(n)s صف")
    assert catalogues.fault_of(Message(rows, too_far), 6, set()) == "other placeholders than in English"


def test_the_command_refuses_an_unknown_word(capsys: pytest.CaptureFixture[str]):
    assert catalogues.main(["polish"]) == 2
    assert "update|compile|check" in capsys.readouterr().out
