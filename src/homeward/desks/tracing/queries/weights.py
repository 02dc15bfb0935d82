"""Models of the evidence: which one searches use, since when, trained from what, and what it weighs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.register.queries import cards
from homeward.desks.tracing.answering import CONFIRMED, DECIDED
from homeward.desks.tracing.models import KeptModel, ModelChoice, Pair, SearchRun
from homeward.office.accounts.queries import names_of
from homeward.office.journal.rights import Actor, require_right

_RIGHT = "tracing.read"
# Confirmed pairs that a model takes: what fewer persons show is chance.
ENOUGH_TO_TRAIN = 10
# Field -> level -> thousandths of a bit for (+) or against (-).
Weights = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Version:
    """One kept model: from how many pairs that two people called one person or two, by whom and when."""

    kept: KeptModel
    same: int
    different: int
    by: str
    is_in_use: bool


@dataclass(frozen=True, slots=True)
class DirectionModel:
    """What weighs the evidence of one direction.

    Attributes:
        in_use: None where each search learns from its two lists. since: when that was chosen, None for never.
        last_search: the newest one; its model may be an earlier one than that in use now.
        weights: of the last search, as it weighed. prior: thousandths of a bit before any evidence.
        versions: newest first. same, different: pairs that two people decided, of which a next model would be made.
    """

    seeker: str
    holder: str
    in_use: KeptModel | None
    since: datetime | None
    last_search: SearchRun
    weights: Weights
    prior: int
    versions: list[Version] = field(default_factory=list)
    same: int = 0
    different: int = 0

    @property
    def may_train(self) -> bool:
        return self.same >= ENOUGH_TO_TRAIN


def model_in_use(*, viewer: Actor, seeker: str, holder: str) -> KeptModel | None:
    """The model that searches of this direction use; None where each learns from its two lists."""
    require_right(viewer, _RIGHT)
    choice = ModelChoice.objects.filter(seeker=seeker, holder=holder).select_related("model").first()
    return choice.model if choice else None


def decided_pairs(*, viewer: Actor, seeker: str, holder: str) -> list[tuple[str, str, bool]]:
    """(missing id, held id, whether they are one person) of pairs that two people decided, both still registered."""
    require_right(viewer, _RIGHT)
    decided = Pair.objects.filter(seeker=seeker, holder=holder, state__in=DECIDED).order_by("missing_id", "held_id")
    rows = list(decided.values_list("missing_id", "held_id", "state"))
    known = cards(viewer=viewer, person_ids=[person for one, other, _state in rows for person in (one, other)])
    here = {person for person, card in known.items() if not card.withdrawn}
    return [(one, other, state == CONFIRMED) for one, other, state in rows if one in here and other in here]


def direction_models(*, viewer: Actor) -> list[DirectionModel]:
    """Every direction that was searched, with what weighs its evidence; counts and weights alone, so no look."""
    require_right(viewer, _RIGHT)
    directions = SearchRun.objects.order_by("seeker", "holder").values_list("seeker", "holder").distinct()
    return [_direction(*direction) for direction in directions]


def version_visible_to(*, viewer: Actor, model_id: str) -> KeptModel:
    """One kept model; InputError when there is none with that id."""
    require_right(viewer, _RIGHT)
    kept = KeptModel.objects.filter(pk=model_id).first()
    if kept is None:
        raise InputError(_("There is no such model."))
    return kept


def weights_of(document: Mapping[str, Mapping[str, Mapping[str, Mapping[str, int]]]]) -> Weights:
    """The weights in a model's document."""
    return {
        name: {code: level["millibits"] for code, level in levels.items()}
        for name, levels in document["fields"].items()
    }


def _direction(seeker: str, holder: str) -> DirectionModel:
    here = {"seeker": seeker, "holder": holder}
    last = SearchRun.objects.filter(**here).select_related("model")[0]
    choice = ModelChoice.objects.filter(**here).select_related("model").first()
    in_use = choice.model if choice else None
    kept = list(KeptModel.objects.filter(**here))
    names = names_of({one.by for one in kept})
    states = list(Pair.objects.filter(**here, state__in=DECIDED).values_list("state", flat=True))
    return DirectionModel(
        **here,
        in_use=in_use,
        since=choice.at if choice else None,
        last_search=last,
        weights=last.summary.get("weights_millibits", {}),
        prior=last.summary.get("prior_millibits", 0),
        versions=[_version(one, names.get(one.by, ""), in_use) for one in kept],
        same=states.count(CONFIRMED),
        different=len(states) - states.count(CONFIRMED),
    )


def _version(kept: KeptModel, by: str, in_use: KeptModel | None) -> Version:
    learnt = kept.document["learnt_from"]
    is_in_use = in_use is not None and in_use.pk == kept.pk
    return Version(kept, learnt.get("same", 0), learnt.get("different", 0), by, is_in_use)
