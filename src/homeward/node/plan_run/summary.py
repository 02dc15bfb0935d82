"""The summary page of one plan: self-contained, works offline, prints well, names nobody."""

from pathlib import Path
from typing import Any

from django.template import Context, Engine

from homeward import __version__
from homeward.engine.paper import qr_svg
from homeward.engine.planning import Plan
from homeward.engine.sealing import eight_words
from homeward.node.exchange_run.papers import GOES
from homeward.node.exchange_run.summary import HERE as EXCHANGE_RUN
from homeward.node.exchange_run.summary import reasons_told
from homeward.node.plan_run.papers import compare_lines
from homeward.node.plan_run.results import Planned
from homeward.node.plan_run.simulation import charts

HERE = Path(__file__).parent


def summary_html(done: Planned) -> str:
    """One HTML page with its own style and no script."""
    template = Engine(dirs=[str(HERE), str(EXCHANGE_RUN)], autoescape=True).get_template("plan.html")
    return template.render(Context(_figures(done), use_l10n=False, use_tz=False))


def _figures(done: Planned) -> dict[str, object]:
    plan, document = done.plan, done.plan.document()
    return {
        "version": __version__,
        "title": plan.terms.title,
        "reference_date": plan.terms.reference_date.isoformat(),
        "parties": plan.terms.parties,
        "obstacles": plan.obstacles_to_signing(),
        "counts": document["counts"],
        "directions": plan.directions,
        "levels": level_lines(plan),
        "clauses": document["clauses"],
        "reasons": reasons_told(plan, list(plan.directions)),
        "hash": plan.hash,
        "words": eight_words(plan.hash),
        "qr": qr_svg(plan.hash),
        "draw": done.audit["draw"],
        "rule": None if done.record is None else done.record.rule,
        "binding": done.binding,
        "compared": None if done.other is None else comparison(plan, done.other),
        "horizons": done.horizons,
        "charts": charts(done.horizons) if done.horizons else [],
        "outside": "" if done.record is None else done.record.outside,
    }


def comparison(plan: Plan, other: Plan) -> dict[str, object]:
    """Levels and heads under both terms, and how many come in or fall out."""
    moves = [(line[2] == GOES, line[4] == GOES) for line in compare_lines(plan, other)]
    ways = sorted({*plan.directions, *other.directions})
    return {
        "title": other.terms.title,
        "levels": level_lines(other),
        "ways": [
            (way, *(sum(each.heads(way)) if way in each.directions else 0 for each in (plan, other))) for way in ways
        ],
        "come_in": moves.count((False, True)),
        "fall_out": moves.count((True, False)),
    }


def level_lines(plan: Plan) -> list[dict[str, Any]]:
    """Each level with its value, and the gap that its certificate leaves."""
    return [{"name": proof.level, "value": proof.value, "gap": proof.bound - proof.value} for proof in plan.run.proofs]
