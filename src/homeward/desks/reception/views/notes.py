"""Sealed notes about one person, and psychological first aid. An opened note stands on one answer and on no address."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from homeward.base.errors import InputError
from homeward.desks.reception.actions import keep_appointment, set_appointment, take_mind_step
from homeward.desks.reception.forms import NoteForm, OpenNoteForm
from homeward.desks.reception.models import Arrival
from homeward.desks.reception.queries import mind_steps_of, present_person
from homeward.desks.reception.queries.sight import HEALTH, MIND
from homeward.desks.reception.showing import banner, person_crumbs
from homeward.desks.reception.wording import MIND_STEPS
from homeward.office.compartments.actions import OpenNote, read_note, write_note
from homeward.office.compartments.keys import NoKeysError
from homeward.office.compartments.queries import notes_for, possible_readers
from homeward.office.compartments.rooms import COMPARTMENTS
from homeward.office.journal.rights import Actor, require_right

# The compartments that have a page at this desk; the others belong to other people.
_HERE = {"health": HEALTH, "mind": MIND}


@require_http_methods(["GET", "POST"])
def notes(request: HttpRequest, arrival_id: str, compartment: str) -> HttpResponse:
    _require(request, compartment)
    arrival = present_person(viewer=request.actor, arrival_id=arrival_id)
    form = NoteForm(request.POST or None, colleagues=_colleagues(request, compartment))
    if request.method == "POST" and form.is_valid():
        try:
            write_note(
                actor=request.actor,
                compartment=compartment,
                person_id=arrival.subject,
                words=form.cleaned_data["words"],
                readers=form.cleaned_data.get("readers", []),
            )
            messages.success(request, _("The note is sealed."))
            return redirect("reception:notes", arrival.pk, compartment)
        except (InputError, NoKeysError) as error:
            form.add_error("words", str(error))
    return _page(request, arrival, compartment, form, None, 400 if form.errors else 200)


@require_POST
def open_note(request: HttpRequest, arrival_id: str, compartment: str, note_id: str) -> HttpResponse:
    _require(request, compartment)
    reason = OpenNoteForm(request.POST)
    if not reason.is_valid():
        raise InputError(_("A sealed note opens only with a reason."), cure=_("Choose a reason of the list."))
    actor = Actor(request.actor.officer_id, request.actor.roles, reason.cleaned_data["reason"])
    opened = read_note(actor=actor, note_id=note_id)
    arrival = present_person(viewer=actor, arrival_id=arrival_id)
    if opened.person_id != arrival.subject or opened.compartment != compartment:
        raise InputError(_("This note is about somebody else."))
    form = NoteForm(colleagues=_colleagues(request, compartment))
    return _page(request, arrival, compartment, form, opened, 200)


@require_http_methods(["GET", "POST"])
def mind(request: HttpRequest, arrival_id: str) -> HttpResponse:
    require_right(request.actor, MIND)
    if request.method == "POST":
        _act(request, arrival_id)
        return redirect("reception:mind", arrival_id)
    arrival = present_person(viewer=request.actor, arrival_id=arrival_id)
    taken = mind_steps_of(viewer=request.actor, arrival_id=arrival_id)
    context = {
        "arrival": arrival,
        "person": banner(arrival),
        "steps": [{"code": code, "title": title, "taken": code in taken} for code, title in MIND_STEPS.items()],
        "is_due": bool(arrival.appointment_by and not arrival.appointment_kept_at),
        "is_here": arrival.state == Arrival.State.ARRIVED,
        "crumbs": person_crumbs(arrival, _("Psychological first aid")),
    }
    return render(request, "reception/mind.html", context)


def _act(request: HttpRequest, arrival_id: str) -> None:
    who = {"actor": request.actor, "arrival_id": arrival_id}
    word = request.POST.get("word", "")
    if word == "appointment":
        set_appointment(**who)
    elif word == "kept":
        keep_appointment(**who)
    else:
        take_mind_step(**who, step=request.POST.get("step", ""))


def _require(request: HttpRequest, compartment: str) -> None:
    if compartment not in _HERE:
        raise InputError(_("There is no such compartment."))
    require_right(request.actor, _HERE[compartment])


def _colleagues(request: HttpRequest, compartment: str) -> list[tuple[str, str]]:
    found = possible_readers(viewer=request.actor, compartment=compartment)
    return [(officer_id, name) for officer_id, name in found if officer_id != request.actor.officer_id]


def _page(
    request: HttpRequest, arrival: Arrival, compartment: str, form: NoteForm, opened: OpenNote | None, status: int
) -> HttpResponse:
    words = str(COMPARTMENTS[compartment].title)
    title = words[:1].upper() + words[1:]
    context = {
        "arrival": arrival,
        "person": banner(arrival),
        "compartment": compartment,
        "title": title,
        "rows": notes_for(viewer=request.actor, compartment=compartment, person_id=arrival.subject),
        "reason_form": OpenNoteForm(auto_id=False),
        "opened": opened,
        "form": form,
        "crumbs": person_crumbs(arrival, title),
    }
    return render(request, "reception/notes.html", context, status=status)
