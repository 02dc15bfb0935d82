"""Decides which bytes stand for a value: the one form that is hashed, signed, chained and compared.

Called by planning, the journal, the post and the verifiers. It never mends a value (accents are composed at entry,
decimals arrive as text) and never re-serialises what it was asked to verify.
"""

import hashlib
import json
import unicodedata
from typing import Any, NoReturn, TypeVar

import rfc8785

from homeward.base.errors import InputError

# RFC 8785 builds on I-JSON (RFC 7493 2.2): beyond this two different integers can read as the same number.
LARGEST_INTEGER = 2**53 - 1
# Far above any document of ours, far below the interpreter's own recursion limit.
DEEPEST_NESTING = 64


T = TypeVar("T")


class UncanonicalError(InputError):
    """A value has no canonical bytes: a decimal, an unsafe integer, a broken character, an unknown type."""


class UnreadableJsonError(InputError):
    """Bytes are not exactly one JSON value in the narrow form Homeward accepts."""


class UncomposedTextError(InputError):
    """A text is not in Unicode normal form C, so that two equal-looking names would have different bytes."""


def canonical_bytes(value: object) -> bytes:
    """RFC 8785 bytes of a value made of dict, list, tuple, str, int, bool and None.

    Raises:
        UncanonicalError: for any float (decimals travel as strings), an integer beyond +-(2^53 - 1), a lone
            surrogate, a key that is not text, nesting deeper than 64, or another type.
    """
    _check(value, where="value", depth=0)
    return rfc8785.dumps(value)  # type: ignore[arg-type]  # _check has just proved the type


def digest(data: bytes) -> str:
    """SHA-256 of bytes, 64 lower-case hex digits (FIPS 180-4)."""
    return hashlib.sha256(data).hexdigest()


def read_strict(data: bytes) -> Any:
    """The one JSON value that the bytes hold.

    Raises:
        UnreadableJsonError: not UTF-8, not JSON, bytes before or after the value (blanks too), a key twice in one
            object, NaN or infinity, a decimal, an unsafe integer, a lone surrogate, nesting deeper than 64.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableJsonError(f"the bytes are not UTF-8 (byte {error.start}).") from error
    if text != text.strip():
        raise UnreadableJsonError("there are bytes before or after the JSON value.")
    try:
        value = json.loads(
            text,
            object_pairs_hook=_each_key_once,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
            parse_int=_safe_integer,
        )
        _check(value, where="value", depth=0)
    except json.JSONDecodeError as error:
        raise UnreadableJsonError(f"the bytes are not one JSON value: {error.msg} at character {error.pos}.") from error
    except RecursionError as error:
        raise UnreadableJsonError(f"the value is nested deeper than {DEEPEST_NESTING}.") from error
    except UncanonicalError as error:
        raise UnreadableJsonError(error.message) from error
    return value


def require_nfc(value: T) -> T:
    """The same value, when every text in it (keys too) is in normal form C. For entry, never for verification.

    Raises:
        UncomposedTextError: names the place of the first text that is not composed.
    """
    _require_nfc(value, "value")
    return value


def _require_nfc(value: object, where: str) -> None:
    if isinstance(value, str):
        if not unicodedata.is_normalized("NFC", value):
            raise UncomposedTextError(
                f"the text at {where} is not in Unicode normal form C.", cure="Clean it with base.scripts.clean first."
            )
    elif isinstance(value, dict):
        for key, item in value.items():
            _require_nfc(key, f"{where} (key)")
            _require_nfc(item, f"{where}.{key}")
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            _require_nfc(item, f"{where}[{index}]")


def _check(value: object, *, where: str, depth: int) -> None:
    if depth > DEEPEST_NESTING:
        raise UncanonicalError(f"the value is nested deeper than {DEEPEST_NESTING}.")
    if isinstance(value, str):
        _check_text(value, where)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise UncanonicalError(f"a key at {where} is not text: {key!r}.")
            _check_text(key, where)
            _check(item, where=f"{where}.{key}", depth=depth + 1)
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            _check(item, where=f"{where}[{index}]", depth=depth + 1)
    else:
        _check_scalar(value, where)


def _check_scalar(value: object, where: str) -> None:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, float):
        raise UncanonicalError(f"a decimal number stands at {where}: {value!r}.", cure="Write decimals as text.")
    if not isinstance(value, int):
        raise UncanonicalError(f"{type(value).__name__} at {where} has no JSON form.")
    if abs(value) > LARGEST_INTEGER:
        raise UncanonicalError(f"the integer at {where} is beyond 2^53 - 1.", cure="Write it as text.")


def _check_text(text: str, where: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UncanonicalError(f"the text at {where} holds half a character (a lone surrogate).") from error


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # Python keeps the last of two equal keys in silence: a signed "10" could be read as an unsigned "99".
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise UnreadableJsonError(f"the key {key!r} stands twice in one object.")
        found[key] = value
    return found


def _refuse_number(literal: str) -> NoReturn:
    raise UnreadableJsonError(f"{literal[:40]} is no whole number.", cure="Write decimals as text.")


def _safe_integer(literal: str) -> int:
    if len(literal) > 17 or abs(int(literal)) > LARGEST_INTEGER:
        raise UnreadableJsonError(f"the integer {literal[:40]} is beyond 2^53 - 1.", cure="Write it as text.")
    if literal == "-0":
        raise UnreadableJsonError("minus zero is no whole number.", cure="Write 0.")
    return int(literal)
