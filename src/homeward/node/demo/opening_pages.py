"""Which page shows a stage of the story, and whose page it is: for `--open` and for the list of addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from homeward.node.demo import cast


@dataclass(frozen=True, slots=True)
class Page:
    """One page at one officer's node."""

    officer: cast.Played
    path: str

    def address(self, addresses: Mapping[str, str]) -> str:
        """Where a browser gets there: the switch of the demonstration, with officer and page filled in.

        Args:
            addresses: node -> where it is served.
        """
        asked = urlencode({"name": self.officer.username, "next": self.path})
        return f"{addresses[self.officer.node]}continue-as/?{asked}"


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
