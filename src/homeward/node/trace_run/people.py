"""The persons of both lists by their ids, as written: for files, report and explanations."""

from homeward.base.errors import InputError
from homeward.base.persons import ListedPerson
from homeward.engine.matching import JudgedPair, PairExplanation, PersonColumns
from homeward.engine.matching.person_columns import half_known
from homeward.node.exchange_run.pair_files import pair_line


class People:
    """Both lists; left are the persons missing, right those held."""

    def __init__(self, missing: PersonColumns, held: PersonColumns) -> None:
        self._sides = (missing, held)
        self._rows = tuple({one: row for row, one in enumerate(side.ids)} for side in self._sides)

    def left(self, one: str) -> ListedPerson:
        """The missing person with that id."""
        return self._sides[0].person(self._rows[0][one])

    def right(self, one: str) -> ListedPerson:
        """The held person with that id."""
        return self._sides[1].person(self._rows[1][one])

    def line(self, pair: JudgedPair) -> list[object]:
        """The pair as it stands in a CSV file. There may be a million: only names and birth are looked up."""
        return pair_line(pair, self._named(0, pair.left_id), self._named(1, pair.right_id))

    def _named(self, place: int, one: str) -> ListedPerson:
        side, row = self._sides[place], self._rows[place][one]
        texts = side.texts
        return ListedPerson(
            one,
            texts["surname"][row],
            texts["given_name"][row],
            texts["patronymic"][row],
            texts["full_name"][row],
            texts["other_name"][row],
            birth_date=half_known(int(side.dates["birth_date"][row])),
        )

    def names(self, pair: JudgedPair) -> tuple[str, str]:
        """Both names as written, with the birth dates that are told."""
        return _named(self.left(pair.left_id)), _named(self.right(pair.right_id))

    def others(self, explained: PairExplanation) -> tuple[str, str, str, str]:
        """As `names`, for the runners-up (held, missing) and those proposed instead (held, missing); '' for none."""
        pair, (instead_right, instead_left) = explained.pair, explained.assigned_instead
        return (
            _named(self.right(pair.runner_up_right)) if pair.runner_up_right else "",
            _named(self.left(pair.runner_up_left)) if pair.runner_up_left else "",
            _named(self.right(instead_right)) if instead_right else "",
            _named(self.left(instead_left)) if instead_left else "",
        )

    def refuse_unknown(self, left_id: str, right_id: str) -> None:
        """Says which list lacks the id, and whether the other list has it.

        Raises:
            InputError: an id stands on no list, or on the other one.
        """
        for one, place, name, other in ((left_id, 0, "missing", "held"), (right_id, 1, "held", "missing")):
            if one not in self._rows[place]:
                turned = one in self._rows[1 - place]
                where = f"; the list of persons {other} has it" if turned else ""
                raise InputError(
                    f"The list of persons {name} has no id {one!r}{where}.",
                    cure="Give the id of the missing person first, then that of the person held, as in the lists.",
                )


def _named(person: ListedPerson) -> str:
    born = person.birth_date.isoformat()
    return f"{person.id}  {person.display_name()}{f', born {born}' if born else ''}"
