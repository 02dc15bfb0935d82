"""Notes from the public page, for the officers who answer them."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from homeward.base.errors import HomewardError, InputError
from homeward.desks.families.actions import answer_note
from homeward.desks.families.asked import NOTE_KINDS, REPLIES
from homeward.desks.families.forms import ReplyForm
from homeward.desks.families.models import Note
from homeward.desks.families.queries import note_visible_to, notes_visible_to
from homeward.office.journal.rights import has_right, require_right

_WRITE = "families.write"


@require_GET
def list_notes(request: HttpRequest) -> HttpResponse:
    """Notes that wait, the oldest first; or those that were answered."""
    state = request.GET.get("state", "")
    page = notes_visible_to(viewer=request.actor, state=state, after=request.GET.get("after", "")[:32])
    answered = state == Note.State.ANSWERED
    context = {
        "rows": [{"note": note, "kind": NOTE_KINDS[note.kind]} for note in page.rows],
        "answered": answered,
        "shown": len(page.rows),
        "next_after": page.next_after,
        "back_url": ("?state=answered" if answered else "?") if request.GET.get("after") else "",
        "crumbs": _crumbs(_("Notes from the public page")),
    }
    return render(request, "families/notes.html", context)


@require_http_methods(["GET", "POST"])
def show_note(request: HttpRequest, note_id: str) -> HttpResponse:
    """What was written, the letter it names, and the answer."""
    form, errors = ReplyForm(request.POST if request.method == "POST" else None), []
    if request.method == "POST":
        require_right(request.actor, _WRITE)
        if form.is_valid():
            try:
                answer_note(actor=request.actor, note_id=note_id, reply=form.cleaned_data["reply"])
            except HomewardError as error:
                errors = [str(error)]
            else:
                messages.success(request, _("Answered. Whoever has the receipt reads it now."))
                return redirect("families:note", note_id=note_id)
    try:
        record = note_visible_to(viewer=request.actor, note_id=note_id)
    except InputError as error:
        raise Http404(error.message) from error
    note = record.note
    context = {
        "record": record,
        "note": note,
        "kind": NOTE_KINDS[note.kind],
        "language": dict(settings.LANGUAGES).get(note.language, note.language),
        "reply": REPLIES.get(note.reply, ""),
        "holds_back": note.state == Note.State.OPEN and note.kind == Note.WRONG and record.request,
        "may_answer": note.state == Note.State.OPEN and has_right(request.actor, _WRITE),
        "form": form,
        "errors": errors,
        "crumbs": _crumbs(_("Note"), in_list=True),
    }
    return render(request, "families/note.html", context, status=422 if errors or form.errors else 200)


def _crumbs(last: str, *, in_list: bool = False) -> list[dict[str, str]]:
    path = [{"title": _("Families"), "url": reverse("families:list")}]
    if in_list:
        path.append({"title": _("Notes from the public page"), "url": reverse("families:notes")})
    return [*path, {"title": last}]
