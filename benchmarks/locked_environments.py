"""An environment of its own for every competitor, from a lock file with hashes, in a cache folder outside the sources.

    python -m benchmarks.locked_environments splink recordlinkage     makes them, or finds them made
    python -m benchmarks.locked_environments --lock                   writes the lock files again (needs uv)

The folder is HOMEWARD_ENVIRONMENTS, else `homeward/environments` in the user's cache folder. A changed lock file makes
a new environment beside the old one. Nothing of ours is installed there.
"""

import argparse
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "environments"
NAMES = ("splink", "recordlinkage", "spark")
LOCK = (
    "uv", "pip", "compile", "--universal", "--generate-hashes", "--python-version", "3.11", "--no-annotate",
    "--no-header", "--no-emit-index-url", "--no-emit-find-links", "--quiet",
)  # fmt: skip


class NoEnvironmentError(RuntimeError):
    """The locked packages could not be installed; the message says what to do."""


def python_of(name: str) -> Path:
    """The interpreter of an environment, made when it is not there yet.

    Raises: NoEnvironmentError when packages cannot be had.
    """
    lock = FOLDER / name / "requirements.lock"
    mark = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()[:12]
    place = cache_folder() / f"{name}-{mark}"
    place.parent.mkdir(parents=True, exist_ok=True)
    with Path(f"{place}.lock").open("w") as guard:  # two tests at once make it once
        fcntl.flock(guard, fcntl.LOCK_EX)
        if not (place / "complete").exists():
            _make(place, lock)
    return place / "bin" / "python"


def cache_folder() -> Path:
    """Where environments are kept."""
    named = os.environ.get("HOMEWARD_ENVIRONMENTS")
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(named) if named else caches / "homeward" / "environments"


def _make(place: Path, lock: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    python = str(place / "bin" / "python")
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    steps = [[sys.executable, "-m", "venv", str(place)]]
    if (build := lock.with_name("build.lock")).exists():  # what comes as source is built with locked tools
        steps.append([*install, "--only-binary", ":all:", "-r", str(build)])
        steps.append([*install, "--no-build-isolation", "-r", str(lock)])
    else:
        steps.append([*install, "--only-binary", ":all:", "-r", str(lock)])
    for step in steps:
        done = subprocess.run(step, check=False, capture_output=True, text=True)
        if done.returncode:
            raise NoEnvironmentError(
                f"the packages of {lock} could not be installed into {place}: {done.stderr.strip()[-600:]}\n"
                "Cure: connect to the network once, or set HOMEWARD_ENVIRONMENTS to a folder where they are installed."
            )
    (place / "complete").touch()


def write_locks() -> None:
    """Lock files from `requirements.in`, and from the extra `spark` of pyproject.toml."""
    subprocess.run([*LOCK, "spark/build.in", "-o", "spark/build.lock"], check=True, cwd=FOLDER)
    for name in NAMES:
        out = str(FOLDER / name / "requirements.lock")
        source = ["pyproject.toml", "--extra", "spark"] if name == "spark" else [str(FOLDER / name / "requirements.in")]
        subprocess.run([*LOCK, *source, "-o", out], check=True, cwd=FOLDER.parents[1])


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="environments of the competitors")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}")
    parser.add_argument("--lock", action="store_true", help="write the lock files again")
    options = parser.parse_args()
    if options.lock:
        write_locks()
    for name in options.names:
        print(python_of(name))


if __name__ == "__main__":
    main()
