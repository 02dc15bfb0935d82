"""What each database is told on every connection: durability, integrity, and the authorizer that guards the journals.

SQLite has no roles, so a callback on each web and worker connection refuses what no page ever needs: changing or
dropping a journal, attaching another file, loosening a guarding PRAGMA. It stops a careless or injected statement,
not code running in this process (security.md section 10 names the limits).
"""

import re
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.db import connections
from django.db.backends.signals import connection_created

from homeward.base.errors import InputError

JOURNAL_TABLES = frozenset({"journal", "journal_looks"})
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=10000",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA secure_delete=ON",
)
_GUARDING_PRAGMAS = frozenset({
    "foreign_keys", "recursive_triggers", "synchronous", "journal_mode", "secure_delete", "writable_schema",
    "trusted_schema", "legacy_alter_table", "defer_foreign_keys", "ignore_check_constraints", "locking_mode",
})  # fmt: skip
_NEVER = frozenset({sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH})
_ROW_CHANGES = frozenset({sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE, sqlite3.SQLITE_DROP_TABLE})
# For these the table is the second argument.
_SCHEMA_CHANGES = frozenset({
    sqlite3.SQLITE_ALTER_TABLE, sqlite3.SQLITE_DROP_TRIGGER, sqlite3.SQLITE_DROP_TEMP_TRIGGER,
    sqlite3.SQLITE_CREATE_TRIGGER, sqlite3.SQLITE_CREATE_TEMP_TRIGGER, sqlite3.SQLITE_DROP_INDEX,
})  # fmt: skip


# While a node is being built nothing in it is promised yet: its folder is synced as a whole before it gets its name.
BUILDING_PRAGMA = "PRAGMA synchronous=OFF"


def database_settings(url: str, sqlite_file: Path | None, *, building: bool = False) -> dict[str, Any]:
    """Django's settings of the database: PostgreSQL when there is a URL, else SQLite; in memory without a file.

    Args:
        building: whether the node's folder has not got its name yet (`home.build_node`).
    """
    if url:
        return _postgresql(url)
    pragmas = (*SQLITE_PRAGMAS, BUILDING_PRAGMA) if building else SQLITE_PRAGMAS
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(sqlite_file) if sqlite_file else ":memory:",
        # An IMMEDIATE transaction around each GET would take the write lock for reading: actions open their own.
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {"init_command": ";".join(pragmas), "transaction_mode": "IMMEDIATE", "timeout": 10},
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise InputError(
            "DATABASE_URL does not name a PostgreSQL database.", cure="Write postgresql://user:password@host:port/name."
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or options.pop("host", ""),
        "PORT": str(parts.port or ""),
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 60,
        "OPTIONS": options,
    }


def authorize(operation: int, first: str | None, second: str | None, _database: str | None, _by: str | None) -> int:
    """SQLite's authorizer callback: SQLITE_DENY for what would loosen or change a journal."""
    if operation in _NEVER:
        return sqlite3.SQLITE_DENY
    if operation == sqlite3.SQLITE_PRAGMA:
        loosens = second is not None and (first or "").lower() in _GUARDING_PRAGMAS
        return sqlite3.SQLITE_DENY if loosens else sqlite3.SQLITE_OK
    touched = first if operation in _ROW_CHANGES else second if operation in _SCHEMA_CHANGES else None
    return sqlite3.SQLITE_DENY if touched in JOURNAL_TABLES else sqlite3.SQLITE_OK


def guard_connections() -> None:
    """From here on every SQLite connection of this process carries the authorizer; web and worker call it at start."""
    connection_created.connect(_guard_new, dispatch_uid="homeward.node.database")
    for connection in connections.all(initialized_only=True):
        if connection.connection is not None:
            guard(connection)


def guard(connection: Any) -> None:
    """Puts the authorizer on one Django connection (SQLite; PostgreSQL has roles for it)."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.connection.set_authorizer(authorize)


def unguard(connection: Any) -> None:
    """Takes the authorizer off again: for migrations, back-up and tests."""
    if connection.vendor == "sqlite" and connection.connection is not None:
        connection.connection.set_authorizer(None)


def _guard_new(sender: Any, connection: Any, **_: Mapping[str, Any]) -> None:
    guard(connection)


def application_role_sql(role: str) -> list[str]:
    """What the owner of a PostgreSQL database runs once, so that the application's role owns no table.

    The role may read and write working tables, and only read and add to the journals.
    """
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", role):
        raise InputError(f"{role!r} is no name for a database role.")
    journals = ", ".join(sorted(JOURNAL_TABLES))
    return [
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {journals} FROM {role}",
    ]
