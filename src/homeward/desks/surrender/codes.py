"""Case codes: two words and three digits, said once; kept as a keyed digest under a key file of this desk alone."""

import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from homeward.base.errors import RefusedError
from homeward.engine.sealing.words import word_list

KEY_FILE = "surrender.key"
_KEY_BYTES = 32
_LONGEST = 100


class IntakeClosedError(RefusedError):
    """Intake is off on this node, or its key is missing; nothing is half-stored."""


def new_code() -> str:
    """32 bits of chance: 'harbour kettle 417'."""
    words = word_list()
    return f"{secrets.choice(words)} {secrets.choice(words)} {secrets.randbelow(1000):03d}"


def digest_of(code: str) -> str:
    """The keyed digest of a code as it was said or typed; something is always computed."""
    plain = " ".join(re.findall(r"[a-z]+|\d+", code[:_LONGEST].lower()))
    return hmac.new(_key(), plain.encode(), hashlib.sha256).hexdigest()


def make_key() -> None:
    """Makes the desk's key when it has none yet; only for a desk without cases."""
    path = _path()
    if path.exists():
        return
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(_KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())


def has_key() -> bool:
    """Whether the desk's key is there."""
    return settings.SURRENDER_KEYS is not None and _path().is_file()


def _key() -> bytes:
    try:
        key = _path().read_bytes()
    except OSError:
        key = b""
    if len(key) != _KEY_BYTES:
        raise IntakeClosedError(_("Notices cannot be taken now."), cure=_("The key of this desk is missing."))
    return key


def _path() -> Path:
    if settings.SURRENDER_KEYS is None:
        raise IntakeClosedError(_("Notices cannot be taken now."), cure=_("The key of this desk is missing."))
    return Path(settings.SURRENDER_KEYS) / KEY_FILE
