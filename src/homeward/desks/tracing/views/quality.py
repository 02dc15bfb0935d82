"""The quality page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from homeward.desks.tracing.queries import figures_visible_to


@require_GET
def quality(request: HttpRequest) -> HttpResponse:
    context = {
        "figures": figures_visible_to(viewer=request.actor),
        "crumbs": [{"title": _("Tracing"), "url": reverse("tracing:queue")}, {"title": _("Quality")}],
    }
    return render(request, "tracing/quality.html", context)
