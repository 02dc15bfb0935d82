"""The chain: each entry vouches for all before it."""

import hashlib

import pytest

from homeward.base.errors import InputError
from homeward.engine.sealing import chain, merkle


def test_it_hashes_what_it_says_it_hashes():
    assert chain.next_hash(chain.GENESIS, b"a") == hashlib.sha256(b"\x02" + bytes(32) + b"a").digest()
    assert chain.next_hash(chain.GENESIS, b"a") not in (merkle.leaf_hash(b"a"), merkle.node_hash(chain.GENESIS, b"a"))


def test_the_border_between_hash_and_body_cannot_move():
    for prev in (b"", bytes(31), bytes(33)):
        with pytest.raises(InputError):
            chain.next_hash(prev, b"body")
