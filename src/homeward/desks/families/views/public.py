"""The public page on which anybody writes to this office, and the one on which they read its reply with their receipt.

Nobody can be looked up on either. They keep no cookie, and whatever is given as the code of a letter gets the same
words after the same work.
"""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from homeward.desks.families.actions import take_note
from homeward.desks.families.asked import ANSWER_DAYS, REPLIES
from homeward.desks.families.forms import NoteForm
from homeward.desks.families.letters import money_warning
from homeward.desks.families.queries import languages_read, reply_for
from homeward.office.journal.rights import THE_NODE


@csrf_exempt  # whoever sends it acts by no authority, and a token would leave a cookie on a relative's device
@login_not_required
@sensitive_post_parameters("words", "code", "contact")
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Takes a note and shows its receipt, once."""
    _require_notes()
    form = NoteForm(request.POST if request.method == "POST" else None)
    context = {"form": form, **_promised()}
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="families_note", key="all"):
            form.add_error(None, _("Too many notes came from your connection. Come, call, or try again in an hour."))
            return render(request, "families/write.html", context, status=429)
        told = {name: form.cleaned_data[name] for name in ("kind", "words", "code", "contact")}
        receipt = form.receipt()
        take_note(actor=THE_NODE, language=get_language() or "en", receipt=receipt, **told)
        return render(request, "families/written.html", {"receipt": receipt, **_promised()})
    return render(request, "families/write.html", context, status=422 if form.errors else 200)


@csrf_exempt  # nothing is changed, and without a token the page is the same for everybody
@login_not_required
@sensitive_post_parameters("receipt")
@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest) -> HttpResponse:
    """Tells whoever has a receipt what became of their note."""
    _require_notes()
    context = _promised()
    if request.method == "POST":
        if not ratelimit.consume(request, action="families_reply"):
            return render(request, "families/reply.html", {**context, "too_many": True}, status=429)
        note = reply_for(receipt=request.POST.get("receipt", ""))
        words = REPLIES.get(note.reply, "") if note else ""
        context |= {"asked": True, "note": note, "words": words}
    return render(request, "families/reply.html", context)


def _require_notes() -> None:
    if not settings.PUBLIC_NOTES:
        raise Http404


def _promised() -> dict[str, object]:
    """What a writer is told before anything is asked: who reads, in which languages, by when; and that it is free."""
    titles = dict(settings.LANGUAGES)
    return {
        "languages": [titles[code] for code in languages_read()],
        "days": ANSWER_DAYS,
        "money": money_warning(),
    }
