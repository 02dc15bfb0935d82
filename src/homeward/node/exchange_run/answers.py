"""Reads returned review files: a human's answer to each pair, in a column `answer`."""

import csv
import io
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

from homeward.base.errors import InputError
from homeward.desks.exchange.package import NOT_SURE, NOT_THE_SAME, SAME, Answer, PartyLists

# English, Ukrainian, Russian; empty means not answered yet.
_WORDS = {
    "same": SAME, "yes": SAME, "y": SAME, "confirmed": SAME, "так": SAME, "той самий": SAME, "та сама": SAME,
    "да": SAME, "тот же": SAME, "та же": SAME,
    "not the same": NOT_THE_SAME, "no": NOT_THE_SAME, "n": NOT_THE_SAME, "different": NOT_THE_SAME,
    "rejected": NOT_THE_SAME, "ні": NOT_THE_SAME, "нет": NOT_THE_SAME,
    "not sure": NOT_SURE, "unsure": NOT_SURE, "?": NOT_SURE, "не впевнений": NOT_SURE, "не уверен": NOT_SURE,
}  # fmt: skip
NEEDED = ("left_id", "right_id", "answer")


def read_answers(paths: Sequence[Path], sides: Sequence[PartyLists]) -> dict[tuple[str, str], list[Answer]]:
    """(seeker, holder) -> answers, told apart by whose lists hold the ids.

    Raises:
        InputError: names file, row and cure: a column is missing, a word is no answer, an id stands on no list.
    """
    missing = {side.party: {person.id for person in side.missing} for side in sides}
    held = {side.party: {person.id for person in side.held} for side in sides}
    answers: dict[tuple[str, str], list[Answer]] = {}
    for path in paths:
        for row, answer in _rows(path):
            fitting = [
                (seeker, holder)
                for seeker, holder in permutations(missing, 2)
                if answer.left_id in missing[seeker] and answer.right_id in held[holder]
            ]
            answers.setdefault(_only(fitting, path, row, answer), []).append(answer)
    return answers


def _rows(path: Path) -> list[tuple[int, Answer]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name} is not UTF-8.", cure="Save the review file as CSV UTF-8.") from error
    first_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    lacking = [name for name in NEEDED if name not in (reader.fieldnames or [])]
    if lacking:
        cure = "Fill in the column 'answer' of the review file that the command wrote, and keep its other columns."
        raise InputError(f"{path.name} has no column {', '.join(lacking)}.", cure=cure)
    read = [(number, _answer(path, number, row)) for number, row in enumerate(reader, start=2)]
    return [(number, answer) for number, answer in read if answer is not None]


def _answer(path: Path, number: int, row: dict[str, str | None]) -> Answer | None:
    written = (row["answer"] or "").strip()
    if not written:
        return None
    word = _WORDS.get(written.lower())
    if word is None:
        message = f"{path.name}, row {number}, column answer: {written!r} is no answer."
        raise InputError(message, cure="Write same, not the same, or not sure.")
    return Answer((row["left_id"] or "").strip(), (row["right_id"] or "").strip(), word)


def _only(fitting: list[tuple[str, str]], path: Path, row: int, answer: Answer) -> tuple[str, str]:
    if len(fitting) != 1:
        message = f"{path.name}, row {row}: {answer.left_id} and {answer.right_id} stand on no fitting pair of lists."
        raise InputError(message, cure="Keep the ids as the command wrote them; left is missing, right is held.")
    return fitting[0]
