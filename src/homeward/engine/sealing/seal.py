"""Decides who can read a file: age (X25519) to each recipient. https://age-encryption.org/v1

Called last on the way out and first on the way in. A seal says nothing of the sender, hence the signature inside. It
draws its own chance: the same data sealed twice are two different files.
"""

from collections.abc import Sequence

from pyrage import DecryptError, decrypt, encrypt, x25519

from homeward.base.errors import InputError
from homeward.engine.sealing.keys import SealingKey, check_recipient
from homeward.engine.sealing.padding import pad, unpad

# The largest padded bundle, and what age adds to it: a header and 16 bytes for each 64 KiB.
LARGEST_PADDED = 16 * 1024 * 1024
LARGEST_SEALED = LARGEST_PADDED + 64 * 1024
MOST_RECIPIENTS = 16
_FIRST_LINE = b"age-encryption.org/v1\n"


class SealError(InputError):
    """The seal cannot be opened: it is for somebody else, or the bytes were changed."""


class TooLargeError(InputError):
    """More than one file may hold."""


def seal(data: bytes, recipients: Sequence[str]) -> bytes:
    """Pads the data and seals it to every recipient (`age1…`).

    Raises:
        InputError: no recipient, one twice, or more than 16. TooLargeError: padded, it is beyond 16 MiB.
    """
    if not recipients or len(set(recipients)) != len(recipients) or len(recipients) > MOST_RECIPIENTS:
        raise InputError(f"a file is sealed to 1 to {MOST_RECIPIENTS} recipients, to none twice.")
    padded = pad(data)
    if len(padded) > LARGEST_PADDED:
        raise TooLargeError(f"{len(data):,} bytes are more than one bundle holds.", cure="Send it in parts.")
    return bytes(encrypt(padded, [x25519.Recipient.from_str(check_recipient(text)) for text in recipients]))


def open_sealed(data: bytes, key: SealingKey) -> bytes:
    """The padded bytes within; `unpad` comes next, as a step of its own.

    Raises:
        TooLargeError: beyond the limit, before anything is opened. SealError: not for this key, or changed.
    """
    if len(data) > LARGEST_SEALED:
        raise TooLargeError(f"{len(data):,} bytes are more than a sealed bundle has.")
    # pyrage would also read armoured text: one file, one form.
    if not data.startswith(_FIRST_LINE):
        raise SealError("this is no sealed file.")
    try:
        return bytes(decrypt(data, [key.identity]))
    except DecryptError as error:
        raise SealError("the seal does not open: it is for somebody else, or the file was changed.") from error


def unseal(data: bytes, key: SealingKey) -> bytes:
    """Opens and takes the padding off. Raises as `open_sealed` and `unpad`."""
    return unpad(open_sealed(data, key))
