"""Loading the committed public tables: new rows, new versions of changed rows, and nothing overwritten."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from homeward.desks.claims.models import ClaimVersion, EventVersion
from homeward.desks.claims.tables import CLAIMS, EVENTS, READINGS, Read, committed, read_claims, read_events
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

TABLE_CHANGED = "TABLE"


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows were new, changed, or the same as before; rows that left the table stay and are counted."""

    events_new: int = 0
    events_changed: int = 0
    claims_new: int = 0
    claims_changed: int = 0
    same: int = 0
    no_longer_listed: int = 0


@action("claims.load_public_tables", right="claims.write")
def load_public_tables(
    *, actor: Actor, events: bytes | None = None, claims: bytes | None = None, readings: bytes | None = None
) -> Outcome[Loaded]:
    """Loads the three committed tables, or the bytes handed in for any of them.

    A row equal to the one loaded last is left alone, also when somebody has corrected the claim by hand since.

    Raises:
        TableError: a cell cannot be used; names row, column, value and cure, and nothing is loaded.
    """
    read = read_events(committed(EVENTS) if events is None else events)
    known = frozenset({row.code for row in read} | set(EventVersion.objects.values_list("code", flat=True)))
    claimed = read_claims(
        committed(CLAIMS) if claims is None else claims,
        committed(READINGS) if readings is None else readings,
        events=known,
    )
    events_new, events_changed, same_events = _store_events(actor, read)
    claims_new, claims_changed, same_claims, gone = _store_claims(actor, claimed)
    loaded = Loaded(events_new, events_changed, claims_new, claims_changed, same_events + same_claims, gone)
    return Outcome(loaded, facts=asdict(loaded))


def _store_events(actor: Actor, rows: Iterable[Read]) -> tuple[int, int, int]:
    present = {event.code: event for event in EventVersion.objects.filter(current=True)}
    versions, outdated, same = [], [], 0
    for row in rows:
        before = present.get(row.code)
        if before is not None and before.digest == row.digest:
            same += 1
            continue
        outdated += [before.pk] if before else []
        number = before.version + 1 if before else 1
        versions.append(
            EventVersion(code=row.code, version=number, digest=row.digest, by=actor.officer_id, **row.values)
        )
    EventVersion.objects.filter(pk__in=outdated).update(current=False)
    EventVersion.objects.bulk_create(versions, batch_size=500)
    return len(versions) - len(outdated), len(outdated), same


def _store_claims(actor: Actor, rows: Iterable[Read]) -> tuple[int, int, int, int]:
    origin = ClaimVersion.Origin.TABLE
    present = {claim.code: claim for claim in ClaimVersion.objects.filter(current=True, origin=origin)}
    versions, outdated, same, listed = [], [], 0, set()
    for row in rows:
        listed.add(row.code)
        before = present.get(row.code)
        if before is not None and before.row_digest == row.digest:
            same += 1
            continue
        outdated += [before.pk] if before else []
        versions.append(_version(actor, row.code, row.values, row.digest, before))
    ClaimVersion.objects.filter(pk__in=outdated).update(current=False)
    ClaimVersion.objects.bulk_create(versions, batch_size=500)
    return len(versions) - len(outdated), len(outdated), same, len(set(present) - listed)


def _version(
    actor: Actor, code: str, values: Mapping[str, Any], digest: str, before: ClaimVersion | None
) -> ClaimVersion:
    return ClaimVersion(
        code=code,
        version=before.version + 1 if before else 1,
        origin=ClaimVersion.Origin.TABLE,
        row_digest=digest,
        why=TABLE_CHANGED if before else "",
        by=actor.officer_id,
        **values,
    )
