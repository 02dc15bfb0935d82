"""The story of the main job, from lists to papers. The command and the demo play it; each step tells how far it is."""

import time
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from homeward.base.errors import InputError, TermsError
from homeward.desks.exchange.package import plan_exchange, refuse_other_parties, requested, search_all
from homeward.engine.law.categories import CATEGORIES
from homeward.engine.planning import ASK_LATER, Terms, read_terms
from homeward.node.exchange_run import papers
from homeward.node.exchange_run.answers import read_answers
from homeward.node.exchange_run.folder import refuse_occupied, whole_folder
from homeward.node.exchange_run.intake import ListFile, ReadList, by_party, read_lists
from homeward.node.exchange_run.results import Done
from homeward.node.exchange_run.summary import summary_html

Told = Callable[[str, float], None]
STEPS = ("Reading lists", "Finding who holds whom", "Planning the exchange", "Printing the papers")


@dataclass(frozen=True, slots=True)
class Order:
    """What the command was asked to do."""

    files: Sequence[ListFile]
    terms: Path
    out: Path
    reviewed: Sequence[Path] = ()
    replace: bool = False


def run_exchange(order: Order, told: Told) -> Done:
    """Does the whole job and writes the folder.

    Args:
        told: called with a step and the share of it that is done.

    Raises:
        InputError, SheetError, TermsError, NoPlanError, OSError: nothing is left behind.
    """
    seconds: dict[str, float] = {}
    refuse_occupied(order.out.absolute(), replace=order.replace)
    terms = read_terms_file(order.terms)
    with whole_folder(order.out, replace=order.replace) as folder:
        with timed(STEPS[0], seconds, told):
            lists = read_lists(order.files)
            sides = by_party(lists)
            refuse_other_parties(sides, terms)
            refuse_no_answers(lists, terms)
            answers = read_answers(order.reviewed, sides)
            papers.write_rejected_rows(folder, lists)
        with timed(STEPS[1], seconds, told):
            searches = search_all(sides, progress=told)
            for search in searches:
                papers.write_pairs(folder, search, sides)
            asked = {
                (each.seeker, each.holder): requested(each.matches.pairs, answers.get((each.seeker, each.holder), ()))
                for each in searches
            }
        with timed(STEPS[2], seconds, told):
            units, plan = plan_exchange(sides, asked, terms)
            travellers = papers.travellers_of(sides, asked, units)
            papers.write_plan(folder, plan, units, travellers)
        with timed(STEPS[3], seconds, told):
            papers.write_manifests(folder, plan, travellers)
            done = Done(lists, sides, searches, asked, plan, order.out, seconds)
            (folder / "summary.html").write_text(summary_html(done), encoding="utf-8")
    return done


class timed:
    """Tells a step's start and end, and keeps its seconds for the closing table."""

    def __init__(self, step: str, seconds: dict[str, float], told: Told) -> None:
        self._step, self._seconds, self._told = step, seconds, told

    def __enter__(self) -> None:
        self._told(self._step, 0.0)
        self._started = time.monotonic()

    def __exit__(self, *failure: object) -> None:
        self._seconds[self._step] = time.monotonic() - self._started
        if failure[0] is None:
            self._told(self._step, 1.0)


def read_terms_file(path: Path) -> Terms:
    """The terms in a TOML file.

    Raises:
        TermsError: names the key or the line, and the cure.
    """
    try:
        with path.open("rb") as stream:
            data = tomllib.load(stream)
    except FileNotFoundError as error:
        raise InputError(f"There is no terms file {path}.", cure="See docs/reference/terms.md.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise TermsError(f"{path.name} is not TOML: {error}.", cure="See docs/reference/terms.md.") from error
    return read_terms(data, categories=CATEGORIES)


def refuse_no_answers(lists: Sequence[ReadList], terms: Terms) -> None:
    """Without a willingness column nobody could travel: said at once, with both cures."""
    if terms.willingness == ASK_LATER:
        return
    for each in lists:
        if each.file.kind == "held" and "willingness" not in each.reading.mapping:
            message = f"{each.file.path.name} has no column with each person's own wish to return."
            cure = 'Add one, or write willingness = "ask-later" in the terms: the plan is then stamped PROVISIONAL.'
            raise InputError(message, cure=cure)
