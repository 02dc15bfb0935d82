"""Versions of request and offer lists: all of them, one with its rows, two side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.exchange.lists import OFFER, Difference, difference
from homeward.desks.exchange.models import ListVersion
from homeward.desks.exchange.queries.plans import READ
from homeward.desks.exchange.stored_lists import document_of_list
from homeward.desks.register.queries import PersonCard, cards, person_ids_of
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, has_right, require_right

ROWS = 50
NAMES_RIGHT = "register.read"
# How each kind of row names the person held.
ID_OF = {"offer": "id", "request": "held_id"}


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a version; no cards for a viewer who may not read the register, or for persons not registered here."""

    id: str
    values: Mapping[str, Any]
    card: PersonCard | None
    own_card: PersonCard | None = None


@dataclass(frozen=True, slots=True)
class ListPage:
    """Rows behind a place, and the place of the last one shown; 0 when there is none behind it."""

    rows: list[ListRow]
    next_after: int
    total: int


@dataclass(frozen=True, slots=True)
class ListComparison:
    """Two versions of one list. `cards`: by the list's own id, for those whose names the viewer may see."""

    before: ListVersion
    after: ListVersion
    difference: Difference
    cards: Mapping[str, PersonCard]


def list_versions_visible_to(*, viewer: Actor) -> QuerySet[ListVersion]:
    """All versions, newest first; counts alone, so no look."""
    require_right(viewer, READ)
    return ListVersion.objects.defer("document")


def list_version_visible_to(*, viewer: Actor, kind: str, party: str, other: str, number: int) -> ListVersion:
    """One version; InputError when there is none of that name."""
    found = list_versions_visible_to(viewer=viewer).filter(kind=kind, party=party, other=other, number=number).first()
    if found is None:
        raise InputError(_("There is no such version of a list."), cure=_("Choose one from the page of lists."))
    return found


def list_document_visible_to(*, viewer: Actor, kind: str, party: str, other: str, number: int) -> dict[str, Any]:
    """The whole document of one version, as it was stored and as it is sent: one look at a list.

    Raises:
        TamperedError: it is not what was stored.
    """
    version = list_version_visible_to(viewer=viewer, kind=kind, party=party, other=other, number=number)
    document = document_of_list(version)
    record_look(viewer=viewer, what="exchange.list", shown=version.rows, filter=f"{_name(version)},document")
    return document


def list_rows_visible_to(*, viewer: Actor, version: ListVersion, after: int = 0, limit: int | None = ROWS) -> ListPage:
    """Rows behind place `after` in the order of the list; `limit` None for all of them."""
    require_right(viewer, READ)
    rows = document_of_list(version)["rows"]
    shown = rows[after:] if limit is None else rows[after : after + limit]
    told = "export" if limit is None else f"after={after}"
    record_look(viewer=viewer, what="exchange.list", shown=len(shown), filter=f"{_name(version)},{told}")
    ids = [row[ID_OF[version.kind]] for row in shown]
    known = _cards(viewer, holder_of(version), "held", ids)
    own = {} if version.kind == OFFER else _cards(viewer, version.party, "missing", [row["own_id"] for row in shown])
    page = [
        ListRow(key, row, known.get(key), own.get(row.get("own_id", ""))) for key, row in zip(ids, shown, strict=True)
    ]
    more = limit is not None and len(rows) > after + limit
    return ListPage(page, after + len(shown) if more else 0, len(rows))


def list_comparison_visible_to(
    *, viewer: Actor, kind: str, party: str, other: str, before: int, after: int
) -> ListComparison:
    """What version `after` of a list changed against version `before`."""
    one, two = (
        list_version_visible_to(viewer=viewer, kind=kind, party=party, other=other, number=number)
        for number in (before, after)
    )
    found = difference(document_of_list(one), document_of_list(two))
    ids = [*found.came_in, *found.went_out, *(row.id for row in found.changed)]
    record_look(viewer=viewer, what="exchange.list", shown=len(ids), filter=f"{_name(two)},against={before}")
    return ListComparison(one, two, found, _cards(viewer, holder_of(two), "held", ids))


def holder_of(version: ListVersion) -> str:
    """Who holds the persons of this list."""
    return version.party if version.kind == OFFER else version.other


def _cards(viewer: Actor, party: str, kind: str, list_ids: Iterable[str]) -> dict[str, PersonCard]:
    wanted = list(list_ids)
    if not wanted or not has_right(viewer, NAMES_RIGHT):
        return {}
    ids = person_ids_of(viewer=viewer, party=party, kind=kind, list_ids=wanted)
    known = cards(viewer=viewer, person_ids=list(ids.values())) if ids else {}
    return {list_id: known[person_id] for list_id, person_id in ids.items()}


def _name(version: ListVersion) -> str:
    return f"{version.kind}={version.party}/{version.other}/{version.number}"
