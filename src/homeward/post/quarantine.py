"""Files that were not taken: kept with their reason, told to whoever signed them, decided on by a person."""

from datetime import timedelta
from typing import Any

from homeward.engine.sealing.bundle import BundleRefusedError, Refusal
from homeward.engine.sealing.canonical import digest
from homeward.engine.sealing.payload import REFUSED, Head, Payload
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import THE_NODE, Actor
from homeward.post.heads import keep
from homeward.post.models import OwedReceipt, Partner, Quarantined, SeenHead
from homeward.post.sending import seal_waiting

# Files that no partner signed can be made by anybody: beyond so many a day by one gate they are refused without a line.
MOST_STRANGERS = 200
_DAY = timedelta(hours=24)
# While the partner has not acknowledged one refusal of these, another would tell it nothing new.
_OF_PLACE = frozenset({Refusal.OUT_OF_ORDER, Refusal.CHAIN_BROKEN, Refusal.NUMBER_USED})
_HEADS = {Refusal.JOURNAL_SHRUNK: SeenHead.Verdict.SHRUNK, Refusal.JOURNAL_FORKED: SeenHead.Verdict.FORKED}


def put_in_quarantine(
    data: bytes | None, refusal: BundleRefusedError, *, gate: str, size: int = 0, name: str = ""
) -> None:
    """Keeps the file and seals the signed refusal for its sender, where a partner's signature was verified."""
    if not refusal.sender and _too_many_strangers(gate):
        return
    quarantine_bundle(
        actor=THE_NODE, data=data, refusal=refusal, gate=gate, size=size or len(data or b""),
        name=name or digest(data or b""),
    )  # fmt: skip
    if refusal.sender:
        seal_waiting(Partner.objects.filter(pk=refusal.sender, state=Partner.State.CONFIRMED))


@action("post.quarantine_bundle", right="post.manage")
def quarantine_bundle(
    *, actor: Actor, data: bytes | None, refusal: BundleRefusedError, gate: str, size: int, name: str
) -> Outcome[Quarantined]:
    """One line for one file, however often it comes; a refusal is owed once for each reason."""
    partner = Partner.objects.filter(pk=refusal.sender).first() if refusal.sender else None
    payload: Payload | None = getattr(refusal, "payload", None)
    place = payload or refusal.head
    found, is_new = Quarantined.objects.get_or_create(
        digest=name, defaults=_as_seen(data if partner else None, refusal, partner, place, gate, size)
    )
    reasons_before = set() if is_new else {found.reason}
    if not is_new:
        found.arrivals, found.last_at, found.reason = found.arrivals + 1, clock.now(), refusal.reason
        found.save(update_fields=["arrivals", "last_at", "reason"])
    if partner and refusal.reason not in reasons_before:
        _owe_refusal(partner, name, refusal.reason)
    if partner and payload and refusal.reason in _HEADS:
        keep(partner, payload, name, _HEADS[refusal.reason])
    return Outcome(found, facts=_facts(found, refusal, payload), subjects=[partner.pk] if partner else [])


def _as_seen(
    data: bytes | None, refusal: BundleRefusedError, partner: Partner | None, place: Head | Payload | None, gate: str,
    size: int,
) -> dict[str, Any]:  # fmt: skip
    moment = clock.now()
    return {
        "size": size,
        "reason": refusal.reason,
        "partner": partner,
        "seq": place.seq if place else None,
        "prev": place.prev if place else "",
        "content": data,
        "gate": gate,
        "first_at": moment,
        "last_at": moment,
    }


def _owe_refusal(partner: Partner, name: str, reason: Refusal) -> None:
    if partner.state != Partner.State.CONFIRMED:
        return
    told = partner.owed_receipts.filter(item_id="", reason=reason, sent_in__acknowledged_at=None)
    if reason in _OF_PLACE and told.exists():
        return
    OwedReceipt.objects.create(partner=partner, bundle=name, verdict=REFUSED, reason=reason)


def _facts(found: Quarantined, refusal: BundleRefusedError, payload: Payload | None) -> dict[str, Any]:
    facts = {"file": found.digest, "reason": refusal.reason.value, "gate": found.gate, "arrivals": found.arrivals}
    if payload:
        # Which clock is wrong is for people to say: both stand here.
        facts.update(
            created=payload.created.isoformat(), expires=payload.expires.isoformat(), here=clock.now().isoformat()
        )
    return facts


def _too_many_strangers(gate: str) -> bool:
    since = clock.now() - _DAY
    return Quarantined.objects.filter(partner=None, gate=gate, last_at__gt=since).count() >= MOST_STRANGERS
