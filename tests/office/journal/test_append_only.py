"""Both journals keep every row as it was written, whoever asks."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction

from cast import actor_with
from homeward.node.database import application_role_sql, guard, unguard
from homeward.office.journal.looks import record_look
from homeward.office.journal.models import JournalEntry, Look
from homeward.office.journal.triggers import TABLES, expected_triggers, list_triggers, taken_off
from homeward.office.journal.verification import verify_journal

pytestmark = pytest.mark.django_db
ROLE = "homeward_application_test"


@pytest.fixture(autouse=True)
def _one_row_in_each() -> None:
    record_look(viewer=actor_with("registrar"), subjects=["person-1"], what="register.person")


def refused(statement: str) -> str:
    """The database's words when it refuses the statement; fails when it does not."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(caught.value)


def test_an_update_or_a_delete_is_refused_on_both_tables() -> None:
    assert "append-only" in refused("UPDATE journal SET kind = 'another'")
    assert "append-only" in refused("DELETE FROM journal")
    assert "append-only" in refused("UPDATE journal_looks SET viewer = 'another'")
    assert "append-only" in refused("DELETE FROM journal_looks")
    assert JournalEntry.objects.count() == Look.objects.count() == 1


def test_the_models_are_refused_as_well() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        JournalEntry.objects.update(kind="another")
    with pytest.raises(DatabaseError), transaction.atomic():
        Look.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        JournalEntry.objects.get().save()


def test_a_row_cannot_be_replaced_by_inserting_over_it() -> None:
    assert "append-only" in refused(
        "INSERT OR REPLACE INTO journal SELECT * FROM journal"
        if connection.vendor == "sqlite"
        else "INSERT INTO journal SELECT * FROM journal ON CONFLICT (seq) DO UPDATE SET kind = EXCLUDED.kind"
    )
    verify_journal()


def test_a_truncate_is_refused() -> None:
    if connection.vendor == "postgresql":
        assert "append-only" in refused("TRUNCATE journal")
        assert "append-only" in refused("TRUNCATE journal_looks CASCADE")
    else:
        # SQLite has no TRUNCATE: its fast way is a DELETE without a condition, which triggers switch off.
        assert "append-only" in refused("DELETE FROM journal WHERE 1")


def test_the_triggers_of_either_database_are_those_expected() -> None:
    assert list_triggers(connection) == expected_triggers(connection.vendor)
    assert len(expected_triggers("sqlite")) == 2 * len(TABLES)
    assert len(expected_triggers("postgresql")) == 3 * len(TABLES)


def test_they_stand_again_after_the_owner_has_taken_them_off() -> None:
    with taken_off(connection):
        assert list_triggers(connection) == set()
    assert list_triggers(connection) == expected_triggers(connection.vendor)


@pytest.fixture
def fenced() -> Iterator[None]:
    """The connection as web and worker have it: with the authorizer, or as a role that owns no table."""
    if connection.vendor == "sqlite":
        guard(connection)
        yield
        unguard(connection)
        return
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}")
        for statement in application_role_sql(ROLE):
            cursor.execute(statement)
        cursor.execute(f"SET ROLE {ROLE}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(f"DROP OWNED BY {ROLE}")
        cursor.execute(f"DROP ROLE {ROLE}")


@pytest.mark.usefixtures("fenced")
@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE journal",
        "DROP TABLE journal_looks",
        "ALTER TABLE journal RENAME TO elsewhere",
        "ALTER TABLE journal_looks ADD COLUMN another integer",
        "UPDATE journal SET kind = 'another'",
        "DELETE FROM journal_looks",
    ],
)
def test_the_application_can_neither_drop_nor_alter_nor_change_a_journal(statement: str) -> None:
    words = refused(statement)
    assert "append-only" not in words, "refused before any trigger was asked"


@pytest.mark.usefixtures("fenced")
def test_the_application_cannot_take_a_trigger_off() -> None:
    where = "" if connection.vendor == "sqlite" else " ON journal"
    refused(f"DROP TRIGGER journal_delete_append_only{where}")
    assert list_triggers(connection) == expected_triggers(connection.vendor)


@pytest.mark.usefixtures("fenced")
def test_the_application_still_writes_and_reads_behind_the_fence() -> None:
    record_look(viewer=actor_with("auditor"), what="register.list", shown=0, filter="q=x")
    assert JournalEntry.objects.count() == Look.objects.count() == 2
    assert verify_journal().size == 2
