"""A result folder is whole or not there: it is made beside its place and renamed when everything is in it."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from homeward.base.errors import InputError, TamperedError
from homeward.engine.sealing import digest

HASHES = "files.sha256"
# Files that every result has: a list of hashes without them vouches for nothing.
ALWAYS = frozenset({"plan.json", "plan.csv", "run.json", "summary.html", "inputs/terms.json", "inputs/units.json"})
ALWAYS_OF_A_PLAN = ALWAYS - {"plan.csv"} | {"audit.json", "explanations.json", "next-round.json", "reasons.csv"}
ALWAYS_OF_A_VIEW = ALWAYS_OF_A_PLAN - {"explanations.json", "summary.html"} | {"openings.json"}
_LINE = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<name>.+)")


@contextmanager
def whole_folder(place: Path, *, replace: bool = False) -> Iterator[Path]:
    """Yields an empty folder beside `place`; renames it to `place` when the block ends well, else removes it.

    Raises:
        InputError: `place` already holds something and `replace` is not asked for.
    """
    # Behind a link lies the folder that is meant; the link stays.
    place = place.resolve()
    place.parent.mkdir(parents=True, exist_ok=True)
    _sweep(place)
    refuse_occupied(place, replace=replace)
    making = place.parent / f".{place.name}.making-{os.getpid()}"
    making.mkdir()
    try:
        yield making
        write_hashes(making)
        refuse_occupied(place, replace=replace)  # another run may have been faster
        _swap(making, place)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _swap(making: Path, place: Path) -> None:
    """The older folder steps aside as a whole, so that no kill leaves half of it."""
    aside = place.parent / f".{place.name}.replaced-{os.getpid()}"
    if place.exists():
        place.rename(aside)
    making.rename(place)
    shutil.rmtree(aside, ignore_errors=True)


def refuse_occupied(place: Path, *, replace: bool = False) -> None:
    """Said before the long work, not after it."""
    if place.is_file():
        raise InputError(f"{place} is a file.", cure="Name a folder with --out.")
    if place.resolve() == Path.cwd():
        raise InputError(f"{place} is the folder you stand in.", cure="Name a folder inside it with --out.")
    if not place.is_dir() or not any(place.iterdir()):
        return
    if not replace:
        raise InputError(f"{place} already holds files.", cure="Name another folder with --out, or give --replace.")
    if not (place / HASHES).exists():
        cure = "Empty it yourself if that is meant, or name another folder with --out."
        raise InputError(f"{place} was not written by this command, so --replace leaves it alone.", cure=cure)


def _sweep(place: Path) -> None:
    """Removes what a killed run left half made; a run still alive keeps its folder."""
    for leftover in _left_by_the_dead(place, "replaced"):
        if place.exists():
            shutil.rmtree(leftover)
        else:  # killed between the two renames: the older results come back
            leftover.rename(place)
    for leftover in _left_by_the_dead(place, "making"):
        shutil.rmtree(leftover)


def _left_by_the_dead(place: Path, word: str) -> list[Path]:
    prefix = f".{place.name}.{word}-"
    found = [path for path in place.parent.iterdir() if path.name.startswith(prefix)]
    processes = {path: path.name.removeprefix(prefix) for path in found}
    return sorted(path for path, process in processes.items() if process.isdigit() and not _is_alive(int(process)))


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def write_hashes(folder: Path) -> None:
    """The hash of every file in the folder, in a file beside them."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{digest(path.read_bytes())}  {path.relative_to(folder).as_posix()}\n" for path in files]
    (folder / HASHES).write_text("".join(lines), encoding="utf-8")


def differing_files(folder: Path) -> list[str]:
    """Names of files whose bytes are not those that were written, or that are missing.

    Raises:
        InputError: the folder holds no list of hashes. TamperedError: that list is not as it is written.
    """
    return [name for name, expected in _listed(folder).items() if not _fits(folder / name, expected)]


def foreign_files(folder: Path) -> list[str]:
    """Names of files that stand in no list of hashes: nobody vouches for them."""
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(set(names) - set(_listed(folder)) - {HASHES})


def _listed(folder: Path) -> dict[str, str]:
    listing = folder / HASHES
    if not listing.exists():
        cure = "Name a folder that ./homeward exchange or ./homeward plan wrote."
        raise InputError(f"{folder} holds no {HASHES}.", cure=cure)
    lines = listing.read_bytes().decode("utf-8", errors="replace").splitlines()
    pairs = [_LINE.fullmatch(line) for line in lines]
    listed = {pair["name"]: pair["digest"] for pair in pairs if pair}
    if len(listed) < len(lines) or not any(
        listed.keys() >= each for each in (ALWAYS, ALWAYS_OF_A_PLAN, ALWAYS_OF_A_VIEW)
    ):
        raise TamperedError(f"{HASHES} is not as the command wrote it.", cure="Ask for the folder again.")
    return listed


def _fits(path: Path, expected: str) -> bool:
    return path.is_file() and digest(path.read_bytes()) == expected
