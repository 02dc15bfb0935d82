"""What officers do on the pages, by clicks alone: shared by the browser tests and the pictures.

Controls are found by name and address and never by words: the same clicks work in every language.
"""

import csv
import io
import re
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
