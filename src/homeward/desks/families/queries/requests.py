"""Requests as pages show them: a page of a list, one request whole, what waits."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from homeward.base.errors import InputError
from homeward.desks.families.grading import Verdict
from homeward.desks.families.models import Answer, Kinship, Request
from homeward.desks.families.queries.notes import with_held_back
from homeward.desks.families.queries.verdicts import RIGHT, verdict_for
from homeward.desks.register.queries import PersonCard, cards
from homeward.engine.names import search_key
from homeward.office.accounts.queries import names_of
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, require_right

FILTERS = ("unlinked", "kinship", "unanswered", "drafted")
_NOBODY = "0" * 32


@dataclass(frozen=True, slots=True)
class RequestPage:
    """One page, newest first; `next_after` is the number of the last row, '' on the last page."""

    rows: list[Request]
    next_after: str


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """One request with the register's card of the missing person, words on kinship, answers, and what may be told now.

    `out_of_date`: the last answer given says something else than may be told now.
    """

    request: Request
    person: PersonCard | None
    kinship: list[Kinship]
    answers: list[Answer]
    verdict: Verdict
    out_of_date: bool
    names: dict[str, str]

    @property
    def proven(self) -> bool:
        return bool(self.kinship) and self.kinship[-1].word == Kinship.PROVEN

    @property
    def draft(self) -> Answer | None:
        """The answer that waits to be given."""
        return next((answer for answer in reversed(self.answers) if answer.state == Answer.State.DRAFTED), None)


def requests_visible_to(
    *, viewer: Actor, text: str = "", waiting: str = "", after: str = "", limit: int = 50
) -> RequestPage:
    """Requests by what waits and by words of a name or a number; one look at a list.

    Args:
        waiting: one of `FILTERS`, '' for all.
        after: number of the last row of the page before.
    """
    require_right(viewer, RIGHT)
    found = _narrowed(_searched(text), waiting)
    if after.isascii() and after.isdigit() and len(after) < 9:
        found = found.filter(number__lt=int(after))
    rows = list(found.order_by("-number")[: limit + 1])
    shown = rows[:limit]
    record_look(viewer=viewer, what="families.list", shown=len(shown), filter=f"waiting={waiting}")
    return RequestPage(shown, str(shown[-1].number) if len(rows) > limit else "")


def request_visible_to(*, viewer: Actor, request_id: str) -> RequestRecord:
    """One request. The look names the request and, once it is linked, the person.

    Raises:
        InputError: no such request.
    """
    request = plain_request(viewer=viewer, request_id=request_id)
    person = cards(viewer=viewer, person_ids=[request.person_id or _NOBODY]).get(request.person_id)
    kinship, answers = list(request.kinship.order_by("id")), list(request.answers.order_by("drafted_at", "id"))
    proven = bool(kinship) and kinship[-1].word == Kinship.PROVEN
    verdict = verdict_for(viewer=viewer, request=request, proven=proven, held_back=request.held_back)
    given = [answer for answer in answers if answer.state == Answer.State.GIVEN]
    officers = {request.recorded_by} | {word.by for word in kinship} | {a.drafted_by for a in answers}
    return RequestRecord(
        request=request,
        person=person,
        kinship=kinship,
        answers=answers,
        verdict=verdict,
        out_of_date=bool(given) and not says(given[-1], verdict),
        names=names_of(officers | {answer.given_by for answer in given}),
    )


def plain_request(*, viewer: Actor, request_id: str) -> Request:
    """The request alone with its `held_back`, for a page that asks one question about it; the same look.

    Raises:
        InputError: no such request.
    """
    require_right(viewer, RIGHT)
    request = with_held_back(Request.objects.filter(pk=request_id)).first()
    if request is None:
        raise InputError("There is no such request.", cure="Choose one from the list of requests.")
    subjects = [request.pk, request.person_id] if request.person_id else [request.pk]
    record_look(viewer=viewer, subjects=subjects, what="families.request")
    return request


def says(answer: Answer, verdict: Verdict) -> bool:
    """Whether that answer tells what may be told now."""
    return (answer.kind, answer.grade, answer.status) == (verdict.kind, verdict.grade, verdict.status)


def answer_visible_to(*, viewer: Actor, answer_id: str) -> Answer:
    """One answer with its request, for the page that shows it as the relative reads it; a look at the request.

    Raises:
        InputError: no such answer.
    """
    require_right(viewer, RIGHT)
    answer = Answer.objects.select_related("request").filter(pk=answer_id).first()
    if answer is None:
        raise InputError("There is no such answer.", cure="Open the request again.")
    record_look(viewer=viewer, subjects=[answer.request_id], what="families.answer")
    return answer


def waiting_counts(*, viewer: Actor) -> dict[str, int]:
    """How many requests wait for each step; counts alone, so no look."""
    require_right(viewer, RIGHT)
    return {name: _narrowed(Request.objects.all(), name).count() for name in FILTERS}


def _searched(text: str) -> QuerySet[Request]:
    found = Request.objects.all()
    wanted = text.strip().upper().removeprefix("FR-").split("-")[0]
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 9:
        return found.filter(number=int(wanted))
    for word in search_key(text).split():
        found = found.filter(search_key__contains=word[:80])
    return found


def _narrowed(found: QuerySet[Request], waiting: str) -> QuerySet[Request]:
    if waiting not in FILTERS:
        return found
    opened = found.filter(state=Request.State.OPEN)
    any_answer = Answer.objects.filter(request=OuterRef("pk"))
    condition = {
        "unlinked": Q(person_id=""),
        "kinship": ~Q(Exists(Kinship.objects.filter(request=OuterRef("pk")))),
        "unanswered": ~Q(Exists(any_answer.filter(state=Answer.State.GIVEN))),
        "drafted": Q(Exists(any_answer.filter(state=Answer.State.DRAFTED))),
    }
    return opened.filter(condition[waiting])
