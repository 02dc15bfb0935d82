"""`exchange.list`: one party's list of persons, with the fields that may leave a node and no others.

On arrival it is held. A registrar opens it: the rows become a proposal of the register, which the registrar looks at
and commits like any list. Nothing is overwritten by what a partner sends.
"""

import csv
import io
import re
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from homeward.base.dates import HalfKnownDate
from homeward.base.persons import ListedPerson
from homeward.desks.register.actions import map_columns, propose_import
from homeward.desks.register.queries import listed_under_own_ids
from homeward.engine.sealing.canonical import require_nfc
from homeward.office.journal.rights import Actor
from homeward.post.items import HOLD, Arrived, ItemRefusal, ItemRefusedError, Kind, Verdict, fields_of, takes
from homeward.post.models import SentItem
from homeward.post.sending import queue_item

KIND = "exchange.list"
LISTS = ("missing", "held")
MOST_ROWS = 10_000
_LONGEST_TEXT = 400
# What may cross: who somebody is, and when and in which coarse region it happened. Not the place, not fitness, never
# the person's own will or the holder's veto, never a remark of the sheet (security.md section 9).
TEXTS = (
    "id", "surname", "given_name", "patronymic", "full_name", "other_name", "sex", "rank", "service_number", "unit",
    "region", "medical_decision",
)  # fmt: skip
DATES = ("birth_date", "event_date")
FIELDS = frozenset({*TEXTS, *DATES, "categories"})
_CODE = re.compile(r"[A-Z0-9_]{1,40}(\([^()]{1,80}\))?")
_PARTY = re.compile(r"[A-Z][A-Z0-9_-]{0,19}")


def document_of(party: str, list_kind: str, persons: Sequence[ListedPerson]) -> dict[str, Any]:
    """The document of a list; `ListedPerson.id` is the id that the sender's own list gives the person."""
    return {"party": party, "list": list_kind, "rows": [_row(person) for person in persons]}


def send_list(*, actor: Actor, partner_id: str, party: str, list_kind: str) -> SentItem:
    """Gives one list of the register to the post: needs the right to read persons and the right to send.

    Raises:
        InputError: two persons share an id of the list, so that nobody could say later which one is meant.
    """
    persons = listed_under_own_ids(viewer=actor, party=party, kind=list_kind)
    document = document_of(party, list_kind, list(persons.values()))
    reference = f"{party}:{list_kind}:{_number_of(partner_id, party, list_kind)}"
    return queue_item(actor=actor, partner_id=partner_id, kind=KIND, document=document, reference=reference)


def read(value: Any) -> dict[str, Any]:
    """The list, every field of every row checked; no row more than a register takes at once."""
    told = fields_of(require_nfc(value), {"party", "list", "rows"}, "the list")
    if not isinstance(told["party"], str) or not _PARTY.fullmatch(told["party"]) or told["list"] not in LISTS:
        raise _bad("It names no party, or no kind of list.")
    if not isinstance(told["rows"], list) or not 0 < len(told["rows"]) <= MOST_ROWS:
        raise _bad(f"It has no rows, or more than {MOST_ROWS}.")
    for number, row in enumerate(told["rows"], start=1):
        _check_row(row, f"row {number}")
    if len({row["id"] for row in told["rows"]}) != len(told["rows"]):
        raise _bad("One id stands on two rows.")
    return told


def arrive(arrived: Arrived) -> Verdict:
    """Held for a registrar, when the partner may speak for that party: its own, or any for an intermediary."""
    partner, party = arrived.partner, arrived.document["party"]
    if partner.role != "intermediary" and partner.party != party:
        raise ItemRefusedError(ItemRefusal.NOT_ALLOWED, "The partner does not speak for that party.")
    return HOLD


def propose(actor: Actor, arrived: Arrived) -> str:
    """The register's proposal for a held list, by the registrar who opened it. Returns the id of the batch."""
    told = arrived.document
    batch = propose_import(
        actor=actor,
        file_name=f"{arrived.partner.name}-{told['party']}-{told['list']}-{arrived.id[:13]}.csv",
        content=as_csv(told["rows"]),
        party=told["party"],
        kind=told["list"],
    )
    map_columns(actor=actor, batch_id=batch.pk, choices={name: name for name in _COLUMNS})
    return str(batch.pk)


_COLUMNS = (*TEXTS, *DATES, "categories")


def as_csv(rows: Sequence[dict[str, Any]]) -> bytes:
    """The rows as the register's reader of lists takes them, one column a field."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerows([*(row[name] for name in (*TEXTS, *DATES)), ", ".join(row["categories"])] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _row(person: ListedPerson) -> dict[str, Any]:
    return {
        **{name: getattr(person, name) for name in TEXTS},
        **{name: getattr(person, name).isoformat() for name in DATES},
        "categories": sorted(person.categories),
    }


def _check_row(row: Any, where: str) -> None:
    told = fields_of(row, FIELDS, where)
    for name in (*TEXTS, *DATES):
        text = told[name]
        if not isinstance(text, str) or len(text) > _LONGEST_TEXT or not text.replace("\u200c", "").isprintable():
            raise _bad(f"{where}: {name} is no line of text.")
    if not told["id"].strip():
        raise _bad(f"{where} has no id.")
    for name in DATES:
        _check_date(told[name], f"{where}: {name}")
    codes = told["categories"]
    if not isinstance(codes, list) or not all(isinstance(code, str) and _CODE.fullmatch(code) for code in codes):
        raise _bad(f"{where}: a category is no code.")


def _check_date(text: str, where: str) -> None:
    try:
        same = HalfKnownDate.fromisoformat(text).isoformat() == text
    except (ValueError, TypeError) as error:
        raise _bad(f"{where} is no date.") from error
    if not same:
        raise _bad(f"{where} is no date.")


def _number_of(partner_id: str, party: str, list_kind: str) -> int:
    """Lists are sent as versions: the first, the second…"""
    sent = SentItem.objects.filter(partner_id=partner_id, kind=KIND, reference__startswith=f"{party}:{list_kind}:")
    return sent.count() + 1


def _bad(message: str) -> ItemRefusedError:
    return ItemRefusedError(ItemRefusal.BAD_BODY, message)


takes(
    Kind(
        kind=KIND,
        version=1,
        title=_("List of persons"),
        sends="post.send",
        opens="register.import",
        read=read,
        arrive=arrive,
        decide=propose,
        address="register:check",
    )  # fmt: skip
)
