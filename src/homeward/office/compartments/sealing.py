"""Sealing one note with age (X25519) to its readers. Plain functions: no database, no folder of keys.

What is sealed names its compartment, note and person, so that sealed bytes moved to another place are found out.
Format: https://age-encryption.org/v1
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyrage
from django.utils.translation import gettext as _
from pyrage import x25519

from homeward.base.errors import HomewardError, InputError, RefusedError, TamperedError
from homeward.engine.sealing import canonical_bytes, read_strict

# One of these sizes, and nothing between: the length of what is stored tells nothing finer of what is written.
SIZES = (4096, 16384, 65536)
ONE_SIZE = 16384
_LENGTH_BYTES = 4
# age adds a stanza of random length to its header; what is stored is rounded up, so that this says nothing either.
_GRAIN = 4096
_NO_KEY = "No matching keys found"


class NotSealedToYouError(RefusedError):
    """The key at hand is none of those that the note was sealed to."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed note belongs."""

    compartment: str
    note_id: str
    person_id: str


def new_identity() -> tuple[str, str]:
    """A fresh pair of keys: the secret identity and the public recipient, as age writes them."""
    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def public_of(identity: str) -> str:
    """The public recipient of an identity; TamperedError when the text is none."""
    try:
        return str(x25519.Identity.from_str(identity.strip()).to_public())
    except pyrage.IdentityError as error:
        raise TamperedError(_("A key file of this node is not whole."), cure=_("Restore it from a back-up.")) from error


def seal(content: Mapping[str, Any], place: Place, recipients: Sequence[str], *, one_size: bool = False) -> bytes:
    """Seals `content` (plain JSON) to the recipients.

    Args:
        one_size: for compartments that keep existence: every entry has the same size, empty or full.

    Raises:
        InputError: the words are too long. HomewardError: nobody to seal to.
    """
    if not recipients:
        raise HomewardError(_("A note must be sealed to somebody."))
    body = canonical_bytes({"version": 1, "place": _as_list(place), "content": dict(content)})
    padded = _padded(body, (ONE_SIZE,) if one_size else SIZES)
    sealed = pyrage.encrypt(padded, [x25519.Recipient.from_str(text) for text in recipients])
    return _framed(sealed, -(-(len(sealed) + _LENGTH_BYTES) // _GRAIN) * _GRAIN)


def unseal(sealed: bytes, place: Place, identity: str) -> dict[str, Any]:
    """The content of a sealed note.

    Raises:
        NotSealedToYouError: another key is needed.
        TamperedError: the bytes were altered, or belong to another person, note or compartment.
    """
    inner = _unframed(bytes(sealed))
    try:
        padded = pyrage.decrypt(inner, [x25519.Identity.from_str(identity.strip())])
    except pyrage.DecryptError as error:
        if _NO_KEY in str(error):
            raise NotSealedToYouError(
                _("This note is sealed to other people."), cure=_("Ask one of its readers to hand it on to you.")
            ) from None
        raise _altered() from None
    found = read_strict(_unframed(padded))
    if found.get("place") != _as_list(place):
        raise _altered()
    content: dict[str, Any] = found["content"]
    return content


def _padded(body: bytes, sizes: Sequence[int]) -> bytes:
    room = next((size for size in sizes if len(body) + _LENGTH_BYTES <= size), None)
    if room is None:
        raise InputError(_("The note is too long."), cure=_("Shorten it, or write it as two notes."))
    return _framed(body, room)


def _framed(body: bytes, size: int) -> bytes:
    """The body with its length before it and zeros behind it, `size` bytes in all."""
    return (len(body).to_bytes(_LENGTH_BYTES) + body).ljust(size, b"\0")


def _unframed(frame: bytes) -> bytes:
    end = _LENGTH_BYTES + int.from_bytes(frame[:_LENGTH_BYTES])
    if len(frame) < end or frame[end:].strip(b"\0"):
        raise _altered()
    return frame[_LENGTH_BYTES:end]


def _as_list(place: Place) -> list[str]:
    return [place.compartment, place.note_id, place.person_id]


def _altered() -> TamperedError:
    return TamperedError(
        _("The sealed bytes of this note were altered."), cure=_("Tell the administrator; restore them from a back-up.")
    )
