"""The look log: who looked at whom, and when. A person page is one line, a list is one line with its filter."""

from collections.abc import Sequence

from homeward.office.journal import clock
from homeward.office.journal.models import Look
from homeward.office.journal.rights import Actor

_LONGEST_FILTER = 500


def record_look(*, viewer: Actor, subjects: Sequence[str] = (), what: str, shown: int = 1, filter: str = "") -> None:
    """Writes the look down before the page is shown.

    Args:
        subjects: ids of the persons opened, one line each; empty for a list, which is one line.
        what: which page, as 'register.person'.
        shown: number of persons shown.
        filter: what a list was filtered by, as it stands in the address.
    """
    moment = clock.now()
    Look.objects.bulk_create(
        Look(
            viewer=viewer.officer_id,
            roles=",".join(sorted(viewer.roles)),
            reason=viewer.reason,
            what=what,
            subject=subject,
            shown=shown,
            filter=filter[:_LONGEST_FILTER],
            looked_at=moment,
        )
        for subject in (subjects or ("",))
    )
