"""What officers do on the pages, by clicks alone: shared by the browser tests and the pictures.

Controls are found by name and address and never by words: the same clicks work in every language.
"""

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Page

from homeward.node.picturing.browser import Window

HELD_BY_SOUTH = "held_by_south.csv"
NEW_SURNAME = "Вымышляев"
_ENCODING = "cp1251"


def write_changed_list(examples: Path, target: Path) -> None:
    """The example list held_by_south.csv with one changed rank, one impossible date and one new person.

    A later copy of a list as a bureau sends it: so the register meets a conflict, a rejected row and somebody new.
    """
    lines = list(csv.reader(io.StringIO((examples / HELD_BY_SOUTH).read_text(encoding=_ENCODING)), delimiter=";"))
    head = next(place for place, line in enumerate(lines) if "Фамилия" in line)
    surname, born, rank = (lines[head].index(title) for title in ("Фамилия", "Дата рождения", "Звание"))
    first, second = head + 1, head + 2
    newcomer = list(lines[first])
    newcomer[0], newcomer[surname], newcomer[born] = "S4-99999", NEW_SURNAME, "17.09.1990"
    lines[first][rank] = "майор"
    lines[second][born] = "31.02.1998"
    stream = io.StringIO()
    csv.writer(stream, delimiter=";", lineterminator="\n").writerows([*lines, newcomer])
    target.write_text(stream.getvalue(), encoding=_ENCODING)


def upload(window: Window, file: Path, *, party: str, kind: str) -> Page:
    """The wizard's first step; ends on the columns."""
    page = window.go("/register/import/")
    page.select_option("select[name=party]", party)
    page.check(f"input[name=kind][value={kind}]")
    page.set_input_files("input[name=file]", file)
    page.click("main form:has(input[name=file]) button[type=submit]")
    page.wait_for_url("**/columns/")
    return page


def try_columns(page: Page) -> None:
    """Takes the columns as proposed; ends on the dry run."""
    page.click("main form:has(select) button[type=submit]")
    page.wait_for_url("**/check/")


def write_terms(window: Window, *, heads: int) -> Page:
    """A new version from the newest one with the clause on equal heads changed; ends on that version."""
    page = window.go("/exchange/terms/")
    page.click("main tbody tr:first-child th a")
    page.click("a[href*='/terms/write/?from=']")
    written = page.input_value("textarea[name=text]")
    page.fill("textarea[name=text]", re.sub(r"(?m)^heads = \d+$", f"heads = {heads}", written))
    page.click("main form:has(textarea) button[type=submit]")
    page.wait_for_url(re.compile(r"/exchange/terms/\d+/$"))
    return page


def make_plan(page: Page) -> None:
    """From a version of the terms: starts the long work, waits on its page until it is done, opens the plan."""
    page.click("form[action$='/plans/make/'] button[type=submit]")
    page.wait_for_url("**/long-work/**")
    page.click("a.button[href*='/exchange/plans/']")
    page.wait_for_url(re.compile(r"/exchange/plans/\d+/$"))


def approve(window: Window, plan: int, *, off_by: int = 0, status: int = 200) -> Page:
    """A decision maker counts who travels and approves; `off_by` counts wrongly."""
    page = window.go(f"/exchange/plans/{plan}/approve/")
    told = page.locator("main dl.facts dd").all_inner_texts()[:-1]
    persons = sum(_persons_in(words) for words in told)
    page.fill("input[name=persons]", str(persons + off_by))
    window.expect(status)
    send(page)
    return page


def _persons_in(words: str) -> int:
    """So many in exchange and so many under article 109: every language orders these three figures in its own way."""
    figures = [int(figure) for figure in re.findall(r"\d+", words)]
    figures.remove(109)
    return sum(figures)


def number_at_the_end(page: Page) -> int:
    """The number that ends the page's address."""
    return int(re.findall(r"/(\d+)/$", page.url)[0])


def send(page: Page, button: str = "main form .button[type=submit]") -> None:
    """Presses that button, or the page's last one, and waits for the answer."""
    with page.expect_navigation():
        page.locator(button).last.click()


def register_capture(window: Window, *, party: str, surname: str, given_name: str) -> Page:
    """A registrar writes down what one person says; ends on the person."""
    page = window.go("/register/captures/")
    page.click("main a[href$='/captures/one/']")
    page.select_option("[name=party]", party)
    page.fill("[name=day]", "2024-08-23")
    page.fill("[name=region]", "KARST")
    page.fill("[name=surname]", surname)
    page.fill("[name=given_name]", given_name)
    page.fill("[name=birth_date]", "11.05.1996")
    page.fill("[name=rank]", "солдат")
    page.fill("[name=service_number]", "GG-445566")
    page.click("main form:has([name=surname]) .button[type=submit]")
    page.wait_for_url(re.compile(r"/register/(captures|persons)/\w{20,}/$"))
    return page


def draw_up_list(window: Window, kind: str) -> Page:
    """The next version of the list of that kind; ends on the version."""
    page = window.go("/exchange/lists/")
    choices = page.locator("select[name=list] option").evaluate_all("all => all.map(one => one.value)")
    page.select_option("select[name=list]", next(value for value in choices if kind in value))
    page.click("form[action$='/lists/draw-up/'] [type=submit]")
    page.wait_for_url(re.compile(rf"/exchange/lists/{kind}/"))
    return page


def ask_for(window: Window, *, name: str, relative: str) -> Page:
    """A relative asks after somebody and agrees to a search; ends on the request."""
    page = window.go("/families/new/")
    page.fill("[name=full_name]", name)
    page.fill("[name=birth_date]", "1991")
    page.fill("[name=name]", relative)
    page.fill("[name=contact]", "by her own number")
    for consent in page.locator("[name=consents]").all():
        consent.check()
    page.click("main form:has([name=full_name]) .button[type=submit]")
    page.wait_for_url("**/families/requests/**")
    return page


def check_off(window: Window, day: str, *, persons: int) -> Page:
    """Opens the count of the first direction's departure and boards the first persons of the list by their numbers."""
    numbers = seat_numbers(window, day)
    page = window.go(f"{day}check/1/departure/")
    for number in numbers[:persons]:
        page.fill("form.check [name=number]", number)
        with page.expect_navigation():
            page.click("form.check button[value=boarded]")
        page.click(".answer a.button:not(.quiet)")
        page.wait_for_url("**/check/1/departure/")
    return page


def raise_difference(window: Window, day: str) -> Page:
    """Somebody at the end of the list is not there: the discrepancy desk hears of it."""
    number = seat_numbers(window, day)[-1]
    page = window.go(f"{day}check/1/departure/difference/")
    page.check("[name=code][value=NOT_PRESENT]")
    page.fill("[name=number]", number)
    send(page)
    return page


def seat_numbers(window: Window, day: str) -> list[str]:
    """Case numbers of those of the first direction who are still expected, in the order of the list."""
    page = window.go(f"{day}check/1/departure/")
    window.go(str(page.locator("main a[href*='/persons/?way=']").first.get_attribute("href")) + "&standing=expected")
    return [text.strip() for text in page.locator("main tbody td:nth-child(3) .number").all_inner_texts()]


def enter_arrival(window: Window, name: str) -> None:
    """The coordinator puts somebody on the newest list who stands before them already."""
    page = window.go("/reception/arriving/")
    page.click("main table tbody tr:first-child th a")
    page.click("main a[href$='/add/']")
    page.fill("[name=name]", name)
    page.check("[name=is_here]")
    send(page)


def open_from_board(window: Window, name: str) -> Page:
    """The page of somebody on the board."""
    page = window.go("/reception/")
    page.get_by_role("link", name=name).first.click()
    page.wait_for_url("**/reception/people/**")
    return page


def triage(window: Window, name: str, answers: Mapping[str, str]) -> Page:
    """A medical officer answers one question after the other and puts the person on the board."""
    page = open_from_board(window, name)
    page.click("main a[href$='/triage/']")
    for question, answer in answers.items():
        page.check(f"[name={question}][value={answer}]")
        with page.expect_navigation():
            page.click("main form button[name=go][value=on]")
    page.fill("main [name=language]", "Ukrainian")
    page.fill("[name=interpreter]", "none needed")
    with page.expect_navigation():
        page.click("main form button[name=go][value=save]")
    return page


def give_place(window: Window, name: str) -> Page:
    """The coordinator takes somebody into recovery, asks the first place proposed, and notes that it accepts."""
    page = window.go("/recovery/take-in/")
    page.get_by_role("link", name=name).first.click()
    page.check("[name=needs][value=rest]")
    page.check("[name=wish][value=none]")
    send(page)
    with page.expect_navigation():
        page.locator("main ol.cards button[type=submit]").first.click()
    with page.expect_navigation():
        page.click("main button[name=word][value=accept]")
    return page
