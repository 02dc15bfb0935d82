"""Where a pair stands *for one person who looks*. `confirmed_once` is never told: it would tell a colleague's word."""

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When

from homeward.desks.tracing.models import Pair, PairAnswer
from homeward.office.journal.rights import Actor

NEW, SECOND, ANSWERED, DISAGREEMENT = "new", "second", "answered", "disagreement"
CONFIRMED, REJECTED, WITHDRAWN = Pair.State.CONFIRMED, Pair.State.REJECTED, Pair.State.WITHDRAWN
# In the order of work; the first three wait for an answer of this person.
STAGES = (NEW, SECOND, WITHDRAWN, ANSWERED, DISAGREEMENT, CONFIRMED, REJECTED)
WAITING = (NEW, SECOND, WITHDRAWN)


def staged_pairs(viewer: Actor, *, listed_only: bool = True) -> QuerySet[Pair]:
    """The pairs of the queue (or all of them), each with its `stage` for this person."""
    in_round = PairAnswer.objects.filter(pair=OuterRef("pk"), round=OuterRef("round"), by=viewer.officer_id)
    pairs = Pair.objects.filter(listed=True) if listed_only else Pair.objects.all()
    return pairs.annotate(mine=Exists(in_round), mine_stands=Exists(in_round.filter(ended_at=None)), stage=_stage())


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


def waiting_for(viewer: Actor) -> QuerySet[Pair]:
    """The pairs that this person can still answer, in the order of the queue."""
    return staged_pairs(viewer).filter(stage__in=WAITING).order_by(F("place"))
