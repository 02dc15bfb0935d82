"""The chain: each entry vouches for all before it."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.base.errors import InputError
from homeward.engine.sealing import chain, merkle

BODIES = [f"entry {number}".encode() for number in range(12)]


def _links(bodies):
    prev, links = chain.GENESIS, []
    for body in bodies:
        prev = chain.next_hash(prev, body)
        links.append((body, prev))
    return links


def test_it_hashes_what_it_says_it_hashes():
    assert chain.next_hash(chain.GENESIS, b"a") == hashlib.sha256(b"\x02" + bytes(32) + b"a").digest()
    assert chain.next_hash(chain.GENESIS, b"a") not in (merkle.leaf_hash(b"a"), merkle.node_hash(chain.GENESIS, b"a"))


def test_an_unbroken_chain_has_no_broken_link():
    assert chain.first_broken_link(_links(BODIES)) is None
    assert chain.first_broken_link([]) is None
    links = _links(BODIES)
    assert chain.first_broken_link(links[5:], start=links[4][1]) is None


@given(st.integers(0, 11), st.sampled_from(["change", "remove", "repeat", "exchange"]))
def test_every_tampering_is_found_at_its_place(place, tampering):
    links = _links(BODIES)
    if tampering == "change":
        links[place] = (b"another", links[place][1])
    elif tampering == "remove" and place < 11:
        del links[place]
    elif tampering == "repeat":
        links.insert(place, links[place])
        place += 1
    else:
        place = min(place, 10)
        links[place], links[place + 1] = links[place + 1], links[place]
    assert chain.first_broken_link(links) == place


def test_the_border_between_hash_and_body_cannot_move():
    for prev in (b"", bytes(31), bytes(33)):
        with pytest.raises(InputError):
            chain.next_hash(prev, b"body")
