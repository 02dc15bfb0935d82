"""Whether a plan can be made: which lists are registered, which searches were made. Counts alone, no person."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import permutations

from homeward.desks.exchange.queries.plans import READ
from homeward.desks.register.queries import PartyLists, parties_with_lists
from homeward.desks.tracing.queries import runs_visible_to
from homeward.office.journal.rights import Actor, has_right, require_right


@dataclass(frozen=True, slots=True)
class Searched:
    """One direction: the missing of `seeker` among those held by `holder`; `at` is None while nobody has searched."""

    seeker: str
    holder: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Readiness:
    """What the viewer may know of lists and searches; the flags say what is kept from them."""

    lists: list[PartyLists] = field(default_factory=list)
    searches: list[Searched] = field(default_factory=list)
    lists_shown: bool = False
    searches_shown: bool = False

    @property
    def lists_whole(self) -> bool:
        """Two parties or more have handed in both their lists."""
        return sum(bool(each.missing and each.held) for each in self.lists) > 1

    @property
    def searches_whole(self) -> bool:
        return bool(self.searches) and all(each.at for each in self.searches)


def readiness_visible_to(*, viewer: Actor) -> Readiness:
    """Lists for who reads the register, searches for who reads tracing."""
    require_right(viewer, READ)
    lists_shown, searches_shown = has_right(viewer, "register.read"), has_right(viewer, "tracing.read")
    lists = parties_with_lists(viewer=viewer) if lists_shown else []
    made: dict[tuple[str, str], datetime] = {}
    if searches_shown:
        for run in runs_visible_to(viewer=viewer).only("seeker", "holder", "at"):
            made.setdefault((run.seeker, run.holder), run.at)
    parties = [each.party for each in lists]
    searches = [Searched(*way, made.get(way)) for way in permutations(parties, 2)] if searches_shown else []
    return Readiness(lists, searches, lists_shown, searches_shown)
