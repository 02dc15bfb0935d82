"""Canonical bytes: RFC 8785 where it applies, narrower where a bundle could be read in two ways."""

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.engine.sealing import (
    UncanonicalError,
    UncomposedTextError,
    UnreadableJsonError,
    canonical_bytes,
    digest,
    read_strict,
    require_nfc,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def test_it_orders_keys_as_rfc_8785_section_3_2_3_does():
    value = {
        "€": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "ö": "Latin Small Letter O With Diaeresis",
    }
    assert list(json.loads(canonical_bytes(value))) == [
        "\r", "1", "\u0080", "ö", "€", "\U0001f600", "\ufb33",
    ]  # fmt: skip


def test_it_writes_text_as_rfc_8785_section_3_2_2_does():
    # The "string" and "literals" of the RFC's own example.
    value = {"string": '€$\u000f\nA\'B"\\\\"/', "literals": [None, True, False]}
    assert canonical_bytes(value).hex() == (
        "7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c22737472696e67223a22"
        "e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d"
    )


def test_it_gives_the_hash_of_fips_180():
    assert digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert digest(canonical_bytes({})) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@settings(max_examples=100)
@given(VALUES)
def test_what_it_writes_it_reads_back_and_writes_alike(value):
    data = canonical_bytes(value)
    assert read_strict(data) == value
    assert canonical_bytes(read_strict(data)) == data


@settings(max_examples=60)
@given(st.dictionaries(TEXTS, VALUES, max_size=6), st.randoms(use_true_random=False))
def test_the_order_in_which_a_value_was_built_leaves_no_trace(value, random):
    items = list(value.items())
    random.shuffle(items)
    assert canonical_bytes(dict(items)) == canonical_bytes(value)


@pytest.mark.parametrize(
    "value",
    [
        0.5,
        1.0,
        float("nan"),
        float("inf"),
        2**53,
        -(2**53),
        b"bytes",
        {1: "a"},
        {"a"},
        "\ud800",
        {"\udfff": 1},
        [object()],
    ],
)
def test_it_refuses_what_two_programs_could_write_differently(value):
    with pytest.raises(UncanonicalError):
        canonical_bytes({"outer": [value]})


def test_the_largest_safe_integers_pass():
    assert canonical_bytes([2**53 - 1, -(2**53) + 1]) == b"[9007199254740991,-9007199254740991]"


def test_it_refuses_endless_nesting_in_both_directions():
    value: list[object] = []
    for _ in range(70):
        value = [value]
    with pytest.raises(UncanonicalError):
        canonical_bytes(value)
    for depth in (70, 200_000):
        with pytest.raises(UnreadableJsonError):
            read_strict(b"[" * depth + b"]" * depth)


@pytest.mark.parametrize(
    "data",
    [
        b'{"seats":10,"seats":99}',
        b'{"a":{"b":1,"\\u0062":2}}',
        b"NaN",
        b"[Infinity]",
        b"[-Infinity]",
        b"1.5",
        b"1e3",
        b"-0",
        b"9007199254740992",
        b"1" * 5000,
        b"\xff",
        b'"\xed\xa0\x80"',
        b'"\\ud800"',
        b"\xef\xbb\xbf{}",
        b"{} {}",
        b"{}\n",
        b" {}",
        b"{}\x00",
        b"",
        b"{'a':1}",
        b'{"a":1,}',
    ],
)
def test_it_reads_nothing_that_has_two_readings(data):
    with pytest.raises(UnreadableJsonError):
        read_strict(data)


def test_uncomposed_accents_are_refused_at_entry_and_kept_at_verification():
    decomposed = unicodedata.normalize("NFD", "Андрій")
    for value in (decomposed, {"name": [decomposed]}, {decomposed: 1}):
        with pytest.raises(UncomposedTextError):
            require_nfc(value)
    assert require_nfc({"name": ("Андрій", 7, None)}) == {"name": ("Андрій", 7, None)}
    assert read_strict(canonical_bytes(decomposed)) == decomposed
