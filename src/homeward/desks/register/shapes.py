"""What the register's queries hand out: plain records, read by pages and by later desks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from homeward.base.dates import HalfKnownDate
from homeward.desks.register.statuses import Status


@dataclass(frozen=True, slots=True)
class PersonCard:
    """One person as a row or a side of a pair. `written` leaves out what a person said of their own will."""

    id: str
    number: int
    case_number: str
    party: str
    kind: str
    list_id: str
    name: str
    other_name: str
    birth_date: HalfKnownDate
    rank: str
    service_number: str
    unit: str
    event_date: HalfKnownDate
    event_place: str
    region: str
    categories: tuple[str, ...]
    status_words: str
    written: Mapping[str, str]
    statuses: tuple[Status, ...] = ()
    batch_number: int = 0
    row: int = 0
    withdrawn: bool = False
    source: str = "list"


@dataclass(frozen=True, slots=True)
class IdentityCard:
    """Who somebody is, and the categories that tell what they need on the way; nothing of their history."""

    id: str
    case_number: str
    party: str
    kind: str
    name: str
    other_name: str
    birth_date: HalfKnownDate
    rank: str
    service_number: str
    categories: tuple[str, ...]
    source: str = "list"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a list can be narrowed to; `count` was taken up to one more than the cap, None when not counted."""

    value: str
    count: int | None
    active: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing a list can be narrowed by: 'party', 'kind', 'category' or 'batch'."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One page of the register list. `next_after` is '' on the last page; `count` is capped."""

    rows: list[PersonCard]
    next_after: str
    facets: list[Facet]
    count: int


@dataclass(frozen=True, slots=True)
class FactValue:
    """What one source says: the value, the list and row it stands in or the officer who gave it, and when.

    `state` is '' for the value that stands, 'open' for one that waits to be settled, 'earlier' for one that was
    corrected, 'beside' for one that was not taken. `batch_id` is '' where an officer speaks.
    """

    value: Any
    batch_id: str
    batch_number: int
    row: int
    at: datetime
    state: str = ""
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One field with every list's word on it, the first list first."""

    name: str
    values: tuple[FactValue, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """One piece of evidence as a page shows it."""

    id: str
    status: Status
    source: str
    detail: Mapping[str, Any]
    added_by: str
    added_at: datetime
    ended_at: datetime | None
    ended_why: str


@dataclass(frozen=True, slots=True)
class Opening:
    """One look at a person: who, when, in which roles, on which page; `reason`: why, where the role alone is none."""

    viewer: str
    roles: str
    what: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of custody. `place_code` is '' for who may not know it; `superseded` steps were recorded wrongly."""

    id: str
    status: Status
    place_code: str
    at: date
    source: str
    recorded_by: str
    recorded_at: datetime
    superseded: bool
    card_id: str
    card_due: date | None
    card_enabled: date | None


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision as the person's page shows it."""

    id: str
    code: str
    decided_on: date
    notified_on: date | None
    fit_to_travel: str
    recorded_by: str
    superseded: bool


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """All that the register knows of one person, for the page of that person."""

    card: PersonCard
    surname: str
    given_name: str
    patronymic: str
    facts: list[Fact]
    evidence: list[Known]
    openings: list[Opening]
    written: Mapping[str, str] = field(default_factory=dict)
    custody: list[Step] = field(default_factory=list)
    decisions: list[Decided] = field(default_factory=list)
    source: str = "list"
    capture_id: str = ""
    capture_number: int = 0


@dataclass(frozen=True, slots=True)
class PartyLists:
    """How many persons one party looks for and holds, as registered."""

    party: str
    missing: int
    held: int
