"""The story of one plan, from sealed lists to papers. The command plays it; each step and level tells how far it is."""

import platform
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from homeward import __version__
from homeward.base.errors import InputError, NoPlanError
from homeward.engine.charts import MOST_SERIES
from homeward.engine.planning import Explanations, Plan, Terms, TimeOutError, Unit, plan
from homeward.engine.planning.audit import audit_document
from homeward.engine.planning.binding import Binding
from homeward.engine.planning.draw import Drawn, DrawRecord, check_lists, close_draw, read_draw
from homeward.engine.planning.horizon import Horizon, orders, simulate
from homeward.engine.sealing import read_strict
from homeward.node.exchange_run.folder import refuse_occupied, whole_folder
from homeward.node.exchange_run.run import read_terms_file, timed
from homeward.node.plan_run import papers
from homeward.node.plan_run.intake import read_planned_units
from homeward.node.plan_run.results import Planned
from homeward.node.plan_run.simulation import write_simulation
from homeward.node.plan_run.summary import summary_html
from homeward.node.plan_run.views import refuse_views, write_views

Told = Callable[[str, float], None]
STEPS = ("Reading terms and lists", "Closing the draw", "Planning", "Explaining", "Writing the papers")


@dataclass(frozen=True, slots=True)
class Order:
    """What the command was asked to do."""

    lists: Path
    terms: Path
    out: Path
    draw: Path | None = None
    replace: bool = False
    what_if: str = ""
    compare: Path | None = None
    simulate: int = 0
    months_between: int = 1
    views: bool = False


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
        if order.views:
            refuse_views(terms)
        units = read_planned_units(order.lists, terms)
    with timed(STEPS[1], seconds, told):
        record = None if order.draw is None else read_draw_file(order.draw)
        drawn = None if record is None else closed(record, terms, units)
    with timed(STEPS[2], seconds, told):
        made = plan(terms, units, draw_key=None if drawn is None else drawn.key, progress=told)
        other = None if order.compare is None else planned_otherwise(order.lists, order.compare, made.draw_key)
    with timed(STEPS[3], seconds, told):
        explained = Explanations(made).of(unit_of(made, order.what_if)) if order.what_if else None
        binding = deciding(made, told)
        horizons = played(order, made, other, told) if order.simulate else ()
    with whole_folder(order.out, replace=order.replace) as folder, timed(STEPS[4], seconds, told):
        audit = audit_document(made, record, drawn)
        done = Planned(made, audit, order.out, record, drawn, binding, explained, other, horizons, seconds)
        run = run_record(made, seconds)
        papers.write_plan(folder, made, done.audit, record, run)
        if explained is not None:
            papers.write_leaf(folder, made, explained.unit_id, record)
        if order.views:
            write_views(folder, made, done.audit, record, run)
        papers.write_explanations(folder, made, binding, explained)
        if other is not None:
            papers.write_comparison(folder, made, other)
        if horizons:
            write_simulation(folder, horizons)
        (folder / "summary.html").write_text(summary_html(done), encoding="utf-8")
    return done


def planned_otherwise(lists: Path, terms_file: Path, draw_key: bytes) -> Plan:
    """The same lists under other terms, with the same lots, so that only the terms make a difference."""
    terms = replace(read_terms_file(terms_file), draw_key=None)
    return plan(terms, read_planned_units(lists, terms), draw_key=draw_key)


def unit_of(made: Plan, told: str) -> str:
    """The unit id of a person told whole (NORTH/H-7), by the list's own id where that is unique, or as one of a family.

    Raises:
        InputError: nobody, or several, have that id.
    """
    found = [unit.id for unit in made.units if told in (unit.id, unit.person_id, *unit.people)]
    if len(found) != 1:
        many = "Nobody" if not found else f"More than one person ({len(found)})"
        raise InputError(f"{many} on the lists has the id {told}.", cure="Write it as holder, slash, id: NORTH/H-0042.")
    return found[0]


def deciding(made: Plan, told: Told) -> tuple[Binding, ...] | None:
    try:
        return Explanations(made).binding(progress=told)
    except TimeOutError:
        return None


def played(order: Order, made: Plan, other: Plan | None, told: Told) -> tuple[Horizon, ...]:
    """The rounds to come under the agreed order of objectives, under others and, where given, under the other terms."""
    policies = [(name, terms, made.units) for name, terms in orders(made.terms)][: MOST_SERIES - 1]
    if other is not None:
        policies.append(("the other terms", other.terms, other.units))
    found = []
    for name, terms, units in policies:
        try:
            rounds, months = order.simulate, order.months_between
            found.append(simulate(terms, units, rounds, months_between=months, policy=name, progress=told))
        except NoPlanError as error:
            found.append(Horizon(name, order.simulate, (), (), error.message))
    return tuple(found)


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
