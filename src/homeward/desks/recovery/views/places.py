"""Places of care and regions."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from homeward.base.errors import ConflictError, InputError
from homeward.desks.recovery.actions import close_place, keep_place, keep_region
from homeward.desks.recovery.forms import PlaceForm, RegionForm
from homeward.desks.recovery.models import Region
from homeward.desks.recovery.queries import WRITE, place_visible_to, places_visible_to, regions_visible_to
from homeward.desks.recovery.showing import crumbs
from homeward.desks.recovery.wording import CARE
from homeward.office.journal.rights import require_right


@require_GET
def places(request: HttpRequest) -> HttpResponse:
    rows = [
        {"view": view, "kinds": ", ".join(str(CARE[kind]) for kind in view.place.kinds if kind in CARE)}
        for view in places_visible_to(viewer=request.actor, closed=True)
    ]
    return render(request, "recovery/places.html", {"rows": rows, "crumbs": crumbs({"title": _("Places")})})


@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, place_id: str = "") -> HttpResponse:
    """A new place, or one that is there."""
    require_right(request.actor, WRITE)
    regions = regions_visible_to(viewer=request.actor)
    if not regions:
        messages.info(request, _("Add a region first; places lie in one."))
        return redirect("recovery:regions")
    known = place_visible_to(viewer=request.actor, place_id=place_id) if place_id else None
    first = (
        {
            "name": known.name,
            "region_id": known.region_id,
            "kinds": known.kinds,
            "beds": known.beds,
            "languages": ", ".join(known.languages),
        }
        if known
        else {}
    )
    form = PlaceForm(request.POST or None, regions=regions, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_place(actor=request.actor, place_id=place_id, **form.cleaned_data)
            messages.success(request, _("%(name)s is kept.") % {"name": kept.name})
            return redirect("recovery:places")
        except (InputError, ConflictError) as error:
            form.add_error("beds", str(error))
    title = known.name if known else _("New place")
    context = {"form": form, "known": known, "title": title, "crumbs": _crumbs({"title": title})}
    return render(request, "recovery/place.html", context, status=400 if form.errors else 200)


@require_POST
def close(request: HttpRequest, place_id: str) -> HttpResponse:
    closed = close_place(actor=request.actor, place_id=place_id)
    messages.success(request, _("%(name)s is proposed to nobody any more.") % {"name": closed.name})
    return redirect("recovery:places")


@require_http_methods(["GET", "POST"])
def regions(request: HttpRequest) -> HttpResponse:
    require_right(request.actor, WRITE)
    known = regions_visible_to(viewer=request.actor)
    form = RegionForm(request.POST or None, regions=known)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_region(actor=request.actor, **form.cleaned_data)
            messages.success(request, _("%(name)s is kept.") % {"name": kept.name})
            return redirect("recovery:regions")
        except InputError as error:
            form.add_error("name", str(error))
    rows = [(region, ", ".join(_names_beside(region, known))) for region in known]
    context = {"form": form, "rows": rows, "crumbs": _crumbs({"title": _("Regions")})}
    return render(request, "recovery/regions.html", context, status=400 if form.errors else 200)


def _names_beside(region: Region, known: Sequence[Region]) -> list[str]:
    """Names of the regions beside that one, whichever of the two was said to lie beside the other."""
    return [other.name for other in known if other.pk in region.neighbours or region.pk in other.neighbours]


def _crumbs(*further: dict[str, str]) -> list[dict[str, str]]:
    return crumbs({"title": _("Places"), "url": reverse("recovery:places")}, *further)
