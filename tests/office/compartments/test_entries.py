"""Entries whose existence is kept: neither tables nor journal nor looks tell a full one from an empty one."""

import json

import pytest

from cast import officer_with
from homeward.base.errors import InputError, RefusedError
from homeward.office.accounts.models import Officer
from homeward.office.compartments.actions import (
    hand_on_entries,
    lay_entries,
    read_entry,
    write_entry,
    write_note,
)
from homeward.office.compartments.models import KeptEntry
from homeward.office.compartments.sealing import NotSealedToYouError
from homeward.office.journal.models import JournalEntry, Look
from office.compartments.given import new_interviewer

pytestmark = pytest.mark.django_db
PERSONS = [f"0198c0ffee0070008000000000000{number:03d}" for number in range(4)]
MARKER = "MARKER-does-not-wish-to-return"
WILL = "own_will"


def words_of(officer: Officer, person: str) -> list[str]:
    parts = read_entry(actor=officer.as_actor("INTERVIEW"), compartment=WILL, person_id=person)
    return [part["words"] for part in parts]


def write(officer: Officer, person: str, words: str = MARKER) -> None:
    write_entry(actor=officer.as_actor(), compartment=WILL, person_id=person, words=words)


def test_an_empty_entry_and_a_full_one_are_told_apart_by_their_readers_alone(interviewer: Officer) -> None:
    assert lay_entries(actor=interviewer.as_actor(), compartment=WILL, person_ids=PERSONS) == len(PERSONS)
    write(interviewer, PERSONS[1])
    write(interviewer, PERSONS[1], "changed their mind")
    assert words_of(interviewer, PERSONS[1]) == [MARKER, "changed their mind"]
    assert words_of(interviewer, PERSONS[0]) == []
    rows = KeptEntry.objects.all()
    assert {row.person_id for row in rows} == set(PERSONS)
    assert len({len(row.sealed) for row in rows}) == 1
    assert all(MARKER.encode() not in bytes(row.sealed) for row in rows)


def test_the_journal_does_not_tell_about_whom_something_was_written(interviewer: Officer) -> None:
    write(interviewer, PERSONS[1])
    entries = [json.loads(bytes(entry.body)) for entry in JournalEntry.objects.all()]
    [about] = [entry for entry in entries if entry["kind"] == "compartments.write_entry"]
    assert about["subjects"] == []
    assert PERSONS[1] not in json.dumps(entries)


def test_a_look_is_the_same_line_whatever_is_in_the_entry(interviewer: Officer) -> None:
    write(interviewer, PERSONS[1])
    for person in PERSONS[:2]:
        words_of(interviewer, person)
    looks = Look.objects.filter(what="compartments.own_will").values_list("subject", "shown", "reason")
    assert list(looks) == [(PERSONS[0], 1, "INTERVIEW"), (PERSONS[1], 1, "INTERVIEW")]


def test_laying_twice_keeps_what_is_written(interviewer: Officer) -> None:
    write(interviewer, PERSONS[1])
    assert lay_entries(actor=interviewer.as_actor(), compartment=WILL, person_ids=PERSONS) == len(PERSONS) - 1
    assert words_of(interviewer, PERSONS[1]) == [MARKER]


def test_a_new_colleague_reads_after_the_compartment_was_handed_on(interviewer: Officer) -> None:
    write(interviewer, PERSONS[1])
    newcomer = new_interviewer("second")
    for person in PERSONS[1:3]:
        lay_entries(actor=interviewer.as_actor(), compartment=WILL, person_ids=[person])
    with pytest.raises(NotSealedToYouError):
        words_of(newcomer, PERSONS[1])
    assert hand_on_entries(actor=interviewer.as_actor(), compartment=WILL, reader=str(newcomer.pk)) == 2
    assert words_of(newcomer, PERSONS[1]) == words_of(interviewer, PERSONS[1]) == [MARKER]


@pytest.mark.parametrize("role", ["registrar", "medical_officer", "list_officer", "decision_maker", "auditor"])
def test_no_role_of_a_party_reads_or_writes_the_own_will(interviewer: Officer, role: str) -> None:
    write(interviewer, PERSONS[1])
    stranger = officer_with(role)
    with pytest.raises(RefusedError):
        words_of(stranger, PERSONS[1])
    with pytest.raises(RefusedError):
        write(stranger, PERSONS[1])


def test_the_two_kinds_of_compartment_do_not_mix(interviewer: Officer, medic: Officer) -> None:
    with pytest.raises(InputError):
        write_note(actor=interviewer.as_actor(), compartment=WILL, person_id=PERSONS[0], words=MARKER)
    with pytest.raises(InputError):
        write_entry(actor=medic.as_actor(), compartment="health", person_id=PERSONS[0], words=MARKER)


def test_an_entry_that_is_full_takes_no_more(interviewer: Officer) -> None:
    write(interviewer, PERSONS[0], "x" * 15_000)
    with pytest.raises(InputError):
        write(interviewer, PERSONS[0], "y" * 5_000)
    assert words_of(interviewer, PERSONS[0]) == ["x" * 15_000]
