"""Recomputes a stored plan from its stored inputs and says where anything differs. It never repairs."""

import re
from typing import Any

from homeward.base.errors import InputError, TamperedError
from homeward.desks.exchange.documents import lines_of, summary_of
from homeward.desks.exchange.made_from import BESIDE, beside, first_difference
from homeward.desks.exchange.models import PlanRecord
from homeward.desks.exchange.readings import terms_of
from homeward.engine.planning import Plan, Unit, plan, verify
from homeward.engine.planning.opening import read_units
from homeward.engine.sealing import UnreadableJsonError, digest, read_strict
from homeward.office.journal.models import JournalEntry

TIME_LIMIT = 60.0
MADE, TAKEN = "exchange.make_plan", "exchange.take_proposal"
_KEY = re.compile("[0-9a-f]{64}")


class PlanAlteredError(TamperedError):
    """What is stored beside a plan's document is not what the document says. `where`: the first place."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"the stored plan differs at {where}.",
            cure="Do not hand over on this plan. Tell the auditor, and make the plan again from its inputs.",
        )
        self.where = where


def recomputed(record: PlanRecord) -> Plan:
    """The plan as its terms, units and draw key define it, when its bytes are those that are stored.

    Raises:
        TamperedError: names the first field that differs.
        NoPlanError: the plan cannot be recomputed in the time given.
    """
    document, units = document_of(record), units_of(record)
    terms = terms_of(record.terms)
    _check_journal(record)
    again = plan(terms, units, draw_key=stated_key(document), time_limit=TIME_LIMIT)
    if again.data != bytes(record.document):
        verify(document, terms, units, time_limit=TIME_LIMIT)
        raise PlanAlteredError("document")
    return again


def check(record: PlanRecord) -> None:
    """Verifies the document, then that hash, figures and lines are those of the document and the hash the journal's.

    Raises:
        TamperedError: names the first field that differs.
        NoPlanError: the plan cannot be recomputed in the time given.
    """
    document, units = document_of(record), units_of(record)
    verify(document, terms_of(record.terms), units, time_limit=TIME_LIMIT)
    if digest(bytes(record.document)) != record.hash:
        raise PlanAlteredError("hash")
    _check_journal(record)
    opened = [unit.public() for unit in units]
    figures = {name: value for name, value in record.summary.items() if name not in BESIDE}
    if summary_of(document, opened, read_strict(bytes(record.run_record))) != figures:
        raise PlanAlteredError("summary")
    if where := first_difference(record, units):
        raise PlanAlteredError(where)
    _check_lines(record, document, opened)


def document_of(record: PlanRecord) -> dict[str, Any]:
    """The document as data; PlanAlteredError when the bytes are none."""
    try:
        read = read_strict(bytes(record.document))
    except UnreadableJsonError as error:
        raise PlanAlteredError("document (not canonical JSON)") from error
    if not isinstance(read, dict):
        raise PlanAlteredError("document (not a table)")
    return read


def units_of(record: PlanRecord) -> list[Unit]:
    """The units the plan was made from, public side."""
    try:
        return read_units(read_strict(bytes(record.units)))
    except InputError as error:
        raise PlanAlteredError("units") from error


def stated_key(document: dict[str, Any]) -> bytes | None:
    """The draw key; None for a trial key, which follows from the inputs, and for whatever is no key."""
    draw = document.get("draw")
    key = draw.get("key") if isinstance(draw, dict) and draw.get("trial") is False else None
    return bytes.fromhex(key) if isinstance(key, str) and _KEY.fullmatch(key) else None


def _check_journal(record: PlanRecord) -> None:
    """Terms, inputs and document changed together would fit one another; the journal tells the hash as made or taken.

    Reads of the journal the hash of this very plan and nothing else, so it asks for no right to read the journal.
    """
    entries = JournalEntry.objects.filter(kind__in=(MADE, TAKEN)).values_list("body", flat=True)
    facts = [read_strict(bytes(body))["facts"] for body in entries]
    told = [fact for fact in facts if fact["plan"] == record.number]
    if record.hash not in {fact["hash"] for fact in told}:
        raise PlanAlteredError("hash (the journal tells another one)")
    if beside(record) not in [{name: fact.get(name) for name in BESIDE} for fact in told]:
        raise PlanAlteredError("lists (the journal tells others)")


def _check_lines(record: PlanRecord, document: dict[str, Any], opened: list[dict[str, Any]]) -> None:
    fields = ("place", "unit_id", "holder", "destination", "in_package", "seat", "code", "detail")
    stored = {values[0]: values for values in record.lines.values_list(*fields)}
    expected = lines_of(document, opened)
    for line in expected:
        if stored.get(line.place) != tuple(getattr(line, name) for name in fields):
            raise PlanAlteredError(f"the line of {line.unit_id}")
    if len(stored) != len(expected):
        raise PlanAlteredError("lines (length)")
