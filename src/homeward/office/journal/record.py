"""Appending to the journal: one entry, its place in the chain, one writer at a time. Only the frame calls `append`."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any

from django.db import connection

from homeward.base.identifiers import uuid7
from homeward.engine.sealing.canonical import canonical_bytes
from homeward.engine.sealing.chain import GENESIS, next_hash
from homeward.engine.sealing.merkle import leaf_hash
from homeward.office.journal import clock
from homeward.office.journal.models import JournalEntry
from homeward.office.journal.rights import Actor

VERSION = 1
# "HOMEWARD" read as a number: the one lock that every writer of this database takes.
_LOCK = 0x484F4D4557415244
_CODE = re.compile(r"[A-Za-z0-9._:/+@=,*#-]{0,200}")


class ProseInJournalError(ValueError):
    """Free text was about to enter the journal, where nothing can be erased: a mistake of the calling desk."""


def check_codes(value: Any) -> None:
    """Lets ids, codes, hashes, counts and moments pass; raises ProseInJournalError for anything that may be a name."""
    if isinstance(value, str):
        if not _CODE.fullmatch(value):
            raise ProseInJournalError(
                f"the journal takes ids, codes and counts, not free text ({len(value)} characters)"
            )
    elif isinstance(value, Mapping):
        for key, item in value.items():
            check_codes(key)
            check_codes(item)
    elif isinstance(value, Sequence):
        for item in value:
            check_codes(item)


def take_turn() -> None:
    """Waits for the turn to write: SQLite has it by its IMMEDIATE transaction, PostgreSQL by an advisory lock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def append(*, actor: Actor, kind: str, subjects: Sequence[str], facts: Mapping[str, Any]) -> JournalEntry:
    """Adds one entry behind the last one. Call it inside the transaction of the act, after `take_turn`."""
    check_codes([actor.officer_id, actor.reason, list(subjects), facts])
    last = JournalEntry.objects.order_by("-seq").first()
    moment = clock.now()
    seq, event_id = (last.seq if last else 0) + 1, uuid7(moment)
    body = canonical_bytes(
        {
            "seq": seq,
            "event_id": str(event_id),
            "version": VERSION,
            "kind": kind,
            "recorded_at": moment.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": actor.officer_id,
            "roles": sorted(actor.roles),
            "reason": actor.reason,
            "subjects": list(subjects),
            "facts": dict(facts),
        }
    )
    return JournalEntry.objects.create(
        seq=seq,
        event_id=event_id,
        version=VERSION,
        kind=kind,
        body=body,
        prev_hash=next_hash(bytes(last.prev_hash), bytes(last.body)) if last else GENESIS,
        leaf_hash=leaf_hash(body),
        recorded_at=moment,
    )
