"""Keys come and go with roles, and a newcomer opens what a colleague hands on."""

import json
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from cast import administrator, client_of, officer_with
from homeward.office.accounts.actions import grant_role, invite_officer, withdraw_role
from homeward.office.accounts.models import Officer
from homeward.office.accounts.navigation import work_for
from homeward.office.compartments.actions import read_entry, write_entry
from homeward.office.compartments.models import ReaderKey
from homeward.office.journal.models import JournalEntry
from office.compartments.given import new_interviewer

pytestmark = pytest.mark.django_db
PERSON, PAGE = "0198c0ffee0070008000000000000001", "/sealed/"


def key_file(keys: Path, officer: Officer, compartment: str = "health") -> Path:
    return keys / compartment / f"{officer.pk}.age"


def save_roles(officer: Officer, *roles: str) -> int:
    return client_of(administrator()).post(f"/officers/{officer.pk}/", {"roles": roles}).status_code


def test_a_role_given_on_the_page_brings_its_key_at_once(recovery: dict[str, str], keys: Path) -> None:
    officer = officer_with("registrar")
    assert not key_file(keys, officer).exists()
    assert save_roles(officer, "registrar", "medical_officer") == 302
    assert key_file(keys, officer).is_file()
    assert ReaderKey.objects.get(officer_id=str(officer.pk)).compartment == "health"


def test_a_role_taken_on_the_page_ends_its_key_at_once(
    medic: Officer, keys: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    assert key_file(keys, medic).is_file()
    with django_capture_on_commit_callbacks(execute=True):
        assert save_roles(medic, "registrar") == 302
    assert not key_file(keys, medic).exists()
    assert ReaderKey.objects.get(officer_id=str(medic.pk)).ended_at is not None


def test_a_role_taken_and_given_again_at_once_keeps_its_key(
    medic: Officer, keys: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    boss, key = administrator().as_actor(), key_file(keys, medic).read_text()
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_role(actor=boss, officer_id=str(medic.pk), role="medical_officer")
        grant_role(actor=boss, officer_id=str(medic.pk), role="medical_officer")
    assert key_file(keys, medic).read_text() == key


def test_somebody_invited_to_a_role_has_its_key_and_others_leave_no_line(recovery: dict[str, str], keys: Path) -> None:
    boss = administrator().as_actor()
    medic = invite_officer(actor=boss, username="lina", display_name="Lina", roles=["medical_officer"]).officer
    invite_officer(actor=boss, username="oleh", display_name="Oleh", roles=["registrar"])
    assert key_file(keys, medic).is_file()
    told = [json.loads(bytes(entry.body)) for entry in JournalEntry.objects.all()]
    [given] = [entry for entry in told if entry["kind"] == "compartments.give_keys"]
    assert given["subjects"] == [str(medic.pk)]


def test_a_newcomer_reads_what_was_written_before_once_a_colleague_hands_it_on(interviewer: Officer) -> None:
    write_entry(actor=interviewer.as_actor(), compartment="own_will", person_id=PERSON, words="wishes to return")
    newcomer = new_interviewer("second")
    assert [card.count for card in work_for(interviewer.as_actor()) if card.url == PAGE] == [1]
    assert not [card for card in work_for(newcomer.as_actor()) if card.url == PAGE]
    client = client_of(interviewer)
    assert newcomer.display_name in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"compartment": "own_will", "reader": str(newcomer.pk)}).status_code == 302
    [part] = read_entry(actor=newcomer.as_actor("INTERVIEW"), compartment="own_will", person_id=PERSON)
    assert part["words"] == "wishes to return"
    assert not [card for card in work_for(interviewer.as_actor()) if card.url == PAGE]


def test_an_administrator_gives_keys_and_hands_nothing_on(interviewer: Officer) -> None:
    assert client_of(administrator()).get(PAGE).status_code == 403


def test_where_nothing_is_sealed_yet_nobody_is_left_out(interviewer: Officer) -> None:
    new_interviewer("second")
    assert not [card for card in work_for(interviewer.as_actor()) if card.url == PAGE]
