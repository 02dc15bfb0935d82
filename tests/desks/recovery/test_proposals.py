"""The order of proposals and their reasons, as a pure function."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from homeward.desks.recovery.proposals import (
    BEDS,
    FAMILY,
    HAS,
    IN_REGION,
    LACKS,
    NEAR_FAMILY,
    SPEAKS,
    STEPS,
    WISHED,
    Offer,
    Wanted,
    Why,
    propose,
    steps_from,
)

ROW = {"plain": ["coast"], "hills": ["plain"]}
WANTED = Wanted(frozenset({"prosthetics", "eye"}), family_region="coast", languages=frozenset({"ukrainian"}))


def offer(name: str, *kinds: str, free: int = 2, region: str = "coast", **more: frozenset[str]) -> Offer:
    return Offer(name, frozenset(kinds), free, region, **more)


def order(wanted: Wanted, *offers: Offer) -> list[str]:
    return [proposal.place_id for proposal in propose(wanted, offers, ROW)]


def test_needs_go_before_wish_and_wish_before_beds_and_beds_before_distance() -> None:
    wanted = replace(WANTED, wish=IN_REGION, wish_region="hills")
    both = offer("both", "prosthetics", "eye", free=1, region="plain")
    wished = offer("wished", "prosthetics", free=1, region="hills")
    roomy = offer("roomy", "prosthetics", free=3, region="hills-beyond")
    near = offer("near", "prosthetics", free=1, region="coast")
    assert order(wanted, near, roomy, wished, both) == ["both", "wished", "roomy", "near"]


def test_three_beds_and_thirty_are_alike_so_that_the_nearer_place_wins() -> None:
    assert order(WANTED, offer("far", "eye", free=30, region="hills"), offer("near", "eye", free=3)) == ["near", "far"]


def test_languages_decide_between_places_that_are_alike() -> None:
    speaks = offer("b", "eye", languages=frozenset({"ukrainian"}))
    assert order(WANTED, offer("a", "eye"), speaks) == ["b", "a"]


def test_every_place_says_why() -> None:
    wanted = replace(WANTED, wish=NEAR_FAMILY)
    near = offer("near", "prosthetics", languages=frozenset({"ukrainian"}))
    [first, second] = propose(wanted, [near, offer("far", "eye", free=1, region="hills")], ROW)
    assert first.reasons == (
        Why(HAS, "prosthetics"), Why(WISHED), Why(BEDS, "2"), Why(FAMILY), Why(SPEAKS, "ukrainian"), Why(LACKS, "eye"),
    )  # fmt: skip
    assert second.reasons == (Why(HAS, "eye"), Why(BEDS, "1"), Why(STEPS, "2"), Why(LACKS, "prosthetics"))


def test_distance_is_counted_both_ways_and_left_out_where_nobody_knows() -> None:
    assert steps_from("coast", ROW) == {"coast": 0, "plain": 1, "hills": 2}
    assert steps_from("hills", ROW) == {"hills": 0, "plain": 1, "coast": 2}
    assert steps_from("", ROW) == {}
    assert "island" not in steps_from("coast", {**ROW, "island": []})


_kinds = st.frozensets(st.sampled_from(["prosthetics", "eye", "burns", "rest"]))
_regions = st.sampled_from(["coast", "plain", "hills", ""])
_offers = st.lists(
    st.builds(Offer, st.uuids().map(str), _kinds, st.integers(-1, 5), _regions),
    max_size=8,
    unique_by=lambda o: o.place_id,
)
_wanted = st.builds(Wanted, _kinds, st.sampled_from([NEAR_FAMILY, IN_REGION, "none"]), _regions, _regions)


@given(_wanted, _offers)
def test_no_full_place_and_none_without_any_of_the_needs_is_ever_proposed(wanted: Wanted, offers: list[Offer]) -> None:
    by_id = {offer.place_id: offer for offer in offers}
    found = [by_id[proposal.place_id] for proposal in propose(wanted, offers, ROW)]
    assert all(offer.free > 0 and (not wanted.needs or wanted.needs & offer.kinds) for offer in found)
    left = [offer for offer in offers if offer not in found]
    assert all(offer.free <= 0 or not wanted.needs & offer.kinds for offer in left)


@given(_wanted, _offers, st.randoms(use_true_random=False))
def test_the_order_does_not_hang_on_the_order_of_the_places(wanted: Wanted, offers: list[Offer], chance) -> None:
    mixed = chance.sample(offers, len(offers))
    assert propose(wanted, offers, ROW) == propose(wanted, mixed, ROW)
