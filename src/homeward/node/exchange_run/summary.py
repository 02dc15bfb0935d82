"""The summary page of one run: self-contained, works offline, prints well."""

from collections import Counter
from pathlib import Path

from django.template import Context, Engine

from homeward import __version__
from homeward.engine.charts import Bar, bars
from homeward.engine.paper import qr_svg
from homeward.engine.planning import Direction, Plan
from homeward.engine.sealing import eight_words
from homeward.node.exchange_run.results import Done

HERE = Path(__file__).parent
FUNNEL = ("missing", "held", "matched", "to review", "requested", "planned", "art. 109 beside")


def summary_html(done: Done) -> str:
    """One HTML page with its own style and no script."""
    template = Engine(dirs=[str(HERE)], autoescape=True).get_template("summary.html")
    return template.render(Context(_figures(done), use_l10n=False, use_tz=False))


def _figures(done: Done) -> dict[str, object]:
    plan = done.plan
    counts = done.counts()
    return {
        "version": __version__,
        "title": plan.terms.title,
        "reference_date": plan.terms.reference_date.isoformat(),
        "parties": plan.terms.parties,
        "obstacles": plan.obstacles_to_signing(),
        "headings": [name for name in counts[0] if name not in ("from", "to")],
        "directions": [
            {
                "from": row["from"],
                "to": row["to"],
                "figures": [value for name, value in row.items() if name not in ("from", "to")],
                "chart": _funnel(row),
            }
            for row in counts
        ],
        "levels": plan.document()["levels"],
        "clauses": plan.document()["clauses"],
        "reasons": reasons_told(plan, [(str(row["from"]), str(row["to"])) for row in counts]),
        "hash": plan.hash,
        "words": eight_words(plan.hash),
        "qr": qr_svg(plan.hash),
        "lists": [
            {
                "party": each.file.party,
                "kind": each.file.kind,
                "name": each.file.path.name,
                "rows": each.reading.rows_read,
                "taken": len(each.reading.persons),
                "rejected": len(each.reading.rejected_rows),
                "notes": each.reading.notes,
                "unsure": each.reading.unsure,
                "flags": each.reading.flags,
            }
            for each in done.lists
        ],
        "rejected": [(each.file.path.name, cell) for each in done.lists for cell in each.reading.rejected],
    }


def _funnel(row: dict[str, object]) -> str:
    title = f"From {row['from']} home to {row['to']}"
    figures = [Bar(name, int(str(row[name]))) for name in FUNNEL]
    return bars(title, "How many persons each step of the work left.", figures)


def reasons_told(plan: Plan, ways: list[Direction]) -> list[tuple[str, str, list[int]]]:
    """(goes or stays, reason code, heads in each of the given directions), those who go first."""
    counted: Counter[tuple[bool, str, tuple[str, str]]] = Counter()
    for unit in plan.units:
        reason = plan.reasons[unit.id]
        counted[not reason.in_package, reason.code, unit.direction] += 1
    kinds = sorted({(stays, code) for stays, code, _ in counted})
    return [("stays" if stays else "goes", code, [counted[stays, code, way] for way in ways]) for stays, code in kinds]
