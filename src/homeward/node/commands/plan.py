"""Sealed lists and terms in; the one package they define, its audit file and a reason for everybody out."""

import argparse
from pathlib import Path

from rich.console import Console, Group
from rich.table import Table

from homeward.engine.sealing import eight_words
from homeward.node.commands.show import progress_display
from homeward.node.plan_run.run import Order, Planned, run_plan
from homeward.node.plan_run.summary import level_lines


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("lists", type=Path, metavar="LISTS", help="the sealed lists: a folder or file (docs/reference/plan-folder.md)")
    add("--terms", type=Path, required=True, metavar="FILE", help="the agreed terms (docs/reference/terms.md)")
    add("--out", type=Path, required=True, metavar="DIR", help="folder for the plan")
    add("--draw", type=Path, metavar="FILE", help="the record of the draw; without it a rehearsal that nobody can sign")
    add("--replace", action="store_true", help="replace results that this command wrote there before")


def run(options: argparse.Namespace) -> int:
    console = Console(highlight=False)
    order = Order(options.lists, options.terms, options.out, options.draw, options.replace)
    with progress_display(console) as told:
        done = run_plan(order, told)
    console.print(closing_table(done))
    console.print(f"Open {done.out / 'summary.html'} first; docs/reference/plan-folder.md explains each file.")
    return 0


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
