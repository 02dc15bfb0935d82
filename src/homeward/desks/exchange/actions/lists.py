"""Request and offer lists: drawing up the next version of one's own, taking a partner's. No version is ever changed."""

from typing import Any

from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError
from homeward.desks.exchange.lists import (
    OFFER,
    REQUEST,
    kind_of,
    offer_document,
    read_list_document,
    request_document,
    summary_of_list,
)
from homeward.desks.exchange.models import ListVersion
from homeward.desks.exchange.signing import signatories
from homeward.desks.exchange.sources import held_under_own_ids, traced_under_own_ids
from homeward.desks.exchange.stored_lists import document_of_list
from homeward.engine.sealing import canonical_bytes, digest
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor
from homeward.office.parties.queries import party_of

RIGHT = "exchange.write_lists"


@action("exchange.draw_up_offer", right=RIGHT)
def draw_up_offer(*, actor: Actor, party: str, to: str) -> Outcome[ListVersion]:
    """The next version of what `party` says of everybody it holds, from this node's register.

    Raises:
        InputError: nobody is registered, two share an id, or that party writes its lists on a node of its own.
        ConflictError: the last version says exactly this already.
    """
    _refuse_others_word(actor, party, to)
    persons = held_under_own_ids(viewer=actor, party=party)
    number = _next_number(OFFER, party, to)
    return _stored(actor, offer_document(party=party, to=to, number=number, persons=persons), came_from="")


@action("exchange.draw_up_request", right=RIGHT)
def draw_up_request(*, actor: Actor, party: str, to: str) -> Outcome[ListVersion]:
    """The next version of whom `party` asks for among those whom `to` holds, from this node's tracing.

    Raises: as `draw_up_offer`; InputError also when nobody has searched.
    """
    _refuse_others_word(actor, party, to)
    asked = traced_under_own_ids(viewer=actor, seeker=party, holder=to)
    number = _next_number(REQUEST, party, to)
    return _stored(actor, request_document(party=party, to=to, number=number, asked=asked), came_from="")


@action("exchange.take_list", right=RIGHT)
def take_list(*, actor: Actor, document: dict[str, Any], came_from: str) -> Outcome[ListVersion]:
    """Stores a version that a partner sent, as it was sent.

    Args:
        came_from: key id of the partner; that the partner speaks for the party is the post's rule.

    Raises:
        InputError, NewerFormatError: the document is no list in its closed form.
        ConflictError: it is not the next version of that list.
    """
    told = read_list_document(document)
    kind, party, other = kind_of(told), told["party"], told["to"]
    for code in (party, other):
        party_of(viewer=actor, code=code)
    expected = _next_number(kind, party, other)
    if told["number"] != expected:
        message = _("This is version %(number)d of the list; the next one is %(expected)d.")
        raise ConflictError(
            message % {"number": told["number"], "expected": expected},
            cure=_("Take the versions in their order; one that came before is not taken twice."),
        )
    return _stored(actor, told, came_from=came_from)


def _stored(actor: Actor, document: dict[str, Any], *, came_from: str) -> Outcome[ListVersion]:
    kind, data = kind_of(document), canonical_bytes(document)
    if not came_from:
        _refuse_nothing_new(kind, document)
    version = ListVersion.objects.create(
        kind=kind,
        party=document["party"],
        other=document["to"],
        number=document["number"],
        document=data,
        digest=digest(data),
        rows=len(document["rows"]),
        summary=summary_of_list(document),
        came_from=came_from,
        by=actor.officer_id,
    )
    facts = {
        "kind": kind,
        "party": version.party,
        "to": version.other,
        "number": version.number,
        "digest": version.digest,
        "rows": version.rows,
        "came_from": came_from,
    }
    return Outcome(version, facts=facts, subjects=[version.pk])


def _next_number(kind: str, party: str, other: str) -> int:
    last = _last(kind, party, other)
    return last.number + 1 if last else 1


def _last(kind: str, party: str, other: str) -> ListVersion | None:
    return ListVersion.objects.filter(kind=kind, party=party, other=other).order_by("-number").first()


def _refuse_nothing_new(kind: str, document: dict[str, Any]) -> None:
    last = _last(kind, document["party"], document["to"])
    if last is not None and document_of_list(last)["rows"] == document["rows"]:
        raise ConflictError(
            _("Version %(number)d of this list says exactly this already.") % {"number": last.number},
            cure=_("Nothing was stored. Draw it up again when something has changed."),
        )


def _refuse_others_word(actor: Actor, party: str, to: str) -> None:
    """A party whose node is a partner of this one speaks there; nobody here puts words into its mouth."""
    for code in (party, to):
        party_of(viewer=actor, code=code)
    if party == to:
        raise InputError(_("A list goes from one party to another."), cure=_("Choose two different parties."))
    if not may_speak_for(party):
        raise InputError(
            _("%(party)s draws up its lists on its own node.") % {"party": party},
            cure=_("Wait for its list, or ask for it."),
        )


def may_speak_for(party: str) -> bool:
    """Whether lists of that party can be drawn up here: no partner of this node is that party."""
    known = signatories()
    return not known or known[0].name == party or party not in {each.name for each in known[1:]}
