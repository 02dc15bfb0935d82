"""Confirmed pairs whose records tell of different custody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from homeward.desks.register.queries import PersonCard
from homeward.desks.tracing.queries import contradicting_pairs


@require_GET
def two_custodies(request: HttpRequest) -> HttpResponse:
    """Both records of each such pair, side by side; a registrar mends the wrong one, or the pair is taken back."""
    context = {
        "rows": [
            {
                "pair": two.pair,
                "url": reverse("tracing:pair", args=[two.pair.pk]),
                "missing": two.missing,
                "held": two.held,
                "missing_custody": _custody(two.missing),
                "held_custody": _custody(two.held),
            }
            for two in contradicting_pairs(viewer=request.actor)
        ],
        "crumbs": [
            {"title": _("Tracing"), "url": reverse("tracing:queue")},
            {"title": _("One person, two custodies")},
        ],
    }
    return render(request, "tracing/two_custodies.html", context)


def _custody(card: PersonCard | None) -> list[dict[str, object]]:
    statuses = card.statuses if card else ()
    return [{"tone": status.tone, "text": status.title} for status in statuses if status.group == "custody"]
