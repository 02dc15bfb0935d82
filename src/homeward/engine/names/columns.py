"""Canonical name columns of a whole list, several readings a person where a second name was written.

Called by matching and blind. Accuracy of every match lies here; nothing is compared and nobody is judged.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from homeward.base.persons import ListedPerson
from homeward.engine.names.forms import NameForm, read_name

PROGRESS_STEP = 5_000


@dataclass(frozen=True, slots=True)
class CanonicalColumns:
    """Column lists of equal length, one entry a reading; `owner[k]` is the index of the person the reading belongs to.

    A person has one reading, and a second one for the name in a second script or in brackets.
    """

    owner: list[int]
    forms: list[NameForm]

    def __len__(self) -> int:
        return len(self.owner)

    def column(self, name: str) -> list[str]:
        """One attribute of `NameForm` for every reading, in order."""
        return [getattr(form, name) for form in self.forms]


def canonical_columns(persons: Sequence[ListedPerson], tell: Callable[[int], None] | None = None) -> CanonicalColumns:
    """Reads every person's name. `tell` hears, now and then, how many persons were read."""
    owner: list[int] = []
    forms: list[NameForm] = []
    for index, person in enumerate(persons):
        for form in readings(person):
            owner.append(index)
            forms.append(form)
        if tell and index % PROGRESS_STEP == 0:
            tell(index)
    return CanonicalColumns(owner, forms)


def readings(person: ListedPerson) -> list[NameForm]:
    """The person's name as written, then further names written for the same person, without repeats."""
    main = read_name(person.surname, person.given_name, person.patronymic, person.full_name)
    if not person.other_name and not main.alias:
        return [main]
    found = [main]
    if person.other_name:
        found.append(read_name(full_name=person.other_name))
    if main.alias and main.alias.isalpha():
        found.append(read_name(main.alias, main.given_name or "-", main.patronymic))
    seen: set[tuple[str, str, str]] = set()
    fresh = []
    for form in found:
        mark = (form.surname_fold, form.given_id or form.given_initial, form.patronymic_id or form.patronymic_initial)
        if mark not in seen and any(mark):
            seen.add(mark)
            fresh.append(form)
    return _without_bare(fresh) or [main]


def _without_bare(found: list[NameForm]) -> list[NameForm]:
    """A single word says less than a fuller name of the same person, and may not agree where that one disagrees."""
    fuller = [form for form in found if form.given_id or form.given_initial or form.given_fold]
    return fuller or found
