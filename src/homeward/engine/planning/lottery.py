"""Turns the draw key into lots: a weight for each class, and an order of persons inside a class.

Called by `planner`. Anybody with the key and the lists computes the same lots in a few lines of any language; the key
itself is drawn elsewhere, after the lists are fixed.
"""

import hmac
from collections.abc import Iterable
from hashlib import sha256

from homeward.engine.planning.units import Unit

_WEIGHT_BITS, _SAFE_BITS = 20, 50


def weight_bits(units: int) -> int:
    """Bits of a class weight: 20, fewer when 2^bits * units would reach 2^50, so that solvers in doubles stay exact."""
    bits = _WEIGHT_BITS
    while bits > 0 and (1 << bits) * max(units, 1) >= 1 << _SAFE_BITS:
        bits -= 1
    return bits


def class_weight(draw_key: bytes, counter: int, class_key: str, bits: int) -> int:
    """1 + (HMAC-SHA256(draw key, "hw/class/1" | counter as 8 bytes | class key as 32 bytes) mod 2^bits)."""
    message = b"hw/class/1" + counter.to_bytes(8, "big") + bytes.fromhex(class_key)
    return 1 + int.from_bytes(hmac.digest(draw_key, message, "sha256"), "big") % (1 << bits)


def lot(draw_key: bytes, unit_id: str) -> bytes:
    """HMAC-SHA256(draw key, "hw/lot/1" | unit id in UTF-8), 32 bytes; the smallest is first."""
    return hmac.digest(draw_key, b"hw/lot/1" + unit_id.encode(), "sha256")


def in_lot_order(draw_key: bytes, units: Iterable[Unit]) -> list[Unit]:
    """Ascending lots, ties by unit id."""
    return sorted(units, key=lambda unit: (lot(draw_key, unit.id), unit.id))


def trial_key(terms_digest: str, inputs_digest: str) -> bytes:
    """A key made from the inputs, for rehearsals: whoever shapes the lists could shape it, so it is never signed."""
    return sha256(b"hw/trial-key/1" + bytes.fromhex(terms_digest) + bytes.fromhex(inputs_digest)).digest()
