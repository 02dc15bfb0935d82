"""The hashes that bind everybody before anybody opens: lists, joint digest, nonces, shares, and the key at the end.

Called by `lists`, `closing` and whoever takes part in a draw. All chance is handed in; SHA-256 throughout, each use
with its own prefix, so that no message of one kind can pose as another. Digests are 64 hexadecimal digits.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from homeward.base.errors import InputError
from homeward.engine.planning.draw.record import SIZE, DrawRule, Nonce
from homeward.engine.sealing import canonical_bytes
from homeward.engine.sealing.shares import split


def commit_list(terms_digest: str, salt: bytes, data: bytes) -> str:
    """C_p = SHA-256("hw/list/1" | terms digest | salt | canonical bytes of the list)."""
    return sha256(b"hw/list/1" + bytes.fromhex(terms_digest) + _whole(salt, "A salt") + data).hexdigest()


def joint_digest(terms_digest: str, rule: DrawRule, commitments: Iterable[str]) -> str:
    """JD = SHA-256("hw/joint/1" | terms digest | SHA-256 of the rule of the draw | every C_p, smallest first)."""
    told = sha256(canonical_bytes(rule.document())).digest()
    joined = b"".join(sorted(map(bytes.fromhex, commitments)))
    return sha256(b"hw/joint/1" + bytes.fromhex(terms_digest) + told + joined).hexdigest()


def commit_nonce(joint: str, name: str, nonce: bytes) -> str:
    """K_q = SHA-256("hw/nonce/1" | JD | name in UTF-8 | 32 bytes that q drew)."""
    return sha256(b"hw/nonce/1" + bytes.fromhex(joint) + name.encode() + _whole(nonce, "A nonce")).hexdigest()


def commit_share(joint: str, name: str, place: int, share: bytes) -> str:
    """SHA-256("hw/share/1" | JD | place, one byte | name of the dealer in UTF-8 | 32 bytes of the share)."""
    head = b"hw/share/1" + bytes.fromhex(joint) + bytes([place])
    return sha256(head + name.encode() + _whole(share, "A share")).hexdigest()


def key_of(joint: str, nonces: Sequence[bytes], outside: str) -> bytes:
    """SHA-256("hw/key/1" | JD | nonces in the order of the contributors' names | what was drawn outside, in UTF-8)."""
    return sha256(b"hw/key/1" + bytes.fromhex(joint) + b"".join(nonces) + outside.encode()).digest()


@dataclass(frozen=True, slots=True)
class Dealt:
    """What one contributor publishes (`nonce`) and what it gives each mediator, sealed (`shares`, in their order)."""

    nonce: Nonce
    shares: tuple[bytes, ...]


def deal(joint: str, rule: DrawRule, name: str, nonce: bytes, *, chance: bytes) -> Dealt:
    """Commits to a nonce and splits it among the mediators.

    Args:
        nonce: 32 fresh random bytes. chance: 32 * (threshold - 1) more, for the shares.

    Raises:
        InputError: the rule does not name this contributor, or lengths do not fit.
    """
    if name not in rule.contributors:
        raise InputError(f"{name} takes no part in this draw.", cure=f"It is for {', '.join(rule.contributors)}.")
    commitment = commit_nonce(joint, name, nonce)
    made = split(nonce, threshold=rule.threshold, holders=len(rule.mediators), chance=chance)
    published = tuple(commit_share(joint, name, place, share) for place, share in enumerate(made, start=1))
    return Dealt(Nonce(name, commitment, published), tuple(made))


def _whole(data: bytes, what: str) -> bytes:
    if len(data) != SIZE:
        raise InputError(f"{what} has {SIZE} bytes, not {len(data)}.")
    return data
