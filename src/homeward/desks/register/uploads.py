"""Uploaded list files in the node's `files/`, named by their digest, kept until the batch is committed or cancelled."""

import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from homeward.base.errors import HomewardError, InputError, SheetError

MAX_BYTES = 8 * 1024 * 1024
_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".xlsb", ".pdf", ".parquet", ".ods")


class NoFilesFolderError(HomewardError):
    """This process runs without a node's folder, so there is nowhere to keep a file."""


class UploadGoneError(InputError):
    """The uploaded file is not there any more."""


def keep_upload(file_name: str, content: bytes) -> tuple[str, Path]:
    """Writes the file under its digest, whole or not at all. Returns digest and path.

    Raises:
        SheetError: empty, or larger than `MAX_BYTES`.
    """
    if not content:
        raise SheetError(_("The file is empty."), cure=_("Ask for the list again, or save it again."))
    if len(content) > MAX_BYTES:
        most = MAX_BYTES >> 20
        raise SheetError(
            _("The file is larger than %(most)s MB.") % {"most": most}, cure=_("Split the list and import the parts.")
        )
    digest = hashlib.sha256(content).hexdigest()
    path = path_of(digest, file_name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{secrets.token_hex(8)}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(content)
    beside.replace(path)
    return digest, path


def path_of(digest: str, file_name: str) -> Path:
    """Where the file of that digest lies; of its name only the known ending is used."""
    if settings.FILES_DIR is None:
        raise NoFilesFolderError(_("There is no folder for files."), cure=_("Run this inside a node."))
    suffix = Path(file_name).suffix.lower()
    return Path(settings.FILES_DIR) / "lists" / f"{digest}{suffix if suffix in _SUFFIXES else ''}"


def present_path(digest: str, file_name: str) -> Path:
    """The same, for reading; UploadGoneError when it is gone."""
    path = path_of(digest, file_name)
    if not path.is_file():
        raise UploadGoneError(_("The uploaded file is gone."), cure=_("Upload the list again."))
    return path


def drop_upload(digest: str, file_name: str) -> None:
    """Removes the file; without complaint when it is gone."""
    path_of(digest, file_name).unlink(missing_ok=True)
