"""A result folder is whole or not there: it is made beside its place and renamed when everything is in it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from homeward.base.errors import InputError
from homeward.engine.sealing import digest

HASHES = "files.sha256"


@contextmanager
def whole_folder(place: Path, *, replace: bool = False) -> Iterator[Path]:
    """Yields an empty folder beside `place`; renames it to `place` when the block ends well, else removes it.

    Raises:
        InputError: `place` already holds something and `replace` is not asked for.
    """
    place = place.absolute()
    refuse_occupied(place, replace=replace)
    place.parent.mkdir(parents=True, exist_ok=True)
    _sweep(place)
    making = place.parent / f".{place.name}.making-{os.getpid()}"
    making.mkdir()
    try:
        yield making
        _write_hashes(making)
        if place.exists():
            shutil.rmtree(place)
        making.rename(place)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def refuse_occupied(place: Path, *, replace: bool = False) -> None:
    """Said before the long work, not after it."""
    if place.is_file():
        raise InputError(f"{place} is a file.", cure="Name a folder with --out.")
    if not place.is_dir() or not any(place.iterdir()):
        return
    if not replace:
        raise InputError(f"{place} already holds files.", cure="Name another folder with --out, or give --replace.")
    if not (place / HASHES).exists():
        cure = "Empty it yourself if that is meant, or name another folder with --out."
        raise InputError(f"{place} was not written by this command, so --replace leaves it alone.", cure=cure)


def _sweep(place: Path) -> None:
    """Removes what a killed run left half made; a run still alive keeps its folder."""
    for leftover in place.parent.glob(f".{place.name}.making-*"):
        process = leftover.name.rpartition("-")[2]
        if process.isdigit() and not _is_alive(int(process)):
            shutil.rmtree(leftover)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _write_hashes(folder: Path) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{digest(path.read_bytes())}  {path.relative_to(folder).as_posix()}\n" for path in files]
    (folder / HASHES).write_text("".join(lines), encoding="utf-8")


def differing_files(folder: Path) -> list[str]:
    """Names of files whose bytes are not those that were written, or that are missing.

    Raises:
        InputError: the folder holds no list of hashes.
    """
    listing = folder / HASHES
    if not listing.exists():
        raise InputError(f"{folder} holds no {HASHES}.", cure="Name the folder that ./homeward exchange wrote.")
    pairs = [line.split("  ", 1) for line in listing.read_text(encoding="utf-8").splitlines()]
    return [name for expected, name in pairs if not _fits(folder / name, expected)]


def _fits(path: Path, expected: str) -> bool:
    return path.is_file() and digest(path.read_bytes()) == expected
