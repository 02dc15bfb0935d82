"""What one changed term would do to a plan: the same engine over the same persons and draw key, and who moves.

The answer is plain data that names persons by their ids in the lists and keeps nothing: neither plan nor terms.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from homeward.desks.exchange.checking import document_of, units_of
from homeward.desks.exchange.models import PlanRecord
from homeward.desks.exchange.one_change import Change, changed_terms
from homeward.desks.exchange.readings import terms_of
from homeward.engine.planning import Plan, Unit, plan

SECONDS_FOR_UNIQUENESS = 5.0
COMES_IN, GOES_OUT = "in", "out"
NO_CATEGORY = ""


def answer_what_if(record: PlanRecord, change: Change, *, time_limit: float | None) -> dict[str, Any]:
    """Who would move if that one term read otherwise.

    Returns:
        `terms`: the changed terms document; `levels`: those of the plan file, values included; `moved`: one entry a
        person who comes in or goes out, with the reason before and after; `counts`: such persons by direction and
        category, whoever has two categories in both; `others`: persons whose reason alone differs.

    Raises:
        InputError, TermsError: there is no such term, or the terms cannot read so.
        NoPlanError: no package satisfies the changed terms, or none was proved in time.
        TamperedError: the stored plan is not what was stored.
    """
    document, units = document_of(record), units_of(record)
    changed = changed_terms(terms_of(record.terms), change)
    after = plan(
        changed,
        units,
        # Of the plan, trial or not: so that the term alone moves persons, and no other draw.
        draw_key=bytes.fromhex(document["draw"]["key"]),
        time_limit=time_limit,
        uniqueness_limit=SECONDS_FOR_UNIQUENESS,
    )
    before = {line.unit_id: line for line in record.lines.all()}
    moved = [
        {
            "unit": unit_id,
            "to": COMES_IN if reason.in_package else GOES_OUT,
            "before": {"code": before[unit_id].code, "detail": before[unit_id].detail},
            "after": {"code": reason.code, "detail": dict(reason.detail)},
        }
        for unit_id, reason in after.reasons.items()
        if reason.in_package != before[unit_id].in_package
    ]
    others = sum(
        reason.code != before[unit_id].code and reason.in_package == before[unit_id].in_package
        for unit_id, reason in after.reasons.items()
    )
    told = _figures(after)
    return {"terms": changed.document(), "moved": moved, "counts": _counts(units, moved), "others": others, **told}


def _figures(after: Plan) -> dict[str, Any]:
    document = after.document()
    return {"levels": document["levels"], "persons": document["counts"]}


def _counts(units: Sequence[Unit], moved: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    known = {unit.id: unit for unit in units}
    counted: Counter[tuple[str, str, str, str]] = Counter()
    for each in moved:
        unit = known[each["unit"]]
        for category in unit.traits.categories or (NO_CATEGORY,):
            counted[(*unit.direction, category, each["to"])] += 1
    rows = sorted({key[:3] for key in counted})
    return [
        {
            "from": row[0],
            "to": row[1],
            "category": row[2],
            **{way: counted[(*row, way)] for way in (COMES_IN, GOES_OUT)},
        }
        for row in rows
    ]
