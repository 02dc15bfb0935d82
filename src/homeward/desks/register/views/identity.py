"""The card of one person for those who receive people: who it is, and nothing of what was before."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from homeward.base.errors import InputError
from homeward.desks.register.queries import identity_visible_to
from homeward.desks.register.views.persons import name_forms, opening_shown
from homeward.desks.register.words import ONE_OF_KIND, day_words
from homeward.office.parties.naming import party_words


@require_GET
def show_identity(request: HttpRequest, person_id: str) -> HttpResponse:
    """Opening it writes a line into "who opened this", which the page then shows."""
    try:
        card, openings = identity_visible_to(viewer=request.actor, person_id=person_id)
    except InputError as error:
        raise Http404(error.message) from error
    person = {
        "name": card.name,
        "number": card.case_number,
        "forms": name_forms(card),
        "facts": [
            {"label": _("Born"), "value": day_words(card.birth_date)},
            {"label": _("Rank"), "value": card.rank},
            {"label": _("Service number"), "value": card.service_number},
            {"label": _("Party"), "value": party_words(card.party)},
            {"label": _("Kind of list"), "value": ONE_OF_KIND[card.kind]},
        ],
    }
    context = {"person": person, "openings": [opening_shown(look) for look in openings]}
    return render(request, "register/identity.html", context)
