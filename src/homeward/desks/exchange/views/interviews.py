"""The neutral interviewer's pages: whom to ask, one person's talks, sheets. What was said stands on no address."""

import base64
import binascii
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from homeward.base.errors import InputError, SheetError
from homeward.base.identifiers import typed_number
from homeward.desks.exchange.actions import read_interview_sheet, record_interview, record_interview_sheet
from homeward.desks.exchange.actions.interviews import OWN_WILL, RIGHT
from homeward.desks.exchange.forms import InterviewForm, InterviewSheetForm, OpenWordsForm
from homeward.desks.exchange.interview_sheets import NONE_NEEDED, SheetReading
from homeward.desks.exchange.list_wording import ANSWERS
from homeward.desks.exchange.models import Interview
from homeward.desks.exchange.queries.interviews import (
    ASKED,
    READ_WILL,
    TO_ASK,
    InterviewPage,
    OfferedPerson,
    interviews_of,
    interviews_visible_to,
    last_interviews,
)
from homeward.desks.exchange.views.lists import csv_file
from homeward.desks.register.queries import PersonCard, cards
from homeward.engine.sealing import UnreadableJsonError, read_strict
from homeward.office.accounts.queries import names_of
from homeward.office.compartments.actions import read_entry
from homeward.office.compartments.keys import NoKeysError
from homeward.office.compartments.sealing import NotSealedToYouError
from homeward.office.journal.rights import Actor, require_right
from homeward.office.parties.naming import party_words
from homeward.office.parties.queries import parties_visible_to

SHEET_COLUMNS = ("id", "name", "case number", "answer", "language", "interpreter", "private", "day")
_SHOWN_REJECTED = 200


@require_GET
def interviews(request: HttpRequest) -> HttpResponse:
    """`?state=asked&party=SOUTH&after=50`: persons on the offers whom nobody asked in private yet, or those asked."""
    state = ASKED if request.GET.get("state") == ASKED else TO_ASK
    holder, after = request.GET.get("party", ""), typed_number(request.GET.get("after", "")) or 0
    page = interviews_visible_to(viewer=request.actor, state=state, holder=holder, after=after)
    here = reverse("exchange:interviews")
    wanted = {"state": state, "party": holder}
    context = {
        "rows": [_shown(person) for person in page.rows],
        "state": state,
        "tabs": _tabs(page, state, holder),
        "unregistered": page.unregistered,
        "shown": len(page.rows),
        "next_after": page.next_after or "",
        "back_url": f"{here}?{urlencode(wanted)}" if after else "",
        "export_url": f"{reverse('exchange:interviews_csv')}?{urlencode(wanted)}",
        "nobody_offered": not page.to_ask and not page.asked and not page.unregistered,
    }
    return render(request, "exchange/interviews.html", context)


def _tabs(page: InterviewPage, state: str, holder: str) -> list[dict[str, Any]]:
    told = ((TO_ASK, _("To ask"), page.to_ask), (ASKED, _("Already asked"), page.asked))
    return [
        {
            "title": f"{title} ({count})",
            "url": f"{reverse('exchange:interviews')}?{urlencode({'state': name, 'party': holder})}",
            "active": name == state,
        }
        for name, title, count in told
    ]


def _shown(person: OfferedPerson) -> dict[str, Any]:
    card = person.card
    return {
        "name": card.name if card else person.list_id,
        "number": card.case_number if card else "",
        "other_name": card.other_name if card else "",
        "list_id": person.list_id,
        "holder": person.holder,
        "home": person.home,
        "last": person.last,
        "url": reverse("exchange:interview", args=[person.person_id]),
    }


@require_GET
def sheet_to_fill(request: HttpRequest) -> HttpResponse:
    """The persons of the page as a sheet with empty cells for the answers."""
    state, holder = request.GET.get("state", TO_ASK), request.GET.get("party", "")
    page = interviews_visible_to(viewer=request.actor, state=state, holder=holder, limit=None)
    rows = [
        [
            each.list_id,
            each.card.name if each.card else "",
            each.card.case_number if each.card else "",
            "",
            "",
            "",
            "",
            "",
        ]
        for each in page.rows
    ]
    return csv_file(SHEET_COLUMNS, rows, f"interviews-{holder or 'all'}.csv")


@require_http_methods(["GET", "POST"])
def interview(request: HttpRequest, person_id: str) -> HttpResponse:
    """One person: the talks so far, and the form for one more. The last one counts; nothing is final."""
    require_right(request.actor, READ_WILL)
    card = _person(request.actor, person_id)
    form = InterviewForm(request.POST if request.method == "POST" else None, initial=_same_as_last(person_id))
    if request.method == "POST" and form.is_valid():
        try:
            record_interview(actor=request.actor, person_id=person_id, **form.talk())
        except (InputError, NoKeysError, NotSealedToYouError) as error:
            form.add_error(None, f"{error.message} {error.cure}".strip())
        else:
            messages.success(request, _("The talk is recorded and the answer sealed."))
            return redirect("exchange:interview", person_id)
    return _page(request, card, form, {})


@require_POST
def open_words(request: HttpRequest, person_id: str) -> HttpResponse:
    """What the person said, with a reason; it stands on this answer and on no address."""
    require_right(request.actor, RIGHT)
    card = _person(request.actor, person_id)
    form = OpenWordsForm(request.POST)
    if not form.is_valid():
        raise InputError(_("A sealed note opens only with a reason."), cure=_("Choose a reason of the list."))
    actor = Actor(request.actor.officer_id, request.actor.roles, form.cleaned_data["reason"])
    parts = read_entry(actor=actor, compartment=OWN_WILL, person_id=person_id)
    said = dict(filter(None, (_said(part["words"]) for part in parts)))
    return _page(request, card, InterviewForm(initial=_same_as_last(person_id)), said)


def _said(words: str) -> tuple[str, str] | None:
    """Interview id -> what was said; entries of another kind are none of this page's."""
    try:
        told = read_strict(words.encode())
    except UnreadableJsonError:
        return None
    if not isinstance(told, dict) or set(told) != {"answer", "interview"}:
        return None
    return told["interview"], str(ANSWERS.get(told["answer"], told["answer"]))


def _person(actor: Actor, person_id: str) -> PersonCard:
    found = cards(viewer=actor, person_ids=[person_id]).get(person_id)
    if found is None or found.kind != "held" or found.withdrawn:
        raise InputError(_("This node's register has no such person held."), cure=_("Choose one from the list."))
    return found


def _same_as_last(person_id: str) -> dict[str, Any]:
    """Language and interpreter of the last talk, never the answer."""
    last = last_interviews([person_id]).get(person_id)
    return {"language": last.language, "interpreter": last.interpreter} if last else {}


def _page(request: HttpRequest, card: PersonCard, form: InterviewForm, said: dict[str, str]) -> HttpResponse:
    talks = interviews_of(viewer=request.actor, person_id=card.id)
    names = names_of({talk.by for talk in talks})
    context = {
        "person": _banner(card),
        "card": card,
        "talks": [_talk(talk, names.get(talk.by, ""), said) for talk in talks],
        "opened": bool(said),
        "reason_form": OpenWordsForm(auto_id=False),
        "form": form,
        "crumbs": [{"title": _("Interviews"), "url": reverse("exchange:interviews")}, {"title": card.name}],
    }
    return render(request, "exchange/interview.html", context, status=400 if form.errors else 200)


def _talk(talk: Interview, by: str, said: dict[str, str]) -> dict[str, Any]:
    return {"talk": talk, "by": by, "said": said.get(talk.pk, "")}


def _banner(card: PersonCard) -> dict[str, Any]:
    return {
        "name": card.name,
        "url": reverse("register:person", args=[card.id]),
        "number": card.case_number,
        "forms": [{"text": card.other_name}] if card.other_name else [],
        "facts": [
            {"label": _("Held by"), "value": party_words(card.party)},
            {"label": _("Number in the list"), "value": card.list_id},
        ],
    }


@require_http_methods(["GET", "POST"])
def load_sheet(request: HttpRequest) -> HttpResponse:
    """A sheet of talks: posting it shows what would be recorded and what not, and records nothing."""
    require_right(request.actor, RIGHT)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = InterviewSheetForm(_parties(request.actor), *sent)
    context = {"form": form, "crumbs": _sheet_crumbs()}
    if request.method == "POST" and form.is_valid():
        file, party = form.cleaned_data["file"], form.cleaned_data["party"]
        content = file.read()
        try:
            reading = read_interview_sheet(viewer=request.actor, file_name=file.name, content=content, party=party)
        except SheetError as error:
            form.add_error("file", f"{error.message} {error.cure}".strip())
        else:
            return render(request, "exchange/interview_sheet_check.html", _dry_run(reading, file.name, content, party))
    return render(request, "exchange/interview_sheet.html", context, status=400 if form.errors else 200)


def _dry_run(reading: SheetReading, file_name: str, content: bytes, party: str) -> dict[str, Any]:
    """The sheet goes back to the browser with the page: it lies nowhere on the node in between."""
    earlier = last_interviews([row.person_id for row in reading.rows])
    return {
        "file_name": file_name,
        "party": party,
        "rows_read": reading.rows_read,
        "rows": [
            {
                "row": row,
                "answer": ANSWERS[row.answer],
                "interpreter": "" if row.interpreter == NONE_NEEDED else row.interpreter,
                "again": row.person_id in earlier,
            }
            for row in reading.rows
        ],
        "rejected": reading.rejected[:_SHOWN_REJECTED],
        "rejected_rows": len(reading.rejected_rows),
        "content": base64.b64encode(content).decode(),
        "crumbs": _sheet_crumbs(),
    }


@require_POST
def record_sheet(request: HttpRequest) -> HttpResponse:
    """Records the sheet that the dry run handed back."""
    require_right(request.actor, RIGHT)
    try:
        content = base64.b64decode(request.POST.get("content", ""), validate=True)
    except binascii.Error as error:
        raise InputError(_("The sheet did not come whole."), cure=_("Load it again.")) from error
    count = record_interview_sheet(
        actor=request.actor,
        file_name=request.POST.get("file_name", ""),
        content=content,
        party=request.POST.get("party", ""),
    )
    words = ngettext("%(count)d talk is recorded.", "%(count)d talks are recorded.", count)
    messages.success(request, words % {"count": count})
    return redirect("exchange:interviews")


def _parties(actor: Actor) -> list[tuple[str, str]]:
    return [
        (party.code, party_words(party.code))
        for party in parties_visible_to(viewer=actor)
        if party.role in ("party", "counterparty")
    ]


def _sheet_crumbs() -> list[dict[str, str]]:
    return [{"title": _("Interviews"), "url": reverse("exchange:interviews")}, {"title": _("Load a sheet")}]
