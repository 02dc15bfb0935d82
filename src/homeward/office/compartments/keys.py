"""The folder of keys: one secret identity an officer and compartment, and the public key of each recovery identity.

`COMPARTMENT_KEYS/health/OFFICER.age` (0600) beside `COMPARTMENT_KEYS/health/recovery.pub`. The secret part of a
recovery identity is handed out once, when the node is built, and never lies on the node.
"""

import os
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, HomewardError
from homeward.office.compartments.rooms import COMPARTMENTS
from homeward.office.compartments.sealing import new_identity

RECOVERY = "recovery.pub"


class NoKeysError(HomewardError):
    """This node has no folder of compartment keys, or no recovery identity in it."""


def found_recovery(folder: Path) -> dict[str, str]:
    """Makes one recovery identity a compartment and leaves the public halves in `folder`. At node building, once.

    Returns:
        Compartment -> secret identity, for whoever keeps the recovery keys away from this machine.

    Raises:
        ConflictError: the folder has recovery keys already.
    """
    if any((folder / code / RECOVERY).exists() for code in COMPARTMENTS):
        raise ConflictError(_("This node has recovery keys already."), cure=_("They are made once and never replaced."))
    secrets = {}
    for code in COMPARTMENTS:
        secret, public = new_identity()
        _write(_own_folder(folder, code) / RECOVERY, public)
        secrets[code] = secret
    return secrets


def recovery_recipient(compartment: str) -> str:
    """The public key of the compartment's recovery identity; NoKeysError when the node has none."""
    file = _folder() / compartment / RECOVERY
    if not file.is_file():
        raise NoKeysError(
            _("This node has no recovery key for sealed notes; nothing can be written."),
            cure=_("The administrator makes the recovery keys, as when a node is built."),
        )
    return file.read_text(encoding="ascii").strip()


def make_identity(compartment: str, officer_id: str) -> str:
    """Writes a new identity down, or takes the one that is there already; gives the secret text."""
    file = _file(compartment, officer_id)
    if not file.is_file():
        _write(file, new_identity()[0])
    return file.read_text(encoding="ascii")


def identity_of(compartment: str, officer_id: str) -> str:
    """The secret identity of that officer in that compartment; '' when there is none."""
    file = _file(compartment, officer_id)
    return file.read_text(encoding="ascii") if file.is_file() else ""


def destroy_identity(compartment: str, officer_id: str) -> None:
    """Takes an identity off the disk; whatever was sealed to it alone is left to the recovery identity."""
    _file(compartment, officer_id).unlink(missing_ok=True)


def _folder() -> Path:
    if settings.COMPARTMENT_KEYS is None:
        raise NoKeysError(_("This node has no folder for the keys of sealed notes."))
    return Path(settings.COMPARTMENT_KEYS)


def _file(compartment: str, officer_id: str) -> Path:
    # An id that is no UUID could name a path.
    return _own_folder(_folder(), compartment) / f"{UUID(officer_id)}.age"


def _own_folder(folder: Path, compartment: str) -> Path:
    for place in (folder, folder / compartment):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / compartment


def _write(file: Path, text: str) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
        handle.write(text.encode("ascii") + b"\n")
        handle.flush()
        os.fsync(handle.fileno())
