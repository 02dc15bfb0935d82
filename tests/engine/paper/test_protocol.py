"""Promises of the printed protocol: same bytes again, every code has words in every language, no empty promise."""

from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import pytest

from homeward.engine.paper import (
    LANGUAGES,
    Protocol,
    ProtocolDirection,
    ProtocolError,
    ProtocolException,
    ProtocolSignature,
    protocol_pdf,
)
from homeward.engine.paper.labels import labels
from homeward.engine.paper.protocol import FIGURES
from homeward.engine.paper.typesetting import drawable

FIGURES_OF_A_DAY = {name: 100 + place for place, name in enumerate(FIGURES)}
PROTOCOL = Protocol(
    number=3, place="Ford of the Karst", at="2024-08-24 10:00",
    manifest_hash="ab" * 32, union_hash="cd" * 32, protocol_hash="ef" * 32,
    eight_words=("able", "baby", "cabin", "daily", "eager", "fable", "gain", "habit"),
    events=460, gaps=1, moment=datetime(2024, 8, 24, 10, tzinfo=UTC),
    directions=[
        ProtocolDirection("NORTH", "SOUTH", FIGURES_OF_A_DAY), ProtocolDirection("SOUTH", "NORTH", FIGURES_OF_A_DAY),
    ],
    exceptions=[
        ProtocolException("NORTH", "SOUTH", "017", "NOT_PRESENT", "REPLACED", "E1"),
        ProtocolException("SOUTH", "NORTH", "", "WITHDRAWN_PROTECTED", "CARRIED_OVER", count=2),
    ],
    signatures=[
        ProtocolSignature("NORTH", "Mara Ostrow", "2024-08-24 11:00", "1a" * 32, "2b" * 64),
        ProtocolSignature("SOUTH"), ProtocolSignature("witness", "نادية سالم", "2024-08-24 11:05"),
    ],
)  # fmt: skip


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_equal_protocols_give_equal_bytes_and_one_figure_more_gives_others():
    assert protocol_pdf(PROTOCOL) == protocol_pdf(PROTOCOL)
    assert protocol_pdf(replace(PROTOCOL, events=461)) != protocol_pdf(PROTOCOL)


def test_it_says_totals_differences_hashes_and_who_signed():
    text = text_of(protocol_pdf(PROTOCOL))
    for words in ("Ford of the Karst", "able", "habit", "Mara Ostrow", "WITHDRAWN_PROTECTED", "017", "E1", "ab" * 32):
        assert words in text
    for figure in FIGURES_OF_A_DAY.values():
        assert str(figure) in text


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_it_is_printed_beside_english_in_every_language(language):
    pdf = protocol_pdf(replace(PROTOCOL, languages=("en", language), broken_off="ROAD_CLOSED"))
    assert "The day was broken off" in text_of(pdf)
    assert protocol_pdf(replace(PROTOCOL, languages=(language, "en")))[:5] == b"%PDF-"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_every_label_a_font_for_it_and_says_whether_it_is_a_draft(language):
    english, table = labels("protocol", "en"), labels("protocol", language)
    assert list(table) == list(english)
    assert table["draft"] is (language != "en")
    words = {key: str(value) for key, value in table.items() if key != "draft"}
    assert not [key for key, value in words.items() if not value.strip() or drawable(value) != value]
    assert not [key for key in words if language != "en" and table[key] == english[key]]


@pytest.mark.parametrize(
    "change",
    [
        {"manifest_hash": "ab"}, {"union_hash": "XY" * 32}, {"eight_words": ("one",)}, {"languages": ("en", "en")},
        {"exceptions": [ProtocolException("A", "B", "1", "HE_IS_AFRAID", "REPLACED")]},
        {"exceptions": [ProtocolException("A", "B", "1", "DIED", "SOLD")]}, {"broken_off": "WEATHER"},
        {"directions": [ProtocolDirection("A", "B", {"planned": 1})]},
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_not_printed(change):
    with pytest.raises(ProtocolError):
        protocol_pdf(replace(PROTOCOL, **change))
