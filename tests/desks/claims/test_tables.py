"""Promises of loading the public tables: idempotent, versions instead of overwriting, errors that name the cell."""

import csv
import io

import pytest
from django.apps import apps

from cast import actor_with
from desks.exchange.given import registered_and_searched
from homeward.base.errors import RefusedError
from homeward.desks.claims.actions import correct_claim, load_public_tables
from homeward.desks.claims.models import ClaimVersion, EventVersion
from homeward.desks.claims.tables import CLAIMS, EVENTS, READINGS, TableError, committed
from homeward.office.journal.models import JournalEntry

pytestmark = pytest.mark.django_db


def altered(name: str, code: str, **cells: str) -> bytes:
    """A committed table with some cells of one row changed."""
    text = committed(name).decode("utf-8")
    reader = csv.DictReader(io.StringIO(text, newline=""))
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, reader.fieldnames, lineterminator="\n")
    writer.writeheader()
    for row in reader:
        writer.writerow(row | (cells if next(iter(row.values())) == code else {}))
    return written.getvalue().encode()


def test_the_committed_tables_hold_every_row_and_load_once():
    editor = actor_with("claims_editor")
    loaded = load_public_tables(actor=editor)
    assert (loaded.events_new, loaded.claims_new, loaded.same) == (68, 187, 0)
    again = load_public_tables(actor=editor)
    assert (again.events_new, again.claims_new, again.events_changed, again.claims_changed, again.same) == (
        0,
        0,
        0,
        0,
        255,
    )
    assert EventVersion.objects.count() == 68
    assert ClaimVersion.objects.count() == 187
    assert JournalEntry.objects.filter(kind="claims.load_public_tables").count() == 2


def test_a_changed_row_becomes_a_new_version_and_the_old_one_stays():
    editor = actor_with("claims_editor")
    load_public_tables(actor=editor)
    loaded = load_public_tables(actor=editor, claims=altered(CLAIMS, "C069", n="116"))
    assert (loaded.claims_changed, loaded.claims_new) == (1, 0)
    versions = ClaimVersion.objects.filter(code="C069").order_by("version")
    assert [(claim.version, claim.n, claim.current) for claim in versions] == [(1, 115, False), (2, 116, True)]
    loaded = load_public_tables(
        actor=editor, events=altered(EVENTS, "X040", mediators="Somebody"), claims=altered(CLAIMS, "C069", n="116")
    )
    assert (loaded.events_changed, loaded.claims_changed) == (1, 0)
    rows = EventVersion.objects.filter(code="X040").order_by("version")
    assert [(event.version, event.row["mediators"]) for event in rows] == [(1, "United Arab Emirates"), (2, "Somebody")]


def test_a_correction_by_hand_survives_a_repeated_load():
    editor = actor_with("claims_editor")
    load_public_tables(actor=editor)
    correct_claim(actor=editor, code="C069", version=1, changes={"n": 114}, why="MISREAD")
    assert load_public_tables(actor=editor).claims_changed == 0
    assert ClaimVersion.objects.get(code="C069", current=True).n == 114


def test_a_row_that_left_the_table_stays_and_is_counted():
    editor = actor_with("claims_editor")
    load_public_tables(actor=editor)
    shorter = b"\n".join(line for line in committed(CLAIMS).split(b"\n") if not line.startswith(b"C187,"))
    assert load_public_tables(actor=editor, claims=shorter).no_longer_listed == 1
    assert ClaimVersion.objects.get(code="C187").current


@pytest.mark.parametrize(
    ("table", "code", "cells", "words"),
    [
        ("claims", "C069", {"n": "1l5"}, "row 70, column n: '1l5'"),
        ("claims", "C069", {"n": ""}, "row 70, column n: ''"),
        ("claims", "C068", {"n": "3"}, "row 69, column n: '3'"),
        ("claims", "C069", {"cmp": "roughly"}, "column cmp: 'roughly'"),
        ("claims", "C069", {"kind": "freed"}, "column kind: 'freed'"),
        ("claims", "C069", {"said_on": "24.08.2024"}, "column said_on: '24.08.2024'"),
        ("claims", "C069", {"holds_for": "2024-08-24/2024-08-01"}, "column holds_for"),
        ("claims", "C069", {"event_id": "X999"}, "column event_id: 'X999'"),
        ("claims", "C069", {"source": "javascript:alert(1)"}, "column source: 'javascript:alert(1)'"),
        ("claims", "C069", {"speaker": " "}, "column speaker"),
        ("claims", "C069", {"claim_id": "C068"}, "row 70, column claim_id: 'C068'"),
        ("events", "X040", {"to_russia_total": "-4"}, "row 41, column to_russia_total: '-4'"),
        ("events", "X040", {"date": "2024-08"}, "column date: '2024-08'"),
        ("events", "X040", {"date_end": "2024-08-01"}, "column date_end"),
        ("events", "X040", {"reliability": "E"}, "column reliability: 'E'"),
        ("events", "X040", {"id": "40"}, "column id: '40'"),
        ("readings", "C071", {"basis": "words that nobody wrote"}, "column basis: 'words that nobody wrote'"),
        ("readings", "C071", {"value": "C999"}, "column value: 'C999'"),
        ("readings", "C071", {"field": "truth"}, "column field: 'truth'"),
    ],
)
def test_a_bad_cell_is_refused_with_row_column_value_and_cure_and_nothing_is_loaded(table, code, cells, words):
    name = {"claims": CLAIMS, "events": EVENTS, "readings": READINGS}[table]
    with pytest.raises(TableError) as refused:
        load_public_tables(actor=actor_with("claims_editor"), **{table: altered(name, code, **cells)})
    assert words in refused.value.message
    assert name in refused.value.message
    assert refused.value.cure
    assert not ClaimVersion.objects.exists()
    assert not EventVersion.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"id,date\n", "row 1"),
        (b"", "row 1"),
        (committed(EVENTS) + b"X990,2026-01-01\n", "row 70 has 2 cells"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(content: bytes, words: str):
    with pytest.raises(TableError, match=words):
        load_public_tables(actor=actor_with("claims_editor"), events=content)


@pytest.mark.parametrize("role", ["registrar", "list_officer", "auditor", "administrator", "decision_maker"])
def test_nobody_but_a_claims_editor_loads_tables(role: str):
    with pytest.raises(RefusedError):
        load_public_tables(actor=actor_with(role))
    assert not EventVersion.objects.exists()


def everything_but_claims() -> dict[str, list]:
    """All rows of every other room except the journal, which the frame itself writes."""
    ours = {"claims", "journal", "sessions", "contenttypes", "auth"}
    models = [model for model in apps.get_models() if model._meta.app_label not in ours]
    return {model._meta.label: sorted(map(repr, model.objects.values_list())) for model in models}


def test_claims_touch_no_person_list_pair_or_plan(tmp_path, settings):
    settings.FILES_DIR = tmp_path
    registered_and_searched()
    editor = actor_with("claims_editor")
    before = everything_but_claims()
    assert before["register.Person"]
    load_public_tables(actor=editor)
    correct_claim(actor=editor, code="C069", version=1, changes={"n": 999}, why="MISREAD")
    assert everything_but_claims() == before
