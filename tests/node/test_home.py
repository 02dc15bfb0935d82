"""A node's folder is whole or it is not there."""

import errno
import subprocess
import sys
import textwrap
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from homeward.base.clock import LateClock
from homeward.base.errors import ConflictError, InputError, NewerFormatError, RefusedError
from homeward.node.home import (
    DiskFullError,
    Node,
    build_node,
    home_directory,
    list_nodes,
    node_directory,
    read_demonstration,
    read_node,
    read_time_behind,
    write_demonstration,
    write_time_behind,
)

SOURCE = str(Path(__file__).parents[2] / "src")


def build(home: Path, *, demo: bool = True, word: str = "first", name: str = "north") -> Node:
    return build_node(
        name,
        home,
        demo=demo,
        role="party",
        title='The "North" bureau',
        fill=lambda folder: (folder / "db.sqlite3").write_text(word) and None,
    )


def hidden(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "nodes").iterdir() if path.name.startswith(".") and path.is_dir())


def test_a_built_node_has_every_folder_and_reads_back_as_it_was_told(tmp_path: Path) -> None:
    node = build(tmp_path)
    assert read_node(node_directory("north", tmp_path)) == node
    assert (node.name, node.role, node.demo, node.title) == ("north", "party", True, 'The "North" bureau')
    assert {path.name for path in node.path.iterdir()} == {
        "node.toml", "db.sqlite3", "keys", "inbox", "outbox", "files",
    }  # fmt: skip
    assert list_nodes(tmp_path) == ["north"]
    assert hidden(tmp_path) == []


def test_keys_are_readable_by_their_owner_alone_and_new_in_every_build(tmp_path: Path) -> None:
    keys = sorted(build(tmp_path).keys.iterdir())
    first = [key.read_bytes() for key in keys]
    assert [key.stat().st_mode & 0o777 for key in keys] == [0o600, 0o600, 0o600]
    assert (tmp_path / "nodes" / "north").stat().st_mode & 0o777 == 0o700
    assert first[1].startswith(b"AGE-SECRET-KEY-1")
    assert first[2].startswith(b"-----BEGIN PRIVATE KEY-----")
    assert [key.read_bytes() for key in sorted(build(tmp_path).keys.iterdir())] != first


def test_the_days_of_a_demo_node_follow_its_story_and_those_of_a_real_one_the_machine(tmp_path: Path) -> None:
    for name, demo, behind in (("south", True, timedelta(days=800)), ("north", False, timedelta())):
        node = build(tmp_path, demo=demo, name=name)
        assert read_time_behind(node) == timedelta()
        write_time_behind(node.path, timedelta(days=800))
        assert read_time_behind(node) == behind
    told = LateClock(timedelta(days=800)).now()
    assert timedelta(0) <= datetime.now(UTC) - told - timedelta(days=800) < timedelta(days=1)


def test_a_second_build_replaces_a_demo_node_as_a_whole(tmp_path: Path) -> None:
    (build(tmp_path).path / "files" / "old").write_text("old")
    node = build(tmp_path, word="second")
    assert (node.path / "db.sqlite3").read_text() == "second"
    assert not (node.path / "files" / "old").exists()
    assert hidden(tmp_path) == []


def test_a_node_that_is_not_a_demo_is_never_rebuilt(tmp_path: Path) -> None:
    build(tmp_path, demo=False)
    with pytest.raises(RefusedError, match="not marked demo"):
        build(tmp_path, word="second")
    assert (tmp_path / "nodes" / "north" / "db.sqlite3").read_text() == "first"


def test_a_build_that_fails_leaves_the_older_node_as_it_was(tmp_path: Path) -> None:
    build(tmp_path)

    def broken(folder: Path) -> None:
        raise RuntimeError("broken half-way")

    with pytest.raises(RuntimeError):
        build_node("north", tmp_path, demo=True, role="party", fill=broken)
    assert (tmp_path / "nodes" / "north" / "db.sqlite3").read_text() == "first"
    assert hidden(tmp_path) == []


def test_a_full_disk_is_one_clear_message_and_nothing_is_left(tmp_path: Path) -> None:
    def full(folder: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(DiskFullError, match="disk is full"):
        build_node("north", tmp_path, demo=True, role="party", fill=full)
    assert list_nodes(tmp_path) == []
    assert hidden(tmp_path) == []


def test_what_a_killed_run_left_is_no_node_and_is_cleared_by_the_next(tmp_path: Path) -> None:
    script = textwrap.dedent(
        """
        import os, signal, sys
        from pathlib import Path
        from homeward.node.home import build_node
        build_node("north", Path(sys.argv[1]), demo=True, role="party",
                   fill=lambda folder: os.kill(os.getpid(), signal.SIGKILL))
        """
    )
    killed = subprocess.run([sys.executable, "-c", script, str(tmp_path)], env={"PYTHONPATH": SOURCE}, check=False)
    assert killed.returncode == -9
    assert len(hidden(tmp_path)) == 1
    assert list_nodes(tmp_path) == []
    build(tmp_path)
    assert list_nodes(tmp_path) == ["north"]
    assert hidden(tmp_path) == []


def test_two_builds_of_one_node_at_once_are_refused(tmp_path: Path) -> None:
    def build_inside(folder: Path) -> None:
        build(tmp_path)

    with pytest.raises(ConflictError, match="Another run"):
        build_node("north", tmp_path, demo=True, role="party", fill=build_inside)
    build(tmp_path)


def test_a_folder_of_a_later_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = build(tmp_path).path / "node.toml"
    file.write_text(file.read_text().replace("format = 1", "format = 2"))
    with pytest.raises(NewerFormatError, match="format 2"):
        read_node(file.parent)
    with pytest.raises(NewerFormatError):
        build(tmp_path, word="second")
    assert (file.parent / "db.sqlite3").read_text() == "first"


@pytest.mark.parametrize("content", ["", "format = 'one'", "format = [", "format = 1\nname = 'north'", "\x00"])
def test_a_garbled_node_file_is_refused_with_its_place(tmp_path: Path, content: str) -> None:
    file = build(tmp_path).path / "node.toml"
    file.write_text(content)
    with pytest.raises(InputError, match=r"node\.toml"):
        read_node(file.parent)


@pytest.mark.parametrize("name", ["", "North", "../north", ".north", "a b", "n" * 40, "1north"])
def test_a_name_that_could_lead_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="no name for a node"):
        node_directory(name, tmp_path)


def test_plain_http_beyond_loopback_is_refused(tmp_path: Path) -> None:
    file = build(tmp_path).path / "node.toml"
    open_to_all = file.read_text().replace('"localhost"', '"bureau.example"')
    file.write_text(open_to_all)
    with pytest.raises(InputError, match="plain http"):
        read_node(file.parent)
    file.write_text(open_to_all.replace("https = false", "https = true"))
    assert "bureau.example" in read_node(file.parent).hosts


@pytest.mark.parametrize("demo", [True, False])
def test_only_a_demo_node_shows_accounts(tmp_path: Path, demo: bool) -> None:
    node = build(tmp_path, demo=demo)
    accounts = [{"role": "registrar", "name": "registrar", "password": "kettle-harbour-eleven"}]
    write_demonstration(node.path, accounts)
    assert read_demonstration(node) == (accounts if demo else [])


def test_a_missing_node_and_an_unknown_role_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no node"):
        read_node(tmp_path)
    with pytest.raises(InputError, match="no role of a node"):
        build_node("north", tmp_path, demo=True, role="emperor", fill=lambda folder: None)
    assert list_nodes(tmp_path) == []


def test_the_home_is_where_the_environment_says(tmp_path: Path) -> None:
    assert home_directory({"HOMEWARD_HOME": str(tmp_path)}) == tmp_path
    assert home_directory({}).name == ".homeward"
