"""The inbox: one file in, in one transaction, whole or not at all; whatever is not taken lies in quarantine.

Order of steps: known already, size, then the fixed order of `engine.sealing.bundle.read_bundle`, then clock and
journal head, then the raw bytes are stored, then the effects.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from homeward.base.errors import ConflictError
from homeward.engine.sealing.bundle import BundleRefusedError, ReadBundle, Refusal, read_bundle, require_size
from homeward.engine.sealing.canonical import digest
from homeward.engine.sealing.payload import Payload
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import THE_NODE, Actor
from homeward.post.effects import take_items, take_receipts
from homeward.post.heads import keep, require_sound
from homeward.post.models import Arrival, Outgoing, Partner, Quarantined, SeenHead
from homeward.post.own import own
from homeward.post.partners import KnownPartners
from homeward.post.quarantine import put_in_quarantine
from homeward.post.sending import last_number

# A partner's clock may be a time zone wrong before its bundles are held back.
TOLERANCE = timedelta(hours=24)
# What a person may take in spite of: the bytes are sound, a clock or a head is in doubt.
IN_DOUBT = frozenset({
    Refusal.NOT_YET_CREATED, Refusal.EXPIRED, Refusal.ACK_AHEAD, Refusal.JOURNAL_SHRUNK, Refusal.JOURNAL_FORKED,
})  # fmt: skip


class State(StrEnum):
    """What became of one file."""

    TAKEN = "taken"
    KNOWN = "known"
    OWN = "own"
    EARLY = "early"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one file; `reason` is a code of `Refusal` when it was refused."""

    state: State
    digest: str
    reason: str = ""


class TakenAlreadyError(ConflictError):
    """The same bytes were taken before; nothing is changed."""


def receive(data: bytes, *, gate: str, may_wait: bool = False) -> Received:
    """Takes one file in, or puts it into quarantine and owes its sender a signed refusal.

    Args:
        data: the bytes as they came. gate: 'stick' or 'http'.
        may_wait: a bundle whose forerunner is missing is told as EARLY and left alone: the rest of a stick comes first.
    """
    name = digest(data)
    if known := _known(name):
        return Received(known, name)
    try:
        take_bundle(actor=THE_NODE, data=data, gate=gate)
    except TakenAlreadyError:
        return Received(State.KNOWN, name)
    except BundleRefusedError as refusal:
        if may_wait and refusal.reason is Refusal.OUT_OF_ORDER:
            return Received(State.EARLY, name)
        put_in_quarantine(data, refusal, gate=gate)
        return Received(State.REFUSED, name, refusal.reason)
    return Received(State.TAKEN, name)


def refuse_unread(*, size: int, name: str, gate: str) -> Received:
    """A file beyond the limit, told by its size alone; `name` stands for the bytes that nobody reads."""
    try:
        require_size(size)
    except BundleRefusedError as refusal:
        put_in_quarantine(None, refusal, gate=gate, size=size, name=digest(name.encode()))
        return Received(State.REFUSED, digest(name.encode()), refusal.reason)
    raise ConflictError("That file is not too large.")


@action("post.take_bundle", right="post.manage")
def take_bundle(
    *, actor: Actor, data: bytes, gate: str, in_spite_of: frozenset[Refusal] = frozenset()
) -> Outcome[Arrival]:
    """Reads a file and does what it says, all of it or nothing.

    Args:
        in_spite_of: reasons among `IN_DOUBT` that a person decided not to refuse for.

    Raises:
        BundleRefusedError: with the reason of the first step that failed. TakenAlreadyError.
    """
    name = digest(data)
    if Arrival.objects.filter(digest=name).exists():
        raise TakenAlreadyError("This bundle was taken before.")
    read = read_bundle(data, me=own().card.id, key=own().sealing, correspondents=KnownPartners())
    payload, partner = read.payload, Partner.objects.get(pk=read.payload.sender)
    if fault := _fault_of_clock(payload, in_spite_of) or _fault_of_ack(partner, payload, in_spite_of):
        raise fault
    verdict = _judged_head(partner, read, in_spite_of)
    arrival = Arrival.objects.create(
        partner=partner,
        seq=payload.seq,
        bundle_id=payload.bundle_id,
        digest=name,
        prev=payload.prev,
        content=data,
        gate=gate,
        created_at=payload.created,
        received_at=clock.now(),
    )
    keep(partner, payload, name, verdict)
    take_receipts(partner, arrival, payload)
    counts = take_items(partner, arrival, payload.items)
    Quarantined.objects.filter(digest=name).update(state=Quarantined.State.TAKEN_LATER)
    facts = {
        "seq": payload.seq, "bundle": name, "gate": gate, "created": payload.created.isoformat(), **counts,
        "head": payload.journal.head.root, "head_size": payload.journal.head.size, "head_verdict": verdict,
        "in_spite_of": sorted(in_spite_of),
    }  # fmt: skip
    return Outcome(arrival, facts=facts, subjects=[partner.pk])


def _known(name: str) -> State | None:
    if Arrival.objects.filter(digest=name).exists():
        return State.KNOWN
    # A stick that goes to and fro brings one's own bundles back.
    return State.OWN if Outgoing.objects.filter(digest=name).exists() else None


def _fault_of_clock(payload: Payload, in_spite_of: frozenset[Refusal]) -> BundleRefusedError | None:
    here = clock.now()
    if payload.created > here + TOLERANCE and Refusal.NOT_YET_CREATED not in in_spite_of:
        reason, told = Refusal.NOT_YET_CREATED, payload.created
    elif payload.expires < here and Refusal.EXPIRED not in in_spite_of:
        reason, told = Refusal.EXPIRED, payload.expires
    else:
        return None
    message = f"it says {told.isoformat()}, and the clock of this node says {here.isoformat(timespec='seconds')}."
    return doubtful(reason, message, payload)


def _fault_of_ack(partner: Partner, payload: Payload, in_spite_of: frozenset[Refusal]) -> BundleRefusedError | None:
    if payload.ack.seq <= last_number(partner) or Refusal.ACK_AHEAD in in_spite_of:
        return None
    message = f"it acknowledges number {payload.ack.seq}, which this node never sealed: was an old back-up restored?"
    return doubtful(Refusal.ACK_AHEAD, message, payload)


def _judged_head(partner: Partner, read: ReadBundle, in_spite_of: frozenset[Refusal]) -> SeenHead.Verdict:
    try:
        return require_sound(partner, read.payload.journal)
    except BundleRefusedError as refusal:
        if refusal.reason not in in_spite_of:
            raise doubtful(refusal.reason, refusal.message, read.payload) from refusal
        # What was remembered is retired, never forgotten: from here on the accepted head is the beginning.
        return SeenHead.Verdict.FIRST


class DoubtfulBundleError(BundleRefusedError):
    """A bundle sound in itself, against which the clock or the remembered head speaks; `payload` is what it says."""

    payload: Payload


def doubtful(reason: Refusal, message: str, payload: Payload) -> DoubtfulBundleError:
    """The refusal, with what the bundle says of itself."""
    error = DoubtfulBundleError(reason, message, sender=payload.sender)
    error.payload = payload
    return error
