"""This node's card, and partners: added once the eight words heard from them are the words of their card."""

import argparse
import os
import sys
from importlib import import_module
from pathlib import Path

from rich.console import Console

from homeward.base.errors import ConflictError, InputError
from homeward.engine.sealing.cards import LARGEST, Card, read_card
from homeward.node.inside import enter


def add_arguments(parser: argparse.ArgumentParser) -> None:
    steps = parser.add_subparsers(dest="step", required=True)
    card = steps.add_parser("card", help="write this node's card, to hand to partners")
    card.add_argument("--out", type=Path, help="the file; default: NAME.card here")
    add = steps.add_parser("add", help="take a partner's card in")
    add.add_argument("file", type=Path)
    add.add_argument("--words", nargs="+", default=[], help="the eight words as you heard them; asked for when absent")
    add.add_argument("--address", default="", help="https://host/ of its node, when bundles go over the network")
    show = steps.add_parser("show", help="the eight words of a card, to read aloud")
    show.add_argument("file", type=Path)
    listed = steps.add_parser("list", help="the partners of this node")
    for step in (card, add, listed):
        step.add_argument("--node", default="", help="its name; not needed when there is only one")


def run(options: argparse.Namespace) -> int:
    console = Console(highlight=False, soft_wrap=True)
    if options.step == "show":
        _tell(console, read_card(_card_file(options.file)))
        return 0
    node = enter(options.node)
    if options.step == "card":
        _write_card(console, options.out or Path(f"{node.name}.card"))
    elif options.step == "add":
        _add(console, options)
    else:
        _list(console)
    return 0


def _write_card(console: Console, place: Path) -> None:
    own = import_module("homeward.post.own").own()
    try:
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "wb") as file:
            file.write(own.card_file())
    except FileExistsError as error:
        raise ConflictError(f"{place} exists already.", cure="Name another file with --out.") from error
    console.print(f"Card: {place}")
    _tell(console, own.card)


def _add(console: Console, options: argparse.Namespace) -> None:
    content = _card_file(options.file)
    card = read_card(content)
    # The words of the file are not shown before they were heard: whoever could read them off would not call.
    words = " ".join(options.words).split() or _heard(console, card)
    partners = import_module("homeward.post.partners")
    actor = import_module("homeward.office.journal.rights").THE_NODE
    partner = partners.add_partner(actor=actor, card_file=content, words=words, address=options.address)
    _tell(console, card)
    console.print(f"{partner.title} ({partner.name}) is a partner now.")


def _heard(console: Console, card: Card) -> list[str]:
    if not sys.stdin.isatty():
        raise InputError("The eight words are missing.", cure="Add --words and the eight words that you heard.")
    console.print(f"The card says: {card.title} ({card.name}), {card.role} {card.party}.")
    console.print("Call a person there whose voice you know, and have the eight words read to you.")
    return input("The eight words: ").split()


def _list(console: Console) -> None:
    partners = import_module("homeward.post.models").Partner.objects.all()
    for partner in partners:
        console.print(f"{partner.name}  {partner.state}  {partner.role} {partner.party}  {partner.title}")
    if not partners:
        console.print("No partner yet: ./homeward partner add FILE")


def _card_file(file: Path) -> bytes:
    with file.open("rb") as card:
        return card.read(LARGEST + 1)


def _tell(console: Console, card: Card) -> None:
    console.print(f"{card.title} ({card.name}), {card.role} {card.party}".rstrip())
    console.print(f"eight words: {' '.join(card.words())}")
