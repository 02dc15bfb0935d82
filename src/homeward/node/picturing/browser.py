"""Opens Chromium on one served node and keeps what went wrong there: console errors and requests to anybody else.

Called by the picture command and by the browser tests. It closes every way out but the node itself.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from homeward.base.errors import InputError
from homeward.node.commands.test import chromium
from homeward.node.demo.cast import NORTH, Played

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
WIDE, NARROW = (1280, 800), (400, 800)
_PATIENCE = 30_000  # milliseconds; two busy cores are no fault of a page


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A headless Chromium. InputError with the cure when there is none."""
    path = chromium()
    if path is None:
        raise InputError("Chromium is not on this machine.", cure="apt-get install chromium, or name it in CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


class Window:
    """One person's browser window on one node. `faults` must stay empty."""

    def __init__(self, front: "Front", node: str, session: Any, *, bypass_policy: bool) -> None:
        self.front, self.node, self.address = front, node, front.addresses[node]
        self.faults: list[str] = []
        self._refusal = 0
        self.context: BrowserContext = front.browser.new_context(
            base_url=self.address,
            viewport={"width": WIDE[0], "height": WIDE[1]},
            storage_state=session,
            bypass_csp=bypass_policy,
            accept_downloads=True,
        )
        self.context.set_default_timeout(_PATIENCE)
        self.context.on("console", self._heard)
        self.context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        self.context.on("request", self._asked)
        self.page: Page = self.context.new_page()

    def _heard(self, message: ConsoleMessage) -> None:
        # Chromium logs a refused page as an error of its own; the visit that expects one says so.
        expected = self._refusal and f"status of {self._refusal}" in message.text
        if message.type == "error" and not expected:
            self.faults.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(self.address):
            self.faults.append(f"outside request: {request.url}")

    def speak(self, language: str) -> None:
        """Sets the language as the menu would."""
        name = f"homeward_{self.node}_language"
        self.context.add_cookies([{"name": name, "value": language, "url": self.address}])

    def fit(self, size: tuple[int, int], *, dark: bool = False) -> None:
        """Sets size and colour scheme."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")

    def go(self, path: str, status: int = 200) -> Page:
        """Opens a page that answers with that status; another answer is a fault."""
        self.expect(status)
        answer = self.page.goto(path)
        if answer is None or answer.status != status:
            self.faults.append(f"{path} answered {answer and answer.status} instead of {status}")
        return self.page

    def expect(self, status: int) -> None:
        """From now on that answer is no fault; `go` sets it anew."""
        self._refusal = status if status >= 400 else 0

    def close(self) -> None:
        self.context.close()


class Front:
    """The pages of the served nodes, as their officers see them.

    Args:
        addresses: node -> address. passwords: sign-in name -> password, over all nodes.
    """

    def __init__(self, browser: Browser, addresses: Mapping[str, str], passwords: Mapping[str, str]) -> None:
        self.browser, self.addresses, self.passwords = browser, addresses, passwords
        self._sessions: dict[str, Any] = {}
        # Name of a page of the catalogue -> its address, once the way to it was gone.
        self.known: dict[str, str] = {}

    def window(
        self, played: Played | None = None, *, node: str = NORTH, language: str = "en", bypass_policy: bool = False
    ) -> Window:
        """A new window at the officer's node, signed in (once, then by the same session); at `node` for nobody."""
        if played and played.username not in self._sessions:
            first = Window(self, played.node, None, bypass_policy=False)
            first.speak(language)
            sign_in(first, played.username)
            self._sessions[played.username] = first.context.storage_state()
            first.close()
        session = self._sessions[played.username] if played else None
        window = Window(self, played.node if played else node, session, bypass_policy=bypass_policy)
        window.speak(language)
        return window


def sign_in(window: Window, username: str) -> None:
    """Through the form, with the password that the node's demonstration names."""
    page = window.go("/sign-in/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", window.front.passwords[username])
    with page.expect_navigation():
        page.click("main form:has(input[name=password]) button[type=submit]")
