"""Which lists the acts of this desk have changed: a later desk that reads the journal asks it with their subjects."""

from collections.abc import Iterable

from homeward.desks.register.models import Batch, Person
from homeward.desks.register.queries.lists import CHUNK, RIGHT
from homeward.office.journal.rights import Actor, require_right

# Kinds of acts after which a list tells other persons, or tells something else of them.
ACTS_ON_LISTS = (
    "register.commit_import",
    "register.undo_import",
    "register.register_capture",
    "register.register_group_capture",
    "register.correct_person",
    "register.settle_value",
    "register.report_missing",
)


def lists_touched(*, viewer: Actor, subjects: Iterable[str]) -> set[tuple[str, str]]:
    """(party, kind) of every list to which one of these subjects belongs: ids of persons or of batches. No look."""
    require_right(viewer, RIGHT)
    wanted, touched = sorted(set(subjects)), set[tuple[str, str]]()
    for start in range(0, len(wanted), CHUNK):
        some = wanted[start : start + CHUNK]
        for model in (Batch, Person):
            touched.update(model.objects.filter(pk__in=some).order_by().values_list("party", "kind").distinct())
    return touched
