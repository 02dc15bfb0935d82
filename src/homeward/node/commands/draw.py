"""Hold a draw that nobody can bend: seal lists, commit, open, and keep its record for `./homeward plan --draw`."""

import argparse
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from homeward.engine.planning.draw import DrawRecord, close_draw
from homeward.node.draw_run.minutes import begin, take
from homeward.node.draw_run.parts import commit, seal_list
from homeward.node.exchange_run.run import read_terms_file
from homeward.node.plan_run.run import read_draw_file


def add_arguments(parser: argparse.ArgumentParser) -> None:
    steps = parser.add_subparsers(dest="step", required=True)
    seal = steps.add_parser("seal", help="a party: commit to its list")
    seal.add_argument("party", metavar="PARTY")
    seal.add_argument(
        "--lists", type=Path, required=True, metavar="LISTS", help="the party's list, as for ./homeward plan"
    )
    seal.add_argument("--terms", type=Path, required=True, metavar="FILE")
    seal.add_argument("--out", type=Path, default=Path("."), metavar="DIR")
    start = steps.add_parser("begin", help="who keeps the minutes: rule and sealed lists into one record")
    start.add_argument("parts", type=Path, nargs="+", metavar="FILE", help="sealed-PARTY.json of every party")
    start.add_argument("--terms", type=Path, required=True, metavar="FILE")
    start.add_argument(
        "--rule", type=Path, required=True, metavar="FILE", help="who contributes and keeps shares (TOML)"
    )
    start.add_argument("--draw", type=Path, default=Path("draw.json"), metavar="FILE", help="the record to write")
    own = steps.add_parser("commit", help="a contributor: draw 32 bytes, commit to them, split them")
    own.add_argument("name", metavar="NAME")
    own.add_argument("--draw", type=Path, required=True, metavar="FILE")
    own.add_argument("--out", type=Path, default=Path("."), metavar="DIR")
    more = steps.add_parser("take", help="who keeps the minutes: add what was published")
    more.add_argument("parts", type=Path, nargs="*", metavar="FILE")
    more.add_argument("--draw", type=Path, required=True, metavar="FILE")
    more.add_argument("--outside", default="", metavar="TEXT", help="what the dice or the beacon gave, last of all")
    close = steps.add_parser("close", help="say the key, who never opened, and who was at fault")
    close.add_argument("--draw", type=Path, required=True, metavar="FILE")


def run(options: argparse.Namespace) -> int:
    console = Console(highlight=False, soft_wrap=True, markup=False)
    for line in _STEPS[options.step](options):
        console.print(line)
    return 0


def _seal(options: argparse.Namespace) -> list[str]:
    terms = replace(read_terms_file(options.terms), draw_key=None)
    sealed, salt = seal_list(options.party, options.lists, terms, options.out)
    return [f"publish  {sealed}", f"keep     {salt}, and publish it when the lists are opened"]


def _begin(options: argparse.Namespace) -> list[str]:
    terms = replace(read_terms_file(options.terms), draw_key=None)
    record = begin(terms, options.rule, options.parts, options.draw)
    return [f"{options.draw}: hand it to {', '.join(record.rule.contributors)}, who now commit."]


def _commit(options: argparse.Namespace) -> list[str]:
    published, kept, *shares = commit(options.name, read_draw_file(options.draw), options.out)
    return [
        f"publish  {published}",
        f"keep     {kept}, and publish it when all have committed",
        *(f"hand over, to that mediator alone  {share}" for share in shares),
    ]


def _take(options: argparse.Namespace) -> list[str]:
    return _state(take(read_draw_file(options.draw), options.parts, options.outside, options.draw))


def _close(options: argparse.Namespace) -> list[str]:
    drawn = close_draw(read_draw_file(options.draw))
    return [
        f"draw key     {drawn.key.hex()}",
        f"joint digest {drawn.joint}",
        *(f"never opened {name}" for name in drawn.rebuilt),
        *(f"at fault     {each.name} {each.what}" for each in drawn.faults),
    ]


def _state(record: DrawRecord) -> list[str]:
    everybody = record.rule.contributors
    missing = {
        "not committed": [name for name in everybody if name not in record.nonces],
        "not opened": [name for name in everybody if name not in record.reveals],
        "lists not opened": [party for party in sorted(record.lists) if party not in record.salts],
    }
    shares = f"shares handed in: {len(record.shares)} of {len(everybody) * len(record.rule.mediators)}"
    outside = (
        [] if record.rule.outside.kind == "none" or record.outside else [f"not drawn: {record.rule.outside.words}"]
    )
    return [*(f"{what}: {', '.join(names)}" for what, names in missing.items() if names), shares, *outside]


_STEPS = {"seal": _seal, "begin": _begin, "commit": _commit, "take": _take, "close": _close}
