"""A throw-away PostgreSQL cluster for tests: made in a temporary folder, gone when the block ends.

PostgreSQL refuses to run as root, so a root caller runs it as the user `postgres` that Debian's package makes.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from homeward.base.errors import HomewardError

_PLACES = "/usr/lib/postgresql"


class PostgresMissingError(HomewardError):
    """No PostgreSQL server program on this machine."""


@contextmanager
def throwaway_cluster() -> Iterator[str]:
    """Yields the DATABASE_URL of a fresh cluster listening on loopback only."""
    programs = _programs()
    place = Path(tempfile.mkdtemp(prefix="homeward-postgres-"))
    data = place / "data"
    if os.geteuid() == 0:
        shutil.chown(place, "postgres", "postgres")
    port = _free_port()
    options = f"-c listen_addresses=127.0.0.1 -p {port} -c unix_socket_directories={place} -c max_connections=60"
    try:
        _run([programs / "initdb", "-D", data, "-U", "homeward", "--auth=trust", "--encoding=UTF8", "--locale=C"])
        _run([programs / "pg_ctl", "-D", data, "-o", options, "-l", place / "log", "-w", "start"])
        try:
            yield f"postgresql://homeward@127.0.0.1:{port}/postgres"
        finally:
            _run([programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _programs() -> Path:
    found = shutil.which("pg_ctl")
    if found and shutil.which("initdb"):
        return Path(found).parent
    versions = sorted(Path(_PLACES).glob("*/bin/initdb"), key=lambda path: int(path.parts[-3].split(".")[0]))
    if not versions or (os.geteuid() == 0 and not _has_postgres_user()):
        raise PostgresMissingError("No PostgreSQL server was found.", cure="apt-get install postgresql")
    return versions[-1].parent


def _has_postgres_user() -> bool:
    return any(entry.pw_name == "postgres" for entry in pwd.getpwall())


def _run(command: list[str | Path]) -> None:
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    # The server inherits its starter's output; a pipe would stay open as long as the server runs.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(words, stdout=output, stderr=output, stdin=subprocess.DEVNULL, cwd="/", check=False)
        output.seek(0)
        if done.returncode:
            raise HomewardError(f"PostgreSQL's {Path(words[-1]).name} failed: {output.read().decode(errors='replace')}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
