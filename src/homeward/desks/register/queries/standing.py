"""Where records place persons now: the latest step of custody, by its code alone. Places stay with the register."""

from collections.abc import Collection

from homeward.desks.register.models import Evidence
from homeward.desks.register.queries.cards import CHUNK, RIGHT
from homeward.office.journal.rights import Actor, require_right

_STANDING = {"source__startswith": "custody:", "ended_at": None, "person__withdrawn_at": None}


def missing_in_custody(*, viewer: Actor) -> dict[str, str]:
    """Records of missing persons that tell of custody all the same: id -> code. Codes alone, so no look."""
    require_right(viewer, RIGHT)
    found = Evidence.objects.filter(**_STANDING, person__kind="missing")
    return dict(found.order_by("added_at", "id").values_list("person_id", "code"))


def standing_custody(*, viewer: Actor, person_ids: Collection[str]) -> dict[str, str]:
    """The same for those records; one without any custody is left out."""
    require_right(viewer, RIGHT)
    wanted, told = sorted(set(person_ids)), {}
    for start in range(0, len(wanted), CHUNK):
        found = Evidence.objects.filter(**_STANDING, person__in=wanted[start : start + CHUNK])
        told.update(found.order_by("added_at", "id").values_list("person_id", "code"))
    return told
