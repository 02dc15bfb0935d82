"""Every page of a node: who opens it, where it is, what to click there. The pictures and the checks go through it."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from homeward.node.demo import cast
from homeward.node.picturing.browser import Window

Address = Callable[[Page], str]

_PENDING = "a[href*='/register/import/'][href$='/check/']"
_FIRST = "main table tbody tr:first-child th a"


@dataclass(frozen=True, slots=True)
class Shown:
    """One page in one state."""

    name: str
    officer: cast.Played | None
    address: Address
    then: Callable[[Window], None] | None = None
    status: int = 200

    def open(self, window: Window) -> Page:
        """Goes there in a window of that officer."""
        page = window.go(self.address(window.page), self.status)
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


def sends(button: str = "main form [type=submit]", status: int = 200) -> Callable[[Window], None]:
    """Presses that button and waits for the answer."""

    def press(window: Window) -> None:
        window.expect(status)
        with window.page.expect_navigation():
            window.page.click(button)

    return press


def opens(summary: str) -> Callable[[Window], None]:
    """Opens each fold or menu under that selector."""

    def unfold(window: Window) -> None:
        for fold in window.page.locator(summary).all():
            fold.click()

    return unfold


PAGES = (
    Shown("sign-in", None, at("/sign-in/")),
    Shown("sign-in-refused", None, at("/sign-in/"), sends("main form:has([name=password]) [type=submit]")),
    Shown("sign-out", cast.AUDITOR, at("/sign-out/")),
    Shown("start-registrar", cast.REGISTRAR, at("/")),
    Shown("start-tracing-officer", cast.SECOND_TRACER, at("/")),
    Shown("start-list-officer", cast.LIST_OFFICER, at("/")),
    Shown("start-decision-maker", cast.DECISION_MAKER, at("/")),
    Shown("start-auditor", cast.AUDITOR, at("/")),
    Shown("start-administrator", cast.ADMINISTRATOR, at("/")),
    Shown("language-menu", cast.REGISTRAR, at("/"), opens(".top details:has(form[action='/language/']) summary")),
    Shown("own-menu", cast.AUDITOR, at("/"), opens(".top details:has(form[action='/sign-out/']) summary")),
    Shown("register-list", cast.REGISTRAR, at("/register/")),
    Shown("register-narrowed", cast.REGISTRAR, by_links("/register/", ".facets li a")),
    Shown("register-nobody", cast.REGISTRAR, at("/register/?q=Qxqxqx")),
    Shown("register-person", cast.REGISTRAR, by_links("/register/", _FIRST)),
    Shown(
        "register-person-confirmed",
        cast.FIRST_TRACER,
        by_links("/tracing/?stage=confirmed", _FIRST, "main thead a.number"),
        opens("main details.more > summary"),
    ),
    Shown("register-upload", cast.REGISTRAR, at("/register/import/")),
    Shown("register-upload-refused", cast.REGISTRAR, at("/register/import/"), sends()),
    Shown("register-columns", cast.REGISTRAR, by_links("/register/batches/", _PENDING, "a[href$='/columns/']")),
    Shown("register-dry-run", cast.REGISTRAR, by_links("/register/batches/", _PENDING)),
    Shown("register-commit", cast.REGISTRAR, by_links("/register/batches/", _PENDING, "a[href$='/commit/']")),
    Shown("register-batches", cast.REGISTRAR, at("/register/batches/")),
    Shown("register-batch", cast.REGISTRAR, by_links("/register/batches/", "tbody tr:last-child th a")),
    Shown(
        "register-undo",
        cast.REGISTRAR,
        by_links("/register/batches/", "tbody tr:last-child th a", "a[href$='/undo/']"),
        sends(),
    ),
    Shown("tracing-queue", cast.FIRST_TRACER, at("/tracing/")),
    Shown("tracing-nothing", cast.FIRST_TRACER, at("/tracing/?stage=withdrawn&band=likely")),
    Shown("tracing-pair", cast.FIRST_TRACER, by_links("/tracing/?stage=new", _FIRST)),
    Shown("tracing-pair-second", cast.SECOND_TRACER, by_links("/tracing/?stage=second", _FIRST)),
    Shown(
        "tracing-pair-confirmed",
        cast.FIRST_TRACER,
        by_links("/tracing/?stage=confirmed", _FIRST),
        opens("main details.more > summary"),
    ),
    Shown("tracing-searches", cast.FIRST_TRACER, at("/tracing/searches/")),
    Shown("tracing-search", cast.FIRST_TRACER, by_links("/tracing/searches/", _FIRST)),
    Shown("tracing-quality", cast.FIRST_TRACER, at("/tracing/quality/")),
    Shown("exchange-start", cast.LIST_OFFICER, at("/exchange/")),
    Shown("exchange-terms", cast.LIST_OFFICER, at("/exchange/terms/")),
    Shown("exchange-terms-version", cast.LIST_OFFICER, at("/exchange/terms/1/")),
    Shown("exchange-terms-changed", cast.LIST_OFFICER, at("/exchange/terms/compare/?before=1&after=2")),
    Shown("exchange-write-terms", cast.LIST_OFFICER, at("/exchange/terms/write/?from=1")),
    Shown("exchange-terms-refused", cast.LIST_OFFICER, at("/exchange/terms/write/"), sends(status=400)),
    Shown("exchange-plan", cast.LIST_OFFICER, at("/exchange/plans/1/")),
    Shown("exchange-persons", cast.LIST_OFFICER, at("/exchange/plans/1/persons/")),
    Shown(
        "exchange-why-goes", cast.LIST_OFFICER, by_links("/exchange/plans/1/persons/", "tbody td a[href*='persons/']")
    ),
    Shown(
        "exchange-why-stays",
        cast.LIST_OFFICER,
        by_links("/exchange/plans/1/persons/?reason=lot", "tbody td a[href*='persons/']"),
    ),
    Shown("exchange-check", cast.LIST_OFFICER, at("/exchange/plans/1/check/")),
    Shown("exchange-compare", cast.LIST_OFFICER, at("/exchange/plans/compare/?before=1&after=2")),
    Shown("exchange-withdraw", cast.LIST_OFFICER, at("/exchange/plans/1/withdraw/")),
    Shown("exchange-decide", cast.DECISION_MAKER, at("/exchange/plans/1/approve/")),
    Shown("long-work", cast.LIST_OFFICER, at("/long-work/")),
    Shown("long-work-done", cast.LIST_OFFICER, by_links("/long-work/", _FIRST)),
    Shown("looked", cast.FIRST_TRACER, at("/looked/")),
    Shown("journal", cast.AUDITOR, at("/journal/")),
    Shown("journal-verified", cast.AUDITOR, at("/journal/"), sends()),
    Shown("health", cast.ADMINISTRATOR, at("/health/")),
    Shown("refused", cast.AUDITOR, at("/register/import/"), status=403),
    Shown("no-such-page", cast.REGISTRAR, at("/register/persons/nobody/"), status=404),
)
