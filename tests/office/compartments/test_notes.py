"""Notes open for their named readers, with a reason, and for nobody else."""

import logging
import re
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from django.apps import apps
from django.core import serializers
from django.db import connection
from pytest_django import DjangoCaptureOnCommitCallbacks

from cast import administrator, officer_with
from homeward.base.clock import StoryClock
from homeward.base.errors import ConflictError, InputError, RefusedError, TamperedError
from homeward.office.accounts.actions import withdraw_role
from homeward.office.accounts.models import Officer
from homeward.office.compartments.actions import erase_expired, give_keys, read_note, share_note, write_note
from homeward.office.compartments.keys import NoKeysError, found_recovery, identity_of
from homeward.office.compartments.models import NoteReader, ReaderKey, SealedNote
from homeward.office.compartments.queries import notes_for, possible_readers
from homeward.office.compartments.rooms import COMPARTMENTS
from homeward.office.compartments.sealing import NotSealedToYouError, Place, new_identity, seal, unseal
from homeward.office.journal import clock
from homeward.office.journal.models import JournalEntry, Look

pytestmark = pytest.mark.django_db
PERSON = "0198c0ffee00700080000000000000aa"
MARKER = "MARKER-quinine-and-a-broken-wrist"


def written(officer: Officer, words: str = MARKER, compartment: str = "health", **more: object) -> str:
    return write_note(actor=officer.as_actor(), compartment=compartment, person_id=PERSON, words=words, **more)


def opened(officer: Officer, note_id: str) -> str:
    return read_note(actor=officer.as_actor("TREATMENT"), note_id=note_id).words


def whole_database() -> str:
    """Every row of every table, and whatever else the database has written down."""
    rows = [str(row) for model in apps.get_models() for row in serializers.serialize("json", model.objects.all())]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names from the database
            rows += [repr([bytes(c) if isinstance(c, memoryview) else c for c in row]) for row in cursor.fetchall()]
    return "\n".join(rows)


def test_a_note_opens_for_its_writer_and_named_readers(medic: Officer, other_medic: Officer) -> None:
    note = written(medic, readers=[str(other_medic.pk)])
    assert opened(medic, note) == MARKER
    found = read_note(actor=other_medic.as_actor("TREATMENT"), note_id=note)
    assert (found.words, found.author, found.readers) == (MARKER, "Lina Haddad", ("Lina Haddad", "Tomas Brandt"))


def test_h18_another_colleague_of_the_same_role_cannot_read_it(medic: Officer, other_medic: Officer) -> None:
    note = written(medic)
    assert notes_for(viewer=other_medic.as_actor(), compartment="health", person_id=PERSON) == []
    with pytest.raises(NotSealedToYouError):
        opened(other_medic, note)
    written(other_medic, "own words")
    with pytest.raises(NotSealedToYouError):
        opened(other_medic, note)


def test_h6_the_key_of_one_compartment_opens_nothing_of_another() -> None:
    for own, other in permutations(COMPARTMENTS, 2):
        (identity, public), (_secret, other_public) = new_identity(), new_identity()
        assert unseal(seal({"words": own}, Place(own, "n", "p"), [public]), Place(own, "n", "p"), identity)
        with pytest.raises(NotSealedToYouError):
            unseal(seal({"words": own}, Place(other, "n", "p"), [other_public]), Place(other, "n", "p"), identity)


def test_h6_one_officer_with_two_roles_has_two_keys(recovery: dict[str, str]) -> None:
    both = officer_with("medical_officer", "psychologist")
    notes = {code: written(both, code, code) for code in ("health", "mind")}
    secrets = {code: identity_of(code, str(both.pk)) for code in notes}
    assert secrets["health"] != secrets["mind"]
    row = SealedNote.objects.get(pk=notes["health"])
    for identity in (secrets["mind"], recovery["mind"]):
        with pytest.raises(NotSealedToYouError):
            unseal(row.sealed, Place("health", row.pk, PERSON), identity)


def test_h21_after_a_restore_it_opens_for_its_readers_the_recovery_identity_and_nobody_else(
    medic: Officer, other_medic: Officer, recovery: dict[str, str]
) -> None:
    written(other_medic, "makes a key for the other colleague")
    row = SealedNote.objects.get(pk=written(medic))
    backup = serializers.serialize("json", [row])
    [restored] = serializers.deserialize("json", backup)
    place = Place("health", row.pk, PERSON)
    for identity in (identity_of("health", str(medic.pk)), recovery["health"]):
        assert unseal(restored.object.sealed, place, identity)["words"] == MARKER
    strangers = [identity_of("health", str(other_medic.pk)), new_identity()[0]]
    for identity in [*strangers, *(secret for code, secret in recovery.items() if code != "health")]:
        with pytest.raises(NotSealedToYouError):
            unseal(restored.object.sealed, place, identity)


def test_the_words_are_nowhere_in_the_database_and_in_no_log(
    medic: Officer, other_medic: Officer, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        note = written(medic)
        found = read_note(actor=medic.as_actor("TREATMENT"), note_id=note)
        share_note(actor=medic.as_actor("HANDING_OVER"), note_id=note, reader=str(other_medic.pk))
        with pytest.raises(InputError) as refused:
            written(medic, MARKER * 10_000)
    everything = whole_database()
    assert PERSON in everything
    for place in (everything, caplog.text, repr(found), str(refused.value)):
        assert MARKER not in place


def test_sealed_bytes_tell_only_a_coarse_size(medic: Officer) -> None:
    sizes = {len(SealedNote.objects.get(pk=written(medic, "x" * length)).sealed) for length in (1, 50, 3000)}
    assert len(sizes) == 1
    assert len(SealedNote.objects.get(pk=written(medic, "x" * 5000)).sealed) not in sizes


def test_bytes_moved_to_another_person_or_altered_are_found_out(medic: Officer) -> None:
    note = written(medic)
    row = SealedNote.objects.get(pk=note)
    SealedNote.objects.filter(pk=note).update(person_id="0198c0ffee00700080000000000000bb")
    with pytest.raises(TamperedError):
        opened(medic, note)
    flipped = bytes(row.sealed[:-1]) + bytes([row.sealed[-1] ^ 1])
    SealedNote.objects.filter(pk=note).update(person_id=PERSON, sealed=flipped)
    with pytest.raises(TamperedError):
        opened(medic, note)


def test_opening_needs_a_reason_and_leaves_two_lines(medic: Officer) -> None:
    note = written(medic)
    for reason in ("", "CURIOUS"):
        with pytest.raises(RefusedError):
            read_note(actor=medic.as_actor(reason), note_id=note)
    assert not Look.objects.exists()
    opened(medic, note)
    look = Look.objects.get()
    assert (look.what, look.subject, look.reason) == ("compartments.health", PERSON, "TREATMENT")
    entry = JournalEntry.objects.order_by("-seq").first()
    assert entry is not None
    assert entry.kind == "compartments.read_note"
    assert note.encode() in bytes(entry.body)


@pytest.mark.parametrize("role", ["registrar", "list_officer", "reception_coordinator", "auditor", "psychologist"])
def test_other_roles_neither_write_nor_read_nor_learn_of_it(medic: Officer, role: str) -> None:
    stranger, note = officer_with(role), written(medic)
    with pytest.raises(RefusedError):
        opened(stranger, note)
    with pytest.raises(RefusedError):
        written(stranger)
    with pytest.raises(RefusedError):
        notes_for(viewer=stranger.as_actor(), compartment="health", person_id=PERSON)
    with pytest.raises(RefusedError):
        possible_readers(viewer=stranger.as_actor(), compartment="health")


def test_it_is_sealed_to_nobody_who_may_not_read(medic: Officer) -> None:
    with pytest.raises(InputError):
        written(medic, readers=[str(officer_with("registrar").pk)])
    assert not SealedNote.objects.exists()


def test_a_note_handed_on_opens_for_the_next_shift(medic: Officer, other_medic: Officer) -> None:
    note = written(medic)
    with pytest.raises(NotSealedToYouError):
        share_note(actor=other_medic.as_actor("HANDING_OVER"), note_id=note, reader=str(other_medic.pk))
    share_note(actor=medic.as_actor("HANDING_OVER"), note_id=note, reader=str(other_medic.pk))
    share_note(actor=medic.as_actor("HANDING_OVER"), note_id=note, reader=str(other_medic.pk))
    assert opened(other_medic, note) == opened(medic, note) == MARKER
    assert NoteReader.objects.filter(note=note).count() == 2


def test_a_role_taken_away_closes_the_compartment_and_its_key_is_destroyed(
    medic: Officer, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    note, boss = written(medic), administrator().as_actor()
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_role(actor=boss, officer_id=str(medic.pk), role="medical_officer")
    medic.refresh_from_db()
    with pytest.raises(RefusedError):
        opened(medic, note)
    assert give_keys(actor=boss, officer_id=str(medic.pk)) == []
    assert identity_of("health", str(medic.pk)) == ""
    assert ReaderKey.objects.get(officer_id=str(medic.pk)).ended_at is not None


def test_keys_come_with_the_role_and_lie_closed_on_the_disk(medic: Officer, keys: Path) -> None:
    assert give_keys(actor=administrator().as_actor(), officer_id=str(medic.pk)) == ["health"]
    file = keys / "health" / f"{medic.pk}.age"
    assert re.match(r"AGE-SECRET-KEY-1", file.read_text())
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert "AGE-SECRET-KEY" not in whole_database()
    before = file.read_text()
    give_keys(actor=administrator().as_actor(), officer_id=str(medic.pk))
    assert file.read_text() == before


def test_the_words_go_when_their_time_is_over_and_the_dates_stay(medic: Officer) -> None:
    today = clock.now().date()
    note, longer = written(medic, keep_until=today), written(medic)
    assert opened(medic, note) == MARKER
    tomorrow = StoryClock(datetime.combine(today + timedelta(days=1), datetime.min.time(), UTC))
    with clock.clock_set_to(tomorrow):
        with pytest.raises(ConflictError):
            opened(medic, note)
        assert erase_expired(actor=medic.as_actor(), compartment="health") == 1
        assert erase_expired(actor=medic.as_actor(), compartment="health") == 0
        row = SealedNote.objects.get(pk=note)
        assert (bytes(row.sealed), row.keep_until) == (b"", today)
        assert row.erased_at is not None
        assert opened(medic, longer) == MARKER


def test_a_note_of_the_past_or_without_words_is_refused(medic: Officer) -> None:
    for bad in ({"words": "  "}, {"keep_until": clock.now().date() - timedelta(days=1)}):
        with pytest.raises(InputError):
            written(medic, **bad)


def test_without_recovery_identity_nothing_is_written(db: None, keys: Path) -> None:
    with pytest.raises(NoKeysError):
        written(officer_with("medical_officer"))
    assert not SealedNote.objects.exists()


def test_recovery_identities_are_made_once_and_never_lie_on_the_node(keys: Path, recovery: dict[str, str]) -> None:
    assert len(set(recovery.values())) == len(COMPARTMENTS)
    on_disk = "".join(file.read_text() for file in keys.rglob("*") if file.is_file())
    assert "AGE-SECRET-KEY" not in on_disk
    with pytest.raises(ConflictError):
        found_recovery(keys)
