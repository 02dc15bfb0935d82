"""Which page shows a stage of the story, and whose page it is: for `--open` and for the list of addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from homeward.node.demo import cast
from homeward.node.demo.story import STAGES


@dataclass(frozen=True, slots=True)
class Page:
    """One page at one officer's node."""

    officer: cast.Played
    path: str

    def address(self, node_address: str) -> str:
        """Where a browser gets there: the switch of the demonstration, with officer and page filled in."""
        asked = urlencode({"name": self.officer.username, "next": self.path})
        return f"{node_address}continue-as/?{asked}"


PAGES: Mapping[str, Page] = {
    "surrender": Page(cast.DUTY_OFFICER, "/surrender/"),
    "register": Page(cast.REGISTRAR, "/register/"),
    "tracing": Page(cast.SECOND_TRACER, "/tracing/"),
    "families": Page(cast.FIRST_TRACER, "/families/"),
    "exchange": Page(cast.LIST_OFFICER, "/exchange/"),
    "handover": Page(cast.INTERMEDIARY, "/handover/"),
    "reception": Page(cast.COORDINATOR, "/reception/"),
    "recovery": Page(cast.COORDINATOR, "/recovery/"),
    "claims": Page(cast.CLAIMS_EDITOR, "/claims/"),
}
if tuple(PAGES) != STAGES:
    raise TypeError("every stage of the story has its page, in the order of the story")
