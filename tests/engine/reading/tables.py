"""The committed public tables as the checker takes them, for the tests of this room."""

import csv
from dataclasses import replace
from datetime import date
from importlib.resources import files
from typing import Any

from homeward.engine.reading import Claim, Interval

_DESK = files("homeward.desks.claims")


def rows(name: str) -> list[dict[str, str]]:
    with _DESK.joinpath(name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def interval(text: str) -> Interval | None:
    first, _slash, last = text.partition("/")
    return Interval(date.fromisoformat(first), date.fromisoformat(last or first)) if text else None


def public_claims() -> dict[str, Claim]:
    """All claims of the committed tables, by code, with what was read out of their notes."""
    claims = {row["claim_id"]: _claim(row) for row in rows("public_claims.csv")}
    for row in rows("public_readings.csv"):
        claims[row["claim_id"]] = replace(claims[row["claim_id"]], **_read(row["field"], row["value"]))
    return claims


def _claim(row: dict[str, str]) -> Claim:
    return Claim(
        id=row["claim_id"],
        speaker=row["speaker"],
        speaker_side=row["speaker_side"],
        kind=row["kind"],
        side=row["side_counted"],
        counted=row["counted"],
        cmp=row["cmp"],
        n=int(row["n"]) if row["n"] else None,
        said_on=interval(row["said_on"]),
        holds_for=interval(row["holds_for"]),
        via=row["via"],
        group=row["event_id"],
    )


def _read(field: str, value: str) -> dict[str, Any]:
    if field == "named":
        return {"named": frozenset({value})}
    if field == "sum_of":
        return {"sum_of": tuple(value.split())}
    return {field: value} | ({"scope": "part"} if field == "part_of" else {})
