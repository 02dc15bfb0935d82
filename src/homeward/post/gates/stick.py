"""The stick: a directory with files of chance names. Nothing in it is in clear, and no half-written file is read."""

import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from homeward.base.errors import InputError
from homeward.engine.sealing.canonical import digest
from homeward.engine.sealing.seal import LARGEST_SEALED

SUFFIX = ".hwb"
_HALF = ".part"
MOST_FILES = 10_000


class NoStickError(InputError):
    """There is no such directory: the stick is not in, or the path is wrong."""


@dataclass(frozen=True, slots=True)
class Found:
    """One bundle file of a directory. Its bytes are read when asked for, never beyond what a bundle may have."""

    path: Path
    size: int

    @property
    def is_too_large(self) -> bool:
        return self.size > LARGEST_SEALED

    def read(self) -> bytes:
        with self.path.open("rb") as file:
            return file.read(LARGEST_SEALED + 1)


def put(directory: Path, bundles: Iterable[bytes]) -> int:
    """Writes bundles that are not there yet: beside their names first, synced, then renamed. Returns how many.

    Raises:
        NoStickError: no such directory. OSError: full, pulled or read-only; no half file has a bundle's name then.
    """
    present = {digest(found.read()) for found in look(directory) if not found.is_too_large}
    written = 0
    for content in bundles:
        if digest(content) in present:
            continue
        present.add(digest(content))
        _write(directory, content)
        written += 1
    _sync(directory)
    return written


def look(directory: Path) -> list[Found]:
    """The bundle files of a directory, by name: plain files alone, no links, nothing half written, no folders within.

    Raises:
        NoStickError: no such directory. InputError: more files than any stick of ours has.
    """
    if not directory.is_dir():
        raise NoStickError(f"There is no directory {directory}.", cure="Put the stick in and name its directory.")
    found = sorted(_plain_files(directory), key=lambda each: each.path.name)
    if len(found) > MOST_FILES:
        raise InputError(f"{directory} holds more than {MOST_FILES} bundles.", cure="Empty the stick first.")
    return found


def _plain_files(directory: Path) -> Iterator[Found]:
    with os.scandir(directory) as entries:
        for entry in entries:
            if entry.name.startswith(".") or not entry.name.endswith(SUFFIX):
                continue
            status = entry.stat(follow_symlinks=False)
            if stat.S_ISREG(status.st_mode):
                yield Found(Path(entry.path), status.st_size)


def _write(directory: Path, content: bytes) -> None:
    name = secrets.token_hex(16)
    beside = directory / f".{name}{_HALF}"
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(directory / f"{name}{SUFFIX}")
    finally:
        beside.unlink(missing_ok=True)


def _sync(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
