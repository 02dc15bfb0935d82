"""The report of one search: one HTML file that works offline, without script, and on paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.template import Context, Engine

from homeward import __version__
from homeward.base.persons import ListedPerson
from homeward.engine.charts import bits, exact_bits, number, step_cells, table, waterfall
from homeward.engine.matching import LIKELY, REVIEW, JudgedPair, Matches, Reason
from homeward.node.trace_run.people import People
from homeward.node.trace_run.results import Done
from homeward.node.trace_run.words import (
    FIELD_NAMES,
    LEVEL,
    NEXT_STEP,
    evidence,
    limits_of,
    percent,
    points,
    thresholds,
    waterfall_of,
    weight_of,
    why_review,
)

HERE = Path(__file__).parent
_LONGEST = 120  # letters of a rejected cell that the page shows
_DETAILS = ("birth_date", "rank", "service_number", "unit", "event_date", "event_place")


@dataclass(frozen=True, slots=True)
class Shown:
    """The pairs that the report shows in full, and how many of each band there are."""

    likely: Sequence[JudgedPair]
    review: Sequence[JudgedPair]
    all_likely: int
    all_review: int

    @property
    def pairs(self) -> list[JudgedPair]:
        """Likely ones first."""
        return [*self.likely, *self.review]

    @property
    def left_out(self) -> int:
        """Pairs that stand in the CSV files alone."""
        return self.all_likely + self.all_review - len(self.likely) - len(self.review)


def shown_pairs(matches: Matches, most: int) -> Shown:
    """Up to `most` pairs: half of them of either band, the most probable first; a band takes what the other leaves."""
    all_likely, all_review = int(str(matches.summary[LIKELY])), int(str(matches.summary[REVIEW]))
    likely = min(all_likely, max(most - most // 2, most - all_review))
    review = min(all_review, most - likely)
    chosen = matches.pairs
    return Shown(chosen[:likely], chosen[all_likely : all_likely + review], all_likely, all_review)


def report_html(done: Done, people: People, shown: Shown, tell: Callable[[float], None]) -> str:
    """The page. `tell` hears the share of the pairs that are drawn."""
    template = Engine(dirs=[str(HERE)], autoescape=True).get_template("report.html")
    pairs = []
    for place, pair in enumerate(shown.pairs):
        tell(place / len(shown.pairs))
        pairs.append(_card(place + 1, pair, done.matches, people))
    return template.render(Context(_figures(done, shown, pairs), use_l10n=False, use_tz=False))


def _figures(done: Done, shown: Shown, pairs: list[dict[str, Any]]) -> dict[str, Any]:
    summary = done.matches.summary
    missing, held = done.lists
    return {
        "version": __version__,
        "missing": _list(missing),
        "held": _list(held),
        "compared": number(int(str(summary["candidates"]))),
        "likely": number(shown.all_likely),
        "review": number(shown.all_review),
        "wide": _wide(summary.get("left_out")),
        "alone": number(done.count("left_without_pair")),
        "limits": thresholds(done.matches),
        "weights": done.weights_from(),
        "next_step": NEXT_STEP,
        "pairs": pairs,
        "shown": number(len(pairs)),
        "shown_likely": number(len(shown.likely)),
        "shown_review": number(len(shown.review)),
        "left_out": number(shown.left_out) if shown.left_out else "",
        "rejected": [
            (each.file.path.name, replace(cell, value=_short(cell.value), reason=_short(cell.reason)))
            for each in done.lists
            for cell in each.first_rejected
        ],
    }


def _wide(left_out: object) -> str:
    """Pairs that were left to other keys, because too many persons share a key; '' when there are none."""
    pairs = [int(str(counted["pairs"])) for counted in left_out.values()] if isinstance(left_out, dict) else []
    return number(max(pairs)) if pairs else ""


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _list(each: Any) -> dict[str, Any]:
    return {
        "name": each.file.path.name,
        "rows": number(each.rows_read),
        "taken": number(len(each.persons)),
        "rejected": number(each.rows_rejected),
        "flagged": number(each.flagged),
        "digest": each.digest,
        "columns": each.mapping,
        "unmapped": each.unmapped,
        "unsure": each.unsure,
        "notes": each.notes,
    }


def _card(place: int, pair: JudgedPair, matches: Matches, people: People) -> dict[str, Any]:
    steps = waterfall_of(pair, int(str(matches.summary["prior_millibits"])))
    left, right = people.left(pair.left_id), people.right(pair.right_id)
    speaks_for, against = evidence(pair.reasons)
    title = f"Evidence for pair {place}"
    description = f"Weights in bits, step by step; together {bits(steps.total)}, which is {steps.odds}."
    return {
        "place": place,
        "pair": pair,
        "left": left,
        "right": right,
        "percent": percent(pair.probability),
        "points": points(pair.margin),
        "is_level": pair.margin <= LEVEL,
        "why_review": why_review(pair, limits_of(matches)) if pair.band == REVIEW else "",
        "other_right": people.right(pair.runner_up_right) if pair.runner_up_right else None,
        "other_left": people.left(pair.runner_up_left) if pair.runner_up_left else None,
        "for": [_reason(one) for one in speaks_for],
        "against": [_reason(one) for one in against],
        "total": bits(steps.total),
        "silent": _silent(pair, left, right),
        "odds": steps.odds,
        "picture": waterfall(title, description, steps.steps, shown=bits),
        "table": table(f"{title}, in bits", ("Step", "Weight", "So far"), step_cells(steps.steps, shown=exact_bits)),
    }


def _reason(reason: Reason) -> dict[str, str]:
    return {
        "field": FIELD_NAMES[reason.field],
        "words": reason.words,
        "left": reason.left_value,
        "right": reason.right_value,
        "weight": bits(weight_of(reason), signed=True),
    }


def _silent(pair: JudgedPair, left: ListedPerson, right: ListedPerson) -> list[str]:
    """Fields that one list leaves empty: no evidence either way."""
    said = {reason.field for reason in pair.reasons}
    return [
        FIELD_NAMES[name].lower()
        for name in _DETAILS
        if name not in said and not (_has(left, name) and _has(right, name))
    ]


def _has(person: ListedPerson, name: str) -> bool:
    return bool(getattr(person, name))
