"""What the exchange desk says is missing: for a bureau its own word, for an intermediary the word of both."""

from datetime import UTC, datetime

import pytest

from homeward.desks.exchange.queries.readiness import Readiness, Searched

ONE, OTHER = "NORTH", "SOUTH"
NOW = datetime(2026, 8, 24, tzinfo=UTC)
BOTH_OF_ONE = frozenset({("request", ONE), ("offer", ONE)})


@pytest.mark.parametrize(
    ("own", "versions", "whole"),
    [
        (ONE, BOTH_OF_ONE, True),
        (ONE, frozenset({("request", ONE)}), False),
        (ONE, frozenset({("request", OTHER), ("offer", OTHER)}), False),
        ("", BOTH_OF_ONE, False),
        ("", BOTH_OF_ONE | {("request", OTHER)}, False),
        ("", BOTH_OF_ONE | {("request", OTHER), ("offer", OTHER)}, True),
        ("", frozenset(), False),
    ],
)
def test_lists_are_whole_when_those_have_spoken_whose_word_is_needed(own, versions, whole):
    assert Readiness(versions=versions, own=own).lists_whole is whole


def test_a_bureau_searches_for_its_own_and_who_got_requests_searches_for_nobody():
    done, open_ = Searched(ONE, OTHER, NOW), Searched(OTHER, ONE, None)
    assert Readiness(searches=[done, open_], own=ONE).searches_whole
    assert not Readiness(searches=[done, open_], own=OTHER).searches_whole
    assert not Readiness(searches=[done, open_]).searches_whole
    said = BOTH_OF_ONE | {("request", OTHER), ("offer", OTHER)}
    assert Readiness(searches=[open_], versions=said).searches_whole
