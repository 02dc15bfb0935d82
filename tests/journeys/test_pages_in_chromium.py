"""The pages as officers use them: clicked in Chromium, in English and in Arabic, on a node with its worker.

Every window of every test must end without a console error and without a request to anybody but the node.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from homeward.node.demo import cast
from homeward.node.picturing import doing
from homeward.node.picturing.browser import NARROW, WIDE, Front, Window, sign_in
from homeward.node.picturing.catalogue import PAGES, Shown

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("chromium")]

ROOT = Path(__file__).parents[2]
AXE = (ROOT / "tests" / "node" / "vendor" / "axe.min.js").read_text(encoding="utf-8")
LANGUAGES = {"en": "ltr", "ar": "rtl"}
DARK_TOO = {"sign-in", "register-list", "register-upload-refused", "tracing-pair", "exchange-plan", "journal-verified"}
# Heads of the changed terms; another number for each language, for each test stands alone.
HEADS = {"en": 100, "ar": 105}

in_both_languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def walker(front: Front) -> Iterator[Callable[[Shown], Window]]:
    """One window an officer for the walk through every page. The policy is lifted for axe, which is put into pages."""
    opened: dict[str, Window] = {}

    def window_of(shown: Shown) -> Window:
        name = shown.officer.username if shown.officer else shown.node
        if name not in opened:
            opened[name] = front.window(shown.officer, node=shown.node, bypass_policy=True)
        opened[name].faults.clear()
        return opened[name]

    yield window_of
    for each in opened.values():
        each.close()


def main_text(page: Page) -> str:
    return page.locator("main").inner_text()


def figures(page: Page) -> list[int]:
    return [int(text) for text in page.locator("main .figure").all_inner_texts()]


def speaks(page: Page, language: str) -> None:
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("html")).to_have_attribute("dir", LANGUAGES[language])


# --- every page ------------------------------------------------------------------------------------------------------


@in_both_languages
@pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.name)
def test_every_page_is_open_to_everybody_at_any_size(shown: Shown, language: str, walker: Callable[[Shown], Window]):
    own = walker(shown)
    own.speak(language)
    own.fit(WIDE)
    page = shown.open(own)
    speaks(page, language)
    assert page.locator("h1").count() == 1
    page.evaluate(AXE)
    # axe takes as long as the page: wide in the one direction of writing, narrow in the other.
    faults = violations(page, "1280") if language == "en" else []
    own.fit(NARROW)
    faults += violations(page, "400") if language != "en" else []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, "scrolls sideways at 400 px"
    if shown.name in DARK_TOO:
        own.fit(WIDE, dark=True)
        faults += violations(page, "1280, dark")
    assert faults + own.faults == []


def violations(page: Page, where: str) -> list[str]:
    found = json.loads(
        page.evaluate(
            "axe.run(document, {resultTypes: ['violations']}).then(found => JSON.stringify(found.violations.map("
            "one => [one.id, one.help, one.nodes[0].target.join(' ')])))"
        )
    )
    return [f"{where}: {rule}: {words} at {target}" for rule, words, target in found]


# --- coming in and going out -----------------------------------------------------------------------------------------


ONE_A_ROLE = list({played.roles: played for played in reversed(cast.CAST)}.values())


@pytest.mark.parametrize("played", ONE_A_ROLE, ids=lambda played: played.username)
def test_each_role_signs_in_with_the_password_of_the_demonstration(played: cast.Played, window: Callable[..., Window]):
    own = window(node=played.node)
    sign_in(own, played.username)
    expect(own.page.locator(".top .who")).to_contain_text(played.display_name)
    expect(own.page.locator("h1")).to_be_visible()


@in_both_languages
def test_a_wrong_password_opens_nothing_and_says_so(language: str, window: Callable[..., Window]):
    page = window(language=language).go("/sign-in/")
    page.fill("input[name=login]", cast.AUDITOR.username)
    page.fill("input[name=password]", "not-the-password")
    with page.expect_navigation():
        page.click("main form:has([name=password]) [type=submit]")
    expect(page.locator(".errors")).to_be_focused()
    expect(page.locator(".top .who")).to_have_count(0)


@in_both_languages
def test_the_language_menu_turns_the_page_and_it_stays_turned(language: str, window: Callable[..., Window]):
    other = next(code for code in LANGUAGES if code != language)
    page = window(cast.REGISTRAR, other).go("/register/?kind=held")
    speaks(page, other)
    page.click("details.menu:has(form[action='/language/']) summary")
    with page.expect_navigation():
        page.click(f"button[name=language][value={language}]")
    speaks(page, language)
    assert page.url.endswith("/register/?kind=held")
    page.click(".journey a")
    speaks(page, language)


@in_both_languages
def test_signing_out_closes_the_pages(language: str, window: Callable[..., Window]):
    own = window(language=language)
    sign_in(own, cast.REGISTRAR.username)
    page = own.page
    page.click("details.menu:has(form[action='/sign-out/']) summary")
    with page.expect_navigation():
        page.click("form[action='/sign-out/'] button")
    page = own.go("/register/")
    expect(page.locator("input[name=password]")).to_be_visible()
    assert "/sign-in/" in page.url


@in_both_languages
@pytest.mark.parametrize(
    ("played", "path"),
    [
        (cast.REGISTRAR, "/tracing/"),
        (cast.FIRST_TRACER, "/register/import/"),
        (cast.FIRST_TRACER, "/exchange/"),
        (cast.LIST_OFFICER, "/journal/"),
        (cast.LIST_OFFICER, "/exchange/plans/1/approve/"),
        (cast.DECISION_MAKER, "/exchange/terms/write/"),
        (cast.AUDITOR, "/register/"),
        (cast.ADMINISTRATOR, "/register/"),
    ],
    ids=lambda value: value.username if isinstance(value, cast.Played) else value,
)
def test_the_wrong_role_gets_a_page_that_says_why(
    played: cast.Played, path: str, language: str, window: Callable[..., Window]
):
    page = window(played, language).go(path, status=403)
    speaks(page, language)
    expect(page.locator("main h1")).to_be_visible()
    expect(page.locator("main a.button[href='/']")).to_be_visible()


# --- the work --------------------------------------------------------------------------------------------------------


@in_both_languages
def test_a_registrar_takes_a_changed_list_in_and_out_again(
    language: str, window: Callable[..., Window], tmp_path: Path
):
    changed = tmp_path / doing.HELD_BY_SOUTH
    doing.write_changed_list(ROOT / "examples", changed)
    registrar = window(cast.SOUTH_REGISTRAR, language)
    page = doing.upload(registrar, changed, party="SOUTH", kind="held")
    speaks(page, language)
    doing.try_columns(page)
    new, same, conflict, rejected = figures(page)
    assert (new, conflict) == (1, 1)
    assert rejected >= 2
    assert {"31.02.1998", "майор", "рядовой"} <= set(re.findall(r"[\w.]+", main_text(page)))
    bad_rows = _downloaded(page, "a[href$='/rejected.csv']").read_text(encoding="utf-8-sig")
    assert "31.02.1998" in bad_rows
    assert len(bad_rows.splitlines()) >= rejected
    assert doing.NEW_SURNAME not in bad_rows
    page.click("a[href$='/commit/']")
    page.click("main form:has([name=seen]) [type=submit]")
    page.wait_for_url(re.compile(r"/register/batches/\w+/$"))
    assert figures(page) == [new, same, conflict, rejected]
    batch = page.url
    assert _found_by_name(registrar) == 1
    registrar.go(batch)
    page.click("a[href$='/undo/']")
    page.locator("main form [type=radio]").first.check()
    page.click("main form [type=submit]")
    page.wait_for_url(batch)
    expect(page.locator(".timeline li")).to_have_count(3)
    assert _found_by_name(registrar) == 0


def _downloaded(page: Page, control: str) -> Path:
    with page.expect_download() as download:
        page.click(control)
    return download.value.path()


def _found_by_name(window: Window) -> int:
    """Searches in Latin letters for the surname that the list writes in Cyrillic."""
    page = window.go("/register/")
    page.fill("#register-search", "Vymyshliaev")
    page.press("#register-search", "Enter")
    page.wait_for_url("**q=Vymyshliaev*")
    return page.locator("main tbody tr", has_text=doing.NEW_SURNAME).count()


@in_both_languages
def test_a_changed_clause_moves_the_plan_which_is_printed_and_approved(
    language: str, window: Callable[..., Window], tmp_path: Path
):
    officer = window(cast.LIST_OFFICER, language)
    page = doing.write_terms(officer, heads=HEADS[language])
    speaks(page, language)
    doing.make_plan(page)
    plan, number = page.url, int(page.url.rstrip("/").rsplit("/", 1)[1])
    assert figures(page) == [HEADS[language]] * 2
    seal = page.locator("section:has(.words) code").inner_text()

    officer.go(f"/exchange/plans/compare/?before=1&after={number}")
    coming_in, going_out, _other_reason = figures(page)
    assert going_out - coming_in == 2 * (115 - HEADS[language])
    moved = page.locator("main tbody tr:has(th .number)")
    assert moved.count() >= min(going_out, 20)
    assert all(len(row.locator("td").all_inner_texts()) == 3 for row in moved.all()[:5])

    officer.go(f"/exchange/plans/{number}/check/")
    _manifest_is_right(page, seal, tmp_path)

    decider = window(cast.NORTH_DELEGATE, language)
    decision = decider.go(plan)
    doing.approve(decider, number, off_by=1, status=400)
    expect(decision.locator(".errors")).to_be_focused()
    doing.approve(decider, number)
    decision.wait_for_url(plan)
    expect(decision.locator("main .timeline li")).to_have_count(2)
    assert cast.NORTH_DELEGATE.display_name in main_text(decision)


def _manifest_is_right(page: Page, seal: str, place: Path) -> None:
    """Both manifests: every code read back from the paper."""
    for form in page.locator("form[action$='/manifest/']").all():
        with page.expect_download() as download:
            form.locator("[type=submit]").click()
        paper = place / download.value.suggested_filename
        download.value.save_as(paper)
        codes = _codes(paper)
        assert {code.split("/")[1] for code in codes if "/" in code} == {seal}
        own = {code for code in codes if "/" not in code}
        assert all(re.fullmatch("[0-9a-f]{24}", code) for code in own)
        told = [int(figure) for figure in re.findall(r"\d+", form.inner_text())]
        assert len(own) in told


def _codes(paper: Path) -> set[str]:
    document = pypdfium2.PdfDocument(paper)
    codes = {code.text for page in document for code in zxingcpp.read_barcodes(page.render(scale=200 / 72).to_pil())}
    document.close()
    return codes


@in_both_languages
def test_the_auditor_reads_and_verifies_the_journal(language: str, window: Callable[..., Window]):
    page = window(cast.AUDITOR, language).go("/journal/")
    speaks(page, language)
    assert page.locator("main tbody tr").count() == 50
    page.click("main form [type=submit]")
    expect(page.locator(".notice.good")).to_be_visible()
    assert re.search("[0-9a-f]{64}", page.locator(".notice.good code").inner_text())
    page.click("a[rel=next]")
    page.wait_for_url("**after=*")
    assert page.locator("main tbody tr").count() > 0
