"""The one place where this desk writes custody into the register: who crossed, and who is back with the holder."""

from collections.abc import Sequence

from homeward.desks.register.actions import record_custody_of_many
from homeward.office.journal import clock
from homeward.office.journal.rights import Actor

CROSSED, BACK = "HANDED_OVER", "HELD"


def note_custody(*, actor: Actor, handover_id: str, crossed: Sequence[str], back: Sequence[str]) -> None:
    """One step for everybody who crossed and one for everybody who is held again, named after this handover.

    Args:
        crossed, back: the register's ids; persons of another node are none of them.
    """
    day, source = clock.now().date(), f"handover:{handover_id}"
    for code, person_ids in ((CROSSED, crossed), (BACK, back)):
        if person_ids:
            record_custody_of_many(actor=actor, person_ids=person_ids, code=code, at=day, source=source)
