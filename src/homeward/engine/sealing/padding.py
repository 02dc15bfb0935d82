"""Decides how long a sealed file looks: the next power of two from 64 KiB, so that its size tells next to nothing.

Called between signing and sealing. Eight bytes of length, the data, zeros. A reader refuses every other filling: spare
bytes that nobody checks would be a place to hide something in.
"""

from homeward.base.errors import InputError

SMALLEST = 64 * 1024
HEAD = 8


class PaddingError(InputError):
    """The filling is not what it must be."""


def padded_size(length: int) -> int:
    """Bytes of the padded form of `length` bytes."""
    return max(SMALLEST, 1 << (HEAD + length - 1).bit_length())


def pad(data: bytes) -> bytes:
    """The data with its length before and zeros behind."""
    head = len(data).to_bytes(HEAD, "big")
    return (head + data).ljust(padded_size(len(data)), b"\x00")


def unpad(padded: bytes) -> bytes:
    """The data; PaddingError unless `pad` of the data is exactly these bytes."""
    length = int.from_bytes(padded[:HEAD], "big")
    if len(padded) < SMALLEST or length > len(padded) - HEAD or padded_size(length) != len(padded):
        raise PaddingError("the length within does not fit the size of the file.")
    if padded.count(0, HEAD + length) != len(padded) - HEAD - length:
        raise PaddingError("there is something in the filling.")
    return padded[HEAD : HEAD + length]
