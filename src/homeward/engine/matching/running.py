"""The run: read names, find candidates, compare, weigh, assign. Called by node's commands, the tracing desk and tests.

Pure: the same two lists give the same result in whatever order their rows stand. It writes nothing and confirms nobody.
"""

from collections.abc import Callable
from dataclasses import replace

from homeward.engine.matching.candidates import find_candidates
from homeward.engine.matching.judging import judge, judge_each
from homeward.engine.matching.learning import learnt_model
from homeward.engine.matching.model import Model
from homeward.engine.matching.person_pairs import weigh
from homeward.engine.matching.reporting import matches_of
from homeward.engine.matching.results import Matches
from homeward.engine.matching.settings import Settings
from homeward.engine.matching.state import RunState
from homeward.engine.matching.tables import Habits, Persons, Tables, build_table, build_tables
from homeward.engine.matching.weighing import ready

STAGES = ("reading names", "candidates", "comparing", "weighing", "assigning")
Progress = Callable[[str, float], None]


def match(
    left: Persons,
    right: Persons,
    *,
    settings: Settings | None = None,
    progress: Progress | None = None,
    model: Model | None = None,
    habits: Habits | None = None,
) -> Matches:
    """Finds the persons of one list among those of the other, one to one, and says why.

    Args:
        left: persons missing. right: persons held. Ids are unique within each list.
        settings: thresholds and limits; `Settings()` when absent.
        progress: hears (stage of `STAGES`, share done of it); what it raises stops the run.
        model: weights of an earlier run or of `train`; then nothing is learnt here, and the model of a run gives that
            run again.
        habits: letters that clerks exchange, learnt from answered pairs; None when they are off.

    Returns: pairs of the bands 'likely' and 'review', each a suggestion for two people to confirm.

    Raises: DoubleIdError when an id stands twice in one list.
    """
    chosen, tell = settings or Settings(), progress or _quiet
    tables = replace(build_tables(left, right, lambda share: tell(STAGES[0], share)), habits=habits)
    return _run(tables, chosen, tell, model)


def duplicates(
    persons: Persons,
    *,
    settings: Settings | None = None,
    progress: Progress | None = None,
    model: Model | None = None,
) -> Matches:
    """Finds rows of one list that tell of one person. Not one to one: who stands three times makes three pairs.

    As `match`, but every pair is judged by itself: its margin is its probability, and there are no runners-up.
    """
    chosen, tell = settings or Settings(), progress or _quiet
    tables = build_table(persons, lambda share: tell(STAGES[0], share))
    return _run(tables, chosen, tell, model)


def extend(
    earlier: RunState,
    left: Persons,
    right: Persons,
    *,
    progress: Progress | None = None,
    model: Model | None = None,
    habits: Habits | None = None,
) -> Matches:
    """The match of lists that have grown or changed since an earlier run, with that run's settings.

    What a name is worth depends on both whole lists, so the lists are run again in full; nothing is spared yet.
    Equals `match(left, right, settings=earlier.settings, model=model, habits=habits)` byte for byte.
    """
    return match(left, right, settings=earlier.settings, progress=progress, model=model, habits=habits)


def _quiet(stage: str, share: float) -> None:
    del stage, share


def _run(tables: Tables, settings: Settings, tell: Progress, given: Model | None) -> Matches:
    tell(STAGES[0], 1.0)
    candidates = find_candidates(tables, settings)
    tell(STAGES[1], 1.0)
    model = given or learnt_model(tables, settings, candidates)
    tell(STAGES[2], 1.0)
    pairs = weigh(tables, ready(model, tables), candidates, lambda share: tell(STAGES[3], share))
    judged = judge_each(pairs, settings) if tables.one_list else judge(pairs, settings)
    found = matches_of(RunState(tables, settings, model, pairs, candidates.caps), judged, candidates)
    tell(STAGES[4], 1.0)
    return found
