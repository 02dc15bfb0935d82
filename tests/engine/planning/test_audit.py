"""What the public may read of a plan proves it, and names nobody."""

from dataclasses import replace

import pytest

from engine.planning.draws import played
from engine.planning.invented import NORTH, SOUTH, held, person, raw_terms
from homeward.base.errors import InputError
from homeward.engine.planning import gate, plan, read_terms
from homeward.engine.planning.audit import audit_document, is_in_audit, open_record
from homeward.engine.planning.draw import close_draw
from homeward.engine.sealing import canonical_bytes

TERMS = read_terms(raw_terms({"kind": "equal-heads"}))
PEOPLE = [
    *held(*(person(n, months=6) for n in range(1, 13))),
    *held(*(person(n, months=n) for n in range(13, 17))),
    *held(*(person(n, months=9) for n in range(17, 30)), holder=SOUTH),
    *held(person(30, willingness="DOES_NOT_WISH")),
]
UNITS = [gate(p, holder=h, destination=SOUTH if h == NORTH else NORTH, requested=r, terms=TERMS) for p, h, r in PEOPLE]
RECORD = played(TERMS, UNITS)
DRAWN = close_draw(RECORD)
PLAN = plan(TERMS, UNITS, draw_key=DRAWN.key)
AUDIT = audit_document(PLAN, RECORD, DRAWN)


def test_it_holds_the_draw_and_no_salt_and_no_id():
    told = canonical_bytes(AUDIT).decode()
    assert AUDIT["draw"]["key"] == DRAWN.key.hex()
    assert AUDIT["draw"]["joint_digest"] == DRAWN.joint
    assert all(salt.hex() not in told for salt in RECORD.salts.values())
    assert all(unit.id not in told and unit.person_id not in told for unit in UNITS)


def test_no_class_under_ten_stands_by_itself():
    assert sum(each["persons"] for each in AUDIT["classes"]) == 29
    assert sum(each["go"] for each in AUDIT["classes"]) == 26
    assert all(each["persons"] >= 10 for each in AUDIT["classes"])
    merged = [each for each in AUDIT["classes"] if each["key"] == ""]
    assert [each["merged"] for each in merged] == [5]  # four classes of one and, so that ten are reached, one of twelve


@pytest.mark.parametrize("unit", [UNITS[0], UNITS[12], UNITS[-1]])
def test_a_family_finds_its_own_record_and_reason_and_nobody_elses(unit):
    opening = open_record(PLAN, unit.id, RECORD)
    assert is_in_audit(opening, AUDIT)
    told = canonical_bytes(opening.document()).decode()
    assert all(other.id not in told for other in UNITS if other.id != unit.id)
    for changed in (
        {"unit": dict(opening.unit) | {"months_held": 99}},
        {"reason": {"code": "class filled"} | {"x": 1}},
        {"salt": bytes(32)},
        {"index": opening.index + 1},
        {"size": opening.size + 1},
    ):
        assert not is_in_audit(replace(opening, **changed), AUDIT)
    assert not is_in_audit(opening, {"records": {"size": opening.size, "root": "no hash"}})
    assert not is_in_audit(opening, {})


def test_without_the_lists_salt_a_record_cannot_be_guessed_from_the_tree():
    rehearsed = plan(replace(TERMS, draw_key=None), UNITS)
    trial = audit_document(rehearsed)
    assert trial["draw"]["kind"] == "trial"
    assert is_in_audit(open_record(rehearsed, UNITS[0].id), trial)
    assert trial["records"]["root"] != AUDIT["records"]["root"]


def test_both_sides_compute_the_same_audit_file_whatever_the_order_of_rows():
    again = plan(TERMS, UNITS[::-1], draw_key=DRAWN.key)
    assert canonical_bytes(audit_document(again, RECORD, DRAWN)) == canonical_bytes(AUDIT)


def test_nobody_elses_id_opens_anything():
    with pytest.raises(InputError, match="NORTH/nobody"):
        open_record(PLAN, "NORTH/nobody", RECORD)
