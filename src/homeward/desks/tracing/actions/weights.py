"""Training a model of the evidence from what two people decided, and choosing which model searches use."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError
from homeward.desks.tracing.models import KeptModel, ModelChoice
from homeward.desks.tracing.queries import ENOUGH_TO_TRAIN, decided_pairs, model_in_use
from homeward.engine.matching import Model
from homeward.engine.names import LetterHabits
from homeward.office.jobs.actions import start_job
from homeward.office.jobs.models import Job
from homeward.office.jobs.queries import jobs_visible_to
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

TRAIN = "tracing.train"
_RIGHT = "tracing.search"


def ask_for_training(*, actor: Actor, seeker: str, holder: str) -> Job:
    """Asks for a model from the pairs of that direction that two people decided; the worker makes it.

    While one waits or runs, that one is given back.

    Raises:
        InputError: fewer than `ENOUGH_TO_TRAIN` of them are confirmed.
    """
    decided = decided_pairs(viewer=actor, seeker=seeker, holder=holder)
    same = sum(is_same for _one, _other, is_same in decided)
    if same < ENOUGH_TO_TRAIN:
        raise InputError(
            _("%(same)s pairs are confirmed by two people; a model takes %(enough)s.")
            % {"same": same, "enough": ENOUGH_TO_TRAIN},
            cure=_("Until then each search learns from its two lists."),
        )
    wanted = {"seeker": seeker, "holder": holder}
    mine = jobs_visible_to(viewer=actor).filter(kind=TRAIN, state__in=(Job.State.QUEUED, Job.State.RUNNING))
    waiting = next((job for job in mine if job.arguments == wanted), None)
    return waiting or start_job(actor=actor, kind=TRAIN, arguments=wanted)


@action("tracing.keep_model", right=_RIGHT)
def keep_model(
    *,
    actor: Actor,
    job_id: str,
    seeker: str,
    holder: str,
    document: Mapping[str, Any],
    habits: Mapping[str, Any] | None,
    search_id: str,
) -> Outcome[KeptModel]:
    """Keeps a trained model as the next version of its direction. It is not in use until somebody chooses it.

    The same job twice keeps it once.

    Args:
        document: of `engine.matching.Model`. habits: of `engine.names.LetterHabits`; None for too few pairs.

    Raises:
        ModelError: the document is no model. HabitsError: the habits are none.
    """
    letters = LetterHabits.read(habits).pairs if habits else 0
    learnt_from = Model.read(dict(document)).learnt_from
    kept = KeptModel.objects.filter(job_id=job_id).first()
    if kept is None:
        earlier = KeptModel.objects.filter(seeker=seeker, holder=holder).aggregate(last=Max("number"))["last"]
        kept = KeptModel.objects.create(
            job_id=job_id,
            seeker=seeker,
            holder=holder,
            number=(earlier or 0) + 1,
            document=dict(document),
            habits=dict(habits) if habits else None,
            search_id=search_id,
            by=actor.officer_id,
        )
    facts = {"seeker": seeker, "holder": holder, "number": kept.number, "pairs": dict(learnt_from), "habits": letters}
    return Outcome(kept, facts=facts, subjects=[str(kept.pk)])


@action("tracing.choose_model", right=_RIGHT)
def choose_model(*, actor: Actor, seeker: str, holder: str, number: int) -> Outcome[ModelChoice | None]:
    """Searches of that direction use that version from now on; 0: each learns from its two lists, as before any model.

    Going back to an earlier version is choosing it. What is in use already stays so.

    Raises:
        InputError: there is no such version. ConflictError: this version of the programme cannot read it.
    """
    kept = KeptModel.objects.filter(seeker=seeker, holder=holder, number=number).first()
    if number and kept is None:
        raise InputError(_("There is no such model."), cure=_("Choose one of the list."))
    if kept:
        _refuse_unreadable(kept)
    present = model_in_use(viewer=actor, seeker=seeker, holder=holder)
    choice = None
    if (present.pk if present else None) != (kept.pk if kept else None):
        choice = ModelChoice.objects.create(seeker=seeker, holder=holder, model=kept, by=actor.officer_id)
    facts = {"seeker": seeker, "holder": holder, "number": number}
    return Outcome(choice, facts=facts, subjects=[str(kept.pk)] if kept else [])


def _refuse_unreadable(kept: KeptModel) -> None:
    try:
        kept.as_model()
        kept.as_habits()
    except InputError as error:
        raise ConflictError(
            _("This model was made by another version and cannot be used."), cure=_("Train a new one.")
        ) from error
