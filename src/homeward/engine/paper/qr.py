"""Decides how an id or a hash looks as a QR code on paper and on pages.

Called by the forms of this room and by pages. It never encodes a name: what stands in a code is read by any telephone.
"""

import io
import re

import segno

from homeward.base.errors import InputError

# Ids, hashes and the separators between them. No blanks and no letters beyond ASCII, so that no name slips in unseen.
_OPAQUE = re.compile(r"[A-Za-z0-9._:/+=-]{1,300}")


class NotOpaqueError(InputError):
    """The text of a QR code holds more than an id or a hash."""


def qr_svg(text: str, *, border: int = 4) -> str:
    """A scalable QR code (ISO 18004, level M), black on white; no style, no script, no size.

    Args:
        text: the id or hash. border: modules of quiet zone; less than 4 only where white paper makes up for it.

    Raises:
        NotOpaqueError: empty, over 300 characters, or holding blanks or letters beyond ASCII.
    """
    buffer = io.BytesIO()
    _code(text).save(
        buffer, kind="svg", border=border, xmldecl=False, omitsize=True, light="#fff", svgclass="qr", lineclass=None
    )
    return buffer.getvalue().decode("ascii").strip()


def qr_png(text: str, scale: int = 4) -> bytes:
    """The same as a PNG with `scale` pixels to a module (at least 1). Same text, same bytes."""
    if scale < 1:
        raise InputError("a QR code needs at least one pixel to a module.")
    buffer = io.BytesIO()
    _code(text).save(buffer, kind="png", scale=scale)
    return buffer.getvalue()


def _code(text: str) -> segno.QRCode:
    if not _OPAQUE.fullmatch(text):
        raise NotOpaqueError("a QR code holds an id or a hash, never a name or a sentence.", cure="Hand in the id.")
    return segno.make(text, error="m", boost_error=False, micro=False)
