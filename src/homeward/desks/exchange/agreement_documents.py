"""What an agreement on a plan says, whether a document fits this node, and whose signatures it still waits for.

An agreement is in force when every signer of its document signed, the intermediary last; there is no part of that.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from homeward.base.errors import InputError, RefusedError, TamperedError
from homeward.base.scripts import clean
from homeward.desks.exchange.models import Agreement, AgreementSignature, ListVersion, PlanRecord
from homeward.desks.exchange.signing import INTERMEDIARY, Signatory, notary, own_name, signatories
from homeward.engine.sealing import agreements, digest, read_strict
from homeward.engine.sealing.envelope import ForgedSignatureError, UnknownSignerError
from homeward.office.journal import clock

LONGEST_ID, LONGEST_OFFICER = 40, 120
_SIGNATURE_FIELDS = {"signer", "key", "signature", "officer", "officer_name", "at"}
_CURE = "Nothing was taken. Tell whoever sent it, and ask for the agreement again."


class AgreementDiffersError(TamperedError):
    """A document is not about the plan that lies here. `field`: the first one that differs."""

    def __init__(self, field: str) -> None:
        super().__init__(_("The agreement differs from what lies on this node at: %s.") % field, cure=_CURE)
        self.field = field


@dataclass(frozen=True, slots=True)
class Given:
    """One signature as it arrived, verified. Officer and name are that node's word and no part of what was signed."""

    signer: str
    key: bytes
    signature: bytes
    officer: str
    officer_name: str
    at: datetime


def moment_text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def document_on(plan: PlanRecord, signers: Sequence[Signatory], predecessor: str) -> dict[str, Any]:
    """The document to sign: this plan by its hash, what it was made from, and the keys of all who must sign."""
    return {
        "format": agreements.FORMAT,
        "type": agreements.TYPE,
        **_told_by(plan),
        "lists": _lists_behind(plan),
        "signers": [{"name": signer.name, "key": signer.key.hex()} for signer in signers],
        "predecessor": predecessor,
        "drawn_up_at": moment_text(clock.now()),
    }


def _told_by(plan: PlanRecord) -> dict[str, Any]:
    """The fields that follow from the plan alone."""
    return {
        "title": plan.terms.title,
        "plan": plan.hash,
        "terms": plan.terms.digest,
        "units": digest(bytes(plan.units)),
        "counts": read_strict(bytes(plan.document))["counts"],
    }


def _lists_behind(plan: PlanRecord) -> list[dict[str, Any]]:
    """The versions of lists that the plan was made from, as it names them itself."""
    return sorted(plan.summary.get("lists") or [], key=lambda each: (each["kind"], each["party"], each["to"]))


def parties_of(plan: PlanRecord) -> list[str]:
    """Codes of the parties of a plan, in their order."""
    return sorted(plan.summary["terms"]["parties"])


def signers_for(plan: PlanRecord) -> list[Signatory]:
    """The parties in their order, then the intermediary: this node.

    Raises:
        RefusedError: this node is not the intermediary's. InputError: a party's key is not here, or there are two.
    """
    own = notary().own()
    if own.name != INTERMEDIARY:
        raise RefusedError(
            _("Agreements are drawn up on the node of the intermediary."), cure=_("Ask the intermediary to draw it up.")
        )
    found = []
    for party in parties_of(plan):
        keys = [each for each in notary().known() if each.name == party]
        if len(keys) != 1:
            message = _("There are %(count)d confirmed nodes that speak for %(party)s; one is needed.")
            raise InputError(
                message % {"count": len(keys), "party": party},
                cure=_("Compare the eight words of that party's card first, or end the partner that no longer counts."),
            )
        found.append(keys[0])
    return [*found, own]


def require_fitting(document: agreements.Agreement, plan: PlanRecord) -> None:
    """AgreementDiffersError unless the document is about exactly this plan and the lists that lie here."""
    for field, expected in _told_by(plan).items():
        found = getattr(document, field)
        if (list(found) if isinstance(found, tuple) else found) != expected:
            raise AgreementDiffersError(field)
    if [signer.name for signer in document.signers] != [*parties_of(plan), INTERMEDIARY]:
        raise AgreementDiffersError("signers")
    _require_own_lists(document)


def _require_own_lists(document: agreements.Agreement) -> None:
    own = own_name()
    for row in document.lists:
        name = {"kind": row["kind"], "party": row["party"], "other": row["to"], "number": row["number"]}
        stored = ListVersion.objects.filter(**name).only("digest", "came_from").first()
        missing = stored is None and row["party"] == own
        if missing or (stored is not None and stored.digest != row["digest"]):
            raise AgreementDiffersError(f"lists ({row['kind']} {row['number']}, {row['party']})")


def require_known_keys(document: agreements.Agreement) -> None:
    """RefusedError unless every key in the document is this node's own or was compared by voice, for that name."""
    known = {(each.name, each.key) for each in signatories()}
    own = notary().own()
    for signer in document.signers:
        if (signer.name, signer.key) not in known:
            raise RefusedError(
                _("The key of %s in this agreement was never compared by voice on this node.") % signer.name,
                cure=_("Compare the eight words of that node's card first. If they differ, do not sign."),
            )
    if (own.name, own.key) not in {(signer.name, signer.key) for signer in document.signers}:
        raise RefusedError(_("This agreement does not name this node."), cure=_("Ask whoever drew it up."))


def read_agreement(agreement: Agreement) -> agreements.Agreement:
    """The stored document; TamperedError when its bytes are not those of its hash."""
    data = bytes(agreement.document)
    if digest(data) != agreement.hash:
        raise TamperedError(
            _("The stored agreement is not what was drawn up: its hash differs."),
            cure=_("Do not sign; tell the auditor."),
        )
    return agreements.read_agreement(data)


def read_signatures(told: Iterable[Any], document: agreements.Agreement) -> list[Given]:
    """Signatures as they travel, each by a signer of the document and fitting its bytes; one bad one refuses all.

    Raises:
        InputError: not of the form, or the same signer or key twice. UnknownSignerError: a key not in the document.
        ForgedSignatureError: a signature that does not fit.
    """
    given = [_read_signature(each, document) for each in told]
    if len({each.key for each in given}) != len(given):
        raise InputError("The same key stands twice among the signatures.", cure=_CURE)
    return given


def _read_signature(told: Any, document: agreements.Agreement) -> Given:
    if not isinstance(told, dict) or set(told) != _SIGNATURE_FIELDS:
        raise InputError(f"A signature has exactly the fields {', '.join(sorted(_SIGNATURE_FIELDS))}.", cure=_CURE)
    if not all(isinstance(value, str) for value in told.values()):
        raise InputError("Every field of a signature is text.", cure=_CURE)
    key = next(
        (each.key for each in document.signers if (each.name, each.key.hex()) == (told["signer"], told["key"])), None
    )
    if key is None:
        raise UnknownSignerError("A signature is by a key that this agreement does not name.", cure=_CURE)
    try:
        signature, at = bytes.fromhex(told["signature"]), datetime.fromisoformat(told["at"])
    except ValueError as error:
        raise InputError("A signature is not in hexadecimal, or its time is no time.", cure=_CURE) from error
    if not agreements.is_signed_by(document, key, signature) or signature.hex() != told["signature"]:
        raise ForgedSignatureError(f"The signature of {told['signer']} does not fit the agreement.", cure=_CURE)
    officer, name = told["officer"], clean(told["officer_name"])
    if at.tzinfo is None or not 0 < len(officer) <= LONGEST_ID or not 0 < len(name) <= LONGEST_OFFICER:
        raise InputError("A signature does not say by whom and when.", cure=_CURE)
    return Given(told["signer"], key, signature, officer, name, at)


def signatures_as_sent(signatures: Iterable[AgreementSignature]) -> list[dict[str, str]]:
    """What travels beside the document, in the order in which they were given."""
    return [
        {
            "signer": each.signer,
            "key": each.key,
            "signature": each.signature,
            "officer": each.officer,
            "officer_name": each.officer_name,
            "at": moment_text(each.at),
        }
        for each in signatures
    ]


def missing_signers(document: agreements.Agreement, signed: Iterable[str]) -> list[str]:
    """Names of those whose signature is not here, in the document's order, by the keys (hex) that signed."""
    keys = set(signed)
    return [signer.name for signer in document.signers if signer.key.hex() not in keys]


def file_of(document: agreements.Agreement, signatures: Iterable[AgreementSignature]) -> bytes:
    """One DSSE envelope with all signatures given so far; InputError when nobody has signed."""
    given = {bytes.fromhex(each.key): bytes.fromhex(each.signature) for each in signatures}
    return agreements.agreement_file(document, given)
