"""Codes of letters: drawn by chance, typed by relatives, found by a digest alone."""

import hashlib
import secrets

from django.utils.crypto import salted_hmac

# Crockford's base 32: no I, L, O or U, so that a code survives being read aloud.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})
_LENGTH, _GROUP, _MOST_TYPED = 12, 4, 200


def new_code() -> str:
    """Sixty bits in three groups: 7Q2M-0KXR-93BD."""
    return _grouped("".join(secrets.choice(_ALPHABET) for _place in range(_LENGTH)))


def receipt_of(form: str) -> str:
    """The receipt of one filled form: as hard to guess as a code, and the same when the same form is sent twice."""
    drawn = salted_hmac("families.receipt", form, algorithm="sha256").digest()[:_LENGTH]
    return _grouped("".join(_ALPHABET[byte % len(_ALPHABET)] for byte in drawn))


def _grouped(letters: str) -> str:
    return "-".join(letters[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def digest_of(typed: str) -> str:
    """The digest under which a code is found, however it was typed; something is always computed."""
    plain = "".join(letter for letter in typed[:_MOST_TYPED].upper().translate(_MISREAD) if letter in _ALPHABET)
    return hashlib.sha256(plain.encode()).hexdigest()
