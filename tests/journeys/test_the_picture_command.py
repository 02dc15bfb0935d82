"""The picture command says what it lacks before it builds anything, and keeps its files small."""

import io
from pathlib import Path

import pytest
from PIL import Image

from homeward.node.commands import main
from homeward.node.picturing.catalogue import PAGES
from homeward.node.picturing.taking import small


def test_without_chromium_it_says_how_to_get_it_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["pictures", "--out", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert "apt-get install chromium" in told
    assert list(tmp_path.iterdir()) == []


def test_a_picture_keeps_its_size_in_pixels_and_becomes_a_small_file():
    stream = io.BytesIO()
    Image.effect_noise((1280, 400), 90).convert("RGB").save(stream, "PNG")
    made = small(stream.getvalue())
    assert Image.open(io.BytesIO(made)).size == (1280, 400)
    assert len(made) < len(stream.getvalue()) / 2


def test_every_page_has_a_name_of_its_own():
    names = [shown.name for shown in PAGES]
    assert len(names) == len(set(names))
