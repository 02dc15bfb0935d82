"""The model page: what weighs the evidence, by field and level in words; training and choosing."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from homeward.base.errors import InputError
from homeward.base.identifiers import typed_number
from homeward.desks.tracing.actions import ask_for_training, choose_model
from homeward.desks.tracing.queries import (
    ENOUGH_TO_TRAIN,
    DirectionModel,
    direction_models,
    version_visible_to,
    weights_of,
)
from homeward.desks.tracing.showing import direction_words
from homeward.desks.tracing.wording import FIELDS, REASONS
from homeward.engine.names import ENOUGH_PAIRS, LetterHabits
from homeward.office.journal.rights import has_right

_HABITS_SHOWN = 30


@require_GET
def model(request: HttpRequest) -> HttpResponse:
    context = {
        "directions": [_shown(one) for one in direction_models(viewer=request.actor)],
        "may_choose": has_right(request.actor, "tracing.search"),
        "enough": ENOUGH_TO_TRAIN,
        "enough_for_habits": ENOUGH_PAIRS,
        "crumbs": [{"title": _("Tracing"), "url": reverse("tracing:queue")}, {"title": _("Model")}],
    }
    return render(request, "tracing/model.html", context)


@require_GET
def model_version(request: HttpRequest, model_id: UUID) -> HttpResponse:
    kept = version_visible_to(viewer=request.actor, model_id=str(model_id))
    context = {
        "kept": kept,
        "direction": direction_words(kept.seeker, kept.holder),
        "learnt": kept.document["learnt_from"],
        "weights": weight_rows(weights_of(kept.document)),
        "habits": habit_rows(kept.as_habits()),
        "enough_for_habits": ENOUGH_PAIRS,
        "crumbs": [
            {"title": _("Tracing"), "url": reverse("tracing:queue")},
            {"title": _("Model"), "url": reverse("tracing:model")},
            {"title": _("Model %(number)s") % {"number": kept.number}},
        ],
    }
    return render(request, "tracing/model_version.html", context)


@require_POST
def train(request: HttpRequest) -> HttpResponse:
    job = ask_for_training(actor=request.actor, **_direction(request))
    return redirect("jobs:show", job.pk)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    number = typed_number(request.POST.get("number", ""))
    if number is None:
        raise InputError(_("This form is not whole."), cure=_("Open the page of the model again."))
    choose_model(actor=request.actor, number=number, **_direction(request))
    messages.success(request, _("Chosen. It weighs the evidence from the next search on."))
    return redirect("tracing:model")


def _direction(request: HttpRequest) -> dict[str, str]:
    seeker, dash, holder = request.POST.get("direction", "").partition("-")
    if not dash:
        raise InputError(_("This form is not whole."), cure=_("Open the page of the model again."))
    return {"seeker": seeker, "holder": holder}


def _shown(one: DirectionModel) -> dict[str, Any]:
    return {
        "code": f"{one.seeker}-{one.holder}",
        "words": direction_words(one.seeker, one.holder),
        "model": one,
        "weights": weight_rows(one.weights),
        "prior": one.prior / 1000,
    }


def weight_rows(weights: Mapping[str, Mapping[str, int]]) -> list[dict[str, Any]]:
    """Each field with its levels, best first: words and bits of evidence."""
    return [
        {
            "field": FIELDS[name],
            "levels": [
                {"words": REASONS.get((name, code), code), "weight": millibits / 1000}
                for code, millibits in reversed(levels.items())
            ],
        }
        for name, levels in weights.items()
    ]


def habit_rows(habits: LetterHabits | None) -> list[dict[str, Any]]:
    """The letters that are exchanged most readily, other than for themselves; '' for a letter left out."""
    if habits is None:
        return []
    exchanged = [(weight, one, other) for (one, other), weight in habits.operations.items() if one != other]
    strongest = sorted(exchanged, key=lambda each: (-each[0], each[1], each[2]))[:_HABITS_SHOWN]
    return [{"one": one, "other": other, "weight": weight / 1000} for weight, one, other in strongest]
