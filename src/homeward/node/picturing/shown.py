"""One page in one state: who opens it, where it is, what to click there. The catalogue is made of these."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from homeward.node.demo import cast
from homeward.node.picturing.browser import Window

Address = Callable[[Page], str]
Step = Callable[[Window], None]

FIRST = "main table tbody tr:first-child th a"


@dataclass(frozen=True, slots=True)
class Shown:
    """One page in one state.

    Attributes:
        node: where nobody in particular looks, for pages that need no account.
    """

    name: str
    officer: cast.Played | None
    address: Address
    then: Step | None = None
    status: int = 200
    node: str = cast.NORTH

    def open(self, window: Window) -> Page:
        """Goes there in a window of that officer; the way by links is gone once."""
        known = window.front.known
        if self.name not in known:
            known[self.name] = self.address(window.page)
        page = window.go(known[self.name], self.status)
        if self.then:
            self.then(window)
        return page


def at(path: str) -> Address:
    """A page whose address is known."""
    return lambda _page: path


def by_links(start: str, *selectors: str) -> Address:
    """A page reached from `start` by the first link under each selector in turn."""

    def find(page: Page) -> str:
        path = start
        for selector in selectors:
            page.goto(path)
            path = page.locator(selector).first.evaluate("link => link.href")
        return path

    return find


def sends(button: str = "main form [type=submit]", status: int = 200) -> Step:
    """Presses that button and waits for the answer."""

    def press(window: Window) -> None:
        window.expect(status)
        with window.page.expect_navigation():
            window.page.click(button)

    return press


def opens(summary: str) -> Step:
    """Opens each fold or menu under that selector."""

    def unfold(window: Window) -> None:
        for fold in window.page.locator(summary).all():
            fold.click()

    return unfold


def chooses(*controls: str) -> Step:
    """Ticks each control and presses the form's button after it: one question a page."""

    def answer(window: Window) -> None:
        for control in controls:
            window.page.check(control)
            with window.page.expect_navigation():
                window.page.click("main form .button:not(.plain)[type=submit]")

    return answer
