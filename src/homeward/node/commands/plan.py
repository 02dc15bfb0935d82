"""Sealed lists and terms in; the one package they define, its audit file and a reason for everybody out."""

import argparse
from pathlib import Path

from rich.console import Console, Group
from rich.table import Table

from homeward.engine.sealing import eight_words
from homeward.node.commands.show import progress_display
from homeward.node.plan_run.results import Planned
from homeward.node.plan_run.run import Order, run_plan
from homeward.node.plan_run.summary import comparison, level_lines


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("lists", type=Path, metavar="LISTS", help="the sealed lists: a folder or file (docs/reference/plan-folder.md)")
    add("--terms", type=Path, required=True, metavar="FILE", help="the agreed terms (docs/reference/terms.md)")
    add("--out", type=Path, required=True, metavar="DIR", help="folder for the plan")
    add("--draw", type=Path, metavar="FILE", help="the record of the draw; without it a rehearsal that nobody can sign")
    add("--what-if", default="", metavar="ID", help="say of one person why, at what cost, and what would bring them in")
    add("--compare", type=Path, metavar="FILE", help="other terms: who would come in or fall out under them, and why")
    add("--simulate", type=int, default=0, metavar="N", help="play N rounds under different orders of objectives")
    add("--months-between", type=int, default=1, metavar="M", help="months from one simulated round to the next")
    add("--views", action="store_true", help="write a view for each party, without the wishes of the others")
    add("--replace", action="store_true", help="replace results that this command wrote there before")


def run(options: argparse.Namespace) -> int:
    console = Console(highlight=False)
    order = Order(
        options.lists, options.terms, options.out, options.draw, options.replace,
        options.what_if, options.compare, options.simulate, options.months_between,
        options.views,
    )  # fmt: skip
    with progress_display(console) as told:
        done = run_plan(order, told)
    console.print(closing_table(done))
    for line in answers(done):
        console.print(line)
    console.print(f"Open {done.out / 'summary.html'} first; docs/reference/plan-folder.md explains each file.")
    return 0


def answers(done: Planned) -> list[str]:
    """What was asked for beside the plan, in words."""
    found = []
    if done.explained is not None:
        found += [f"{done.explained.unit_id}:", *(f"  {sentence}" for sentence in done.explained.sentences)]
    if done.other is not None:
        told = comparison(done.plan, done.other)
        found.append(f"Under the other terms {told['come_in']} would come in and {told['fall_out']} would fall out.")
    found += [f"Simulated, {each.policy}: {each.cumulative()[-1]} home. {each.ended}".strip() for each in done.horizons]
    return found


def closing_table(done: Planned) -> Group:
    """Who goes, what each level reached and how it is proved, who was at fault, and what all sides compare by voice."""
    table = Table("level", "reached", "gap", title=done.plan.terms.title, title_justify="left")
    for level in level_lines(done.plan):
        table.add_row(level["name"], str(level["value"]), str(level["gap"]))
    ways = [
        f"{way[0]} to {way[1]}: {exchanged} exchanged, {beside} beside them under art. 109"
        for way in done.plan.directions
        for exchanged, beside in [done.plan.heads(way)]
    ]
    faults = [] if done.drawn is None else [f"At fault: {each.name} {each.what}." for each in done.drawn.faults]
    words = " ".join(eight_words(done.plan.hash))
    return Group(table, *ways, *faults, *done.plan.obstacles_to_signing(), f"plan  {done.plan.hash}", f"words {words}")
