"""An answer: drafted, shown as the relative will read it, given, printed."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from homeward.base.errors import HomewardError, InputError
from homeward.desks.families.actions import draft_answer, give_answer
from homeward.desks.families.asked import WAYS
from homeward.desks.families.forms import GiveForm
from homeward.desks.families.models import Answer
from homeward.desks.families.queries import answer_visible_to
from homeward.desks.families.wording import ANSWER_STATES, told_words
from homeward.office.journal.rights import has_right, require_right


@require_POST
def draft(request: HttpRequest, request_id: str) -> HttpResponse:
    require_right(request.actor, "families.answer")
    try:
        answer = draft_answer(actor=request.actor, request_id=request_id)
    except InputError as error:
        raise Http404(error.message) from error
    except HomewardError as error:
        messages.error(request, str(error))
        return redirect("families:request", request_id=request_id)
    return redirect("families:answer", answer_id=answer.pk)


@require_http_methods(["GET", "POST"])
def show_answer(request: HttpRequest, answer_id: str) -> HttpResponse:
    """The text as the relative reads it, in their language and direction."""
    errors: list[str] = []
    form = GiveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require_right(request.actor, "families.answer")
        if form.is_valid():
            try:
                give_answer(actor=request.actor, answer_id=answer_id, way=form.cleaned_data["way"])
            except HomewardError as error:
                errors = [str(error)]
            else:
                messages.success(request, _("The answer is given. Its code is genuine from now on."))
                return redirect("families:answer", answer_id=answer_id)
    try:
        answer = answer_visible_to(viewer=request.actor, answer_id=answer_id)
    except InputError as error:
        raise Http404(error.message) from error
    language = get_language_info(answer.language)
    context = {
        "answer": answer,
        "paragraphs": answer.text.split("\n\n"),
        "direction": "rtl" if language["bidi"] else "ltr",
        "language": dict(settings.LANGUAGES)[answer.language],
        "tone": ANSWER_STATES[answer.state][0],
        "state": ANSWER_STATES[answer.state][1],
        "told": told_words(answer.kind, answer.grade),
        "way": WAYS.get(answer.way, ""),
        "may_give": answer.state == Answer.State.DRAFTED and has_right(request.actor, "families.answer"),
        "form": form,
        "errors": errors,
        "crumbs": [
            {"title": _("Families"), "url": reverse("families:list")},
            {"title": answer.request.case, "url": reverse("families:request", args=[answer.request_id])},
            {"title": _("Answer")},
        ],
    }
    return render(request, "families/answer.html", context, status=422 if errors or form.errors else 200)
