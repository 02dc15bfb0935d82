"""One pair with both records, its next best candidates, and of its answers only those the viewer may see."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.register.queries import PersonCard, cards
from homeward.desks.tracing.answering import may_answer, open_answers, standing_answers
from homeward.desks.tracing.models import Pair, PairAnswer, Raised
from homeward.desks.tracing.queries.stages import staged_pairs
from homeward.office.accounts.queries import names_of
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, has_right, require_right

# Probabilities that differ by less do not tell two candidates apart.
LEVEL_MARGIN = 0.2


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """An answer that the viewer may see, with the names of who gave and who ended it."""

    answer: PairAnswer
    by: str
    ended_by: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """The next best person of one side, and their own pair with the other side when there is one in the queue."""

    side: str
    card: PersonCard
    pair_id: str


@dataclass(frozen=True, slots=True)
class Link:
    """One of the two persons, confirmed in another pair as well: `side` tells which side the other record is of."""

    side: str
    card: PersonCard | None
    pair_id: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class PairView:
    """All that the pair page shows.

    Attributes:
        missing, held: the records; None when one left the register.
        answers: those the viewer may see, oldest first. hidden: how many of the present round stay unseen.
        may_answer, may_withdraw: whether the viewer can do so now.
        level: whether the next best candidate is so near that the two are level.
        candidates: the next best person of either side.
        links: further records to which one of the two persons is confirmed to belong.
        raised: of the two persons, those whom the exchange desk asked to look at first; told to that desk alone.
    """

    pair: Pair
    stage: str
    missing: PersonCard | None
    held: PersonCard | None
    answers: list[OpenAnswer]
    hidden: int
    may_answer: bool
    may_withdraw: bool
    level: bool
    candidates: list[Candidate] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    raised: frozenset[str] = frozenset()


def pair_visible_to(*, viewer: Actor, pair_id: str) -> PairView:
    """Opens a pair; a look at both persons is written down.

    Raises:
        InputError: there is no such pair.
    """
    require_right(viewer, "tracing.read")
    pair = staged_pairs(viewer, listed_only=False).select_related("search").filter(pk=pair_id).first()
    if pair is None:
        raise InputError(_("There is no such pair."))
    own = [pair.missing_id, pair.held_id]
    others = [other for other in _with_either(pair) if other.pk != pair.pk]
    linked = [other for other in others if other.state == Pair.State.CONFIRMED and set(own) & set(_persons(other))]
    beside = {pair.runner_up_left, pair.runner_up_right, *(each for other in linked for each in _persons(other))}
    beside -= {"", *own}
    # Who stands beside the two is seen as well: the next best candidates, and further records of one of them.
    record_look(viewer=viewer, subjects=[*own, *sorted(beside)], what="tracing.pair")
    known = cards(viewer=viewer, person_ids=[*own, *beside])
    answers = list(pair.answers.all())
    seen = open_answers(answers, officer=viewer.officer_id, round=pair.round, decided=pair.is_decided)
    return PairView(
        pair=pair,
        stage=pair.stage,
        missing=known.get(pair.missing_id),
        held=known.get(pair.held_id),
        answers=_named(seen, viewer),
        hidden=len(standing_answers(answers, pair.round)) - len(standing_answers(seen, pair.round)),
        may_answer=has_right(viewer, "tracing.confirm")
        and not pair.is_decided
        and _both_registered(pair, known)
        and may_answer(answers, officer=viewer.officer_id, round=pair.round),
        may_withdraw=has_right(viewer, "tracing.withdraw") and (pair.is_decided or pair.mine_stands),
        level=float(pair.margin) < LEVEL_MARGIN,
        candidates=_candidates(pair, known, others),
        links=[_link(pair, other, known) for other in linked],
        raised=_raised(own) if has_right(viewer, "exchange.plan") else frozenset(),
    )


def staged_pair(*, viewer: Actor, pair_id: str) -> Pair:
    """The pair as it stands for this viewer, without its records: no person is shown, so no look.

    Raises:
        InputError: there is no such pair.
    """
    require_right(viewer, "tracing.read")
    pair = staged_pairs(viewer, listed_only=False).filter(pk=pair_id).first()
    if pair is None:
        raise InputError(_("There is no such pair."))
    return pair


def own_last_answer(*, viewer: Actor, pair_id: str) -> PairAnswer | None:
    """The viewer's own newest standing answer to that pair, with the pair; None when there is none."""
    require_right(viewer, "tracing.read")
    mine = PairAnswer.objects.filter(pair_id=pair_id, by=viewer.officer_id, ended_at=None)
    return mine.select_related("pair").order_by("-id").first()


def _both_registered(pair: Pair, known: dict[str, PersonCard]) -> bool:
    return all(person in known and not known[person].withdrawn for person in (pair.missing_id, pair.held_id))


def _raised(persons: Sequence[str]) -> frozenset[str]:
    standing = Raised.objects.filter(ended_at=None, person_id__in=persons)
    return frozenset(standing.values_list("person_id", flat=True))


def _persons(pair: Pair) -> tuple[str, str]:
    return pair.missing_id, pair.held_id


def _link(pair: Pair, other: Pair, known: dict[str, PersonCard]) -> Link:
    side, person = ("held", other.held_id) if other.missing_id == pair.missing_id else ("missing", other.missing_id)
    return Link(side, known.get(person), str(other.pk), other.decided_at)


def _with_either(pair: Pair) -> list[Pair]:
    either = Q(missing_id__in=[pair.missing_id, pair.runner_up_left]) | Q(
        held_id__in=[pair.held_id, pair.runner_up_right]
    )
    return list(Pair.objects.filter(either, listed=True).order_by("place")[:20])


def _candidates(pair: Pair, known: dict[str, PersonCard], others: Sequence[Pair]) -> list[Candidate]:
    sides = (("missing", pair.runner_up_left), ("held", pair.runner_up_right))
    return [Candidate(side, known[person], _pair_of(person, others)) for side, person in sides if person in known]


def _pair_of(person: str, others: Sequence[Pair]) -> str:
    return next((str(other.pk) for other in others if person in (other.missing_id, other.held_id)), "")


def _named(answers: Sequence[PairAnswer], viewer: Actor) -> list[OpenAnswer]:
    names = names_of({officer for answer in answers for officer in (answer.by, answer.ended_by)})
    return [
        OpenAnswer(answer, names.get(answer.by, ""), names.get(answer.ended_by, ""), answer.by == viewer.officer_id)
        for answer in answers
    ]
