"""The run: read names, find candidates, compare, weigh, assign. Called by node's commands, the tracing desk and tests.

Pure: the same two lists give the same result in whatever order their rows stand. It writes nothing and confirms nobody.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from homeward.base.persons import ListedPerson
from homeward.engine.matching.candidates import candidate_pairs
from homeward.engine.matching.comparing import Levels, compare
from homeward.engine.matching.explaining import reasons_for
from homeward.engine.matching.fields import FIELDS
from homeward.engine.matching.judging import Judgement, PersonPairs, beliefs, judge
from homeward.engine.matching.results import LIKELY, REVIEW, JudgedPair, Matches
from homeward.engine.matching.settings import Settings
from homeward.engine.matching.tables import Ints, Tables, build_tables
from homeward.engine.matching.weighing import Model, Scores, first_model, learn, score

ENGINE_VERSION = 1
CHANCE_PAIRS = 60_000  # pairs drawn for u: enough to see what agrees by chance
STAGES = ("reading names", "candidates", "comparing", "weighing", "assigning")
Progress = Callable[[str, float], None]


def match(
    left: Sequence[ListedPerson],
    right: Sequence[ListedPerson],
    *,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Matches:
    """Finds the persons of one list among those of the other, one to one, and says why.

    Args:
        left: persons missing. right: persons held. Ids are unique within each list.
        settings: thresholds and limits; `Settings()` when absent.
        progress: hears (stage of `STAGES`, share done of it).

    Returns: pairs of the bands 'likely' and 'review', each a suggestion for two people to confirm.

    Raises: DoubleIdError when an id stands twice in one list.
    """
    chosen, tell = settings or Settings(), progress or _quiet
    tables = build_tables(left, right, lambda share: tell(STAGES[0], share))
    return _run(tables, chosen, tell)


def _quiet(stage: str, share: float) -> None:
    del stage, share


def _run(tables: Tables, settings: Settings, tell: Progress) -> Matches:
    tell(STAGES[0], 1.0)
    first, second = candidate_pairs(tables, settings)
    tell(STAGES[1], 1.0)
    levels = compare(tables, first, second)
    tell(STAGES[2], 1.0)
    model, scores = _weigh(tables, settings, levels, first, second)
    pairs = _persons(tables, scores.total, levels, first, second, above=model.prior)
    tell(STAGES[3], 1.0)
    judged = judge(pairs, settings)
    result = sorted(_report(tables, pairs, scores, judged, first, second), key=_rank)
    tell(STAGES[4], 1.0)
    return Matches(result, _summary(tables, settings, model, len(first), result))


def _weigh(
    tables: Tables, settings: Settings, levels: dict[str, Levels], first: Ints, second: Ints
) -> tuple[Model, Scores]:
    chance_levels = compare(tables, *_chance_pairs(tables)) if settings.learn else {}
    model = first_model(tables, chance_levels)
    scores = score(tables, model, levels, first, second)
    for _ in range(settings.rounds if settings.learn else 0):
        pairs = _persons(tables, scores.total, levels, first, second, above=model.prior)
        model = learn(tables, model, pairs.levels, chance_levels, beliefs(pairs))
        scores = score(tables, model, levels, first, second)
    return model, scores


def _chance_pairs(tables: Tables) -> tuple[Ints, Ints]:
    """Pairs as chance would draw them, without chance: the other side is walked in strides of the golden section."""
    rows, others = len(tables.left), len(tables.right)
    total = rows * others
    if not total:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    if total <= CHANCE_PAIRS:
        flat = np.arange(total, dtype=np.int64)
    else:
        stride = _coprime(round(total * 0.6180339887), total)
        flat = np.arange(CHANCE_PAIRS, dtype=np.int64) * stride % total
    first, second = np.divmod(flat, others)
    return first, second


def _coprime(stride: int, total: int) -> int:
    # Products stay below 2^63: 60,000 strides of at most the number of pairs (10^7 x 10^7).
    while np.gcd(stride, total) != 1:
        stride += 1
    return stride


def _persons(
    tables: Tables, total: Ints, levels: dict[str, Levels], first: Ints, second: Ints, *, above: int
) -> PersonPairs:
    """Reading pairs -> person pairs: the best reading of each, where there is more for it than against."""
    source = np.flatnonzero(total > above).astype(np.int64)
    left, right = tables.left.owner[first[source]], tables.right.owner[second[source]]
    if len(tables.left) > len(tables.left.persons) or len(tables.right) > len(tables.right.persons):
        order = np.lexsort((source, -total[source], right, left))
        fresh = np.ones(len(order), bool)
        fresh[1:] = (np.diff(left[order]) != 0) | (np.diff(right[order]) != 0)
        kept = order[fresh]
        source, left, right = source[kept], left[kept], right[kept]
    chosen = {name: column[source] for name, column in levels.items()}
    return PersonPairs(left, right, total[source], chosen, source)


def _report(
    tables: Tables, pairs: PersonPairs, scores: Scores, judged: list[Judgement], first: Ints, second: Ints
) -> Iterator[JudgedPair]:
    left, right = tables.left, tables.right
    for one in judged:
        at = int(pairs.source[one.position])
        left_person, right_person = (
            left.persons[int(pairs.left[one.position])],
            right.persons[int(pairs.right[one.position])],
        )
        forms = (left.forms[int(first[at])], right.forms[int(second[at])])
        levels = {field.name: int(pairs.levels[field.name][one.position]) for field in FIELDS}
        weights = {name: int(part[at]) for name, part in scores.parts.items()} | {"kinship": int(scores.kinship[at])}
        yield JudgedPair(
            left_id=left_person.id,
            right_id=right_person.id,
            probability=one.probability,
            margin=one.margin,
            band=one.band,
            runner_up_left=_id(left.persons, pairs.left, one.runner_up_left),
            runner_up_right=_id(right.persons, pairs.right, one.runner_up_right),
            reasons=reasons_for(left_person, right_person, forms, levels, weights),
        )


def _id(persons: list[ListedPerson], column: Ints, position: int) -> str:
    return persons[int(column[position])].id if position >= 0 else ""


def _rank(pair: JudgedPair) -> tuple[bool, float, str, str]:
    return (pair.band != LIKELY, -pair.probability, pair.left_id, pair.right_id)


def _summary(
    tables: Tables, settings: Settings, model: Model, candidates: int, pairs: list[JudgedPair]
) -> dict[str, object]:
    """Counts, settings and the weights in use (thousandths of a bit), whole numbers and words only."""
    likely = sum(pair.band == LIKELY for pair in pairs)
    left, right = len(tables.left.persons), len(tables.right.persons)
    return {
        "engine_version": ENGINE_VERSION,
        "left": left,
        "right": right,
        "candidates": candidates,
        LIKELY: likely,
        REVIEW: len(pairs) - likely,
        "left_without_pair": left - len({pair.left_id for pair in pairs}),
        "right_without_pair": right - len({pair.right_id for pair in pairs}),
        "settings": settings.document(),
        "prior_millibits": model.prior,
        "weights_millibits": {
            field.name: {
                level.code: int(model.weights[field.name][number]) for number, level in enumerate(field.levels, start=1)
            }
            for field in FIELDS
        },
    }
