"""The public page on which a relative checks a letter: genuine, held back, or not genuine, and nothing else.

It keeps no cookie, asks for no name, and answers every code that is not genuine by the same bytes and the same work.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from homeward.desks.families.letters import money_warning
from homeward.desks.families.queries import standing_of_letter


@csrf_exempt  # nothing is changed, and without a token the answer is the same to the byte
@login_not_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Asks for a code, or tells whether it is genuine. What was typed is shown nowhere again."""
    context: dict[str, object] = {"money": money_warning(), "takes_notes": settings.PUBLIC_NOTES}
    if request.method == "POST":
        context |= {"asked": True, "standing": standing_of_letter(code=request.POST.get("code", ""))}
    return render(request, "families/verify.html", context)
