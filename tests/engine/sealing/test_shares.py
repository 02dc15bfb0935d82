"""Any t of n holders rebuild a secret; fewer learn nothing."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.engine.sealing.shares import ShareError, _inverse, _times, join, split

# draft-mcgrew-tss-03, section 9.
SECRET = bytes.fromhex("7465737400")
FIRST, SECOND = bytes.fromhex("b9fa07e185"), bytes.fromhex("f5409b4511")


def test_it_joins_the_published_shares_to_the_published_secret():
    assert join({1: FIRST, 2: SECOND}) == SECRET


def test_it_makes_the_published_shares_from_their_own_chance():
    chance = bytes(a ^ b for a, b in zip(SECRET, FIRST, strict=True))
    assert split(SECRET, threshold=2, holders=2, chance=chance) == [FIRST, SECOND]


def test_it_multiplies_as_the_published_field_does():
    # FIPS 197, section 4.2.
    assert _times(0x57, 0x83) == 0xC1
    assert _times(0x57, 0x13) == 0xFE
    assert all(_times(a, _inverse(a)) == 1 for a in range(1, 256))


@settings(max_examples=40, deadline=None)
@given(st.binary(min_size=1, max_size=32), st.integers(1, 4), st.integers(0, 3), st.data())
def test_any_t_of_n_shares_rebuild_the_secret_and_every_other_share(secret, threshold, more, data):
    chance = data.draw(st.binary(min_size=(threshold - 1) * len(secret), max_size=(threshold - 1) * len(secret)))
    made = split(secret, threshold=threshold, holders=threshold + more, chance=chance)
    for chosen in combinations(range(1, len(made) + 1), threshold):
        held = {place: made[place - 1] for place in chosen}
        assert join(held) == secret
        assert [join(held, place=place) for place in range(1, len(made) + 1)] == made


def test_one_share_less_fits_every_secret_equally():
    # One of two shares: for each secret there is exactly one chance that gives this share.
    fitting = [[c for c in range(256) if split(bytes([s]), threshold=2, holders=2, chance=bytes([c]))[0] == b"\x2a"]
               for s in range(256)]  # fmt: skip
    assert all(len(each) == 1 for each in fitting)


@pytest.mark.parametrize(("threshold", "holders", "chance"), [(0, 2, b""), (3, 2, b"12"), (2, 256, b"1"), (2, 3, b"")])
def test_numbers_that_do_not_fit_are_refused(threshold, holders, chance):
    with pytest.raises(ShareError):
        split(b"1", threshold=threshold, holders=holders, chance=chance)


@pytest.mark.parametrize("shares", [{}, {0: b"1"}, {256: b"1"}, {1: b"1", 2: b"12"}])
def test_shares_that_do_not_fit_each_other_are_refused(shares):
    with pytest.raises(ShareError):
        join(shares)
