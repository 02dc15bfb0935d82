"""The report as a browser shows it: filtered, sorted, without script or network, without faults for a screen reader."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from homeward.node.commands import main
from homeward.node.commands.test import chromium
from homeward.node.documentation import ROOT
from homeward.node.picturing.browser import ARGUMENTS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="Chromium is not on this machine"),
    pytest.mark.xdist_group("browser"),
]
AXE = (ROOT / "tests" / "node" / "vendor" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a report on the example lists with ten pairs, one of them in Arabic letters."""
    out = tmp_path_factory.mktemp("report") / "traced"
    lists = (ROOT / "examples" / "south_missing.csv", ROOT / "examples" / "held_by_north.xlsx")
    assert main(["trace", *map(str, lists), "--out", str(out), "--pairs", "10"]) == 0
    return (out / "report.html").as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


def test_pairs_are_filtered_by_word_and_band_and_sorted_by_any_column(report: str, browser: Browser):
    faults: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: faults.append(request.url) if not request.url.startswith("file:") else None)
    page.goto(report)
    rows, cards = page.locator("#list tbody tr"), page.locator("article")
    assert (rows.count(), cards.count()) == (10, 10)
    name = rows.nth(4).locator("bdi").first.inner_text()
    page.get_by_label("Name, id or word").fill(name.split()[0].lower())
    assert rows.filter(visible=True).count() == cards.filter(visible=True).count() == 1
    page.get_by_label("Name, id or word").fill("")
    page.locator("select").select_option("review")
    assert set(rows.filter(visible=True).locator(".band").all_inner_texts()) == {"review"}
    page.locator("select").select_option("")
    page.get_by_role("button", name="Sort by Probability").click()
    values = [
        float(cell.get_attribute("data-value") or "") for cell in page.locator("#list tbody td:nth-child(5)").all()
    ]
    assert values == sorted(values)
    page.get_by_role("button", name="Sort by Probability").click()
    assert page.locator("#list thead th:nth-child(5)").get_attribute("aria-sort") == "descending"
    assert faults == []
    page.close()


def test_without_script_every_pair_is_there_and_no_dead_control(report: str, browser: Browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report)
    assert page.locator("article").filter(visible=True).count() == 10
    assert page.locator("input, select, th button").filter(visible=True).count() == 0
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_no_rule_of_wcag_is_broken_and_nothing_runs_off_a_narrow_screen(report: str, browser: Browser, width: int):
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(report)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]] == []
    page.close()


def test_on_paper_every_pair_is_there_and_the_table_keeps_its_headings(report: str, browser: Browser, tmp_path: Path):
    pypdfium2 = pytest.importorskip("pypdfium2")
    page = browser.new_page()
    page.goto(report)
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    texts = [sheet.get_textpage().get_text_range() for sheet in document]
    assert sum(text.count("Proposed for the missing") for text in texts) == 10
    assert all("two people each compare and confirm" in text for text in texts)
    page.close()
