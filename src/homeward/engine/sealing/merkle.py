"""Decides the one hash that stands for a whole journal, and proves a leaf or an earlier journal to lie under it.

RFC 9162 section 2.1 with SHA-256. Called by the journal, its witnesses and `verify`. It never reads an entry: it is
handed leaf hashes (32 bytes each) in order, and proofs are lists of 32-byte hashes. Verifiers answer, never raise.
"""

import hashlib
from collections.abc import Iterable, Sequence

from homeward.base.errors import InputError

HASH_SIZE = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


class NoSuchLeafError(InputError):
    """A proof was asked for a leaf or a tree size that the tree does not have."""


def leaf_hash(body: bytes) -> bytes:
    """Hash of one entry (2.1.1). The prefix keeps a leaf from posing as an inner node."""
    return hashlib.sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node (2.1.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The peaks of a growing tree: appends and gives the root without reading the leaves again.

    Args:
        size: number of leaves so far. peaks: hashes of the full subtrees, largest first, one per 1-bit of `size`.
    """

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self._peaks = list(peaks)
        if size < 0 or len(self._peaks) != size.bit_count() or not _are_hashes(self._peaks):
            raise InputError(f"the stored frontier does not fit a tree of {size} leaves.", cure="Rebuild it.")

    @property
    def peaks(self) -> tuple[bytes, ...]:
        """What to store beside `size` in order to go on later."""
        return tuple(self._peaks)

    def append(self, leaf: bytes) -> None:
        """Adds one leaf hash; about two hashes of work, whatever the size."""
        merges, node = self.size, leaf
        while merges & 1:
            node = node_hash(self._peaks.pop(), node)
            merges >>= 1
        self._peaks.append(node)
        self.size += 1

    def root(self) -> bytes:
        """Root of all leaves appended so far; `EMPTY_ROOT` for none."""
        if not self._peaks:
            return EMPTY_ROOT
        node = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            node = node_hash(peak, node)
        return node


def root(leaves: Iterable[bytes]) -> bytes:
    """Root over leaf hashes in order (2.1.1)."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Path from leaf `index` (from 0) to the root (2.1.3.1), nearest first.

    Raises:
        NoSuchLeafError: the tree has no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise NoSuchLeafError(f"there is no leaf {index} in a tree of {len(leaves)}.")
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    left, right = leaves[:split], leaves[split:]
    if index < split:
        return [*inclusion_proof(left, index), root(right)]
    return [*inclusion_proof(right, index - split), root(left)]


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """Proof that the first `old_size` leaves are unchanged in the tree of all (2.1.4.1); empty for 0 and for all.

    Raises:
        NoSuchLeafError: the old tree is larger than the new one.
    """
    if not 0 <= old_size <= len(leaves):
        raise NoSuchLeafError(f"a tree of {len(leaves)} leaves never had {old_size}.")
    return _subproof(leaves, old_size, whole=True) if old_size else []


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], tree_root: bytes) -> bool:
    """Whether the proof puts this leaf hash at `index` of the tree with that size and root (2.1.3.2)."""
    if not 0 <= index < size or not _are_hashes([leaf, tree_root, *proof]):
        return False
    position, last, node = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            node = node_hash(sibling, node)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and node == tree_root


def is_consistent(old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows the old tree to be the beginning of the new one (2.1.4.2).

    An empty old tree is the beginning of every tree, with an empty proof, when its root is `EMPTY_ROOT`.
    """
    if not 0 <= old_size <= new_size or not _are_hashes([old_root, new_root, *proof]):
        return False
    if old_size == new_size:
        return not proof and old_root == new_root
    if old_size == 0:
        return not proof and old_root == EMPTY_ROOT
    path = list(proof) if old_size & (old_size - 1) else [old_root, *proof]
    return bool(path) and _roots_from(path, old_size - 1, new_size - 1) == (old_root, new_root)


def _roots_from(path: Sequence[bytes], position: int, last: int) -> tuple[bytes, bytes] | None:
    """Old and new root as the path tells them; None when it is too long or too short."""
    while position & 1:
        position, last = position >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if position & 1 or position == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        position, last = position >> 1, last >> 1
    return (old, new) if last == 0 else None


def _subproof(leaves: Sequence[bytes], old_size: int, *, whole: bool) -> list[bytes]:
    if old_size == len(leaves):
        return [] if whole else [root(leaves)]
    split = _split(len(leaves))
    left, right = leaves[:split], leaves[split:]
    if old_size <= split:
        return [*_subproof(left, old_size, whole=whole), root(right)]
    return [*_subproof(right, old_size - split, whole=False), root(left)]


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def _are_hashes(values: Iterable[bytes]) -> bool:
    return all(isinstance(value, bytes) and len(value) == HASH_SIZE for value in values)
