"""A stolen copy of a node's data (H-31), as far as this version keeps it: sealed notes stay shut without the keys.

What it does not keep yet, SECURITY.md says in plain words, and the last test holds it to that.
"""

import base64
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import override_settings

from cast import registrar
from desks.register.given import batch_of
from homeward.office.accounts.actions import create_officer
from homeward.office.accounts.models import Officer
from homeward.office.compartments.actions import read_entry, read_note, write_entry, write_note
from homeward.office.compartments.keys import found_recovery
from homeward.office.compartments.models import KeptEntry, SealedNote
from homeward.office.compartments.rooms import COMPARTMENTS
from homeward.office.compartments.sealing import NotSealedToYouError, Place, new_identity, unseal
from homeward.office.journal.rights import THE_NODE

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
PERSON = "0198c0ffee00700080000000000000aa"
MARKER = "MARKER quinine and a broken wrist"
_ROLES = {"health": "medical_officer", "mind": "psychologist", "own_will": "neutral_interviewer"}


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Path]:
    """The folders of a node: keys apart from uploaded files."""
    with override_settings(COMPARTMENT_KEYS=tmp_path / "keys" / "compartments", FILES_DIR=tmp_path / "files"):
        yield tmp_path


def stolen_data() -> bytes:
    """Every cell of every table as a thief finds it, whatever model it belongs to."""
    cells = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names from the database
            cells += [cell for row in cursor.fetchall() for cell in row]
    return b"\n".join(bytes(c) if isinstance(c, bytes | memoryview) else str(c).encode() for c in cells)


def forms_of(words: str) -> Iterator[bytes]:
    """The words as they could lie there: plain, wide, in hexadecimal or in base 64 at any offset."""
    plain = words.encode()
    yield from (plain, words.encode("utf-16-le"), plain.hex().encode())
    for offset in range(3):
        yield base64.b64encode(plain[offset:])[:-4]


def writer_of(compartment: str) -> Officer:
    role = _ROLES.get(compartment, "protection_officer")
    return create_officer(
        actor=THE_NODE, username=f"talks-{compartment}".replace("_", "-"), display_name="Mara Vale",
        password="copper-meadow-nineteen", roles=[role],
    )  # fmt: skip


def sealed_everywhere() -> list[tuple[str, str, bytes]]:
    """The marker written in every compartment, and seen to open: (compartment, id of the row, what is stored)."""
    for code, room in COMPARTMENTS.items():
        actor = writer_of(code).as_actor("INTERVIEW")
        told = {"actor": actor, "compartment": code, "person_id": PERSON}
        if room.keeps_existence:
            write_entry(**told, words=MARKER)
            assert [part["words"] for part in read_entry(**told)] == [MARKER]
        else:
            assert read_note(actor=actor, note_id=write_note(**told, words=MARKER)).words == MARKER
    rows = [*SealedNote.objects.all(), *KeptEntry.objects.all()]
    return [(row.compartment, row.pk, row.sealed) for row in rows]


def test_h31_a_stolen_database_and_its_files_tell_no_word_of_any_compartment(node: Path) -> None:
    """H-31: given a stolen server image, when it is searched, then no account of a person in a compartment is read."""
    recovery = found_recovery(node / "keys" / "compartments")
    sealed = sealed_everywhere()
    assert {compartment for compartment, _row, _bytes in sealed} == set(COMPARTMENTS)
    batch_of(registrar().as_actor())
    stolen = stolen_data() + b"".join(file.read_bytes() for file in (node / "files").rglob("*") if file.is_file())
    assert PERSON.encode() in stolen
    for form in forms_of(MARKER):
        assert form not in stolen
    for secret in recovery.values():
        assert secret.encode() not in stolen


def test_h31_no_compartment_opens_without_its_key_and_the_keys_lie_apart_and_shut(node: Path) -> None:
    """H-31: the data holds no identity, another identity opens nothing, and the folder of keys is shut to others."""
    found_recovery(node / "keys" / "compartments")
    sealed, stolen = sealed_everywhere(), stolen_data()
    assert b"AGE-SECRET-KEY" not in stolen
    identities = {file.parent.name: file for file in (node / "keys").rglob("*.age")}
    assert set(identities) == set(COMPARTMENTS)
    for file in identities.values():
        assert file.read_bytes().startswith(b"AGE-SECRET-KEY")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    for compartment, row, stored in sealed:
        others = [file.read_text().strip() for code, file in identities.items() if code != compartment]
        for identity in (*others, new_identity()[0]):
            with pytest.raises(NotSealedToYouError):
                unseal(stored, Place(compartment, row, PERSON), identity)


def test_h31_what_a_stolen_copy_does_tell_is_said_in_plain_words(node: Path) -> None:
    """H-31 is not kept whole: rows of the register are readable in a copy, and the page on security says so."""
    batch_of(registrar().as_actor())
    security = " ".join((ROOT / "SECURITY.md").read_text(encoding="utf-8").split())
    assert b"Verbenko" in stolen_data()
    for words in ("A stolen copy is readable", "no dark mode"):
        assert words in security
