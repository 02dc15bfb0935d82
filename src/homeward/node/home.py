"""Where nodes live on disk, and how one is built: beside its place, and renamed into it when whole.

`HOMEWARD_HOME` (default `.homeward/`) holds `nodes/NAME/{node.toml, db.sqlite3, keys/, inbox/, outbox/, files/}`.
No Django here: the settings read a node's folder through this module.
"""

import errno
import fcntl
import json
import os
import re
import secrets
import shutil
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from homeward.base.errors import ConflictError, HomewardError, InputError, NewerFormatError, RefusedError
from homeward.engine.sealing.keys import SealingKey, SigningKey

NODE_FORMAT = 1
ROLES = ("party", "intermediary", "public")
DEMONSTRATION = "demonstration.json"
STORY_TIME = "story-time.json"
FOLDERS = ("keys", "inbox", "outbox", "files")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class DiskFullError(HomewardError):
    """The disk had no room left; what was half made is gone."""


@dataclass(frozen=True, slots=True)
class Node:
    """One node's folder and what its `node.toml` says."""

    path: Path
    name: str
    role: str
    demo: bool
    title: str
    party: str
    database_url: str = ""
    https: bool = False
    hosts: tuple[str, ...] = _LOOPBACK
    # Intake of notices is off unless somebody writes `surrender = true` by hand.
    surrender: bool = False
    # The public may write to the families desk unless somebody writes `public_notes = false`.
    public_notes: bool = True

    @property
    def keys(self) -> Path:
        return self.path / "keys"


def home_directory(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder that holds this machine's nodes."""
    return Path(environment.get("HOMEWARD_HOME") or ".homeward").resolve()


def node_directory(name: str, home: Path) -> Path:
    """Where the node of that name lives; InputError when no node can have it."""
    if not _NAME.fullmatch(name):
        raise InputError(
            f"{name!r} is no name for a node.", cure="Use small Latin letters, digits and hyphens, a letter first."
        )
    return home / "nodes" / name


def list_nodes(home: Path) -> list[str]:
    """Names of the whole nodes under `home`; what a killed run left half made is none."""
    nodes = home / "nodes"
    found = nodes.iterdir() if nodes.is_dir() else iter(())
    return sorted(path.name for path in found if _NAME.fullmatch(path.name) and (path / "node.toml").is_file())


def read_node(path: Path) -> Node:
    """Reads a node's folder.

    Raises:
        InputError: no node there, or its node.toml is not readable.
        NewerFormatError: a later version of Homeward wrote it.
    """
    file = path / "node.toml"
    if not file.is_file():
        raise InputError(f"There is no node in {path}.", cure="`./homeward demo` builds the demo's nodes.")
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(
            f"{file} cannot be read: {error}.", cure="Mend the file or restore it from a back-up."
        ) from error
    _check_format(file, data)
    try:
        return _node_from(path, data)
    except (KeyError, TypeError) as error:
        raise InputError(f"{file} lacks or garbles {error}.", cure="Restore it from a back-up.") from error


def _check_format(file: Path, data: Mapping[str, Any]) -> None:
    written = data.get("format")
    if not isinstance(written, int):
        raise InputError(f"{file} names no format number.", cure="Restore it from a back-up.")
    if written > NODE_FORMAT:
        raise NewerFormatError(
            f"{file} has format {written}; this version reads up to {NODE_FORMAT}.",
            cure="Use the version of Homeward that wrote it, or a later one.",
        )


def _node_from(path: Path, data: Mapping[str, Any]) -> Node:
    node = Node(
        path=path,
        name=str(data["name"]),
        role=str(data["role"]),
        demo=data.get("demo") is True,
        title=str(data.get("title", data["name"])),
        party=str(data.get("party", "")),
        database_url=str(data.get("database_url", "")),
        https=data.get("https") is True,
        hosts=tuple(str(host) for host in data.get("hosts", _LOOPBACK)),
        surrender=data.get("surrender") is True,
        public_notes=data.get("public_notes") is not False,
    )
    if not node.https and not set(node.hosts) <= set(_LOOPBACK):
        raise InputError(
            f"{path / 'node.toml'} opens this node beyond loopback over plain http.",
            cure="Put https in front of it and write `https = true`, or take the other names out of `hosts`.",
        )
    return node


def read_demonstration(node: Node) -> list[dict[str, str]]:
    """Accounts that a demo node shows on its sign-in page: role, name and password each; none for any other node."""
    file = node.path / DEMONSTRATION
    shown = node.demo and file.is_file()
    accounts: list[dict[str, str]] = json.loads(file.read_text(encoding="utf-8")) if shown else []
    return accounts


def write_demonstration(folder: Path, accounts: list[dict[str, str]]) -> None:
    """Puts those accounts into the folder of a demo node that is being built."""
    _write_secret(folder / DEMONSTRATION, json.dumps(accounts, ensure_ascii=False).encode())


def read_time_behind(node: Node) -> timedelta:
    """How far a demo node's day lies behind the machine's; nothing for any other node."""
    file = node.path / STORY_TIME
    if not node.demo or not file.is_file():
        return timedelta()
    return timedelta(seconds=int(json.loads(file.read_text(encoding="utf-8"))["seconds_behind"]))


def write_time_behind(folder: Path, behind: timedelta) -> None:
    """Puts that into the folder of a demo node whose story is told."""
    told = {"seconds_behind": int(behind.total_seconds())}
    (folder / STORY_TIME).write_text(json.dumps(told), encoding="utf-8")


def build_node(
    name: str,
    home: Path,
    *,
    demo: bool,
    role: str,
    fill: Callable[[Path], None],
    title: str = "",
    party: str = "",
    surrender: bool = False,
    database_url: str = "",
) -> Node:
    """Builds a node beside its place and renames it when whole; an older demo node of that name is replaced.

    Args:
        fill: gets the folder being built and makes the database in it (in a process of its own, with
            `HOMEWARD_NODE_DIR` set to that folder). Whatever it raises leaves nothing behind.

    Raises:
        RefusedError: a node of that name exists and is not marked demo.
        ConflictError: another process is building that node.
        DiskFullError: no room left.
    """
    if role not in ROLES:
        raise InputError(f"{role!r} is no role of a node.", cure=f"Use one of {', '.join(ROLES)}.")
    place = node_directory(name, home)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with _only_builder(place):
            node = Node(place, name, role, demo, title or name, party, database_url, surrender=surrender)
            return _build(place, node, fill)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise DiskFullError(
            f"The disk is full; the node {name} was not built.", cure="Free some room and run the command again."
        ) from error


def _build(place: Path, node: Node, fill: Callable[[Path], None]) -> Node:
    _may_replace(place)
    _clear_leftovers(place)
    building = place.with_name(f".{place.name}.building-{secrets.token_hex(4)}")
    try:
        _furnish(building, node)
        fill(building)
        _sync(building)
        _swap(building, place)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return read_node(place)


@contextmanager
def _only_builder(place: Path) -> Iterator[None]:
    # The lock lies in the kernel: a killed builder leaves the file, never the lock.
    with place.with_name(f".{place.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ConflictError(
                f"Another run is building the node {place.name}.", cure="Wait until it has ended, then run again."
            ) from error
        yield


def _may_replace(place: Path) -> None:
    if place.exists() and not read_node(place).demo:
        raise RefusedError(
            f"The node {place.name} holds work and is not marked demo; it is never rebuilt.",
            cure="Choose another name, or move its folder away by hand.",
        )


def _clear_leftovers(place: Path) -> None:
    for pattern in (f".{place.name}.building-*", f".{place.name}.replaced-*"):
        for leftover in place.parent.glob(pattern):
            shutil.rmtree(leftover)


def _furnish(building: Path, node: Node) -> None:
    building.mkdir(mode=0o700)
    for folder in FOLDERS:
        (building / folder).mkdir(mode=0o700)
    _write_secret(building / "keys" / "django.key", secrets.token_urlsafe(50).encode())
    _write_secret(building / "keys" / "signing.ed25519", SigningKey.generate().pem())
    _write_secret(building / "keys" / "sealing.age", SealingKey.generate().text().encode())
    _write_secret(building / "node.toml", _toml(node).encode())


def _write_secret(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Everything in the folder is on the disk when this returns."""
    for path in [*folder.rglob("*"), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def is_building(path: Path) -> bool:
    """Whether the folder is one that `build_node` has not given its name yet."""
    return path.name.startswith(".") and ".building-" in path.name


def _toml(node: Node) -> str:
    # JSON's strings and lists are TOML's too.
    lines = {
        "format": NODE_FORMAT, "name": node.name, "role": node.role, "demo": node.demo, "title": node.title,
        "party": node.party, "https": node.https, "hosts": list(node.hosts),
    }  # fmt: skip
    if node.database_url:
        lines["database_url"] = node.database_url
    if node.surrender:
        lines["surrender"] = True
    if not node.public_notes:
        lines["public_notes"] = False
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in lines.items())


def _swap(building: Path, place: Path) -> None:
    if place.exists():
        replaced = place.with_name(f".{place.name}.replaced-{secrets.token_hex(4)}")
        place.rename(replaced)
        building.rename(place)
        shutil.rmtree(replaced)
    else:
        building.rename(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
