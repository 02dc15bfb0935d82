"""The tree over the journal: every proof right for 1 to 96 leaves, no forgery taken, and a second implementation."""

import hashlib
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.base.errors import InputError
from homeward.engine.sealing import merkle

LARGEST = 96
LEAVES = [merkle.leaf_hash(f"entry {number}".encode()) for number in range(LARGEST)]
ROOTS = [merkle.root(LEAVES[:size]) for size in range(LARGEST + 1)]


# A second, independent implementation: straight from the definition in RFC 9162 section 2.1.1, over positions instead
# of slices, with proofs checked by rebuilding the tree shape top-down instead of walking bits upwards.
class Oracle:
    def __init__(self, bodies: list[bytes]) -> None:
        self.bodies = bodies

    def mth(self, start: int, end: int) -> bytes:
        if end == start:
            return hashlib.sha256().digest()
        if end - start == 1:
            return hashlib.sha256(b"\0" + self.bodies[start]).digest()
        middle = start + self.largest_power_below(end - start)
        return hashlib.sha256(b"\1" + self.mth(start, middle) + self.mth(middle, end)).digest()

    @staticmethod
    def largest_power_below(count: int) -> int:
        power = 1
        while power * 2 < count:
            power *= 2
        return power

    def rebuilt_root(self, leaf: bytes, index: int, start: int, end: int, path: list[bytes]) -> bytes:
        """Consumes the path from its far end, as the tree is entered from the top."""
        if end - start == 1:
            assert not path
            return leaf
        middle = start + self.largest_power_below(end - start)
        *rest, sibling = path
        if index < middle:
            return hashlib.sha256(b"\1" + self.rebuilt_root(leaf, index, start, middle, rest) + sibling).digest()
        return hashlib.sha256(b"\1" + sibling + self.rebuilt_root(leaf, index, middle, end, rest)).digest()


def test_it_agrees_with_the_published_vectors():
    # The eight inputs and roots of the Certificate Transparency reference code (RFC 6962 and 9162 hash alike).
    inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    roots = {
        0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    }
    leaves = [merkle.leaf_hash(bytes.fromhex(text)) for text in inputs]
    assert {size: merkle.root(leaves[:size]).hex() for size in range(9)} == roots


def test_all_trees_up_to_96_leaves_have_the_roots_of_the_second_implementation():
    oracle = Oracle([f"entry {number}".encode() for number in range(LARGEST)])
    assert [oracle.mth(0, size) for size in range(LARGEST + 1)] == ROOTS


def test_every_leaf_of_every_tree_proves_itself_to_both_implementations():
    oracle = Oracle([])
    for size in range(1, LARGEST + 1):
        for index in range(size):
            proof = merkle.inclusion_proof(LEAVES[:size], index)
            assert merkle.is_included(LEAVES[index], index, size, proof, ROOTS[size])
            assert oracle.rebuilt_root(LEAVES[index], index, 0, size, proof) == ROOTS[size]


def test_every_tree_proves_every_earlier_one():
    for new in range(LARGEST + 1):
        for old in range(new + 1):
            proof = merkle.consistency_proof(LEAVES[:new], old)
            assert merkle.is_consistent(old, new, ROOTS[old], ROOTS[new], proof)


def _forged(proof: list[bytes], chance: random.Random) -> list[list[bytes]]:
    stranger = chance.randbytes(32)
    forgeries = [[*proof, stranger], [stranger, *proof]]
    if proof:
        place = chance.randrange(len(proof))
        flipped = bytes([proof[place][0] ^ 1 << chance.randrange(8)]) + proof[place][1:]
        forgeries += [proof[1:], proof[:-1], [*proof[:place], flipped, *proof[place + 1 :]]]
        forgeries += [[*proof, proof[-1]], [item[:31] for item in proof], [item + b"\0" for item in proof]]
    if len(proof) > 1:
        forgeries.append(proof[::-1])
    return forgeries


def test_no_forged_inclusion_is_taken():
    chance = random.Random(1)
    tried = 0
    for size in range(1, LARGEST + 1):
        for index in range(0, size, 3):
            proof, leaf = merkle.inclusion_proof(LEAVES[:size], index), LEAVES[index]
            wrong = [(leaf, index, size, forged, ROOTS[size]) for forged in _forged(proof, chance)]
            wrong += [(LEAVES[other], index, size, proof, ROOTS[size]) for other in (index - 1,) if index]
            wrong += [(leaf, other, size, proof, ROOTS[size]) for other in (index - 1, index + 1, size, -1)]
            wrong += [(leaf, index, size, proof, ROOTS[size - 1]), (leaf, index, 0, proof, ROOTS[size])]
            for claim in wrong:
                assert not merkle.is_included(*claim)
            tried += len(wrong)
    assert tried > 20_000


def test_no_forged_consistency_is_taken():
    chance = random.Random(2)
    for new in range(2, LARGEST + 1, 2):
        for old in range(1, new, 3):
            proof = merkle.consistency_proof(LEAVES[:new], old)
            other = chance.randbytes(32)
            wrong = [(old, new, ROOTS[old], ROOTS[new], forged) for forged in _forged(proof, chance)]
            wrong += [(old, new, other, ROOTS[new], proof), (old, new, ROOTS[old], other, proof)]
            wrong += [(old - 1, new, ROOTS[old], ROOTS[new], proof), (new, old, ROOTS[new], ROOTS[old], proof)]
            wrong += [(old, new, ROOTS[old - 1], ROOTS[new], proof)]
            for claim in wrong:
                assert not merkle.is_consistent(*claim)


def test_a_changed_entry_breaks_consistency_with_what_the_witness_saw():
    rewritten = [*LEAVES[:10], merkle.leaf_hash(b"another story"), *LEAVES[11:]]
    for old in range(11, 40):
        proof = merkle.consistency_proof(rewritten[:40], old)
        assert not merkle.is_consistent(old, 40, ROOTS[old], merkle.root(rewritten[:40]), proof)


def test_a_node_cannot_pose_as_a_leaf():
    two = merkle.root(LEAVES[:2])
    assert merkle.leaf_hash(LEAVES[0] + LEAVES[1]) != two
    assert not merkle.is_included(two, 0, 2, [ROOTS[2]], ROOTS[4])


def test_an_empty_tree_is_the_beginning_of_every_tree_and_of_no_other_root():
    assert merkle.is_consistent(0, 7, merkle.EMPTY_ROOT, ROOTS[7], [])
    assert not merkle.is_consistent(0, 7, ROOTS[3], ROOTS[7], [])
    assert not merkle.is_consistent(0, 7, merkle.EMPTY_ROOT, ROOTS[7], [ROOTS[7]])


def test_it_names_the_leaf_that_is_not_there():
    for ask in (lambda: merkle.inclusion_proof(LEAVES[:3], 3), lambda: merkle.consistency_proof(LEAVES[:3], 4)):
        with pytest.raises(merkle.NoSuchLeafError):
            ask()


@settings(max_examples=40)
@given(st.integers(0, LARGEST), st.integers(0, LARGEST))
def test_a_frontier_put_away_and_taken_up_again_goes_on_as_if_nothing_had_happened(first, last):
    first, last = sorted((first, last))
    frontier = merkle.Frontier()
    for leaf in LEAVES[:first]:
        frontier.append(leaf)
    resumed = merkle.Frontier(frontier.size, frontier.peaks)
    for leaf in LEAVES[first:last]:
        resumed.append(leaf)
    assert (resumed.size, resumed.root()) == (last, ROOTS[last])


@pytest.mark.parametrize(("size", "peaks"), [(1, []), (2, [LEAVES[0], LEAVES[1]]), (1, [b"short"]), (-1, [])])
def test_a_frontier_that_does_not_fit_its_size_is_refused(size, peaks):
    with pytest.raises(InputError):
        merkle.Frontier(size, peaks)
