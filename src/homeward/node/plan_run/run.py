"""The story of one plan, from sealed lists to papers. The command plays it; each step and level tells how far it is."""

import platform
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from homeward import __version__
from homeward.base.errors import InputError
from homeward.engine.planning import Plan, Terms, Unit, plan
from homeward.engine.planning.audit import audit_document
from homeward.engine.planning.draw import Drawn, DrawRecord, check_lists, close_draw, read_draw
from homeward.engine.sealing import read_strict
from homeward.node.exchange_run.folder import refuse_occupied, whole_folder
from homeward.node.exchange_run.run import read_terms_file, timed
from homeward.node.plan_run import papers
from homeward.node.plan_run.intake import read_planned_units
from homeward.node.plan_run.summary import summary_html

Told = Callable[[str, float], None]
STEPS = ("Reading terms and lists", "Closing the draw", "Planning", "Writing the papers")


@dataclass(frozen=True, slots=True)
class Order:
    """What the command was asked to do."""

    lists: Path
    terms: Path
    out: Path
    draw: Path | None = None
    replace: bool = False


@dataclass(frozen=True)
class Planned:
    """What came of it."""

    plan: Plan
    audit: dict[str, object]
    out: Path
    record: DrawRecord | None = None
    drawn: Drawn | None = None
    seconds: dict[str, float] = field(default_factory=dict)


def run_plan(order: Order, told: Told) -> Planned:
    """Does the whole job and writes the folder.

    Args:
        told: called with a step or level and the share of it that is done.

    Raises:
        InputError, SheetError, TermsError, TamperedError, NoPlanError, OSError: nothing is left behind.
    """
    seconds: dict[str, float] = {}
    refuse_occupied(order.out.absolute(), replace=order.replace)
    with timed(STEPS[0], seconds, told):
        # A key that stands in the terms cannot show how it came about: without a draw this is a rehearsal.
        terms = replace(read_terms_file(order.terms), draw_key=None)
        units = read_planned_units(order.lists, terms)
    with timed(STEPS[1], seconds, told):
        record = None if order.draw is None else read_draw_file(order.draw)
        drawn = None if record is None else closed(record, terms, units)
    with timed(STEPS[2], seconds, told):
        made = plan(terms, units, draw_key=None if drawn is None else drawn.key, progress=told)
    with whole_folder(order.out, replace=order.replace) as folder, timed(STEPS[3], seconds, told):
        done = Planned(made, audit_document(made, record, drawn), order.out, record, drawn, seconds)
        papers.write_plan(folder, made, done.audit, record, run_record(made, seconds))
        (folder / "summary.html").write_text(summary_html(done), encoding="utf-8")
    return done


def closed(record: DrawRecord, terms: Terms, units: list[Unit]) -> Drawn:
    """The key of a draw that belongs to these terms and lists.

    Raises:
        ListChangedError, TamperedError: it belongs to others. DrawNotClosedError: somebody is silent.
    """
    check_lists(record, terms.digest(), terms.parties, units)
    return close_draw(record)


def read_draw_file(path: Path) -> DrawRecord:
    """The record in a file.

    Raises:
        InputError: names the file and the place that is missing or garbled.
    """
    if not path.is_file():
        raise InputError(f"There is no draw {path}.", cure="See docs/reference/plan-folder.md.")
    try:
        return read_draw(read_strict(path.read_bytes().strip()))
    except InputError as error:
        raise InputError(f"{path.name}: {error.message}", cure=error.cure) from error


def run_record(made: Plan, seconds: dict[str, float]) -> dict[str, object]:
    """The engine's run record, with the versions at work and the time each step took here."""
    return made.run_record() | {
        "made_with": {"homeward": __version__, "python": platform.python_version(), "system": platform.system()},
        "seconds": [{"step": step, "milliseconds": round(spent * 1000)} for step, spent in seconds.items()],
    }
