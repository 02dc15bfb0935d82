"""What anybody may read without signing in: released statements, and nothing else of this node."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from homeward.desks.claims.queries import released_statements
from homeward.desks.claims.telling import told

ROWS = 100


@require_GET
@login_not_required
def public_statements(request: HttpRequest) -> HttpResponse:
    found = [told(statement) for statement in released_statements()[:ROWS]]
    return render(request, "claims/public_statements.html", {"statements": found})


@require_GET
@login_not_required
def public_statement(request: HttpRequest, number: int) -> HttpResponse:
    """A draft, an embargoed one and one that never was answer alike."""
    found = released_statements().filter(number=number).first()
    if found is None:
        raise Http404
    crumbs = [
        {"title": _("Statements"), "url": reverse("claims:public")},
        {"title": _("Statement %(number)d") % {"number": number}},
    ]
    return render(request, "claims/public_statement.html", {"statement": told(found), "crumbs": crumbs})
