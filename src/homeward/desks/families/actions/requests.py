"""A request is recorded, tied to a missing person, and kinship is shown or not. Nothing of it enters the register."""

from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.base.scripts import clean
from homeward.desks.families.asked import CONSENTS, ENQUIRER, LONG, LONGEST, LONGEST_TEXT, LOSS, PROOFS, SOUGHT
from homeward.desks.families.codes import new_code
from homeward.desks.families.models import Answer, Kinship, Request
from homeward.desks.register.actions import report_missing
from homeward.desks.register.queries import cards
from homeward.engine.names import search_key
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor
from homeward.office.parties.queries import party_of

_RIGHT = "families.write"
SEARCH = "SEARCH"


class ConsentMissingError(RefusedError):
    """The relative has not agreed that this office searches with what they told."""


@action("families.record_request", right=_RIGHT)
def record_request(
    *,
    actor: Actor,
    sought: Mapping[str, str],
    loss: Mapping[str, str],
    enquirer: Mapping[str, str],
    consents: Collection[str],
    language: str,
    unsure_spelling: bool = False,
    form_key: str = "",
) -> Outcome[Request]:
    """Takes a request in. A name may be missing or misspelt: a unit, a date of birth or an address is enough.

    Raises:
        InputError: a field that is not asked, nothing told of the person sought, or no way to reach the relative.
    """
    known = Request.objects.filter(form_key=form_key).first() if form_key else None
    if known:
        return Outcome(known, facts={"request": known.pk}, subjects=[known.pk])
    told = {
        "sought": _told(sought, SOUGHT),
        "loss": _told(loss, LOSS),
        "enquirer": _told(enquirer, ENQUIRER),
    }
    _check_enough(told)
    if set(consents) - set(CONSENTS) or language not in dict(settings.LANGUAGES):
        raise InputError(_("There is no such consent or language."))
    request = Request.objects.create(
        number=(Request.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        form_key=form_key or None,
        consents=sorted(consents),
        language=language,
        unsure_spelling=unsure_spelling,
        search_key=_key(told),
        recorded_by=actor.officer_id,
        recorded_at=clock.now(),
        **told,
    )
    facts = {"request": request.pk, "consents": request.consents, "language": language}
    return Outcome(request, facts=facts, subjects=[request.pk])


@action("families.link_person", right=_RIGHT)
def link_person(*, actor: Actor, request_id: str, person_id: str) -> Outcome[Request]:
    """Ties the request to a missing person of the register.

    Raises:
        ConsentMissingError: the relative has not agreed to a search.
        InputError: no such request, or no such missing person.
        ConflictError: it is tied to another person, or handed on.
    """
    request = _open(request_id)
    _require_consent(request)
    card = cards(viewer=actor, person_ids=[person_id]).get(person_id)
    if card is None or card.kind != "missing" or card.withdrawn:
        raise InputError(_("There is no such missing person in the register."))
    return _tied(request, person_id)


@action("families.register_sought", right=_RIGHT)
def register_sought(*, actor: Actor, request_id: str, party: str) -> Outcome[Request]:
    """Registers the person sought as missing, by what the relative told, and ties the request to that record.

    Raises:
        ConsentMissingError, InputError, ConflictError: as for a person registered before.
    """
    request = _open(request_id)
    _require_consent(request)
    told = request.sought
    identity = {
        "full_name": told.get("full_name", ""),
        "other_name": told.get("other_names", ""),
        "rank": told.get("rank", ""),
        "birth_date": told.get("birth_date", ""),
    }
    identity = {name: text[:120] for name, text in identity.items() if text}
    person = report_missing(actor=actor, party=party, identity=identity, unit=told.get("unit", "")[:120])
    return _tied(request, person.pk)


@action("families.decide_kinship", right=_RIGHT)
def decide_kinship(*, actor: Actor, request_id: str, word: str, proof: str) -> Outcome[Kinship]:
    """Notes whether kinship is shown and how; a later word takes the place of an earlier one. Drafts are dropped.

    Raises:
        InputError: no such request, word or proof.
    """
    request = _open(request_id)
    if word not in (Kinship.PROVEN, Kinship.NOT_PROVEN) or proof not in PROOFS:
        raise InputError(_("Say whether kinship is shown, and by what."))
    if (word == Kinship.PROVEN) == (proof == "NOT_SHOWN"):
        raise InputError(_("Kinship is shown by something, or it is not shown."), cure=_("Choose what fits."))
    decided = Kinship.objects.create(request=request, word=word, proof=proof, by=actor.officer_id, at=clock.now())
    request.answers.filter(state=Answer.State.DRAFTED).update(state=Answer.State.DROPPED)
    return Outcome(decided, facts={"request": request.pk, "word": word, "proof": proof}, subjects=[request.pk])


@action("families.hand_on_request", right=_RIGHT)
def hand_on_request(*, actor: Actor, request_id: str, party: str) -> Outcome[Request]:
    """Hands a request that belongs elsewhere on, with a receipt: the relative never has to file it again.

    Raises:
        ConsentMissingError: the relative has not agreed that it is passed on.
        InputError: no such request or party; ConflictError: it was handed on before.
    """
    request = _open(request_id)
    neutral = party_of(viewer=actor, code=party).role == "intermediary"
    if ("NEUTRAL" if neutral else "PARTY") not in request.consents:
        raise ConsentMissingError(
            _("The relative has not agreed that this is passed on there."), cure=_("Ask the relative first.")
        )
    request.state, request.handed_to, request.handed_at = Request.State.HANDED_ON, party, clock.now()
    request.receipt = new_code()
    request.save(update_fields=["state", "handed_to", "handed_at", "receipt"])
    return Outcome(request, facts={"request": request.pk, "to": party}, subjects=[request.pk])


def _told(given: Mapping[str, str], asked: Mapping[str, Any]) -> dict[str, str]:
    unknown = set(given) - set(asked)
    if unknown:
        raise InputError(_("This is not asked of a relative."), cure=", ".join(sorted(unknown)))
    told = {name: _lines(text) if name in LONG else clean(text) for name, text in given.items()}
    for name, text in told.items():
        if len(text) > (LONGEST_TEXT if name in LONG else LONGEST):
            raise InputError(_("This is longer than this office keeps."), cure=str(asked[name]))
    return {name: text for name, text in told.items() if text}


def _lines(text: str) -> str:
    return "\n".join(clean(line) for line in text.splitlines()).strip()


def _check_enough(told: Mapping[str, Mapping[str, str]]) -> None:
    if not told["sought"] and not told["loss"]:
        raise InputError(
            _("Nothing is told of the person sought."),
            cure=_("A name in any spelling, a unit, a date of birth or a last address is enough."),
        )
    if not told["enquirer"].get("contact"):
        raise InputError(_("Say how the relative can be reached."), cure=_("A telephone number, an address, a place."))


def _key(told: Mapping[str, Mapping[str, str]]) -> str:
    names = (told["sought"].get("full_name"), told["sought"].get("other_names"), told["enquirer"].get("name"))
    return search_key(" ".join(name for name in names if name))[:400]


def _require_consent(request: Request) -> None:
    if SEARCH not in request.consents:
        raise ConsentMissingError(
            _("The relative has not agreed that this office searches with what they told."),
            cure=_("Ask the relative, and record the request with that consent."),
        )


def _tied(request: Request, person_id: str) -> Outcome[Request]:
    if request.person_id and request.person_id != person_id:
        raise ConflictError(_("This request is tied to another person."), cure=_("Look at the request again."))
    request.person_id = person_id
    request.save(update_fields=["person_id"])
    request.answers.filter(state=Answer.State.DRAFTED).update(state=Answer.State.DROPPED)
    return Outcome(request, facts={"request": request.pk}, subjects=[request.pk, person_id])


def _open(request_id: str) -> Request:
    request = Request.objects.select_for_update().filter(pk=request_id).first()
    if request is None:
        raise InputError(_("There is no such request."), cure=_("Choose one from the list of requests."))
    if request.state != Request.State.OPEN:
        raise ConflictError(_("This request was handed on."), cure=_("Ask the office that has it now."))
    return request


__all__ = [
    "ConsentMissingError",
    "decide_kinship",
    "hand_on_request",
    "link_person",
    "record_request",
    "register_sought",
]
