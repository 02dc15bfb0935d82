"""Where a pair stands *for one person who looks*, and of what use an answer is now.

`confirmed_once` is never told: it would tell a colleague's word. That a relative waits is told to those alone who may
read requests; for everybody else the queue does not even stand in that order.
"""

from collections.abc import Mapping

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When

from homeward.desks.families.queries import sought_persons
from homeward.desks.tracing.answering import DECIDED as DECIDED_STATES
from homeward.desks.tracing.models import Pair, PairAnswer, Raised
from homeward.office.journal.rights import Actor, has_right

NEW, SECOND, ANSWERED, DISAGREEMENT = "new", "second", "answered", "disagreement"
CONFIRMED, REJECTED, WITHDRAWN = Pair.State.CONFIRMED, Pair.State.REJECTED, Pair.State.WITHDRAWN
# In the order of work; the first three wait for an answer of this person.
STAGES = (NEW, SECOND, WITHDRAWN, ANSWERED, DISAGREEMENT, CONFIRMED, REJECTED)
WAITING = (NEW, SECOND, WITHDRAWN)
# In the order of use: who waits for the answer. What two have decided waits for nobody and stands last.
RELATIVE, RAISED, OTHER, DECIDED = "relative", "raised", "other", "decided"
USES = (RELATIVE, RAISED)


def staged_pairs(viewer: Actor, *, listed_only: bool = True) -> QuerySet[Pair]:
    """The pairs of the queue (or all of them), each with its `stage` and its `use` for this person."""
    in_round = PairAnswer.objects.filter(pair=OuterRef("pk"), round=OuterRef("round"), by=viewer.officer_id)
    pairs = Pair.objects.filter(listed=True) if listed_only else Pair.objects.all()
    return pairs.annotate(
        mine=Exists(in_round), mine_stands=Exists(in_round.filter(ended_at=None)), stage=_stage(), use=_use(viewer)
    )


def _stage() -> Case:
    decided = [When(state=state, then=Value(str(state))) for state in (CONFIRMED, REJECTED, WITHDRAWN)]
    return Case(
        *decided,
        When(Q(mine_stands=True, disagrees=True), then=Value(DISAGREEMENT)),
        When(Q(mine=True, answered__gt=0), then=Value(ANSWERED)),
        When(answered__gt=0, then=Value(SECOND)),
        default=Value(NEW),
        output_field=CharField(),
    )


def sections_for(viewer: Actor) -> Mapping[str, Q]:
    """The parts of the queue in the order of use: name -> condition. No pair stands in two of them."""
    decided, raised = Q(state__in=DECIDED_STATES), _is_raised()
    if not has_right(viewer, "families.read"):
        return {RAISED: ~decided & raised, OTHER: ~decided & ~raised, DECIDED: decided}
    waited_for = Q(missing_id__in=sought_persons(viewer=viewer))
    return {
        RELATIVE: ~decided & waited_for,
        RAISED: ~decided & raised & ~waited_for,
        OTHER: ~decided & ~raised & ~waited_for,
        DECIDED: decided,
    }


def _is_raised() -> Q:
    standing = Raised.objects.filter(ended_at=None).order_by().values("person_id")
    return Q(missing_id__in=standing) | Q(held_id__in=standing)


def _use(viewer: Actor) -> Case:
    whens = [When(condition, then=Value(name)) for name, condition in sections_for(viewer).items() if name != OTHER]
    return Case(*whens, default=Value(OTHER), output_field=CharField())


def waiting_for(viewer: Actor) -> QuerySet[Pair]:
    """The pairs that this person can still answer, in the order of their places."""
    return staged_pairs(viewer).filter(stage__in=WAITING).order_by(F("place"))
