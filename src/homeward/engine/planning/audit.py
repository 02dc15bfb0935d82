"""The audit file of a plan: what the public may read of it, and a tree in which each family finds its own person alone.

Called by node and the exchange desk; read again by `verify` and the checker. It names nobody (GC III art. 13), and no
class under ten persons stands in it by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from homeward.base.errors import InputError
from homeward.engine.planning.draw import Drawn, DrawRecord, list_bytes, record_salt
from homeward.engine.planning.plans import Plan
from homeward.engine.planning.units import Unit
from homeward.engine.sealing import canonical_bytes, merkle

FORMAT, TYPE = 1, "homeward.audit"
FEWEST = 10
TRIAL_KEY, DRAWN_KEY, GIVEN_KEY = "trial", "drawn", "given"


@dataclass(frozen=True, slots=True)
class Opening:
    """What one family gets: the record of its own person, its salt, its reason, and the way up to the root."""

    unit: Mapping[str, object]
    reason: Mapping[str, object]
    salt: bytes
    index: int
    size: int
    path: tuple[bytes, ...]

    def leaf(self) -> bytes:
        return _leaf(self.unit, self.reason, self.salt)

    def document(self) -> dict[str, object]:
        """Reads back with `read_opening`."""
        return {
            "unit": dict(self.unit), "reason": dict(self.reason), "salt": self.salt.hex(), "index": self.index,
            "size": self.size, "path": [each.hex() for each in self.path],
        }  # fmt: skip


def audit_document(
    plan: Plan,
    record: DrawRecord | None = None,
    drawn: Drawn | None = None,
    records: Mapping[str, object] | None = None,
) -> dict[str, object]:
    """The audit file as canonical data. The certificate alone depends on the solver; all else follows from the inputs.

    Args:
        record, drawn: the draw and what came of it; without them the key was made from the inputs, or given as it is.
        records: size and root of the tree as stated, for whoever cannot open every record.
    """
    document = plan.document()
    if records is None:
        leaves = record_leaves(plan, record)
        records = {"size": len(leaves), "root": merkle.root(leaves).hex()}
    kind = DRAWN_KEY if record else TRIAL_KEY if plan.trial else GIVEN_KEY
    return {
        "format": FORMAT, "type": TYPE, "plan": plan.hash, "terms_digest": plan.terms.digest(),
        "inputs_digest": document["inputs_digest"],
        "draw": {
            "kind": kind, "key": plan.draw_key.hex(), "counter": plan.counter,
            "record": None if record is None else record.document(salts=False),
            "joint_digest": None if drawn is None else drawn.joint,
            "rebuilt": [] if drawn is None else list(drawn.rebuilt),
            "faults": [] if drawn is None else [fault.document() for fault in drawn.faults],
        },
        "records": dict(records),
        "levels": document["levels"],
        "counts": document["counts"],
        "classes": public_classes(plan),
        "certificate": plan.run_record()["certificate"],
    }  # fmt: skip


def public_classes(plan: Plan) -> list[dict[str, object]]:
    """Persons and places of each class; those under ten are told as one, with as many more as it takes to reach ten."""
    found = sorted(
        ((len(each.members), each.key, taken) for each, taken in zip(plan.model.classes, plan.counts, strict=True))
    )
    small = 0
    while small < len(found) and (found[small][0] < FEWEST or 0 < sum(size for size, _, _ in found[:small]) < FEWEST):
        small += 1
    merged, alone = found[:small], found[small:]
    told: list[dict[str, object]] = [
        {"key": key, "persons": size, "go": taken} for size, key, taken in sorted(alone, key=lambda each: each[1])
    ]
    if merged:
        persons, going = sum(size for size, _, _ in merged), sum(taken for _, _, taken in merged)
        told.append({"key": "", "merged": len(merged), "persons": persons, "go": going})
    return told


def record_leaves(plan: Plan, record: DrawRecord | None) -> list[bytes]:
    """Leaf hashes of all units in order of ids."""
    salts = _salts(plan, record)
    return [_leaf(unit.public(), plan.reasons[unit.id].document(), record_salt(salts, unit)) for unit in plan.units]


def open_record(plan: Plan, unit_id: str, record: DrawRecord | None = None) -> Opening:
    """What the family of one person gets, for that person alone.

    Raises:
        InputError: nobody of that id is on the lists.
    """
    ids = [unit.id for unit in plan.units]
    if unit_id not in ids:
        raise InputError(f"Nobody on the lists has the id {unit_id}.")
    index = ids.index(unit_id)
    unit, leaves = plan.units[index], record_leaves(plan, record)
    salt = record_salt(_salts(plan, record), unit)
    path = tuple(merkle.inclusion_proof(leaves, index))
    return Opening(unit.public(), plan.reasons[unit_id].document(), salt, index, len(leaves), path)


def read_opening(told: object) -> Opening:
    """The opening that `Opening.document` wrote.

    Raises:
        InputError: something is missing or garbled.
    """
    try:
        if not isinstance(told, Mapping):
            raise TypeError("a table")
        salt, path = bytes.fromhex(told["salt"]), tuple(bytes.fromhex(each) for each in told["path"])
        found = Opening(dict(told["unit"]), dict(told["reason"]), salt, told["index"], told["size"], path)
        if found.document() != told or type(found.index) is not int or type(found.size) is not int:
            raise ValueError("written otherwise")
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"An opened record lacks or garbles {error}.", cure="Ask for it again.") from error
    return found


def is_in_audit(opening: Opening, audit: Mapping[str, object]) -> bool:
    """Whether this record and this reason are the ones that the audit file vouches for."""
    records = audit.get("records")
    if not isinstance(records, Mapping) or records.get("size") != opening.size:
        return False
    try:
        root = bytes.fromhex(str(records.get("root")))
    except ValueError:
        return False
    return merkle.is_included(opening.leaf(), opening.index, opening.size, opening.path, root)


def _leaf(unit: Mapping[str, object], reason: Mapping[str, object], salt: bytes) -> bytes:
    return merkle.leaf_hash(canonical_bytes({"salt": salt.hex(), "unit": dict(unit), "reason": dict(reason)}))


def _salts(plan: Plan, record: DrawRecord | None) -> Mapping[str, bytes]:
    """The salts of the sealed lists; in a rehearsal they follow from the lists and hide nothing."""
    if record is not None:
        return record.salts
    return trial_salts(plan.terms.parties, plan.units)


def trial_salts(parties: Sequence[str], units: Sequence[Unit]) -> dict[str, bytes]:
    """SHA-256("hw/trial-salt/1" | canonical bytes of the list), for each party."""
    return {party: sha256(b"hw/trial-salt/1" + list_bytes(party, units)).digest() for party in parties}
