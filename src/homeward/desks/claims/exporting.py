"""What is on the screen as CSV: bounds in two columns, words kept, formulas defused, nothing under embargo."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

from homeward.desks.claims.models import ClaimVersion
from homeward.desks.claims.queries import EventRow, EventView
from homeward.engine.reading import sentence
from homeward.engine.sheets import safe_cell
from homeward.office.journal import clock

CLAIM_COLUMNS = (
    "claim", "version", "event", "speaker", "speaker_side", "kind", "side_counted", "counted", "cmp", "n", "low",
    "high", "words", "modality", "scope", "said_first", "said_last", "holds_first", "holds_last", "via", "named",
    "note", "source",
)  # fmt: skip
CHECK_COLUMNS = ("verdict", "reason", "claims", "versions", "sentence", "remarks")
EVENT_COLUMNS = ("event", "day", "last_day", "kind", "reliability", "claims", "checks", "source_1", "source_2")


def claims_csv(claims: Iterable[ClaimVersion]) -> HttpResponse:
    """One row a claim."""
    return _csv("claims.csv", CLAIM_COLUMNS, (_claim_cells(claim) for claim in claims if not _embargoed(claim)))


def checks_csv(view: EventView) -> HttpResponse:
    """One row a check with the versions it was computed from; checks that rest on an embargoed claim are left out."""
    versions = view.by_code()
    claims = {code: version.as_claim() for code, version in versions.items()}
    free = [check for check in view.checks if not any(_embargoed(versions[code]) for code in check.claims)]
    rows = (
        (
            check.verdict,
            check.reason,
            " ".join(check.claims),
            " ".join(str(versions[code].version) for code in check.claims),
            sentence(check, claims),
            " ".join(check.remarks),
        )
        for check in free
    )
    return _csv("checks.csv", CHECK_COLUMNS, rows)


def events_csv(rows: Iterable[EventRow]) -> HttpResponse:
    """One row an event."""
    cells = (
        (
            row.event.code,
            row.event.first_day,
            row.event.last_day,
            row.event.kind,
            row.event.reliability,
            row.claims,
            row.standing,
            row.event.row["source_1"],
            row.event.row["source_2"],
        )
        for row in rows
    )
    return _csv("events.csv", EVENT_COLUMNS, cells)


def _claim_cells(claim: ClaimVersion) -> Sequence[Any]:
    bounds = claim.as_claim().bounds()
    return (
        claim.code, claim.version, claim.event_code, claim.speaker, claim.speaker_side, claim.kind, claim.side,
        claim.counted, claim.cmp, _text(claim.n), _text(bounds and bounds.low), _text(bounds and bounds.high),
        claim.words, claim.modality, claim.scope, _text(claim.said_first), _text(claim.said_last),
        _text(claim.holds_first), _text(claim.holds_last), claim.via, "; ".join(claim.named), claim.note, claim.source,
    )  # fmt: skip


def _embargoed(claim: ClaimVersion) -> bool:
    return claim.embargo_until is not None and claim.embargo_until > clock.now()


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _csv(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(str(cell)) for cell in row] for row in rows)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
