"""What may be told now, from the register's evidence: the same statements for every request, whoever is held."""

from homeward.desks.families.grading import Verdict, verdict_of
from homeward.desks.families.models import Kinship, Request
from homeward.desks.families.queries.notes import is_held_back
from homeward.desks.register.queries import knowledge_of
from homeward.office.journal.rights import Actor, require_right

RIGHT = "families.read"


def is_proven(*, viewer: Actor, request: Request) -> bool:
    """Whether the latest word on kinship says that it is shown."""
    require_right(viewer, RIGHT)
    last = Kinship.objects.filter(request=request).order_by("-id").values_list("word", flat=True).first()
    return last == Kinship.PROVEN


def verdict_for(*, viewer: Actor, request: Request, proven: bool, held_back: bool | None = None) -> Verdict:
    """The verdict of this moment. Three statements, linked or not, proven or not, held or not.

    Args:
        held_back: whether a note calls the record wrong, when the caller has read that with the request.
    """
    require_right(viewer, RIGHT)
    own = knowledge_of(viewer=viewer, person_ids=[request.person_id]).get(request.person_id, [])
    others = sorted({known.other for known in own if known.other})
    known = knowledge_of(viewer=viewer, person_ids=others)
    return verdict_of(
        proven=proven,
        held_back=is_held_back(viewer=viewer, request=request) if held_back is None else held_back,
        linked=bool(request.person_id),
        own=own,
        other=[one for person_id in others for one in known.get(person_id, [])],
    )
