"""The story of a search, from two lists to pairs and a report. Each step tells how far it is."""

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from homeward import __version__
from homeward.base.errors import InputError
from homeward.engine.matching import (
    LIKELY,
    REVIEW,
    STAGES,
    JudgedPair,
    Matches,
    PairExplanation,
    explanation,
    match,
)
from homeward.node.exchange_run.folder import refuse_occupied, whole_folder
from homeward.node.exchange_run.pair_files import PAIR_COLUMNS, write_csv
from homeward.node.trace_run.lists import HELD, MISSING, Aside, ListToRead, TracedList, read_traced
from homeward.node.trace_run.people import People
from homeward.node.trace_run.report import report_html, shown_pairs
from homeward.node.trace_run.results import Done, Order
from homeward.node.trace_run.weights import (
    model_bytes,
    read_answered,
    read_model,
    refuse_existing,
    save_model,
    trained,
)

Told = Callable[[str, float], None]
READING = {MISSING: "reading the list of the missing", HELD: "reading the list of those held"}
TRAINING, PAIRS, REPORT = "learning from answered pairs", "writing the pairs", "writing the report"


def run_trace(order: Order, told: Told) -> Done:
    """Does the whole search and writes the folder.

    Raises:
        InputError, SheetError, OSError: nothing is left behind.
    """
    refuse_occupied(order.out.absolute(), replace=order.replace)
    if order.save_model:
        refuse_existing(order.save_model, replace=order.replace)
    with whole_folder(order.out, replace=order.replace) as folder:
        lists = read_both(order, told, folder)
        matches = search(order, lists, told)
        people = People(lists[0].persons, lists[1].persons)
        told(PAIRS, 0.0)
        _write_pairs(folder, matches, people, lambda share: told(PAIRS, share))
        told(PAIRS, 1.0)
        told(REPORT, 0.0)
        done = Done(order, lists, matches)
        shown = shown_pairs(matches, order.shown)
        (folder / "model.json").write_bytes(model_bytes(done.model))
        (folder / "summary.json").write_text(_summary(done), encoding="utf-8")
        report = report_html(done, people, shown, lambda share: told(REPORT, share))
        (folder / "report.html").write_text(report, encoding="utf-8")
        told(REPORT, 1.0)
    if order.save_model:
        save_model(order.save_model, done.model)
    return done


def explain_ids(order: Order, left_id: str, right_id: str, told: Told) -> tuple[PairExplanation, People, Matches]:
    """The same search, asked about two persons; writes nothing.

    Raises:
        UnknownIdError: a list has no such id.
    """
    lists = read_both(order, told, None)
    people = People(lists[0].persons, lists[1].persons)
    people.refuse_unknown(left_id, right_id)
    matches = search(order, lists, told)
    return explanation(matches, left_id, right_id), people, matches


def read_both(order: Order, told: Told, folder: Path | None) -> tuple[TracedList, TracedList]:
    """Both lists, the missing first."""
    with Aside(folder).open() as aside:
        missing = _read(order.missing, aside, told, 0)
        return missing, _read(order.held, aside, told, len(missing.persons))


def _read(file: ListToRead, aside: Aside, told: Told, persons_before: int) -> TracedList:
    step = READING[file.kind]
    told(step, 0.0)
    read = read_traced(file, aside, lambda share: told(step, min(share, 0.999)), persons_before=persons_before)
    if not len(read.persons):
        why = (
            f"none of its {read.rows_read} rows could be taken"
            if read.rows_read
            else "it has no rows below its heading"
        )
        first = f" Row {read.first_rejected[0].row}: {read.first_rejected[0].reason}." if read.first_rejected else ""
        raise InputError(
            f"{file.path.name} gives no persons to compare: {why}.{first}",
            cure=read.first_rejected[0].cure if read.first_rejected else "Ask for the list again.",
        )
    told(step, 1.0)
    return read


def search(order: Order, lists: Sequence[TracedList], told: Told) -> Matches:
    """The engine's run, with weights from a file or from answers where they were given."""
    missing, held = (each.persons for each in lists)
    model = read_model(order.model) if order.model else None
    if order.answers:
        told(TRAINING, 0.0)
        model = trained(read_answered(order.answers, missing, held), missing, held)
        told(TRAINING, 1.0)
    told(STAGES[0], 0.0)
    return match(missing, held, progress=told, model=model)


def _write_pairs(folder: Path, matches: Matches, people: People, tell: Callable[[float], None]) -> None:
    """`matches.csv` holds the likely pairs, `review.csv` those that a human must answer."""
    pairs = _telling(matches.pairs, tell)
    likely = int(str(matches.summary[LIKELY]))  # pairs come in the order of their bands
    write_csv(folder / "matches.csv", PAIR_COLUMNS, (people.line(pair) for pair in islice(pairs, likely)))
    write_csv(folder / "review.csv", (*PAIR_COLUMNS, "answer"), ([*people.line(pair), ""] for pair in pairs))


def _telling(pairs: Sequence[JudgedPair], tell: Callable[[float], None]) -> Iterator[JudgedPair]:
    for done, pair in enumerate(pairs):
        if not done % 1000:
            tell(min(done / len(pairs), 0.999))
        yield pair


def _summary(done: Done) -> str:
    """`summary.json`: what was compared, with which weights, and what came of it; the same lists, the same bytes."""
    document: dict[str, Any] = {
        "homeward": __version__,
        "lists": {each.file.kind: each.document() for each in done.lists},
        "result": dict(done.matches.summary),
        "weights_from": done.weights_from(),
        "files": {"matches.csv": done.count(LIKELY), "review.csv": done.count(REVIEW)},
    }
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
