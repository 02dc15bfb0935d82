"""QR codes: readable, repeatable, and never a name."""

import io

import pytest
import zxingcpp
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from homeward.base.errors import InputError
from homeward.engine.paper import NotOpaqueError, qr_png, qr_svg

OPAQUE = st.text("ABCXYZabcxyz0123456789._:/+=-", min_size=1, max_size=120)


@settings(max_examples=25, deadline=None)
@given(OPAQUE, st.integers(3, 6))
def test_what_was_put_in_is_read_back(text, scale):
    png = qr_png(text, scale)
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))
    assert found.text == text
    assert qr_png(text, scale) == png


def test_the_svg_fits_a_strict_content_policy():
    svg = qr_svg("019b76da-a800-7000-8000-000000000005")
    root = ElementTree.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "viewBox" in root.attrib
    assert "style" not in svg
    assert "script" not in svg
    assert qr_svg("019b76da-a800-7000-8000-000000000005") == svg


@pytest.mark.parametrize("text", ["", "Petro Hai", "Петро", "a\nb", "<x>", "x" * 301])
def test_names_and_sentences_are_refused(text):
    for make in (qr_svg, qr_png):
        with pytest.raises(NotOpaqueError):
            make(text)


def test_a_code_without_pixels_is_refused():
    with pytest.raises(InputError):
        qr_png("x", 0)
