"""Promises of the import: every row read is told of, nothing is overwritten, nothing is committed twice."""

import pytest

from cast import actor_with
from desks.register.given import ROWS, batch_of, csv_bytes
from homeward.base.errors import ConflictError, InputError, RefusedError, SheetError
from homeward.desks.register.actions import (
    CommittedAlreadyError,
    cancel_import,
    commit_import,
    map_columns,
    propose_import,
    undo_import,
)
from homeward.desks.register.models import Batch, LaterRow, Person, RejectedRow
from homeward.desks.register.queries import listed_persons, person_visible_to
from homeward.office.journal.models import JournalEntry
from homeward.office.journal.verification import verify_journal

pytestmark = pytest.mark.django_db


def counts(batch: Batch) -> tuple[int, int, int, int]:
    return batch.new, batch.same, batch.conflict, batch.rejected


def test_every_row_read_is_new_same_in_conflict_or_rejected():
    actor = actor_with("registrar")
    batch_of(actor)
    changed = ("N-1", "Verbenko", "Mykola", "Petrovych", "08.03.1998", "soldier", "0012345", "3rd company")
    rows = [
        changed,
        ROWS[1],
        ("N-9", "Newcomer", "Ivan", "", "1995", "", "", ""),
        ("N-8", "X", "Y", "", "31.02.1998", "", "", ""),
    ]
    batch = batch_of(actor, csv_bytes(rows))
    assert counts(batch) == (1, 1, 1, 1)
    assert batch.rows_read == 4
    rejected = RejectedRow.objects.get(batch=batch)
    assert (rejected.row, rejected.column, rejected.value) == (5, "Date of birth", "31.02.1998")
    assert rejected.reason
    assert rejected.cure


def test_the_same_file_imported_twice_is_all_the_same():
    actor = actor_with("registrar")
    first, second = batch_of(actor), batch_of(actor)
    assert counts(first) == (4, 0, 0, 0)
    assert counts(second) == (0, 4, 0, 0)
    assert Person.objects.count() == 4


def test_a_list_without_ids_imported_twice_is_all_the_same_even_when_its_rows_moved():
    actor = actor_with("registrar")
    header = ("Surname", "Given name", "Born")
    rows = [("Alder", "Tom", "1990"), ("Birch", "Sam", "1991"), ("Birch", "Sam", "1991")]
    batch_of(actor, csv_bytes(rows, header))
    again = batch_of(actor, csv_bytes([("Cedar", "Ian", "1970"), *rows, ("Birch", "Sam", "1991")], header))
    assert counts(again) == (2, 3, 0, 0)


def test_a_conflict_keeps_both_values_with_their_sources_and_overwrites_neither():
    actor = actor_with("registrar")
    first = batch_of(actor)
    changed = ("N-1", "Verbenko", "Mykola", "Petrovych", "08.03.1998", "soldier", "0012345", "3rd company")
    second = batch_of(actor, csv_bytes([changed]))
    person = Person.objects.get(list_id="N-1")
    assert person.birth_date == "1998-03-07"
    facts = {fact.name: fact for fact in person_visible_to(viewer=actor, person_id=person.pk).facts}
    told = [(value.value.isoformat(), value.batch_number, value.row) for value in facts["birth_date"].values]
    assert told == [("1998-03-07", first.number, 2), ("1998-03-08", second.number, 2)]
    assert len(facts["rank"].values) == 1


def test_a_column_that_a_later_list_lacks_says_nothing():
    actor = actor_with("registrar")
    batch_of(actor)
    later = batch_of(actor, csv_bytes([row[:2] for row in ROWS], ("ID", "Surname")))
    assert counts(later) == (0, 4, 0, 0)


def test_the_same_form_sent_twice_commits_once():
    actor = actor_with("registrar")
    batch = batch_of(actor)
    with pytest.raises(CommittedAlreadyError):
        commit_import(actor=actor, batch_id=batch.pk)
    assert Person.objects.count() == 4
    assert JournalEntry.objects.filter(kind="register.commit_import").count() == 1


def test_nobody_commits_what_nobody_saw():
    actor = actor_with("registrar")
    batch = batch_of(actor, commit=False)
    batch_of(actor)
    with pytest.raises(ConflictError):
        commit_import(actor=actor, batch_id=batch.pk, seen="4-0-0-0")
    assert commit_import(actor=actor, batch_id=batch.pk, seen="0-4-0-0").state == "committed"


def test_undo_withdraws_the_batch_as_a_whole_and_keeps_its_history():
    actor = actor_with("registrar")
    batch = batch_of(actor)
    undone = undo_import(actor=actor, batch_id=batch.pk, reason="WRONG_FILE")
    assert (undone.state, undone.undone_why, undone.undone_by) == ("undone", "WRONG_FILE", actor.officer_id)
    assert listed_persons(viewer=actor, party="NORTH", kind="held") == []
    assert Person.objects.count() == 4
    assert counts(batch_of(actor)) == (4, 0, 0, 0)


def test_undo_of_a_later_batch_takes_its_proposals_back():
    actor = actor_with("registrar")
    batch_of(actor)
    later = batch_of(actor, csv_bytes([("N-1", "Verbenka", *ROWS[0][2:])]))
    person = Person.objects.get(list_id="N-1")
    undo_import(actor=actor, batch_id=later.pk, reason="TRAINING")
    facts = person_visible_to(viewer=actor, person_id=person.pk).facts
    assert all(len(fact.values) == 1 for fact in facts)


def test_a_batch_that_later_ones_rest_on_is_not_undone_before_them():
    actor = actor_with("registrar")
    first, second = batch_of(actor), batch_of(actor)
    with pytest.raises(ConflictError, match=str(second.number)):
        undo_import(actor=actor, batch_id=first.pk, reason="WRONG_FILE")
    undo_import(actor=actor, batch_id=second.pk, reason="WRONG_FILE")
    undo_import(actor=actor, batch_id=first.pk, reason="WRONG_FILE")
    assert LaterRow.objects.filter(withdrawn_at=None).count() == 0


def test_a_batch_is_undone_for_a_reason_of_the_list_alone():
    actor = actor_with("registrar")
    batch = batch_of(actor)
    with pytest.raises(InputError):
        undo_import(actor=actor, batch_id=batch.pk, reason="because")
    assert Person.objects.filter(withdrawn_at=None).count() == 4


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "list.csv", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "list.xls", "^list.xls is an old Excel"),
        (b"PK\x03\x04broken", "list.xlsx", "workbook"),
        (b"%PDF-1.7", "list.pdf", "PDF"),
    ],
)
def test_an_unusable_file_is_refused_with_its_cure_and_leaves_nothing(files, content, name, words):
    actor = actor_with("registrar")
    batch_of(actor, commit=False)
    kept, entries = sorted(files.rglob("*.*")), JournalEntry.objects.count()
    with pytest.raises(SheetError, match=words) as refusal:
        propose_import(actor=actor, file_name=name, content=content, party="NORTH", kind="held")
    assert refusal.value.cure
    assert Batch.objects.count() == 1
    assert sorted(files.rglob("*.*")) == kept
    assert JournalEntry.objects.count() == entries


def test_an_unknown_party_or_kind_is_refused():
    actor = actor_with("registrar")
    batch_of(actor, commit=False)
    for party, kind in (("NOWHERE", "held"), ("NORTH", "other")):
        with pytest.raises(InputError):
            propose_import(actor=actor, file_name="list.csv", content=csv_bytes(), party=party, kind=kind)
    assert Batch.objects.count() == 1


def test_a_list_with_no_identifying_column_is_refused_and_can_be_mapped_by_hand():
    actor = actor_with("registrar")
    content = csv_bytes([("Alder Tom", "tall"), ("Birch Sam", "short")], ("Who", "Look"))
    batch = batch_of(actor, content, commit=False)
    with pytest.raises(SheetError):
        commit_import(actor=actor, batch_id=batch.pk)
    with pytest.raises(SheetError):
        map_columns(actor=actor, batch_id=batch.pk, choices={"Who": "", "Look": "unit"})
    assert Batch.objects.get(pk=batch.pk).choices == {}
    map_columns(actor=actor, batch_id=batch.pk, choices={"Who": "full_name", "Look": ""})
    assert counts(commit_import(actor=actor, batch_id=batch.pk)) == (2, 0, 0, 0)


def test_a_sparse_row_is_kept():
    actor = actor_with("registrar")
    batch = batch_of(actor, csv_bytes([("", "", "Tom", "", "", "", "", "")]))
    assert counts(batch) == (1, 0, 0, 0)


def test_a_file_is_kept_until_commit_and_deleted_on_cancel(files, django_capture_on_commit_callbacks):
    actor = actor_with("registrar")
    batch = batch_of(actor, commit=False)
    assert len(list(files.rglob("*.csv"))) == 1
    with django_capture_on_commit_callbacks(execute=True):
        cancel_import(actor=actor, batch_id=batch.pk)
    assert list(files.rglob("*.csv")) == []
    with pytest.raises(ConflictError):
        commit_import(actor=actor, batch_id=batch.pk)


def test_the_same_story_gives_the_same_person_ids_and_every_row_its_own():
    actor = actor_with("registrar")
    batch_of(actor)
    ids = [person.id for person in listed_persons(viewer=actor, party="NORTH", kind="held")]
    assert len(set(ids)) == 4
    assert all(len(person_id) == 32 for person_id in ids)


def test_an_id_too_long_to_keep_is_rejected_and_counted():
    actor = actor_with("registrar")
    batch = batch_of(actor, csv_bytes([("N" * 300, "Alder", "Tom", "", "", "", "", ""), ROWS[0]]))
    assert counts(batch) == (1, 0, 0, 1)


@pytest.mark.parametrize("role", ["tracing_officer", "list_officer", "decision_maker", "auditor", "administrator"])
def test_only_a_registrar_imports(role):
    batch = batch_of(actor_with("registrar"), commit=False)
    other = actor_with(role)
    for act in (
        lambda: propose_import(actor=other, file_name="l.csv", content=csv_bytes(), party="NORTH", kind="held"),
        lambda: commit_import(actor=other, batch_id=batch.pk),
        lambda: undo_import(actor=other, batch_id=batch.pk, reason="TRAINING"),
    ):
        with pytest.raises(RefusedError):
            act()
    assert Person.objects.count() == 0


def test_the_journal_holds_ids_and_counts_and_still_verifies():
    actor = actor_with("registrar")
    batch = batch_of(actor)
    undo_import(actor=actor, batch_id=batch.pk, reason="WRONG_FILE")
    bodies = b"".join(bytes(entry.body) for entry in JournalEntry.objects.all())
    assert b"Verbenko" not in bodies
    assert verify_journal()
