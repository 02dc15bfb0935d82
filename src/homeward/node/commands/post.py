"""Send and take sealed bundles, by stick (a directory) or over the network; sent again until acknowledged."""

import argparse
from importlib import import_module
from pathlib import Path
from typing import Any

from rich.console import Console

from homeward.base.errors import InputError, TamperedError
from homeward.node.inside import enter


def add_arguments(parser: argparse.ArgumentParser) -> None:
    steps = parser.add_subparsers(dest="step", required=True)
    send = steps.add_parser("send", help="seal what waits and write it, and all that is not acknowledged, to a stick")
    send.add_argument("directory", type=Path)
    send.add_argument("--to", default="", help="name of one partner; default: all")
    take = steps.add_parser("take", help="take every bundle of a stick in")
    take.add_argument("directory", type=Path)
    call = steps.add_parser("call", help="hand the same to a partner's node over the network")
    call.add_argument("to", help="name of the partner")
    status = steps.add_parser("status", help="numbers by partner, and what waits")
    for step in (send, take, call, status):
        step.add_argument("--node", default="", help="its name; not needed when there is only one")


def run(options: argparse.Namespace) -> int:
    enter(options.node)
    console = Console(highlight=False, soft_wrap=True)
    carrying = import_module("homeward.post.carrying")
    if options.step == "status":
        return _status(console)
    if options.step == "send":
        carried = carrying.send_by_stick(options.directory, _partner(options.to) if options.to else None)
        console.print(f"{carried.sealed} sealed, {carried.written} written to {options.directory}.")
        return 0
    if options.step == "call":
        carried = carrying.send_by_http(_partner(options.to))
        console.print(f"{carried.sealed} sealed, {carried.written} handed over.")
    else:
        carried = carrying.take_from_stick(options.directory)
        console.print(
            ", ".join(f"{count} {state}" for state, count in sorted(carried.states.items())) or "Nothing there."
        )
    return _refusals(console, carried)


def _refusals(console: Console, carried: Any) -> int:
    wording = import_module("homeward.post.wording")
    for refused in carried.refused:
        console.print(f"not taken: {refused.digest[:16]}… {refused.reason}: {wording.reason_in_words(refused.reason)}.")
        console.print(f"  What to do: {wording.cure_for(refused.reason)}")
    return TamperedError.exit_code if carried.refused else 0


def _partner(name: str) -> Any:
    models = import_module("homeward.post.models")
    found = models.Partner.objects.filter(name=name, state=models.Partner.State.CONFIRMED).first()
    if found is None:
        raise InputError(f"There is no open partner {name!r}.", cure="./homeward partner list shows them.")
    return found


def _status(console: Console) -> int:
    queries, rights = import_module("homeward.post.queries"), import_module("homeward.office.journal.rights")
    models = import_module("homeward.post.models")
    partners = list(queries.partners_visible_to(viewer=rights.THE_NODE))
    gaps = queries.gaps_of(partners)
    for partner in partners:
        numbers = (partner.last_sent or 0, partner.last_acknowledged or 0, partner.last_received or 0)
        missing = f", missing: {', '.join(map(str, gaps[partner.pk]))}" if partner.pk in gaps else ""
        console.print(f"{partner.name}: sent {numbers[0]}, acknowledged {numbers[1]}, received {numbers[2]}{missing}")
    held = models.ReceivedItem.objects.filter(state="held").count()
    waiting = models.Quarantined.objects.filter(state="waiting").count()
    console.print(f"{held} items held for a person, {waiting} files in quarantine.")
    return 0
