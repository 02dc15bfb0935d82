"""What each connection is told, and what the authorizer refuses."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from homeward.base.errors import InputError
from homeward.node.database import SQLITE_PRAGMAS, application_role_sql, authorize, database_settings
from homeward.office.journal.triggers import install_sql


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A database file with the journals' tables, opened as a web process opens it."""
    connection = sqlite3.connect(tmp_path / "db.sqlite3", isolation_level=None)
    for pragma in SQLITE_PRAGMAS:
        connection.execute(pragma)
    connection.execute("CREATE TABLE journal (seq INTEGER PRIMARY KEY, kind TEXT)")
    connection.execute("CREATE TABLE journal_looks (id INTEGER PRIMARY KEY, what TEXT)")
    connection.execute("CREATE TABLE other (id INTEGER PRIMARY KEY)")
    for statement in install_sql("sqlite"):
        connection.execute(statement)
    connection.execute("INSERT INTO journal VALUES (1, 'a')")
    connection.set_authorizer(authorize)
    yield connection
    connection.close()


def test_a_new_sqlite_connection_is_durable_and_keeps_its_rules(guarded: sqlite3.Connection) -> None:
    names = [pragma.removeprefix("PRAGMA ").split("=")[0] for pragma in SQLITE_PRAGMAS]
    told = {name: guarded.execute(f"PRAGMA {name}").fetchone()[0] for name in names}
    assert told == {
        "journal_mode": "wal", "synchronous": 2, "busy_timeout": 10000,
        "foreign_keys": 1, "recursive_triggers": 1, "secure_delete": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET kind = 'b'",
        "DELETE FROM journal",
        "DELETE FROM journal_looks",
        "DROP TABLE journal",
        "DROP TABLE journal_looks",
        "ALTER TABLE journal RENAME TO x",
        "ALTER TABLE journal ADD COLUMN x",
        "DROP TRIGGER journal_update_append_only",
        "CREATE TRIGGER x BEFORE INSERT ON journal BEGIN SELECT RAISE(IGNORE); END",
        "CREATE TEMP TRIGGER x BEFORE INSERT ON journal BEGIN SELECT RAISE(IGNORE); END",
        "ATTACH ':memory:' AS x",
        "VACUUM INTO 'elsewhere.db'",
        "PRAGMA recursive_triggers = OFF",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA synchronous = OFF",
        "PRAGMA journal_mode = OFF",
        "PRAGMA writable_schema = ON",
    ],
)
def test_the_authorizer_refuses_what_would_loosen_a_journal(guarded: sqlite3.Connection, statement: str) -> None:
    with pytest.raises(sqlite3.DatabaseError, match="not authorized|authorization denied"):
        guarded.execute(statement)


def test_replacing_a_row_is_refused_by_the_triggers_behind_it(guarded: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        guarded.execute("INSERT OR REPLACE INTO journal VALUES (1, 'b')")


def test_ordinary_work_passes_the_authorizer(guarded: sqlite3.Connection) -> None:
    guarded.execute("BEGIN IMMEDIATE")
    guarded.execute("INSERT INTO journal VALUES (2, 'b')")
    guarded.execute("INSERT INTO other VALUES (1)")
    guarded.execute("UPDATE other SET id = 2")
    guarded.execute("DELETE FROM other")
    guarded.execute("COMMIT")
    assert guarded.execute("SELECT count(*) FROM journal").fetchone() == (2,)
    assert guarded.execute("PRAGMA foreign_key_check").fetchall() == []
    guarded.execute("DROP TABLE other")


def test_a_url_selects_postgresql_and_nothing_selects_sqlite(tmp_path: Path) -> None:
    told = database_settings("postgresql://o%40x:p%2Fw@db.example:5433/north?sslmode=verify-full", None)
    assert (told["USER"], told["PASSWORD"], told["HOST"], told["PORT"], told["NAME"]) == (
        "o@x", "p/w", "db.example", "5433", "north",
    )  # fmt: skip
    assert told["OPTIONS"] == {"sslmode": "verify-full"}
    assert told["ATOMIC_REQUESTS"] is True
    embedded = database_settings("", tmp_path / "db.sqlite3")
    assert embedded["NAME"] == str(tmp_path / "db.sqlite3")
    assert embedded["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert embedded["ATOMIC_REQUESTS"] is False


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql://host", "north", "sqlite:///x"])
def test_a_url_of_another_database_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(InputError, match="does not name a PostgreSQL database") as caught:
        database_settings(url, None)
    assert url not in str(caught.value)


def test_a_role_name_cannot_carry_a_statement() -> None:
    with pytest.raises(InputError):
        application_role_sql("x; DROP TABLE journal")
