"""A register of invented persons for benchmarks/pages.py, in the database of the node it runs in (`HOMEWARD_NODE_DIR`).

Persons, their search words, sort keys and categories are written by `store_persons`, which every import ends in; only
the reading of files is left out. Beside them stand four events a person: custody, evidence, corrections, looks.
"""

import hashlib
import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import django

import cross_script_lists

django.setup()

from django.db import connection, transaction  # noqa: E402 - tables can be imported only after set-up

from homeward.base.persons import ListedPerson  # noqa: E402
from homeward.desks.register.actions.storing import store_persons  # noqa: E402
from homeward.desks.register.models import Batch, Correction, CustodyEvent, Evidence, Person  # noqa: E402
from homeward.node.prepare import prepare_node  # noqa: E402
from homeward.office.accounts.actions import create_officer  # noqa: E402
from homeward.office.journal import clock  # noqa: E402
from homeward.office.journal.models import Look  # noqa: E402
from homeward.office.journal.rights import THE_NODE  # noqa: E402
from homeward.office.parties.actions import admit_party  # noqa: E402

OFFICER = "measuring-registrar"
_SIDES = ("NORTH", "SOUTH")
_BATCHES_A_LIST = 5
_SHARES = {
    "SERIOUSLY_WOUNDED": 0.08, "SERIOUSLY_SICK": 0.06, "OFFICERS": 0.15, "CONSCRIPTS": 0.1, "LONG_HELD": 0.3,
    "WOMEN": 0.05, "UNDER_25": 0.2,
}  # fmt: skip
RARE_CATEGORY, _RARE = "CREW", 0.0004
_AT_ONCE = 1000


def fill(persons: int) -> None:
    """Prepares the node's database and fills it: four lists, each in five batches."""
    prepare_node()
    officer = create_officer(
        actor=THE_NODE,
        username=OFFICER,
        display_name="Mara Ostrow",
        password="kettle-harbour-eleven",  # noqa: S106 (of a node that lives as long as the measurement)
        roles=("registrar",),
    )
    for code in _SIDES:
        admit_party(actor=THE_NODE, code=code, role="party", names={"en": code.title()})
    missing, held, _truth = cross_script_lists.make_lists(persons // 2)
    chance, number = random.Random(20240824), 0
    for kind, listed in (("missing", missing), ("held", held)):
        size = -(-len(listed) // (len(_SIDES) * _BATCHES_A_LIST))
        for start in range(0, len(listed), size):
            rows = [_told(person, row, chance) for row, person in enumerate(listed[start : start + size], start=2)]
            side = _SIDES[number // _BATCHES_A_LIST % len(_SIDES)]
            number += 1
            with transaction.atomic():
                store_persons(_batch(number, side, kind, len(rows), str(officer.pk)), rows, clock.now())
    _add_events(str(officer.pk))
    # As a running server would have it: statistics of the tables are there.
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize")


def _told(person: ListedPerson, row: int, chance: random.Random) -> ListedPerson:
    found = [code for code, share in _SHARES.items() if chance.random() < share]
    found += [RARE_CATEGORY] if chance.random() < _RARE else []
    written = {"number": person.id, "name": person.display_name(), "born": person.birth_date.isoformat()}
    return replace(person, row=row, categories=tuple(found), written=written)


def _batch(number: int, party: str, kind: str, count: int, officer: str) -> Batch:
    moment = clock.now()
    return Batch.objects.create(
        number=number,
        party=party,
        kind=kind,
        state=Batch.State.COMMITTED,
        file_name=f"list-{number}.csv",
        file_digest=hashlib.sha256(str(number).encode()).hexdigest(),
        mapping={"id": "number"},
        rows_read=count,
        new=count,
        proposed_by=officer,
        proposed_at=moment,
        committed_by=officer,
        committed_at=moment,
    )


def _add_events(officer: str) -> None:
    moment = clock.now()
    ids = list(Person.objects.order_by("number").values_list("pk", flat=True))
    held = list(Person.objects.filter(kind="held").order_by("number").values_list("pk", flat=True))
    first = date(2024, 1, 1)
    with transaction.atomic():
        _store(CustodyEvent, (
            CustodyEvent(
                person_id=pk, code=code, place_code=f"C-{at % 40:02d}", at=first + timedelta(days=at % 300 + step),
                source="officer:x", recorded_by=officer, recorded_at=moment,
            )
            for at, pk in enumerate(held) for step, code in enumerate(("IN_POWER", "CAMP"))
        ))  # fmt: skip
        _store(Evidence, (
            Evidence(person_id=pk, code="REPORTED_CAPTIVE", source="officer:x", added_by=officer, added_at=moment)
            for pk in ids
        ))  # fmt: skip
        _store(Correction, (
            Correction(
                person_id=pk, field="rank", before="", after="sergeant", reason="MISHEARD", state="applied", version=1,
                by=officer, at=moment,
            )
            for pk in ids
        ))  # fmt: skip
        _store(Look, (
            Look(viewer=officer, roles="registrar", what="register.person", subject=pk, shown=1, looked_at=moment)
            for pk in ids
        ))  # fmt: skip


def _store(model: type, rows: Iterator[object]) -> None:
    model.objects.bulk_create(rows, _AT_ONCE)


if __name__ == "__main__":
    fill(int(sys.argv[1]))
