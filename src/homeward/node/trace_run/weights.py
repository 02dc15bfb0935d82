"""Weights as a file: learnt from pairs that people answered, kept, and used again on the next lists."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from homeward.base.errors import InputError
from homeward.desks.exchange.package import NOT_SURE, SAME
from homeward.engine.matching import Model, PersonColumns, train
from homeward.node.exchange_run.answers import answers_in

LEAST_SAME = 20  # answers `same` below which a learnt weight would be one officer's afternoon
_MOST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Answered:
    """Pairs that people decided: (missing id, held id, whether one person), and how many stayed open."""

    pairs: list[tuple[str, str, bool]]
    not_sure: int


def read_answered(path: Path, missing: PersonColumns, held: PersonColumns) -> Answered:
    """Reads a file of answers: `left_id`, `right_id`, `answer` with same, not the same or not sure.

    Raises:
        InputError: names file, row and cure: a column is missing, a word is no answer, an id stands on no list, a pair
            is answered in two ways, or too few pairs are answered `same`.
    """
    known = (set(missing.ids), set(held.ids))
    answers: dict[tuple[str, str], str] = {}
    for row, answer in answers_in(path):
        _refuse_unknown(path, row, (answer.left_id, answer.right_id), known)
        earlier = answers.setdefault((answer.left_id, answer.right_id), answer.word)
        if earlier != answer.word:
            pair = f"{answer.left_id} and {answer.right_id}"
            message = f"{path.name}, row {row}: {pair} are answered {answer.word!r} here and {earlier!r} before."
            raise InputError(message, cure="Agree on one answer and leave the other out.")
    decided = [(left, right, word == SAME) for (left, right), word in answers.items() if word != NOT_SURE]
    same = sum(is_same for *_, is_same in decided)
    if same < LEAST_SAME:
        raise InputError(
            f"{path.name} holds {same} pairs answered 'same'; weights are learnt from {LEAST_SAME} or more.",
            cure="Answer more pairs of review.csv, or leave --train out: the lists themselves then teach the weights.",
        )
    return Answered(sorted(decided), len(answers) - len(decided))


def _refuse_unknown(path: Path, row: int, ids: tuple[str, str], known: tuple[set[str], set[str]]) -> None:
    for column, name, one, list_ids in zip(("left_id", "right_id"), ("missing", "held"), ids, known, strict=True):
        if one not in list_ids:
            message = f"{path.name}, row {row}, column {column}: the list of persons {name} has no id {one!r}."
            raise InputError(message, cure="left_id is the id of a person missing, right_id of a person held.")


def trained(answered: Answered, missing: PersonColumns, held: PersonColumns) -> Model:
    """Weights learnt from those answers."""
    return train(missing, held, answered.pairs)


def read_model(path: Path) -> Model:
    """Weights that `--save-model` wrote.

    Raises:
        InputError: no such file, no JSON, or no model of this version; names the first thing that is wrong.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError(f"{path.name} is too large for a file of weights.", cure=_CURE)
        return Model.read(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise InputError(f"There is no file of weights {path}.", cure=_CURE) from error
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"{path.name} is not JSON: {error}.", cure=_CURE) from error
    except InputError as error:
        raise InputError(f"{path.name}: {error.message}", cure=error.cure or _CURE) from error


_CURE = "Give a file that --save-model wrote, or model.json of earlier results."


def model_bytes(model: Model) -> bytes:
    """The same weights give the same bytes."""
    return (json.dumps(model.document(), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def refuse_existing(path: Path, *, replace: bool) -> None:
    """Said before the long work, not after it."""
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise InputError(f"{path} is no place for a file.", cure="Name a file in a folder that is there.")
    if path.exists() and not replace:
        raise InputError(f"{path} is there already.", cure="Name another file, or give --replace.")


def save_model(path: Path, model: Model) -> None:
    """Writes the file whole or not at all."""
    making = path.absolute().with_name(f".{path.name}.making-{os.getpid()}")
    try:
        making.write_bytes(model_bytes(model))
        making.replace(path)
    finally:
        making.unlink(missing_ok=True)
