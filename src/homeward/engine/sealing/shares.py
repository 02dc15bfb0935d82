"""Splits a secret so that any t of n holders rebuild it and fewer learn nothing: Shamir, byte by byte, in GF(256).

Called by the draw in `planning`. The field is that of AES (x^8 + x^4 + x^3 + x + 1), shares stand at x = 1 to n, as in
draft-mcgrew-tss-03, whose published vector the suite holds. It draws no chance of its own, and it cannot tell a true
share from a false one: whoever calls it compares the result with a commitment.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import xor

from homeward.base.errors import InputError

MOST_HOLDERS = 255
_FIELD = 0x11B


class ShareError(InputError):
    """Shares that cannot be made or joined: numbers, lengths or places that do not fit."""


def split(secret: bytes, *, threshold: int, holders: int, chance: bytes) -> list[bytes]:
    """The shares of holders 1 to n, each as long as the secret.

    Args:
        threshold: how many rebuild the secret, 1 to `holders`.
        chance: (threshold - 1) * len(secret) bytes that nobody can guess, used for nothing else.

    Raises:
        ShareError: numbers or lengths do not fit.
    """
    if not 1 <= threshold <= holders <= MOST_HOLDERS:
        raise ShareError(f"{threshold} of {holders} shares cannot be made; at most {MOST_HOLDERS} can.")
    size = len(secret)
    if len(chance) != (threshold - 1) * size:
        raise ShareError(
            f"{threshold} of {holders} shares of {size} bytes need {(threshold - 1) * size} bytes of chance."
        )
    rows = [secret, *(chance[start : start + size] for start in range(0, len(chance), size or 1))]
    return [bytes(_at(x, column) for column in zip(*rows, strict=True)) for x in range(1, holders + 1)]


def join(shares: Mapping[int, bytes], *, place: int = 0) -> bytes:
    """What the polynomials through these shares hold at `place`: the secret at 0, a holder's share elsewhere.

    Args:
        shares: place of the holder (1 to 255) -> share; exactly as many as the threshold.

    Raises:
        ShareError: none at all, another place, or shares of different length.
    """
    if not shares or not all(1 <= x <= MOST_HOLDERS for x in shares):
        raise ShareError("Shares stand at the places 1 to 255, at least one.")
    if len({len(share) for share in shares.values()}) > 1:
        raise ShareError("The shares are not equally long.")
    factors = [_weight(x, list(shares), place) for x in shares]
    columns = zip(*shares.values(), strict=True)
    return bytes(_sum(_times(factor, y) for factor, y in zip(factors, column, strict=True)) for column in columns)


def _weight(x: int, places: Sequence[int], wanted: int) -> int:
    """Lagrange's factor of the share at x; minus is plus in this field."""
    above = below = 1
    for other in places:
        if other != x:
            above, below = _times(above, wanted ^ other), _times(below, x ^ other)
    return _times(above, _inverse(below))


def _at(x: int, coefficients: Sequence[int]) -> int:
    value = 0
    for coefficient in reversed(coefficients):
        value = _times(value, x) ^ coefficient
    return value


def _sum(values: Iterable[int]) -> int:
    return reduce(xor, values, 0)


def _times(a: int, b: int) -> int:
    """Product in GF(256) without tables and branches, which would leave traces in a processor's cache."""
    product = 0
    for _ in range(8):
        product ^= a & -(b & 1)
        a = (a << 1) ^ (_FIELD & -(a >> 7 & 1))
        b >>= 1
    return product


def _inverse(a: int) -> int:
    """a^254."""
    result = 1
    for bit in f"{254:08b}":
        result = _times(result, result)
        if bit == "1":
            result = _times(result, a)
    return result
