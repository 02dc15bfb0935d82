"""Lists of invented persons for the tests of desks: rows become a CSV file, and the file a batch of the register."""

import csv
import io
from collections.abc import Sequence

from homeward.desks.register.actions import commit_import, propose_import
from homeward.desks.register.models import Batch
from homeward.office.journal.rights import THE_NODE, Actor
from homeward.office.parties.actions import admit_party
from homeward.office.parties.models import Party

HEADER = ("ID", "Surname", "Given name", "Patronymic", "Date of birth", "Rank", "Personal number", "Unit")
ROWS = (
    ("N-1", "Verbenko", "Mykola", "Petrovych", "07.03.1998", "soldier", "0012345", "3rd company"),
    ("N-2", "Вербенко", "Олег", "Іванович", "1990", "сержант", "0054321", ""),
    ("N-3", "Ставрін", "Андрій", "", "12.1987", "", "", "1 рота"),
    ("N-4", "Ostrov", "Pavel", "", "01.02.1979", "captain", "AB-77", ""),
)


def csv_bytes(rows: Sequence[Sequence[str]] = ROWS, header: Sequence[str] = HEADER) -> bytes:
    """The rows as a CSV file in UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def party(code: str = "NORTH") -> Party:
    """An admitted party."""
    known = Party.objects.filter(pk=code).first()
    return known or admit_party(actor=THE_NODE, code=code, role="party", names={"en": code.title()})


def batch_of(
    actor: Actor,
    content: bytes | None = None,
    *,
    code: str = "NORTH",
    kind: str = "held",
    name: str = "list.csv",
    commit: bool = True,
) -> Batch:
    """A batch of that party, committed unless asked otherwise. Needs the fixture that gives the node a folder."""
    party(code)
    batch = propose_import(actor=actor, file_name=name, content=content or csv_bytes(), party=code, kind=kind)
    return commit_import(actor=actor, batch_id=batch.pk) if commit else batch
