"""Makes the one draw key from what was published, and names whoever did not keep to the rule.

Called by node and the exchange desk. Silence gains nothing: a nonce that nobody opens is rebuilt from the mediators'
shares. What the shares hold decides, so that a contributor with bad shares cannot choose between opening and silence.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from homeward.base.errors import InputError, NoPlanError
from homeward.engine.planning.draw.commitments import commit_nonce, commit_share, joint_digest, key_of
from homeward.engine.planning.draw.record import ALONE, SIZE, DrawRecord, Nonce
from homeward.engine.sealing.shares import join

NOTHING = bytes(SIZE)
OPENED_OTHER = "opened a nonce that does not match its commitment"
SHARES_DIFFER = "dealt shares that do not hold the nonce it committed to; zero takes its place"
SHARE_CHANGED = "handed in a share other than the one it was dealt; it is left aside"


class DrawNotClosedError(NoPlanError):
    """The draw has no key yet: somebody has not published what the rule asks for. `names` says who."""

    def __init__(self, message: str, names: tuple[str, ...], *, cure: str) -> None:
        super().__init__(message, cure=cure)
        self.names = names


@dataclass(frozen=True, slots=True)
class Fault:
    """Somebody who did not keep to the rule: contributor or mediator, what it did, and whose nonce it concerns."""

    name: str
    what: str
    of: str

    def document(self) -> dict[str, object]:
        return {"name": self.name, "what": self.what, "of": self.of}


@dataclass(frozen=True, slots=True)
class Drawn:
    """The key, and how it came about. `rebuilt`: contributors who never opened, in order of names."""

    key: bytes
    joint: str
    nonces: Mapping[str, bytes]
    rebuilt: tuple[str, ...]
    faults: tuple[Fault, ...]


def close_draw(record: DrawRecord) -> Drawn:
    """The draw key of a finished draw.

    Raises:
        DrawNotClosedError: a commitment or the outside value is missing, or an unopened nonce cannot be rebuilt.
        InputError: a nonce or share of somebody whom the rule does not name.
    """
    _refuse_strangers(record)
    joint = joint_digest(record.terms_digest, record.rule, record.lists.values())
    if missing := tuple(name for name in record.rule.contributors if name not in record.nonces):
        raise _open(f"{', '.join(missing)} published no commitment to a nonce", missing)
    if record.rule.outside.kind != ALONE and not record.outside.strip():
        raise _open(f"nothing was drawn outside yet ({record.rule.outside.words})", ())
    faults: list[Fault] = []
    nonces = {name: _nonce(record, joint, record.nonces[name], faults) for name in record.rule.contributors}
    rebuilt = tuple(name for name in record.rule.contributors if name not in record.reveals)
    return Drawn(key_of(joint, list(nonces.values()), record.outside), joint, nonces, rebuilt, tuple(faults))


def _nonce(record: DrawRecord, joint: str, told: Nonce, faults: list[Fault]) -> bytes:
    opened = record.reveals.get(told.name)
    if opened is not None and commit_nonce(joint, told.name, opened) != told.commitment:
        faults.append(Fault(told.name, OPENED_OTHER, told.name))
        opened = None
    held = _true_shares(record, joint, told, faults)
    if len(held) >= record.rule.threshold:
        return _joined(record.rule.threshold, joint, told, held, faults)
    if opened is not None:
        return opened
    silent = tuple(name for name in record.rule.mediators if (told.name, name) not in record.shares)
    raise _open(
        f"{told.name} did not open its nonce; {len(held)} fitting shares of {record.rule.threshold} needed are there"
        + (f" (none yet from {', '.join(silent)})" if silent else ""),
        (told.name, *silent),
    )


def _true_shares(record: DrawRecord, joint: str, told: Nonce, faults: list[Fault]) -> dict[int, bytes]:
    """place -> share, of those that the dealer's own published digests vouch for."""
    found = {}
    for place, mediator in enumerate(record.rule.mediators, start=1):
        share = record.shares.get((told.name, mediator))
        if share is None:
            continue
        if commit_share(joint, told.name, place, share) == told.shares[place - 1]:
            found[place] = share
        else:
            faults.append(Fault(mediator, SHARE_CHANGED, told.name))
    return found


def _joined(threshold: int, joint: str, told: Nonce, held: Mapping[int, bytes], faults: list[Fault]) -> bytes:
    """The nonce when all shares at hand lie on one curve through it, else zero with the dealer at fault."""
    first = dict(list(held.items())[:threshold])
    nonce = join(first)
    on_curve = all(join(first, place=place) == share for place, share in held.items())
    if on_curve and commit_nonce(joint, told.name, nonce) == told.commitment:
        return nonce
    faults.append(Fault(told.name, SHARES_DIFFER, told.name))
    return NOTHING


def _refuse_strangers(record: DrawRecord) -> None:
    known = set(record.rule.contributors)
    named = {*record.nonces, *record.reveals, *(dealer for dealer, _ in record.shares)}
    named |= {mediator for _, mediator in record.shares if mediator not in record.rule.mediators}
    if strangers := sorted(named - known - set(record.rule.mediators)):
        raise InputError(f"The rule of the draw does not name {', '.join(strangers)}.")


def _open(what: str, names: tuple[str, ...]) -> DrawNotClosedError:
    return DrawNotClosedError(
        f"The draw is not closed: {what}.",
        names,
        cure="Wait for it or, after the agreed time, begin a new recorded round; no key is made without it.",
    )
