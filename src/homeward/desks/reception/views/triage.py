"""Triage, one question a page. Every page carries the answers so far in its form: nothing is kept before the end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from homeward.base.errors import InputError
from homeward.base.identifiers import typed_number
from homeward.desks.reception.actions import give_triage
from homeward.desks.reception.forms import TriageEndForm
from homeward.desks.reception.models import Arrival
from homeward.desks.reception.queries import present_person
from homeward.desks.reception.queries.sight import HEALTH, WRITE
from homeward.desks.reception.questions import QUESTIONS, answers_from, findings_from, in_words
from homeward.desks.reception.refeeding import AT_RISK, refeeding_flag
from homeward.desks.reception.showing import banner, person_crumbs
from homeward.desks.reception.wording import FOOD
from homeward.office.compartments.keys import NoKeysError
from homeward.office.compartments.queries import possible_readers
from homeward.office.journal.rights import has_right, require_right


@require_http_methods(["GET", "POST"])
def triage(request: HttpRequest, arrival_id: str) -> HttpResponse:
    treating = has_right(request.actor, HEALTH)
    if not treating:
        require_right(request.actor, WRITE)
    arrival = present_person(viewer=request.actor, arrival_id=arrival_id)
    answers, asked = answers_from(request.POST), request.POST.get("asked", "")
    if request.POST.get("go") == "back":
        answers = _without_the_last(answers, asked)
    elif len(answers) == len(QUESTIONS):
        return _end(request, arrival, answers, treating)
    question = QUESTIONS[len(answers)]
    missing = request.POST.get("go") == "on" and asked == question.name
    context = {
        **_context(request, arrival, answers),
        "question": question,
        "position": len(answers) + 1,
        "errors": [_("Choose one of the answers.")] if missing else [],
        "total": len(QUESTIONS),
    }
    return render(request, "reception/question.html", context, status=400 if missing else 200)


def _end(request: HttpRequest, arrival: Arrival, answers: dict[str, str], treating: bool) -> HttpResponse:
    saving = request.POST.get("go") == "save"
    colleagues = _colleagues(request) if treating else []
    form = TriageEndForm(request.POST if saving else None, treating=treating, colleagues=colleagues)
    if saving and form.is_valid():
        try:
            return _save(request, arrival, answers, treating, form)
        except (InputError, NoKeysError) as error:
            form.add_error(None, str(error))
    flag = refeeding_flag(findings_from(answers, raised=False).signs)
    context = {
        **_context(request, arrival, answers),
        "form": form,
        "answers": in_words(answers),
        "food": FOOD[flag],
        "at_risk": flag == AT_RISK,
    }
    return render(request, "reception/triage_end.html", context, status=400 if form.errors else 200)


def _save(
    request: HttpRequest, arrival: Arrival, answers: dict[str, str], treating: bool, form: TriageEndForm
) -> HttpResponse:
    sent = form.cleaned_data
    give_triage(
        actor=request.actor,
        arrival_id=arrival.pk,
        treating=treating,
        seen=_count(request.POST.get("seen", "")),
        findings=findings_from(answers, raised=sent["raised"]),
        language=sent["language"],
        interpreter=sent["interpreter"],
        details=sent.get("details", ""),
        readers=sent.get("readers", []),
    )
    messages.success(request, _("%(name)s is on the board.") % {"name": arrival.name})
    return redirect("reception:person", arrival.pk)


def _context(request: HttpRequest, arrival: Arrival, answers: dict[str, str]) -> dict[str, object]:
    return {
        "arrival": arrival,
        "person": banner(arrival),
        "carried": answers,
        "seen": _count(request.POST.get("seen", str(arrival.triages))),
        "crumbs": person_crumbs(arrival, _("Triage")),
    }


def _without_the_last(answers: dict[str, str], asked: str) -> dict[str, str]:
    """The answers before the question that comes before the one on the page."""
    names = [question.name for question in QUESTIONS]
    here = names.index(asked) if asked in names else len(names)
    return {name: answers[name] for name in names[: max(0, here - 1)] if name in answers}


def _colleagues(request: HttpRequest) -> list[tuple[str, str]]:
    found = possible_readers(viewer=request.actor, compartment="health")
    return [(officer_id, name) for officer_id, name in found if officer_id != request.actor.officer_id]


def _count(text: str) -> int:
    count = typed_number(text)
    if count is None:
        raise InputError(_("This form is not whole."), cure=_("Open the person's page and begin again."))
    return count
