"""Every template and the one sheet keep the rules of docs/reference/pages.md; tags and parts do what it says."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django import forms
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils import translation

from homeward.base.dates import HalfKnownDate
from homeward.node import catalogues
from homeward.node.templatetags import page

SOURCE = Path(catalogues.SOURCE)
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
SHEET = SOURCE / "node" / "static" / "homeward.css"
SCRIPT = SOURCE / "node" / "static" / "shell.js"

FORBIDDEN = {
    "an inline style": r"<style|\sstyle\s*=",
    "an inline script": r"<script(?![^>]*\ssrc=)|javascript:",
    "a handler in an attribute": r"<[^>]*\son[a-z]+\s*=",
    "hx-on, or an evaluated value": r"hx-on|['\"]js:|hx-trigger\s*=\s*['\"][^'\"]*\[",
    "an outside address": r"(?:src|href|action|hx-\w+)\s*=\s*['\"](?:https?:)?//",
    "an attribute of direction": r"\s(?:align|valign|bgcolor)\s*=",
}
PHYSICAL = re.compile(
    r"(?:^|[{;\s])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*"
    r"|left|right|top|bottom|float|clear|(?:min-|max-)?(?:width|height)|overflow-[xy]"
    r"|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
    r"|:\s*(?:left|right)\s*[;}]"
)
AVOIDED = re.compile(
    r"\b(?:exchange fund|stock|inventory|assets?|swap(?:ped|s)?|trade|deals?|prices?|enem(?:y|ies)|hostile|occupiers?"
    r"|regime|liberated|hostages?|terrorists?|mercenar(?:y|ies)|separatists?|deserters?|traitors?|cowards?"
    r"|voluntary surrender|victim count|body count|cargo 200|AI match|true number|home country of choice)\b",
    re.IGNORECASE,
)
AVOIDED_IN_TRANSLATION = re.compile(
    r"\b(?:обмінн\w+ фонд\w*|обменн\w+ фонд\w*|ворог\w*|ворож\w+|враг\w*|вражеск\w+|противник\w*|окупант\w*|оккупант\w*"
    r"|заручник\w*|заложник\w*|терорист\w*|террорист\w*|дезертир\w*|зрадник\w*|предател\w*|найман\w+|наёмник\w*"
    r"|العدو|أعداء|رهائن|رهينة|إرهابي\w*|مرتزقة|خائن)\b",
    re.IGNORECASE,
)


def name_of(path: Path) -> str:
    return path.as_posix().split("/templates/")[1]


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_template_compiles_and_finds_what_it_extends_and_includes(path: Path):
    get_template(name_of(path))
    for other in re.findall(r"{% (?:extends|include) \"([^\"]+)\"", path.read_text(encoding="utf-8")):
        get_template(other)


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_template_holds_what_the_content_policy_forbids(path: Path):
    text = path.read_text(encoding="utf-8")
    assert [rule for rule, pattern in FORBIDDEN.items() if re.search(pattern, text, re.IGNORECASE)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_template_holds_an_avoided_word(path: Path):
    assert AVOIDED.findall(path.read_text(encoding="utf-8").replace("hx-swap", "")) == []


def test_no_word_shown_to_people_is_an_avoided_one():
    ids = [message.id for message in catalogues.collect() if message.id]
    shown = "\n".join(text if isinstance(text, str) else "\n".join(text) for text in ids)
    assert AVOIDED.findall(shown) == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_no_translation_is_an_avoided_word(language: str):
    assert AVOIDED_IN_TRANSLATION.findall(catalogues.path_of(language).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "rule",
    ["margin-left: 1em;", "{ left: 0 }", "text-align: right;", "width: 3em;", "overflow-x: auto;", "float: start;"],
)
def test_the_direction_rule_sees_a_physical_property(rule: str):
    assert PHYSICAL.search(rule)


def test_the_sheet_knows_no_left_and_no_right():
    without_comments = re.sub(r"/\*.*?\*/", "", SHEET.read_text(encoding="utf-8"), flags=re.DOTALL)
    rules = re.sub(r"@media[^{]*", "@media ", without_comments)
    assert PHYSICAL.findall(rules) == []


def test_the_sheet_is_one_small_file_without_outside_parts():
    text = SHEET.read_text(encoding="utf-8")
    assert len(text.encode()) < 30_000
    assert "url(" not in text
    assert "@import" not in text


def test_the_own_script_evaluates_nothing_and_sets_no_style():
    text = SCRIPT.read_text(encoding="utf-8")
    assert re.findall(r"\beval\(|new Function|\.style\b|innerHTML|document\.write", text) == []


# --- what the tags promise
def context_of(address: str) -> dict:
    return {"request": RequestFactory().get(address)}


def test_a_changed_filter_keeps_the_others_and_starts_from_the_first_name():
    assert page.query(context_of("/list?state=held&rank=x&after=K"), rank="y") == "?state=held&rank=y"


def test_a_filter_is_taken_out_by_none():
    assert page.query(context_of("/list?state=held&q=a"), state=None) == "?q=a"


def test_the_next_page_is_an_address_with_all_filters():
    assert page.query(context_of("/list?state=held&after=K"), after="М") == "?state=held&after=%D0%9C"


def test_a_search_form_keeps_the_filters_but_not_the_place_in_the_list():
    fields = page.kept_fields(context_of('/list?state="held&q=a&after=K'), "q")
    assert fields == '<input type="hidden" name="state" value="&quot;held">'


def test_a_name_is_escaped_and_keeps_its_direction():
    assert page.bidi("<b>حسن", "ar") == '<bdi lang="ar">&lt;b&gt;حسن</bdi>'


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "7 March 1998"), ("uk", "7 березня 1998"), ("ru", "7 марта 1998"), ("ar", "7 مارس 1998")],
)
def test_a_date_is_written_in_the_language_of_the_page(language: str, words: str):
    with translation.override(language):
        assert page.day(HalfKnownDate(1998, 3, 7)) == f'<time datetime="1998-03-07">{words}</time>'


def test_a_date_is_shown_as_far_as_it_is_known_and_no_further():
    with translation.override("en"):
        assert page.day("1998-03") == '<time datetime="1998-03">March 1998</time>'
        assert page.day(HalfKnownDate(1998)) == '<time datetime="1998">1998</time>'
        assert page.day(date(1998, 3, 7)) == page.day("1998-03-07")
        assert page.day(None) == page.day(HalfKnownDate()) == page.day("") == ""


def test_a_moment_shows_day_and_time():
    with translation.override("en"):
        shown = page.moment(datetime(2024, 8, 24, 9, 5, tzinfo=UTC))
    assert shown == '<time datetime="2024-08-24T09:05:00+00:00">24 August 2024, 09:05</time>'


def test_a_capped_count_does_not_pretend_to_be_exact():
    with translation.override("en"):
        assert [page.capped(1000), page.capped(1001), page.short_count(1001)] == ["1,000", "more than 1,000", "1,000+"]


def test_weights_carry_their_sign():
    assert [page.signed(6.1), page.signed(-1.4)] == ["+6.1", "−1.4"]


# --- what the parts promise
class ListForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As written.")
    kind = forms.ChoiceField(label="Which kind?", choices=[("h", "Held")], widget=forms.RadioSelect)


@pytest.fixture
def wrong_form() -> ListForm:
    form = ListForm({})
    assert not form.is_valid()
    return form


def test_an_error_stands_above_with_a_link_and_beside_its_field_in_the_same_words(wrong_form: ListForm):
    with translation.override("en"):
        above = render_to_string("parts/errors.html", {"form": wrong_form})
        beside = render_to_string("parts/fields.html", {"form": wrong_form})
    for words, target in (
        ("Name: This field is required.", "id_name"),
        ("Which kind? This field is required.", "id_kind_0"),
    ):
        assert f'<a href="#{target}">{words}</a>' in above
        assert words in beside
        assert f'id="{target}"' in beside


def test_the_error_summary_takes_the_focus(wrong_form: ListForm):
    summary = render_to_string("parts/errors.html", {"form": wrong_form})
    assert 'tabindex="-1" autofocus data-takes-focus' in summary


def test_a_field_names_its_help_and_its_error_to_a_screen_reader(wrong_form: ListForm):
    beside = render_to_string("parts/fields.html", {"form": wrong_form})
    assert 'aria-describedby="id_name_helptext id_name_error"' in beside
    assert 'id="id_name_helptext"' in beside
    assert 'id="id_name_error"' in beside


def test_the_window_title_says_error_first(wrong_form: ListForm):
    with translation.override("en"):
        shown = render_to_string("shell/base.html", {"form": wrong_form})
    assert "<title>Error: " in shown


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("uk", "ltr"), ("ar", "rtl")])
def test_a_page_names_its_language_and_direction(language: str, direction: str):
    with translation.override(language):
        assert f'<html lang="{language}" dir="{direction}">' in render_to_string("shell/base.html")


def test_a_page_in_unsigned_wording_says_so_and_an_english_one_does_not():
    with translation.override("uk"):
        assert 'class="draft' in render_to_string("shell/messages.html")
    with translation.override("en"):
        assert 'class="draft' not in render_to_string("shell/messages.html")


def test_the_browser_keeps_no_history_of_pages_and_evaluates_nothing():
    shown = render_to_string("shell/base.html")
    assert '"historyCacheSize":0' in shown
    assert '"allowEval":false' in shown


def test_the_server_error_page_needs_no_context():
    with translation.override("en"):
        assert "Something failed on this node" in get_template("500.html").render()


def test_facets_show_the_active_choice_in_more_than_colour():
    choices = [{"title": "Held", "url": "?state=held", "active": True, "count": 0}]
    shown = render_to_string(
        "parts/facets.html", {"facets": [{"title": "State", "choices": choices}], "clear_url": "?"}
    )
    assert 'href="?state=held" aria-current="true"' in shown
    assert "<bdi>0</bdi>" in shown


def test_the_pager_goes_on_after_a_name_and_keeps_the_filters():
    context = context_of("/list?state=held&after=A") | {"shown": 50, "next_after": "K", "next_name": "Коваль"}
    with translation.override("en"):
        shown = render_to_string("parts/pager.html", context)
    assert 'rel="next" href="?state=held&amp;after=K"' in shown
    assert "After <bdi>Коваль</bdi>" in shown


def test_rival_values_of_one_fact_stand_together_each_with_its_source():
    values = [{"text": "1998", "source": "List, row 3", "date": "2024-06"}, {"text": "1999", "source": "Relatives"}]
    with translation.override("en"):
        shown = render_to_string("parts/facts.html", {"facts": [{"label": "Born", "values": values}]})
    assert shown.count("<dd>") == 2
    assert "List, row 3" in shown
    assert "June 2024" in shown
    assert "Relatives" in shown
