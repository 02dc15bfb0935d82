"""Whatever is changed behind the journal's back is found, and the entry is named."""

from collections.abc import Callable

import pytest
from django.db import connection

from cast import officer_with
from homeward.base.errors import TamperedError
from homeward.engine.sealing.chain import GENESIS, next_hash
from homeward.engine.sealing.merkle import leaf_hash, root
from homeward.office.journal.models import JournalEntry
from homeward.office.journal.triggers import taken_off
from homeward.office.journal.verification import verify_journal

pytestmark = pytest.mark.django_db
Tampering = Callable[[], object]


@pytest.fixture(autouse=True)
def _five_acts() -> None:
    for _ in range(5):
        officer_with("registrar")


def third() -> JournalEntry:
    return JournalEntry.objects.get(seq=3)


def changed_body() -> bytes:
    return bytes(third().body).replace(b"registrar", b"auditor")


def test_the_head_is_computed_over_the_bytes_of_all_entries() -> None:
    bodies = [bytes(body) for body in JournalEntry.objects.order_by("seq").values_list("body", flat=True)]
    chain = GENESIS
    for body in bodies:
        chain = next_hash(chain, body)
    report = verify_journal()
    assert (report.size, report.chain_hash) == (5, chain.hex())
    assert report.root == root([leaf_hash(body) for body in bodies]).hex()


def test_an_empty_journal_is_whole() -> None:
    with taken_off(connection):
        JournalEntry.objects.all().delete()
    assert verify_journal().size == 0


def resealed() -> dict[str, bytes]:
    return {"body": changed_body(), "leaf_hash": leaf_hash(changed_body())}


@pytest.mark.parametrize(
    ("tamper", "seq"),
    [
        (lambda: JournalEntry.objects.filter(seq=3).update(body=changed_body()), 3),
        (
            lambda: JournalEntry.objects.filter(seq=3).update(**resealed()),
            4,
        ),
        (lambda: JournalEntry.objects.filter(seq=3).update(leaf_hash=bytes(32)), 3),
        (lambda: JournalEntry.objects.filter(seq=3).update(prev_hash=bytes(32)), 3),
        (lambda: JournalEntry.objects.filter(seq=3).update(kind="parties.admit_party"), 3),
        (lambda: JournalEntry.objects.filter(seq=3).update(recorded_at="2020-01-01T00:00:00Z"), 3),
        (lambda: JournalEntry.objects.filter(seq=3).update(body=b"{", leaf_hash=leaf_hash(b"{")), 3),
        (lambda: JournalEntry.objects.filter(seq=3).delete(), 3),
        (lambda: JournalEntry.objects.filter(seq=1).delete(), 1),
        (lambda: JournalEntry.objects.filter(seq=5).update(seq=6), 5),
    ],
    ids=["body", "body-and-leaf", "leaf", "link", "kind", "time", "not-json", "taken-out", "first", "moved"],
)
def test_tampering_by_the_owner_is_found_and_the_entry_is_named(tamper: Tampering, seq: int) -> None:
    with taken_off(connection):
        tamper()
    with pytest.raises(TamperedError, match=rf"entry {seq} "):
        verify_journal()


def test_an_entry_put_in_between_is_found() -> None:
    copy = third()
    copy.seq, copy.event_id = 0, "01900000-0000-7000-8000-000000000000"
    copy.save(force_insert=True)
    with pytest.raises(TamperedError, match="entry 1 "):
        verify_journal()


def test_a_journal_cut_off_at_its_end_has_another_head() -> None:
    before = verify_journal()
    with taken_off(connection):
        JournalEntry.objects.filter(seq=5).delete()
    # Alone it looks whole: only a head that somebody else keeps shows the loss.
    assert verify_journal() != before
