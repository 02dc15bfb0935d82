"""Forms and lists as PDF, and QR codes."""

from homeward.engine.paper.labels import LANGUAGES
from homeward.engine.paper.manifest import Manifest, ManifestError, ManifestRow, list_code, manifest_pdf
from homeward.engine.paper.protocol import (
    Protocol,
    ProtocolDirection,
    ProtocolError,
    ProtocolException,
    ProtocolSignature,
    protocol_pdf,
)
from homeward.engine.paper.qr import NotOpaqueError, qr_png, qr_svg

__all__ = [
    "LANGUAGES",
    "Manifest",
    "ManifestError",
    "ManifestRow",
    "NotOpaqueError",
    "Protocol",
    "ProtocolDirection",
    "ProtocolError",
    "ProtocolException",
    "ProtocolSignature",
    "list_code",
    "manifest_pdf",
    "protocol_pdf",
    "qr_png",
    "qr_svg",
]
