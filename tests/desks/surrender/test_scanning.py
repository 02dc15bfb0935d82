"""Promises of the scanner: what would find or name anybody is refused in any script; a coarse answer passes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.desks.surrender.scanning import HANDLE, KINDS, LINK, NAME, NUMBER, POSITION, refusals

_DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "０１２３４５６７８９")
_WORDS = st.sampled_from(["we are", "двоє", "поранений", "завтра", "نحن", "جريح", "tomorrow", "x", ""])
_BETWEEN = st.sampled_from(["", " ", "-", ".", " а ", "x", "\u200b", "\u2060", " / "])


@pytest.mark.parametrize(
    "text",
    [
        "", "we are 12 men, two wounded", "in 2 or 3 days", "нас двоє, один поранений", "после выходных, трое",
        "نحن ثلاثة وأحدنا جريح", "a group, tonight or tomorrow", "Where do we go?", "ми не знаємо коли",
    ],
)  # fmt: skip
def test_a_coarse_answer_passes(text):
    assert refusals(text) == frozenset()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("51.1923, 35.2712", POSITION), ("51,19 north", POSITION), ("51° 11′", POSITION), ("37U DQ", POSITION),
        ("9G8F+6X", POSITION), ("ucfv0n8", POSITION), ("наши координаты", POSITION), ("our grid is", POSITION),
        ("call 380501234567", NUMBER), ("0 5 0 1 2", NUMBER), ("паспорт 4509", NUMBER), ("+7", NUMBER),
        ("five oh two seven one", NUMBER), ("п’ять нуль два сім", NUMBER), ("خمسة صفر اثنان سبعة", NUMBER),
        ("٠٥٠١٢٣", NUMBER), ("0a5b0c1", NUMBER), ("x" * 1001, NUMBER),
        ("write to @soldier", HANDLE), ("I am on Telegram", HANDLE),
        ("see https://a", LINK), ("t.me/x", LINK), ("page.org", LINK),
        ("My name is Ivan", NAME), ("меня зовут Иван", NAME), ("мене звати Іван", NAME), ("اسمي علي", NAME),
        ("Ostrov Pavel", NAME), ("Вербенко Олег", NAME), ("олег іванович", NAME),
    ],
)  # fmt: skip
def test_h29_what_names_or_finds_anybody_is_refused(text, kind):
    assert kind in refusals(text)


@given(st.sampled_from(_DIGITS), st.lists(st.integers(0, 9), min_size=4, max_size=14), _BETWEEN, _WORDS, _WORDS)
@settings(max_examples=120)
def test_h29_no_long_number_passes_in_any_digits_however_it_is_split(digits, number, between, before, after):
    assert NUMBER in refusals(f"{before} {between.join(digits[one] for one in number)} {after}")


@given(st.floats(-89, 89), st.floats(-179, 179), st.sampled_from(["{:.4f} {:.4f}", "{:.2f},{:.2f}", "{:.3f}N {:.3f}E"]))
@settings(max_examples=80)
def test_h29_no_position_in_degrees_passes(latitude, longitude, written):
    assert refusals(written.format(latitude, longitude)) & {POSITION, NUMBER}


@given(st.text(max_size=1500))
@settings(max_examples=150)
def test_any_text_is_judged_and_a_text_that_passes_holds_no_long_number(text):
    found = refusals(text)
    assert found <= set(KINDS)
    if not found:
        assert len(text) <= 1000
        assert sum(letter.isdecimal() for letter in text) <= 3


@given(st.text(max_size=40), st.text(max_size=40))
@settings(max_examples=80)
def test_what_is_refused_stays_refused_when_more_is_said_behind_it(text, more):
    assert refusals(text) - {NAME, POSITION, LINK} <= refusals(f"{text}\n{more}")
