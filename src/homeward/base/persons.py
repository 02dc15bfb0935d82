"""One person as a list tells it: what `engine/sheets` writes and names, matching, planning and paper read.

Everything is optional. The Convention lets a prisoner be asked for name, rank, birth date and number only (art. 17),
and none of them is required here: a sparse row is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from homeward.base.dates import UNKNOWN_DATE, HalfKnownDate


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One row of a list, cleaned but never corrected; `written` holds the row as it stood in the file.

    Attributes:
        id: the list's own id, unique within the list; `row-N` when the list has none.
        surname, given_name, patronymic: as written, in whatever script.
        full_name: the name when the list keeps it in one cell.
        other_name: the same person's name in a second script, as written by the same source.
        sex: 'f', 'm' or ''.
        rank, service_number, unit: as written.
        event_date: day of capture on a list of persons held, of last contact on a list of missing persons.
        event_place: place of that event, as written. region: its coarse region, an agreed word.
        categories: codes of `engine.law.categories`, sorted.
        medical_decision: art. 109/110: '' none, 'A' direct repatriation, 'B' neutral country, 'NC' next commission.
        fit_to_travel: 'yes', 'no' or ''.
        willingness: '' not asked, else a code of `engine.law.willingness`.
        veto: reason class of the holder's veto, '' for none.
        row: row of the sheet, counted from 1 as spreadsheets do.
        written: header -> cell as written, unmapped columns too.
    """

    id: str
    surname: str = ""
    given_name: str = ""
    patronymic: str = ""
    full_name: str = ""
    other_name: str = ""
    sex: str = ""
    birth_date: HalfKnownDate = UNKNOWN_DATE
    rank: str = ""
    service_number: str = ""
    unit: str = ""
    event_date: HalfKnownDate = UNKNOWN_DATE
    event_place: str = ""
    region: str = ""
    categories: tuple[str, ...] = ()
    medical_decision: str = ""
    fit_to_travel: str = ""
    willingness: str = ""
    veto: str = ""
    row: int = 0
    written: Mapping[str, str] = field(default_factory=dict, compare=False, hash=False)

    def display_name(self) -> str:
        """The name as one line: the whole cell when that is what was written, else surname, given name, patronymic."""
        parts = " ".join(part for part in (self.surname, self.given_name, self.patronymic) if part)
        return parts or self.full_name or self.other_name or self.id
