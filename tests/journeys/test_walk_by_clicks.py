"""The journey by clicks through the three served nodes, in English and in Arabic: real forms, each by the role for it.

What the story played for hundreds of people is done here once more for one, by hand.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from homeward.node.demo import cast
from homeward.node.picturing import doing, scenes
from homeward.node.picturing.browser import Window

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("chromium")]

DIRECTIONS = {"en": "ltr", "ar": "rtl"}
# One further person for each language, so that each walk stands alone. All invented.
NAMES = {"en": ("Крайненко", "Юрій"), "ar": ("Верховенко", "Тимур")}
ANSWERS = {
    "urgency": "soon", "injury": "no", "isolation": "no", "intake": "over_10", "loss": "over_15", "bmi": "under_16",
    "electrolytes": "unknown", "substances": "no",
}  # fmt: skip

Windows = Callable[..., Window]


@pytest.fixture(params=DIRECTIONS)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def is_in(page: Page, language: str) -> None:
    """The page speaks that language, and nothing on it went wrong."""
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("html")).to_have_attribute("dir", DIRECTIONS[language])
    expect(page.locator(".errors")).to_have_count(0)


def words_of(page: Page) -> str:
    return page.locator("main").inner_text()


def test_a_capture_goes_with_the_next_version_of_the_list_to_the_post(language: str, window: Windows):
    surname, given_name = NAMES[language]
    page = doing.register_capture(
        window(cast.SOUTH_REGISTRAR, language), party="SOUTH", surname=surname, given_name=given_name
    )
    is_in(page, language)
    assert surname in words_of(page)
    officer = window(cast.SOUTH_LIST_OFFICER, language)
    page = doing.draw_up_list(officer, "offer")
    is_in(page, language)
    assert len(page.locator("main .words").inner_text().split()) == 8
    number = doing.number_at_the_end(page)
    page = officer.go("/exchange/lists/")
    page.click("main section:has(a[href*='/offer/SOUTH/']) a[href*='/compare/']")
    page.wait_for_url("**/compare/**")
    assert surname in words_of(page)
    scenes.give(officer, "exchange.offer", f"SOUTH:NORTH:{number}", "Intermediary")
    page = officer.go("/post/outbox/")
    is_in(page, language)
    assert str(number) in page.locator("main tbody tr").first.inner_text()
    expect(page.locator("main tbody tr").first.locator("a[href*='/post/outbox/']")).to_be_visible()


def test_a_relative_asks_and_is_told_the_same_words_as_everybody_until_kinship_is_shown(language: str, window: Windows):
    tracer = window(cast.FIRST_TRACER, language)
    page = doing.ask_for(tracer, name=" ".join(NAMES[language]), relative="Invented Brother")
    is_in(page, language)
    request = page.url
    page.click("main a[href$='/link/']")
    page.select_option("form[action$='/register/'] [name=party]", "NORTH")
    with page.expect_navigation():
        page.click("form[action$='/register/'] [type=submit]")
    expect(page.locator("main a[href*='/register/persons/']")).to_be_visible()
    unproven = _told(page, request)
    page.goto(request)
    page.click("main a[href$='/kinship/']")
    page.check("[name=word][value=proven]")
    page.select_option("[name=proof]", "DOCUMENT")
    doing.send(page)
    page.goto(request)
    is_in(page, language)
    assert _told(page, request) != unproven


def _told(page: Page, request: str) -> str:
    """Drafts an answer, reads it as the relative will, gives it. Returns its words without the code of the letter."""
    page.goto(request)
    with page.expect_navigation():
        page.click("form[action$='/draft/'] [type=submit]")
    letter = page.locator("article.letter").inner_text()
    page.check("[name=way][value=IN_PERSON]")
    with page.expect_navigation():
        page.click("main form:has([name=way]) .button[type=submit]")
    return re.sub(r"[0-9A-Z]{4}([ -][0-9A-Z]{4}){2}", "", letter)


def test_the_intermediary_reads_eight_words_and_all_three_signatures(language: str, window: Windows):
    page = window(cast.INTERMEDIARY, language).go("/exchange/")
    page.click("main a[href$='/exchange/agreements/']")
    is_in(page, language)
    page.click("main table tbody tr:last-child th a")
    page.wait_for_url("**/agreements/1/")
    seal = page.locator("main .words").inner_text()
    assert len(seal.split()) == 8
    expect(page.locator("main section", has=page.locator("th")).first.locator(".tag.good")).to_have_count(3)
    there = window(cast.DECISION_MAKER, language).go("/exchange/agreements/1/")
    assert there.locator("main .words").inner_text() == seal


def test_words_heard_in_another_order_sign_nothing(language: str, window: Windows):
    heard = window(cast.INTERMEDIARY, language).go("/exchange/agreements/2/").locator("main .words").inner_text()
    decider = window(cast.SECOND_DECISION_MAKER, language)
    page = decider.go("/exchange/agreements/2/sign/")
    page.fill("[name=words]", " ".join(reversed(heard.split())))
    page.check("[name=confirm]")
    decider.expect(400)
    doing.send(page)
    expect(page.locator(".errors")).to_be_focused()
    expect(page.locator("[name=words]")).to_be_visible()


def test_the_crew_counts_and_somebody_on_no_list_goes_no_further(language: str, window: Windows):
    crew = window(cast.NEUTRAL_CREW, language)
    page = crew.go("/handover/")
    page.click("main table tbody tr:first-child th a")
    day = page.url
    before = int(crew.go(f"{day}check/1/departure/").locator(".tally strong").inner_text())
    page = doing.check_off(crew, day, persons=1)
    is_in(page, language)
    assert int(page.locator(".tally strong").inner_text()) == before + 1
    page.fill("form.check [name=number]", page.locator("main tbody .number").first.inner_text())
    with page.expect_navigation():
        page.click("form.check button[value=boarded]")
    expect(page.locator(".answer.info")).to_be_visible()
    page.goto(f"{day}persons/?way=SOUTH/NORTH&standing=expected")
    elsewhere = page.locator("main tbody td:nth-child(3) .number").first.inner_text()
    page.goto(f"{day}check/1/departure/")
    page.fill("form.check [name=number]", elsewhere)
    with page.expect_navigation():
        page.click("form.check button[value=boarded]")
    expect(page.locator(".answer.problem")).to_be_visible()
    page.goto(f"{day}differences/")
    assert int(re.findall(r"\d+", page.locator(".tabs a[aria-current]").inner_text())[0]) >= 1


def test_who_arrives_is_seen_called_and_given_a_place(language: str, window: Windows):
    name = " ".join(NAMES[language])
    coordinator = window(cast.COORDINATOR, language)
    doing.enter_arrival(coordinator, name)
    page = doing.open_from_board(coordinator, name)
    is_in(page, language)
    page.click("main a[href$='/wish/']")
    page.check("[name=wish][value=call]")
    page.fill("[name=contact]", "my mother")
    page.fill("main [name=language]", "Ukrainian")
    page.fill("[name=interpreter]", "none needed")
    doing.send(page)
    page = doing.triage(window(cast.MEDICAL_OFFICER, language), name, ANSWERS)
    is_in(page, language)
    page = coordinator.go("/reception/food/")
    card = page.locator("main .cards li", has_text=name)
    expect(card.first.locator(".notice.problem")).to_be_visible()
    page = coordinator.go("/reception/calls/")
    assert name in words_of(page)
    page = doing.give_place(coordinator, name)
    is_in(page, language)
    expect(page.locator("main .tag.good").first).to_be_visible()
    assert page.locator("main .timeline li").count() == 6


def test_a_statement_is_drafted_by_one_and_released_by_another(language: str, window: Windows):
    editor = window(cast.CLAIMS_EDITOR, language)
    page = editor.go("/claims/statements/")
    page.click("main a[href$='/statements/draft/']")
    page.fill("form[action$='/handover/'] [name=embargo_until]", "2024-08-27T12:00")
    with page.expect_navigation():
        page.click("form[action$='/handover/'] [type=submit]")
    is_in(page, language)
    statement = page.url
    expect(page.locator("form[action$='/release/']")).to_have_count(0)
    page = window(cast.SECOND_CLAIMS_EDITOR, language).go(statement)
    with page.expect_navigation():
        page.click("form[action$='/release/'] [type=submit]")
    is_in(page, language)
    page.click("main a[href*='/claims/public/']")
    public = window(node=cast.NEUTRAL, language=language).go(page.url)
    is_in(public, language)
    assert "118" in words_of(public)
