"""Takes the pictures: every page of the catalogue, wide in English and narrow in Arabic, as small files."""

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from homeward.base.errors import InputError
from homeward.node.picturing.browser import NARROW, WIDE, Front, Window
from homeward.node.picturing.catalogue import PAGES, Shown
from homeward.node.picturing.staging import staged_front

# Two pictures a page show both directions of writing and both widths; four would double the repository's weight.
SHOTS = (("en", WIDE), ("ar", NARROW))
# Of a long list the beginning shows what it looks like; a picture to its end would be ten screens high.
_SIZES = {WIDE: 1100, NARROW: 1400}
_LARGEST = 60_000  # bytes
_PALETTES = (32, 16)
Told = Callable[[str, float], None]


def take_pictures(examples: Path, out: Path, told: Told) -> list[Path]:
    """Builds a demonstration of its own, takes every picture into `out`, writes the index there.

    `told` hears the step and the share done. Older pictures in `out` that no page has any more are removed.
    """
    out.mkdir(parents=True, exist_ok=True)
    with staged_front(examples, lambda share: told("Building the node", share)) as front:
        told("Building the node", 1.0)
        taken = []
        for place, shown in enumerate(PAGES, start=1):
            taken += _of_page(front, shown, out)
            told("Taking the pictures", place / len(PAGES))
    for path in set(out.glob("*.png")) - set(taken):
        path.unlink()
    (out / "README.md").write_text(_index(taken), encoding="utf-8")
    return taken


def _of_page(front: Front, shown: Shown, out: Path) -> list[Path]:
    window = front.window(shown.officer, node=shown.node)
    taken = [_one(window, shown, language, size, out) for language, size in SHOTS]
    window.close()
    if window.faults:
        raise InputError(f"{shown.name}: {window.faults[0]}", cure="Mend the page, then take the pictures again.")
    return taken


def _one(window: Window, shown: Shown, language: str, size: tuple[int, int], out: Path) -> Path:
    window.speak(language)
    window.fit(size)
    page = shown.open(window)
    whole = page.evaluate("document.documentElement.scrollHeight")
    window.fit((size[0], min(max(whole, size[1]), _SIZES[size])))
    path = out / f"{shown.name}-{language}-{size[0]}.png"
    path.write_bytes(small(page.screenshot(animations="disabled", caret="hide")))
    return path


def small(png: bytes) -> bytes:
    """The same picture with a palette, as many colours as fit into 60 KB."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    found = b""
    for colours in _PALETTES:
        stream = io.BytesIO()
        image.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
            stream, "PNG", optimize=True
        )
        found = stream.getvalue()
        if len(found) <= _LARGEST:
            break
    return found


def _index(taken: list[Path]) -> str:
    lines = [
        "# Pictures of every page",
        "",
        "Written by `./homeward pictures` from a demonstration with invented people. Wide is 1280 pixels, narrow 400.",
        "Long pages are shown from their beginning.",
        "",
        "| Page | English, wide | Arabic, narrow |",
        "|---|---|---|",
    ]
    for shown in PAGES:
        names = [f"{shown.name}-{language}-{size[0]}.png" for language, size in SHOTS]
        lines.append("| ".join([f"| {shown.name} ", *(f"[open]({name}) " for name in names)]) + "|")
    size = sum(path.stat().st_size for path in taken)
    return "\n".join([*lines, "", f"{len(taken)} pictures, {size / 1_000_000:.1f} MB.", ""])
