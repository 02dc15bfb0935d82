"""Reads returned review files: a human's answer to each pair, in a column `answer`.

The file is read as any list is (CSV in any encoding and delimiter, XLSX): a spreadsheet program saves what it likes.
"""

from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path

from homeward.base.errors import InputError
from homeward.desks.exchange.package import NOT_SURE, NOT_THE_SAME, SAME, Answer, PartyLists
from homeward.engine.sheets import open_table
from homeward.engine.sheets.cells import tidy
from homeward.engine.sheets.tables import Row

# English, Ukrainian, Russian; empty means not answered yet.
_WORDS = {
    "same": SAME, "yes": SAME, "y": SAME, "confirmed": SAME, "так": SAME, "той самий": SAME, "та сама": SAME,
    "да": SAME, "тот же": SAME, "та же": SAME,
    "not the same": NOT_THE_SAME, "not": NOT_THE_SAME, "no": NOT_THE_SAME, "n": NOT_THE_SAME, "different": NOT_THE_SAME,
    "rejected": NOT_THE_SAME, "ні": NOT_THE_SAME, "нет": NOT_THE_SAME,
    "not sure": NOT_SURE, "unsure": NOT_SURE, "?": NOT_SURE, "не впевнений": NOT_SURE, "не уверен": NOT_SURE,
}  # fmt: skip
NEEDED = ("left_id", "right_id", "answer")


def read_answers(paths: Sequence[Path], sides: Sequence[PartyLists]) -> dict[tuple[str, str], list[Answer]]:
    """(seeker, holder) -> answers, told apart by whose lists hold the ids.

    Raises:
        InputError: names file, row and cure: a column is missing, a word is no answer, an id stands on no list, a pair
            is answered in two ways.
    """
    missing = {side.party: {person.id for person in side.missing} for side in sides}
    held = {side.party: {person.id for person in side.held} for side in sides}
    answers: dict[tuple[str, str], list[Answer]] = {}
    words: dict[tuple[str, str, str, str], str] = {}
    for path in paths:
        for row, answer in answers_in(path):
            fitting = [
                (seeker, holder)
                for seeker, holder in permutations(missing, 2)
                if answer.left_id in missing[seeker] and answer.right_id in held[holder]
            ]
            direction = _only(fitting, path, row, answer)
            earlier = words.setdefault((*direction, answer.left_id, answer.right_id), answer.word)
            _refuse_second_word(earlier, path, row, answer)
            answers.setdefault(direction, []).append(answer)
    return answers


def answers_in(path: Path) -> Iterator[tuple[int, Answer]]:
    """(row, answer) of one file; rows whose answer is empty are not answered yet.

    Raises:
        InputError: names file, row and cure: a column is missing, a word is no answer.
    """
    with open_table(path) as table:
        rows = (row for row in table.rows() if not row.is_empty)
        first = next(rows, None)
        header = [cell.strip().lower() for cell in first.cells] if first else []
        if lacking := [name for name in NEEDED if name not in header]:
            cure = "Fill in the column 'answer' of the review file that the command wrote, and keep its other columns."
            raise InputError(f"{path.name} has no column {', '.join(lacking)}.", cure=cure)
        places = [header.index(name) for name in NEEDED]
        for row in rows:
            left, right, written = (_cell(path, row, place) for place in places)
            if written:
                yield row.number, Answer(left, right, _word(path, row.number, written))


def _cell(path: Path, row: Row, place: int) -> str:
    """As lists are read: clean, without the apostrophe that keeps a spreadsheet from running the cell."""
    if place in row.faults:
        message = f"{path.name}, row {row.number}: {row.faults[place]}."
        raise InputError(message, cure="Write the value itself into the cell and save again, as CSV UTF-8.")
    return tidy(row.cells[place]) if place < len(row.cells) else ""


def _word(path: Path, number: int, written: str) -> str:
    word = _WORDS.get(written.lower())
    if word is None:
        message = f"{path.name}, row {number}, column answer: {written!r} is no answer."
        raise InputError(message, cure="Write same, not the same, or not sure.")
    return word


def _refuse_second_word(earlier: str, path: Path, row: int, answer: Answer) -> None:
    if earlier != answer.word:
        pair = f"{answer.left_id} and {answer.right_id}"
        message = f"{path.name}, row {row}: {pair} are answered {answer.word!r} here and {earlier!r} before."
        raise InputError(message, cure="Agree on one answer and leave the other out.")


def _only(fitting: list[tuple[str, str]], path: Path, row: int, answer: Answer) -> tuple[str, str]:
    if len(fitting) != 1:
        message = f"{path.name}, row {row}: {answer.left_id} and {answer.right_id} stand on no fitting pair of lists."
        raise InputError(message, cure="Keep the ids as the command wrote them; left is missing, right is held.")
    return fitting[0]
