"""The pair desk with the keyboard alone: from the list into a pair, answer, undo, pass on, come back, decide by two."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from homeward.node.demo import cast
from homeward.node.picturing.browser import WIDE, Window

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("chromium")]

AXE = (Path(__file__).parents[1] / "node" / "vendor" / "axe.min.js").read_text(encoding="utf-8")
LANGUAGES = ("en", "ar")
ANSWERED = ".notice.good[role=status]"
Windows = Callable[..., Window]


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def tab_to(page: Page, selector: str, limit: int = 80) -> None:
    """Presses the tabulator until the focus is there: what no tabulator reaches, no keyboard reaches."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"no way by keyboard to {selector}")


def press(page: Page, key: str) -> str:
    """Presses a key that leads to another page; the path of that page."""
    with page.expect_navigation():
        page.keyboard.press(key)
    return path_of(page)


def path_of(page: Page) -> str:
    return str(page.evaluate("location.pathname"))


def is_ready_for_an_answer(page: Page) -> None:
    expect(page.locator("form.decision")).to_be_focused()


def test_one_pair_after_another_is_answered_undone_and_passed_on(language: str, window: Windows) -> None:
    page = window(cast.FIRST_TRACER, language).go("/tracing/?stage=new")
    tab_to(page, "main tbody th a")
    one = press(page, "Enter")
    is_ready_for_an_answer(page)
    two = press(page, "1")
    assert two != one
    is_ready_for_an_answer(page)
    expect(page.locator(ANSWERED)).to_be_visible()
    # The slip of a finger: the answer is taken back, and the pair stands open again with its history.
    assert press(page, "0") == one
    is_ready_for_an_answer(page)
    expect(page.locator(".timeline li")).to_have_count(1)
    assert press(page, "3") == two
    three = press(page, "4")
    assert three not in (one, two)
    is_ready_for_an_answer(page)
    expect(page.locator(ANSWERED)).to_have_count(0)
    press(page, "2")
    tab_to(page, f"{ANSWERED} a")
    assert press(page, "Enter") == three
    expect(page.locator(".timeline li")).to_have_count(1)
    expect(page.locator("form.decision")).to_have_count(0)


def test_two_officers_decide_a_pair_and_the_second_sees_no_first_answer(language: str, window: Windows) -> None:
    page = window(cast.FIRST_TRACER, language).go("/tracing/?stage=new")
    tab_to(page, "main tbody th a")
    pair = press(page, "Enter")
    press(page, "1")
    second = window(cast.SECOND_TRACER, language).go(pair)
    expect(second.locator(".notice.info")).to_be_visible()
    assert cast.FIRST_TRACER.display_name not in second.locator("main").inner_text()
    expect(second.locator(".timeline")).to_have_count(0)
    is_ready_for_an_answer(second)
    press(second, "1")
    tab_to(second, f"{ANSWERED} a")
    assert press(second, "Enter") == pair
    expect(second.locator(".timeline li")).to_have_count(2)
    assert cast.FIRST_TRACER.display_name in second.locator("main").inner_text()
    expect(second.locator("form.decision")).to_have_count(0)
    tab_to(second, "details.more summary")
    while second.evaluate("!document.activeElement.closest('section')?.querySelector('form[action$=\"/withdraw/\"]')"):
        tab_to(second, "details.more summary")
    second.keyboard.press("Enter")
    tab_to(second, "select[name=reason]")
    second.keyboard.press("ArrowDown")
    tab_to(second, "form[action$='/withdraw/'] button")
    press(second, "Enter")
    expect(second.locator(".timeline li")).to_have_count(2)
    is_ready_for_an_answer(second)


def test_keys_do_nothing_while_a_reason_is_written(window: Windows) -> None:
    page = window(cast.FIRST_TRACER, "en").go("/tracing/?stage=confirmed")
    tab_to(page, "main tbody th a")
    pair = press(page, "Enter")
    page.locator("form[action$='/withdraw/']").evaluate("form => form.closest('details').open = true")
    page.locator("[name=words]").focus()
    page.keyboard.type("1 2 3 4 0")
    assert path_of(page) == pair
    expect(page.locator("[name=words]")).to_have_value("1 2 3 4 0")


def test_every_state_of_the_pair_desk_is_open_to_everybody(language: str, window: Windows) -> None:
    own = window(cast.SECOND_TRACER, language, bypass_policy=True)
    own.fit(WIDE)
    page = own.go("/tracing/?stage=new")
    tab_to(page, "main tbody th a")
    press(page, "Enter")
    press(page, "3")
    assert violations(page) == []
    tab_to(page, f"{ANSWERED} a")
    press(page, "Enter")
    assert violations(page) == []


def violations(page: Page) -> list[list[str]]:
    page.evaluate(AXE)
    found = page.evaluate(
        "axe.run(document, {resultTypes: ['violations']}).then(found => JSON.stringify(found.violations.map("
        "one => [one.id, one.help, one.nodes[0].target.join(' ')])))"
    )
    return list(json.loads(found))
