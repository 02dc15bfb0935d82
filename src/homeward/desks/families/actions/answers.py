"""An answer is drafted as the relative will read it, and given. The journal keeps its grade, not its words."""

from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError
from homeward.desks.families.asked import WAYS
from homeward.desks.families.codes import digest_of, new_code
from homeward.desks.families.grading import PERSON
from homeward.desks.families.letters import letter
from homeward.desks.families.models import Answer, Request
from homeward.desks.families.queries import is_proven, verdict_for
from homeward.desks.families.queries.requests import says
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

_RIGHT = "families.answer"


@action("families.draft_answer", right=_RIGHT)
def draft_answer(*, actor: Actor, request_id: str) -> Outcome[Answer]:
    """Writes the answer of this moment; an earlier draft is dropped. The same work for every request.

    Raises:
        InputError: no such request.
        ConflictError: the request was handed on.
    """
    request = Request.objects.select_for_update().filter(pk=request_id).first()
    if request is None:
        raise InputError(_("There is no such request."), cure=_("Choose one from the list of requests."))
    if request.state != Request.State.OPEN:
        raise ConflictError(_("This request was handed on."), cure=_("Ask the office that has it now."))
    proven = is_proven(viewer=actor, request=request)
    verdict, code = verdict_for(viewer=actor, request=request, proven=proven), new_code()
    request.answers.filter(state=Answer.State.DRAFTED).update(state=Answer.State.DROPPED)
    answer = Answer.objects.create(
        request=request,
        kind=verdict.kind,
        grade=verdict.grade,
        status=verdict.status,
        language=request.language,
        text=letter(case=request.case, verdict=verdict, code=code, language=request.language),
        code=code,
        code_digest=digest_of(code),
        drafted_by=actor.officer_id,
        drafted_at=clock.now(),
    )
    return Outcome(answer, facts=_facts(answer), subjects=[request.pk])


@action("families.give_answer", right=_RIGHT)
def give_answer(*, actor: Actor, answer_id: str, way: str) -> Outcome[Answer]:
    """Notes that the relative was given this answer; from now on its code is genuine.

    Raises:
        InputError: no such answer or way; or news that a person tells was to be sent by post.
        ConflictError: it was given or dropped before, or something else may be told by now.
    """
    answer = Answer.objects.select_for_update().filter(pk=answer_id).first()
    if answer is None or way not in WAYS:
        raise InputError(_("There is no such answer, or no such way to give it."))
    if answer.state != Answer.State.DRAFTED:
        raise ConflictError(_("This answer is no draft any more."), cure=_("Open the request again."))
    proven = is_proven(viewer=actor, request=answer.request)
    if not says(answer, verdict_for(viewer=actor, request=answer.request, proven=proven)):
        raise ConflictError(
            _("Something else is known by now, or kinship was decided anew."), cure=_("Draft the answer again.")
        )
    if answer.kind == PERSON and way == "POST":
        raise InputError(_("A person asks for this talk, no letter."), cure=_("Call, or meet the relative."))
    answer.state, answer.way = Answer.State.GIVEN, way
    answer.given_by, answer.given_at = actor.officer_id, clock.now()
    answer.save(update_fields=["state", "way", "given_by", "given_at"])
    return Outcome(answer, facts={**_facts(answer), "way": way}, subjects=[answer.request_id])


def _facts(answer: Answer) -> dict[str, object]:
    return {"answer": answer.pk, "kind": answer.kind, "grade": answer.grade or 0, "code": answer.code_digest}
