"""Find the persons of one list among those of another, across scripts and spellings, and say why. Needs no network."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console

from homeward.base.errors import InputError
from homeward.engine.matching import LIKELY, REVIEW
from homeward.node.commands.show import heeding_ctrl_c, progress_display
from homeward.node.trace_run.lists import HELD, MISSING, ListToRead
from homeward.node.trace_run.results import Done, Order
from homeward.node.trace_run.run import explain_ids, run_trace
from homeward.node.trace_run.words import explained_in_words

KINDS = (MISSING, HELD)
MOST_SHOWN = 5_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("missing", type=Path, metavar="MISSING", help="list of persons missing: CSV, XLSX or Parquet")
    add("held", type=Path, metavar="HELD", help="list of persons held")
    add("--out", type=Path, default=Path("traced"), metavar="DIR", help="folder for the results (default: traced)")
    add("--replace", action="store_true", help="replace results that this command wrote there before")
    add(
        "--map",
        action="append",
        default=[],
        metavar="[missing:|held:]FIELD=HEADING",
        help="read that column as that field of docs/reference/lists.md; repeatable; nothing after = leaves it unread",
    )
    add("--sheet", action="append", default=[], metavar="[missing:|held:]NAME", help="sheet of a workbook")
    add("--train", type=Path, metavar="PAIRS.csv", help="learn the weights from answered pairs, as in review.csv")
    add("--model", type=Path, metavar="FILE", help="use the weights of an earlier run")
    add("--save-model", type=Path, metavar="FILE", help="keep the weights of this run")
    add("--explain", nargs=2, metavar=("MISSING_ID", "HELD_ID"), help="say why two persons are a pair, or are none")
    add("--pairs", type=int, default=200, metavar="N", help="pairs shown in report.html (default: 200)")


def run(options: argparse.Namespace) -> int:
    order = order_of(options)
    console, told_on = Console(highlight=False), Console(highlight=False, stderr=True)
    if options.explain:
        with progress_display(told_on) as shown, heeding_ctrl_c(shown) as told:
            explained, people, _ = explain_ids(order, *options.explain, told)
        print(explained_in_words(explained, people.names(explained.pair), people.others(explained)))
        return 0
    with progress_display(console) as shown, heeding_ctrl_c(shown) as told:
        done = run_trace(order, told)
    for line in closing_lines(done):
        console.print(line, markup=False, soft_wrap=True)
    return 0


def order_of(options: argparse.Namespace) -> Order:
    """What was asked for, refused at once where it contradicts itself.

    Raises:
        InputError: names the option and the cure.
    """
    if options.train and options.model:
        raise InputError("--train and --model both give the weights.", cure="Leave one of them out.")
    if not 1 <= options.pairs <= MOST_SHOWN:
        raise InputError(
            f"--pairs {options.pairs} is no number of pairs for a page.",
            cure=f"Give 1 to {MOST_SHOWN}; the CSV files hold all.",
        )
    mappings = {kind: mapping_for(kind, options.map) for kind in KINDS}
    sheets = {kind: sheet_for(kind, options.sheet) for kind in KINDS}
    return Order(
        missing=ListToRead(options.missing, MISSING, mappings[MISSING], sheets[MISSING]),
        held=ListToRead(options.held, HELD, mappings[HELD], sheets[HELD]),
        out=options.out,
        replace=options.replace,
        answers=options.train,
        model=options.model,
        save_model=options.save_model,
        shown=options.pairs,
    )


def mapping_for(kind: str, words: Iterable[str]) -> dict[str, str]:
    """Field -> heading for one kind of list; words without a kind hold for both.

    Raises:
        InputError: a word that is no FIELD=HEADING.
    """
    mapping = {}
    for word in words:
        of_kind, rest = _parted(word)
        field, sign, heading = rest.partition("=")
        if not (field.strip() and sign):
            raise InputError(
                f"--map {word} names no field or no heading.", cure='Write --map held:surname="Family name".'
            )
        if of_kind in ("", kind):
            mapping[field.strip()] = heading.strip()
    return mapping


def sheet_for(kind: str, words: Iterable[str]) -> str | None:
    """The sheet asked for, None for the engine's own choice."""
    chosen = [rest for of_kind, rest in map(_parted, words) if of_kind in ("", kind)]
    return chosen[-1] if chosen else None


def _parted(word: str) -> tuple[str, str]:
    start, sign, rest = word.partition(":")
    return (start, rest) if sign and start in KINDS else ("", word)


def closing_lines(done: Done) -> list[str]:
    """What came of it, and where to look first."""
    lines = []
    for each in done.lists:
        lines.append(
            f"{each.file.kind}: {each.rows_read:,} rows of {each.file.path.name}, {len(each.persons):,} persons, "
            f"{each.rows_rejected:,} rejected, {each.flagged:,} cells to look at"
        )
        lines += [
            f"  unsure: column {guess.header!r} was read as {guess.taken or 'nothing'}: {guess.why}"
            for guess in each.unsure
        ]
    return [
        *lines,
        f"likely: {done.count(LIKELY):,} pairs (matches.csv)   to review: {done.count(REVIEW):,} pairs (review.csv)   "
        f"without proposal: {done.count('left_without_pair'):,} missing",
        f"Open {done.order.out / 'report.html'} first; docs/reference/tracing.md explains each file.",
        "A pair is a suggestion: two people confirm it before any family is told.",
    ]
