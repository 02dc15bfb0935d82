"""Decides the hash that ties an entry to the one before it, so that nothing can be taken out, put in or moved.

Called by the journal at each entry and by `verify`. It never keeps state: the previous hash is handed in.
"""

import hashlib

from homeward.base.errors import InputError

GENESIS = bytes(32)


def next_hash(prev: bytes, body: bytes) -> bytes:
    """SHA-256 of 0x02, the previous hash and the body; `GENESIS` comes before the first entry.

    The prefix keeps a link of the chain apart from the leaves (0x00) and nodes (0x01) of the tree over the same bodies.

    Raises:
        InputError: the previous hash is not 32 bytes, so that its end could be moved into the body.
    """
    if len(prev) != len(GENESIS):
        raise InputError(f"the previous hash has {len(prev)} bytes instead of 32.")
    return hashlib.sha256(b"\x02" + prev + body).digest()
