"""Agreements: drawn up by the intermediary, signed by each party over the same hash, by the intermediary last.

A document is never changed. With the last signature it is in force, whole or not at all, and the plan counts as
approved on the intermediary's node too: there the agreement is the approval.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError, RefusedError, TamperedError
from homeward.desks.exchange import agreement_documents
from homeward.desks.exchange.documents import TRIAL, UNPROVED
from homeward.desks.exchange.models import Agreement, AgreementSignature, PlanRecord
from homeward.desks.exchange.signing import INTERMEDIARY, Signatory, notary, own_name
from homeward.engine.sealing import agreements, canonical_bytes, require_nfc
from homeward.engine.sealing.keys import key_id
from homeward.engine.sealing.words import WORDS, UnknownWordError, is_spoken_form_of, word_list
from homeward.office.accounts.queries import names_of
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

State, PlanState = Agreement.State, PlanRecord.State
# Why a plan is withdrawn when the agreement on it is replaced; no person chooses it.
REPLACED = "REPLACED"
_NOT_LETTERS = re.compile(r"[^A-Za-z]+")


class WordsDifferError(TamperedError):
    """The words that were heard are not those of the agreement that lies here."""


class SameDeciderError(RefusedError):
    """Whoever made, took or approved a plan does not sign the agreement on it."""


class TooEarlyError(ConflictError):
    """It is not this node's turn to sign."""


@action("exchange.draw_up_agreement", right="exchange.plan")
def draw_up_agreement(*, actor: Actor, plan_number: int, predecessor: str = "") -> Outcome[Agreement]:
    """Draws up the document on a plan; nobody is bound by it yet.

    Args:
        predecessor: hash of the agreement that this one will replace once it is in force; '' for none.

    Raises:
        RefusedError: this is not the intermediary's node. InputError: no such plan, or a party's key is not here.
        ConflictError: the plan is withdrawn or cannot be signed, or an agreement on it stands already.
    """
    plan = PlanRecord.objects.select_related("terms").filter(number=plan_number).first()
    if plan is None:
        raise InputError(_("There is no plan with that number."), cure=_("Choose one from the list of plans."))
    signers = agreement_documents.signers_for(plan)
    _require_signable(plan)
    _require_free(plan, predecessor)
    document = agreements.read_agreement(canonical_bytes(agreement_documents.document_on(plan, signers, predecessor)))
    agreement = _stored(document, plan, actor, came_from="")
    return Outcome(agreement, facts=_facts(agreement, document.signers))


@action("exchange.take_agreement", right="exchange.sign")
def take_agreement(
    *, actor: Actor, document: dict[str, Any], signatures: list[dict[str, Any]], came_from: str
) -> Outcome[Agreement]:
    """Takes a document in, or the signatures that came with it: all of them, or nothing.

    Args:
        signatures: as `queries.agreement_item` gives them. came_from: key id of the partner who sent it.

    Raises:
        TamperedError: it is not about the plan that lies here, or a signature does not fit.
        RefusedError: a key in it was never compared by voice here. InputError: not of the form, or the plan is unknown.
        ConflictError: another agreement on the plan stands.
    """
    read = agreements.read_agreement(canonical_bytes(require_nfc(document)))
    agreement_documents.require_known_keys(read)
    given = agreement_documents.read_signatures(signatures, read)
    agreement = Agreement.objects.select_for_update().filter(hash=read.hash).first()
    plan = agreement.plan if agreement else _plan_of(read)
    agreement_documents.require_fitting(read, plan)
    if agreement is None:
        _require_free(plan, read.predecessor)
        agreement = _stored(read, plan, actor, came_from)
    stood = set(agreement.signatures.values_list("key", flat=True))
    new = [each for each in given if each.key.hex() not in stood]
    _require_intermediary_last(read, stood | {each.key.hex() for each in new})
    for each in new:
        AgreementSignature.objects.create(
            agreement=agreement,
            signer=each.signer,
            key=each.key.hex(),
            signature=each.signature.hex(),
            officer=each.officer,
            officer_name=each.officer_name,
            at=each.at,
        )
    in_force = _come_into_force(agreement, read, actor, clock.now())
    taken = [Signatory(each.signer, each.key) for each in new]
    facts = _facts(agreement, taken) | {"came_from": came_from} | in_force
    return Outcome(agreement, facts=facts, subjects=[came_from] if came_from else [])


@action("exchange.sign_agreement", right="exchange.sign")
def sign_agreement(*, actor: Actor, agreement_hash: str, words: str) -> Outcome[Agreement]:
    """Signs with this node's key, on the word of a person who may bind its side.

    Args:
        words: the eight words as the other side read them aloud.

    Raises:
        WordsDifferError, UnknownWordError, InputError: the words are not those of this agreement; nothing is written.
        SameDeciderError: the actor made, took or approved the plan. TooEarlyError: others come first; names them.
        ConflictError: signed already, replaced, or the plan is not approved. TamperedError: the document was altered.
    """
    agreement = Agreement.objects.select_for_update().filter(hash=agreement_hash).first()
    if agreement is None:
        raise InputError(_("There is no such agreement."), cure=_("Choose one from the list of agreements."))
    document, own = agreement_documents.read_agreement(agreement), notary().own()
    agreement_documents.require_known_keys(document)
    agreement_documents.require_fitting(document, agreement.plan)
    _require_words(words, agreement.hash)
    _require_another_person(agreement.plan, actor)
    _require_turn(agreement, document, own)
    moment = clock.now().replace(microsecond=0)
    signature = notary().sign(document.message)
    if not agreements.is_signed_by(document, own.key, signature):
        raise TamperedError(_("This node's signature does not fit its own key."), cure=_("Tell the administrator."))
    AgreementSignature.objects.create(
        agreement=agreement,
        signer=own.name,
        key=own.key.hex(),
        signature=signature.hex(),
        officer=actor.officer_id,
        officer_name=names_of({actor.officer_id}).get(actor.officer_id, actor.officer_id),
        at=moment,
    )
    in_force = _come_into_force(agreement, document, actor, moment)
    return Outcome(agreement, facts=_facts(agreement, [own]) | in_force)


def refuse_agreed_plan(plan: PlanRecord) -> None:
    """ConflictError when a plan is bound: an agreement on it is in force, or this node has signed one."""
    for agreement in plan.agreements.exclude(state=State.REPLACED):
        if agreement.state == State.IN_FORCE:
            message = _("Agreement %(number)d on this plan is in force; the plan is not withdrawn under it.")
        elif _signed_here(agreement):
            message = _("This node has signed agreement %(number)d on this plan; the plan is not withdrawn under it.")
        else:
            continue
        raise ConflictError(message % {"number": agreement.number}, cure=_("Draw up a new agreement that replaces it."))


def _signed_here(agreement: Agreement) -> bool:
    return bool(own_name()) and agreement.signatures.filter(key=notary().own().key.hex()).exists()


def _facts(agreement: Agreement, signers: Iterable[Signatory | agreements.Signer]) -> dict[str, Any]:
    """Ids, codes and hashes: which document, on which plan, whose keys."""
    return {
        "agreement": agreement.number,
        "hash": agreement.hash,
        "plan": agreement.plan.number,
        "predecessor": agreement.predecessor,
        "signers": [each.name for each in signers],
        "keys": [key_id(each.key) for each in signers],
    }


def _stored(document: agreements.Agreement, plan: PlanRecord, actor: Actor, came_from: str) -> Agreement:
    return Agreement.objects.create(
        number=(Agreement.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        plan=plan,
        document=document.data,
        hash=document.hash,
        predecessor=document.predecessor,
        came_from=came_from,
        drawn_up_by=actor.officer_id,
        drawn_up_at=datetime.fromisoformat(document.drawn_up_at),
    )


def _plan_of(document: agreements.Agreement) -> PlanRecord:
    plans = PlanRecord.objects.select_related("terms").filter(hash=document.plan)
    plan = plans.exclude(state=PlanState.WITHDRAWN).first() or plans.first()
    if plan is None:
        raise InputError(
            _("The plan of this agreement is not on this node."),
            cure=_("Take the proposal of that plan first: it is recomputed before anybody signs."),
        )
    return plan


def _require_signable(plan: PlanRecord) -> None:
    if plan.state == PlanState.WITHDRAWN:
        raise ConflictError(_("This plan is withdrawn."), cure=_("Draw up the agreement on the plan that replaced it."))
    if {TRIAL, UNPROVED} & set(plan.summary["obstacles"]):
        raise ConflictError(
            _("This plan cannot be signed."), cure=_("Put the draw key into the terms and make the plan again.")
        )


def _require_free(plan: PlanRecord, predecessor: str) -> None:
    """A predecessor that lies here and was not replaced yet; no other agreement on the same plan beside it."""
    if predecessor:
        before = Agreement.objects.filter(hash=predecessor).first()
        if before is None:
            raise InputError(
                _("The agreement that this one replaces is not on this node."), cure=_("Take that one first.")
            )
        if before.state == State.REPLACED:
            raise ConflictError(_("Agreement %(number)d was replaced already.") % {"number": before.number})
    standing = plan.agreements.exclude(state=State.REPLACED).exclude(hash=predecessor).first()
    if standing is not None:
        raise ConflictError(
            _("Agreement %(number)d on this plan stands already.") % {"number": standing.number},
            cure=_("Sign that one, or draw up a new agreement that replaces it."),
        )


def _require_words(words: str, agreement_hash: str) -> None:
    heard = _NOT_LETTERS.sub(" ", words).lower().split()
    if len(heard) != WORDS:
        raise InputError(
            _("Eight words are needed; %(count)d were heard. Nothing was signed.") % {"count": len(heard)},
            cure=_("Ask the other side to read them again, slowly."),
        )
    if unknown := [word for word in heard if word not in word_list()]:
        raise UnknownWordError(
            _("These are no words of the list: %s. Nothing was signed.") % ", ".join(unknown),
            cure=_("Ask the other side to spell them."),
        )
    if not is_spoken_form_of(heard, agreement_hash):
        raise WordsDifferError(
            _("The words that you heard are not those of this agreement. Nothing was signed."),
            cure=_("Ask the other side to read its eight words again. If they differ still, do not sign: tell both."),
        )


def _require_another_person(plan: PlanRecord, actor: Actor) -> None:
    if actor.officer_id in {plan.made_by, plan.approved_by}:
        raise SameDeciderError(
            _("You made, took or approved this plan; a second person signs the agreement on it."),
            cure=_("Ask another person who may sign."),
        )


def _require_turn(agreement: Agreement, document: agreements.Agreement, own: Signatory) -> None:
    if agreement.state != State.PROPOSED:
        raise ConflictError(_("This agreement is in force or replaced already."))
    missing = agreement_documents.missing_signers(document, agreement.signatures.values_list("key", flat=True))
    if own.name not in missing:
        raise ConflictError(_("This node has signed this agreement already."))
    _require_predecessor_open(document)
    if agreement.plan.state == PlanState.WITHDRAWN:
        raise ConflictError(_("The plan of this agreement is withdrawn."), cure=_("Agree on another plan."))
    if own.name == INTERMEDIARY:
        if missing != [INTERMEDIARY]:
            raise TooEarlyError(
                _("The intermediary signs last. These have not signed yet: %s.") % ", ".join(missing[:-1]),
                cure=_("Wait until their signatures have arrived."),
            )
    elif agreement.plan.state != PlanState.APPROVED:
        raise TooEarlyError(
            _("The plan of this agreement is not approved on this node."),
            cure=_("One decision maker approves the plan; a second one signs."),
        )


def _require_predecessor_open(document: agreements.Agreement) -> None:
    replaced = Agreement.objects.filter(hash=document.predecessor, state=State.REPLACED).first()
    if document.predecessor and replaced is not None:
        raise ConflictError(_("Agreement %(number)d was replaced by another one.") % {"number": replaced.number})


def _require_intermediary_last(document: agreements.Agreement, signed: set[str]) -> None:
    missing = agreement_documents.missing_signers(document, signed)
    if missing and INTERMEDIARY not in missing:
        raise TamperedError(
            _("The intermediary signed before: %s. An agreement is in force whole or not at all.") % ", ".join(missing),
            cure=_("Ask the intermediary for all signatures together."),
        )


def _come_into_force(
    agreement: Agreement, document: agreements.Agreement, actor: Actor, at: datetime
) -> dict[str, Any]:
    """With the last signature: in force, the plan approved, the predecessor replaced. Facts of it for the journal."""
    signed = agreement.signatures.values_list("key", flat=True)
    if agreement.state != State.PROPOSED or agreement_documents.missing_signers(document, signed):
        return {}
    _require_predecessor_open(document)
    agreement.state, agreement.in_force_at = State.IN_FORCE, at
    agreement.save(update_fields=["state", "in_force_at"])
    _approve(agreement.plan, actor, at)
    return {"in_force": True, "replaced": _replace(agreement, actor, at)}


def _approve(plan: PlanRecord, actor: Actor, at: datetime) -> None:
    """On the intermediary's node nobody decides on a plan alone: the agreement of all is its approval."""
    if plan.state == PlanState.MADE:
        plan.state, plan.approved_by, plan.approved_at = PlanState.APPROVED, actor.officer_id, at
        plan.save(update_fields=["state", "approved_by", "approved_at"])


def _replace(agreement: Agreement, actor: Actor, at: datetime) -> int:
    """Ends the predecessor, and its plan where the new agreement is on another one; its number here, or 0."""
    before = Agreement.objects.select_related("plan").filter(hash=agreement.predecessor).first()
    if not agreement.predecessor or before is None:
        return 0
    before.state = State.REPLACED
    before.save(update_fields=["state"])
    plan = before.plan
    if plan.pk != agreement.plan_id and plan.state != PlanState.WITHDRAWN:
        plan.state, plan.withdrawn_by, plan.withdrawn_at = PlanState.WITHDRAWN, actor.officer_id, at
        plan.withdrawn_why = REPLACED
        plan.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "withdrawn_why"])
    return before.number
