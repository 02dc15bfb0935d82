"""A draw that nobody can bend, stop or repeat until it suits them."""

import hmac
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.planning.draws import chance, played, sealed
from engine.planning.invented import NORTH, SOUTH, held, person, raw_terms
from homeward.base.errors import InputError, NewerFormatError, TamperedError
from homeward.engine.planning import gate, read_terms
from homeward.engine.planning.draw import (
    DrawNotClosedError,
    ListChangedError,
    Outside,
    check_lists,
    close_draw,
    deal,
    list_bytes,
    read_draw,
    record_salt,
)
from homeward.engine.planning.draw.closing import NOTHING, OPENED_OTHER, SHARE_CHANGED, SHARES_DIFFER
from homeward.engine.planning.draw.commitments import commit_share
from homeward.engine.sealing import canonical_bytes, read_strict

TERMS = read_terms(raw_terms({"kind": "equal-heads"}))


def units_of(*people):
    return [
        gate(p, holder=h, destination=SOUTH if h == NORTH else NORTH, requested=r, terms=TERMS) for p, h, r in people
    ]


UNITS = units_of(*held(person(1), person(2)), *held(person(3), holder=SOUTH))
GOOD = played(TERMS, UNITS)


def without(record, name, **changes):
    """The record as it stands when `name` never opened."""
    return replace(record, reveals={who: n for who, n in record.reveals.items() if who != name}, **changes)


def only_shares(record, *mediators):
    return {pair: share for pair, share in record.shares.items() if pair[1] in mediators}


def test_the_key_is_the_published_formula():
    lists = sorted(
        sha256(b"hw/list/1" + bytes.fromhex(TERMS.digest()) + GOOD.salts[p] + list_bytes(p, UNITS)).digest()
        for p in (NORTH, SOUTH)
    )
    rule = sha256(canonical_bytes(GOOD.rule.document())).digest()
    joint = sha256(b"hw/joint/1" + bytes.fromhex(TERMS.digest()) + rule + b"".join(lists)).digest()
    nonces = b"".join(chance(name) for name in ("M1", NORTH, SOUTH))
    drawn = close_draw(GOOD)
    assert drawn.key == sha256(b"hw/key/1" + joint + nonces + b"3 1 6 6 2 5").digest()
    assert drawn.faults == drawn.rebuilt == ()
    for name, nonce in GOOD.nonces.items():
        assert nonce.commitment == sha256(b"hw/nonce/1" + joint + name.encode() + chance(name)).hexdigest()


@pytest.mark.parametrize("silent", ["M1", NORTH, SOUTH])
@pytest.mark.parametrize("mediators", [("M1", "M2"), ("M2", "M3"), ("M1", "M3"), ("M1", "M2", "M3")])
def test_silence_gains_nothing(silent, mediators):
    drawn = close_draw(without(GOOD, silent, shares=only_shares(GOOD, *mediators)))
    assert drawn.key == close_draw(GOOD).key
    assert drawn.rebuilt == (silent,)
    assert drawn.faults == ()


def test_a_party_that_never_opens_and_too_few_shares_stop_the_draw_by_name():
    with pytest.raises(DrawNotClosedError, match=r"SOUTH did not open its nonce; 1 fitting .*M2, M3") as refused:
        close_draw(without(GOOD, SOUTH, shares=only_shares(GOOD, "M1")))
    assert refused.value.names == (SOUTH, "M2", "M3")


def test_opened_nonces_do_when_no_share_is_handed_in():
    assert close_draw(replace(GOOD, shares={})).key == close_draw(GOOD).key


def test_a_nonce_that_does_not_match_is_left_aside_and_its_party_named():
    drawn = close_draw(replace(GOOD, reveals={**GOOD.reveals, NORTH: chance("another")}))
    assert drawn.key == close_draw(GOOD).key
    assert [(f.name, f.what) for f in drawn.faults] == [(NORTH, OPENED_OTHER)]


def test_a_nonce_that_does_not_match_and_no_shares_stop_the_draw():
    with pytest.raises(DrawNotClosedError, match="NORTH did not open"):
        close_draw(replace(GOOD, reveals={**GOOD.reveals, NORTH: chance("another")}, shares={}))


def badly_dealt(record, joint, name):
    """Shares of another nonce than the one that is committed to, with fitting digests."""
    true = deal(joint, record.rule, name, chance(name), chance=chance("x"))
    false = deal(joint, record.rule, name, chance("other"), chance=chance("y"))
    nonce = replace(true.nonce, shares=false.nonce.shares)
    shares = {(name, m): s for m, s in zip(record.rule.mediators, false.shares, strict=True)}
    return replace(record, nonces={**record.nonces, name: nonce}, shares={**record.shares, **shares})


@pytest.mark.parametrize("opens", [True, False])
def test_shares_that_do_not_hold_the_nonce_cost_the_dealer_its_word_whether_it_opens_or_not(opens):
    _, joint = sealed(TERMS, UNITS)
    record = badly_dealt(GOOD, joint, SOUTH)
    drawn = close_draw(record if opens else without(record, SOUTH))
    assert drawn.nonces[SOUTH] == NOTHING
    assert [(f.name, f.what) for f in drawn.faults] == [(SOUTH, SHARES_DIFFER)]


def test_one_share_off_the_curve_is_the_dealers_fault():
    _, joint = sealed(TERMS, UNITS)
    odd = chance("odd")
    told = GOOD.nonces[SOUTH]
    nonce = replace(told, shares=(*told.shares[:2], commit_share(joint, SOUTH, 3, odd)))
    drawn = close_draw(replace(GOOD, nonces={**GOOD.nonces, SOUTH: nonce}, shares={**GOOD.shares, (SOUTH, "M3"): odd}))
    assert drawn.nonces[SOUTH] == NOTHING
    assert [f.name for f in drawn.faults] == [SOUTH]


def test_a_mediator_with_a_changed_share_harms_itself_alone():
    record = without(GOOD, SOUTH, shares={**GOOD.shares, (SOUTH, "M2"): chance("forged")})
    drawn = close_draw(record)
    assert drawn.key == close_draw(GOOD).key
    assert [(f.name, f.what, f.of) for f in drawn.faults] == [("M2", SHARE_CHANGED, SOUTH)]


def test_a_draw_without_a_commitment_or_the_witnessed_word_is_not_closed():
    with pytest.raises(DrawNotClosedError, match="NORTH published no commitment"):
        close_draw(replace(GOOD, nonces={n: k for n, k in GOOD.nonces.items() if n != NORTH}))
    with pytest.raises(DrawNotClosedError, match="nothing was drawn outside yet"):
        close_draw(replace(GOOD, outside=" "))


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(["terms", "salt", "rule", "nonce", "outside"]))
def test_whatever_is_changed_changes_the_key_or_is_refused(what):
    other = {
        "terms": lambda: replace(GOOD, terms_digest="0" * 64),
        "salt": lambda: replace(GOOD, lists={**GOOD.lists, NORTH: "0" * 64}),
        "rule": lambda: replace(GOOD, rule=replace(GOOD.rule, outside=Outside("witnessed", "a coin"))),
        "nonce": lambda: played(TERMS, UNITS, seed="again"),
        "outside": lambda: replace(GOOD, outside="3 1 6 6 2 4"),
    }[what]()
    try:
        assert close_draw(other).key != close_draw(GOOD).key
    except DrawNotClosedError:
        assert what in ("terms", "salt", "rule")


def test_a_list_changed_after_sealing_names_its_party():
    check_lists(GOOD, TERMS.digest(), TERMS.parties, UNITS)
    changed = units_of(*held(person(1), person(2, months=60)), *held(person(3), holder=SOUTH))
    with pytest.raises(ListChangedError, match="The list of NORTH is not the one it sealed") as refused:
        check_lists(GOOD, TERMS.digest(), TERMS.parties, changed)
    assert refused.value.party == NORTH
    with pytest.raises(TamperedError, match="other terms"):
        check_lists(GOOD, "0" * 64, TERMS.parties, UNITS)


def test_a_party_left_out_of_the_draw_is_refused():
    with pytest.raises(InputError, match="do not name the same parties: WEST"):
        check_lists(GOOD, TERMS.digest(), (NORTH, SOUTH, "WEST"), UNITS)
    rule = replace(GOOD.rule, contributors=("M1", NORTH))
    with pytest.raises(InputError, match="SOUTH took no part"):
        check_lists(replace(GOOD, rule=rule), TERMS.digest(), TERMS.parties, UNITS)
    with pytest.raises(InputError, match="no salt of SOUTH"):
        check_lists(replace(GOOD, salts={NORTH: GOOD.salts[NORTH]}), TERMS.digest(), TERMS.parties, UNITS)


def test_the_record_reads_back_as_it_was_written():
    assert read_draw(read_strict(canonical_bytes(GOOD.document()))) == GOOD
    published = read_draw(GOOD.document(salts=False))
    assert published.salts == {}
    assert close_draw(published).key == close_draw(GOOD).key


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"type": "homeward.plan"}, "holds no draw"),
        ({"format": True}, "format must be 1"),
        ({"extra": 1}, "unknown key 'extra'"),
        ({"terms_digest": "F" * 64}, "64 hexadecimal"),
        ({"outside": 3}, "as text"),
        ({"reveals": [{"name": "EAST", "nonce": "0" * 64}]}, "'EAST' is unknown"),
        ({"reveals": [{"name": "M1", "nonce": "0" * 64}, {"name": "M1", "nonce": "1" * 64}]}, "M1 stands twice"),
        ({"nonces": [{"name": "M1", "commitment": "0" * 64, "shares": ["0" * 64]}]}, "one digest of a share for each"),
        ({"rule": GOOD.rule.document() | {"threshold": 4}}, "4 of 3 mediators"),
        ({"rule": GOOD.rule.document() | {"contributors": [SOUTH, NORTH]}}, "order of their names"),
        ({"lists": 3}, "must be a list"),
    ],
)  # fmt: skip
def test_a_garbled_record_is_refused_with_its_place(change, message):
    with pytest.raises(InputError, match=message):
        read_draw(GOOD.document() | change)


def test_a_later_record_is_not_guessed_at():
    with pytest.raises(NewerFormatError):
        read_draw(GOOD.document() | {"format": 2})


def test_a_stranger_in_a_hand_made_record_is_refused():
    with pytest.raises(InputError, match="does not name EAST"):
        close_draw(replace(GOOD, reveals={**GOOD.reveals, "EAST": chance("e")}))
    with pytest.raises(InputError, match="EAST takes no part"):
        deal("0" * 64, GOOD.rule, "EAST", chance("e"), chance=chance("f"))
    with pytest.raises(InputError, match="A nonce has 32 bytes"):
        deal("0" * 64, GOOD.rule, "M1", b"short", chance=b"short")


def test_salts_of_records_are_the_published_formula():
    unit = UNITS[0]
    expected = hmac.new(GOOD.salts[NORTH], b"hw/record/1" + unit.id.encode(), "sha256").digest()
    assert record_salt(GOOD.salts, unit) == expected
