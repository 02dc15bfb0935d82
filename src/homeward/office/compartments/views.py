"""The page on which a compartment is handed on to a colleague who has come to its role."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from homeward.office.compartments.actions import hand_on_entries
from homeward.office.compartments.queries import newcomers_visible_to


@require_http_methods(["GET", "POST"])
def newcomers(request: HttpRequest) -> HttpResponse:
    """Colleagues who cannot open the entries yet; posting seals all entries to one of them as well."""
    rooms = newcomers_visible_to(viewer=request.actor)
    if request.method == "POST":
        compartment, reader = request.POST.get("compartment", ""), request.POST.get("reader", "")
        hand_on_entries(actor=request.actor, compartment=compartment, reader=reader)
        messages.success(request, _("The compartment is handed on."))
        return redirect("compartments:newcomers")
    return render(request, "compartments/newcomers.html", {"rooms": rooms})
