"""A node whose disk is full says so, leaves everything as it was, and goes on when there is room again."""

import errno
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.db import connection
from django.db.utils import OperationalError

from cast import client_of, officer_with
from homeward.desks.exchange.models import TermsVersion
from homeward.node.middleware.refusals import is_full
from homeward.office.journal.models import JournalEntry

TERMS = """format = 1
title = "{title}"
parties = ["NORTH", "SOUTH"]
reference_date = 2024-08-24
willingness = "list-column"
[[clauses]]
kind = "equal-heads"
heads = 3
[[objectives]]
kind = "persons-home"
"""


def no_room() -> AbstractContextManager[None]:
    """Nothing can be written, as either database finds it."""
    return _no_free_page() if connection.vendor == "sqlite" else _refused_by_the_disk()


@contextmanager
def _refused_by_the_disk() -> Iterator[None]:
    """PostgreSQL's own sign of a full disk, at the first row of the work."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER no_room BEFORE INSERT ON exchange_termsversion FOR EACH ROW EXECUTE FUNCTION no_room()"
        )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP FUNCTION no_room() CASCADE")


@contextmanager
def _no_free_page() -> Iterator[None]:
    """The database's file may not grow by one page, and holds no free one: what earlier tests freed is filled first."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE filler (content BLOB)")
        while free := _told(cursor, "freelist_count"):
            cursor.execute("INSERT INTO filler VALUES (zeroblob(%s))", [free * _told(cursor, "page_size")])
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count={cursor.fetchone()[0]}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count=1073741823")
            cursor.execute("DROP TABLE filler")


def _told(cursor: Any, pragma: str) -> int:
    cursor.execute(f"PRAGMA {pragma}")
    return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_to_a_full_disk_does_nothing_and_says_so_and_is_taken_afterwards():
    client = client_of(officer_with("list_officer"))
    # Larger than what free pages of the file could hold.
    words = {"text": TERMS.format(title="three for three") + "# remark\n" * 10_000}
    before = JournalEntry.objects.count()
    with no_room():
        answer = client.post("/exchange/terms/write/", words)
    assert answer.status_code == 500
    assert "The disk is full" in answer.content.decode()
    assert (TermsVersion.objects.count(), JournalEntry.objects.count()) == (0, before)
    assert client.post("/exchange/terms/write/", words).status_code == 302
    assert (TermsVersion.objects.count(), JournalEntry.objects.count()) == (1, before + 1)


@pytest.mark.parametrize(
    ("sign", "full"),
    [({"sqlstate": "53100"}, True), ({"sqlstate": "40001"}, False), ({"sqlite_errorcode": 13}, True), ({}, False)],
)
def test_the_signs_of_both_databases_are_known(sign: dict[str, object], full: bool):
    cause = type("Cause", (Exception,), sign)()
    error = OperationalError("as the driver told it")
    error.__cause__ = cause
    assert is_full(error) is full
    assert is_full(OSError(errno.ENOSPC, "no space"))
    assert not is_full(OSError(errno.EACCES, "no right"))
