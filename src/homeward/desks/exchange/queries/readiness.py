"""Whether a plan can be made: which lists are registered, which searches were made. Counts alone, no person."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import permutations

from homeward.desks.exchange.lists import OFFER, REQUEST
from homeward.desks.exchange.models import ListVersion
from homeward.desks.exchange.queries.plans import READ
from homeward.desks.exchange.signing import own_party
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
    # (kind of list, whose word) of every list that has a version here; `own`: the party this node speaks for, or ''.
    versions: frozenset[tuple[str, str]] = frozenset()
    own: str = ""

    @property
    def lists_whole(self) -> bool:
        """A bureau has said what it asks for and offers; an intermediary has that, or both lists, of two parties."""
        if self.own:
            return {(REQUEST, self.own), (OFFER, self.own)} <= self.versions
        return self._said_by_two or sum(bool(each.missing and each.held) for each in self.lists) > 1

    @property
    def searches_whole(self) -> bool:
        """A bureau looks for its own alone; whoever got requests need not search."""
        if self.own:
            return any(each.seeker == self.own and each.at for each in self.searches)
        return self._said_by_two or (bool(self.searches) and all(each.at for each in self.searches))

    @property
    def _said_by_two(self) -> bool:
        parties = {party for _kind, party in self.versions}
        return len(parties) > 1 and all({(REQUEST, party), (OFFER, party)} <= self.versions for party in parties)


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
    versions = frozenset(ListVersion.objects.order_by().values_list("kind", "party").distinct())
    return Readiness(lists, searches, lists_shown, searches_shown, versions, own_party())
