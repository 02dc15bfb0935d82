"""What is known of a person with who says so: read by the families desk, which answers by grade and never by a name."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from homeward.desks.register.models import Evidence
from homeward.desks.register.queries.cards import RIGHT
from homeward.office.journal.rights import Actor, require_right


@dataclass(frozen=True, slots=True)
class KnownFrom:
    """One piece of standing evidence: its code, the desk or officer it comes from, who added it.

    `other` is the record of another list that two officers found to be the same person, '' otherwise.
    """

    code: str
    source: str
    added_by: str
    other: str


def knowledge_of(*, viewer: Actor, person_ids: Sequence[str]) -> dict[str, list[KnownFrom]]:
    """Standing evidence of each person, oldest first; one statement, whoever is asked for and whatever is known.

    The page or act that asks records its own look at the person.
    """
    require_right(viewer, RIGHT)
    found: defaultdict[str, list[KnownFrom]] = defaultdict(list)
    rows = Evidence.objects.filter(person__in=[*person_ids, ""], person__withdrawn_at=None, ended_at=None)
    for row in rows.order_by("added_at", "id"):
        other = str(row.detail.get("other", "")) if row.source.startswith("tracing:") else ""
        found[row.person_id].append(KnownFrom(row.code, row.source, row.added_by, other))
    return dict(found)
