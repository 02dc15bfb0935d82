"""The heads of journals: what this node tells of its own, and whether a partner's still grows out of what was seen.

A partner that rewrote its past cannot give a proof from the head that this node remembers. Both heads stay, signed:
the pair is the proof.
"""

from homeward.engine.sealing import merkle
from homeward.engine.sealing.bundle import BundleRefusedError, Refusal
from homeward.engine.sealing.payload import NO_HASH, Acknowledged, Checkpoint, Journal, Payload
from homeward.office.journal import clock
from homeward.office.journal.models import JournalEntry
from homeward.post.models import Partner, SeenHead

_REFUSALS = {SeenHead.Verdict.SHRUNK: Refusal.JOURNAL_SHRUNK, SeenHead.Verdict.FORKED: Refusal.JOURNAL_FORKED}
_CONTRADICTIONS = tuple(_REFUSALS)


def own_journal(partner: Partner) -> Journal:
    """This node's head, with a proof from a head that the partner remembers when it reads this.

    Bundles are read in their turn, so that is the head of the last bundle while no answer to it has come; otherwise the
    one that the partner itself says it remembers, when that one was ours.
    """
    rows = JournalEntry.objects.order_by("seq").values_list("leaf_hash", flat=True)
    leaves = [bytes(leaf) for leaf in rows.iterator(5000)]
    head = Checkpoint(len(leaves), merkle.root(leaves).hex())
    since = _size_before(partner) or _size_told(partner, leaves)
    if not 0 < since <= len(leaves):
        return Journal(head)
    return Journal(head, since, tuple(step.hex() for step in merkle.consistency_proof(leaves, since)))


def _size_before(partner: Partner) -> int:
    """Length of this node's journal in the last bundle for the partner, while that one is not acknowledged; else 0."""
    last = partner.outgoing.order_by("-seq").only("head_size", "acknowledged_at").first()
    return last.head_size if last and last.acknowledged_at is None else 0


def _size_told(partner: Partner, leaves: list[bytes]) -> int:
    """Length of the head that the partner remembers, when it is one of this journal; else 0."""
    since = partner.told_size
    return since if merkle.root(leaves[:since]).hex() == partner.told_root else 0


def remembered(partner: Partner) -> SeenHead | None:
    """The last head of the partner that contradicted nothing, or that a person accepted all the same."""
    return partner.seen_heads.exclude(verdict__in=_CONTRADICTIONS).order_by("-id").first()


def keep(partner: Partner, payload: Payload, bundle: str, verdict: SeenHead.Verdict) -> None:
    """One line for the head that a bundle told, whether the bundle was taken or not."""
    head = payload.journal.head
    told = {"size": head.size, "root": head.root, "seen_at": clock.now()}
    SeenHead.objects.update_or_create(
        partner=partner, bundle=bundle, defaults={"verdict": verdict}, create_defaults={"verdict": verdict, **told}
    )


def acknowledged(partner: Partner) -> Acknowledged:
    """What the partner is told of its own bundles: the last number read, and its head as remembered here."""
    last = partner.arrivals.order_by("-seq").only("seq").first()
    head = remembered(partner)
    return Acknowledged(last.seq if last else 0, Checkpoint(head.size, head.root) if head else Checkpoint(0, NO_HASH))


def judge(partner: Partner, told: Journal) -> SeenHead.Verdict:
    """How the head that a bundle tells stands to the ones seen before."""
    last = remembered(partner)
    if last is None:
        return SeenHead.Verdict.FIRST
    if told.head.size < last.size:
        return SeenHead.Verdict.SHRUNK
    if told.head.size == last.size:
        return SeenHead.Verdict.SAME if told.head.root == last.root else SeenHead.Verdict.FORKED
    start = partner.seen_heads.exclude(verdict__in=_CONTRADICTIONS).filter(size=told.since).order_by("-id").first()
    if not told.since or start is None:
        return SeenHead.Verdict.UNPROVEN
    return SeenHead.Verdict.PROVEN if _grows(start, told) else SeenHead.Verdict.FORKED


def require_sound(partner: Partner, told: Journal) -> SeenHead.Verdict:
    """The verdict; BundleRefusedError (JOURNAL_SHRUNK, JOURNAL_FORKED) when the heads contradict each other."""
    verdict = judge(partner, told)
    if verdict in _REFUSALS:
        message = "the head of the partner's journal contradicts the one that it signed before; both are kept."
        raise BundleRefusedError(_REFUSALS[verdict], message, sender=partner.pk)
    return verdict


def _grows(start: SeenHead, told: Journal) -> bool:
    proof = [bytes.fromhex(step) for step in told.proof]
    old, new = bytes.fromhex(start.root), bytes.fromhex(told.head.root)
    return merkle.is_consistent(start.size, told.head.size, old, new, proof)
