"""The triggers that make the two tables append-only, in both dialects.

Migrations put them in. Only the owner of the database can take them off, which the tests' clean-up does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

TABLES = ("journal", "journal_looks")
_REFUSAL = "append-only: {table} keeps every row as it was written"


def install_sql(vendor: str) -> list[str]:
    """Statements that refuse UPDATE and DELETE on both tables, and TRUNCATE where the database has it."""
    if vendor == "sqlite":
        return [_sqlite(table, event) for table in TABLES for event in ("UPDATE", "DELETE")]
    function = (
        "CREATE OR REPLACE FUNCTION homeward_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'append-only: % keeps every row as it was written', TG_TABLE_NAME "
        "USING ERRCODE = 'restrict_violation'; END $$"
    )
    return [function, *(_postgresql(table, event) for table in TABLES for event in ("UPDATE", "DELETE", "TRUNCATE"))]


def remove_sql(vendor: str) -> list[str]:
    """Statements that take them off again."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {_name(table, event)}" for table in TABLES for event in ("UPDATE", "DELETE")]
    return [
        f"DROP TRIGGER IF EXISTS {_name(table, event)} ON {table}"
        for table in TABLES
        for event in ("UPDATE", "DELETE", "TRUNCATE")
    ]


def list_triggers(connection: Any) -> set[str]:
    """Names of our triggers that stand in this database now."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%append_only'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgname LIKE '%append_only'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()}


def expected_triggers(vendor: str) -> set[str]:
    """Names of the triggers that must stand."""
    events = ("UPDATE", "DELETE") if vendor == "sqlite" else ("UPDATE", "DELETE", "TRUNCATE")
    return {_name(table, event) for table in TABLES for event in events}


@contextmanager
def taken_off(connection: Any) -> Iterator[None]:
    """As the owner, for as long as the block runs: tests clean up and tamper with it, nothing else calls it."""
    with connection.cursor() as cursor:
        for statement in remove_sql(connection.vendor):
            cursor.execute(statement)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in install_sql(connection.vendor):
                cursor.execute(statement)


def _name(table: str, event: str) -> str:
    return f"{table}_{event.lower()}_append_only"


def _sqlite(table: str, event: str) -> str:
    words = _REFUSAL.format(table=table)
    return f"CREATE TRIGGER {_name(table, event)} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, '{words}'); END"


def _postgresql(table: str, event: str) -> str:
    each = "STATEMENT" if event == "TRUNCATE" else "ROW"
    return (
        f"CREATE TRIGGER {_name(table, event)} BEFORE {event} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION homeward_append_only()"
    )
