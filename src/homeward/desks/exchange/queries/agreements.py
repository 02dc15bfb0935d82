"""Agreements with their signatures, as items for the post, and as one file that anybody verifies. No person in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.exchange import agreement_documents
from homeward.desks.exchange.models import Agreement, AgreementSignature, PlanRecord
from homeward.desks.exchange.queries.plans import READ
from homeward.desks.exchange.signing import INTERMEDIARY, own_name
from homeward.engine.sealing import agreements, read_strict
from homeward.office.journal.rights import Actor, require_right

# Whose turn it is, seen from this node.
OURS, THEIRS, PLAN_FIRST, DONE = "ours", "theirs", "plan_first", "done"


@dataclass(frozen=True, slots=True)
class Standing:
    """One agreement as it stands here.

    Attributes:
        signed: name of a signer -> its signature. missing: names of those who have not signed, in their order.
        turn: `OURS` when this node may sign now, `PLAN_FIRST` when its plan is not approved yet, `THEIRS` when it waits
            for others, `DONE` when nothing is missing.
    """

    agreement: Agreement
    document: agreements.Agreement
    signed: Mapping[str, AgreementSignature]
    missing: tuple[str, ...]
    turn: str


def agreements_visible_to(*, viewer: Actor) -> QuerySet[Agreement]:
    """All agreements, newest first, with plan and signatures."""
    require_right(viewer, READ)
    plans = ("plan__document", "plan__units", "plan__run_record")
    return Agreement.objects.select_related("plan").defer(*plans).prefetch_related("signatures")


def agreement_visible_to(*, viewer: Actor, number: int) -> Agreement:
    """One agreement; InputError when there is none of that number."""
    return _found(agreements_visible_to(viewer=viewer).filter(number=number).first())


def standing_of(agreement: Agreement) -> Standing:
    """Who signed, who is missing, whose turn it is. TamperedError when the stored bytes are not those of the hash."""
    document = agreement_documents.read_agreement(agreement)
    signatures = list(agreement.signatures.all())
    missing = agreement_documents.missing_signers(document, [each.key for each in signatures])
    return Standing(
        agreement,
        document,
        {each.signer: each for each in signatures},
        tuple(missing),
        _turn(agreement, missing),
    )


def _turn(agreement: Agreement, missing: list[str]) -> str:
    own = own_name()
    if not missing or agreement.state != Agreement.State.PROPOSED:
        return DONE
    if own not in missing or agreement.plan.state == PlanRecord.State.WITHDRAWN:
        return THEIRS
    if own == INTERMEDIARY:
        return OURS if missing == [INTERMEDIARY] else THEIRS
    return OURS if agreement.plan.state == PlanRecord.State.APPROVED else PLAN_FIRST


def agreement_item(*, viewer: Actor, agreement_hash: str) -> dict[str, Any]:
    """What travels: the document and the signatures given so far."""
    found = _found(agreements_visible_to(viewer=viewer).filter(hash=agreement_hash).first())
    document = agreement_documents.read_agreement(found)
    return {
        "document": read_strict(document.data),
        "signatures": agreement_documents.signatures_as_sent(found.signatures.all()),
    }


def agreement_file(*, viewer: Actor, number: int) -> bytes:
    """The DSSE envelope with all signatures given so far; InputError while nobody has signed."""
    found = agreement_visible_to(viewer=viewer, number=number)
    return agreement_documents.file_of(agreement_documents.read_agreement(found), found.signatures.all())


def _found(agreement: Agreement | None) -> Agreement:
    if agreement is None:
        raise InputError(_("There is no agreement with that number."), cure=_("Choose one from the list."))
    return agreement
