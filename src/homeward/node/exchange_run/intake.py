"""Reads the lists that the command was given, party by party."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from homeward.base.errors import InputError
from homeward.base.persons import ListedPerson
from homeward.desks.exchange.package import PartyLists
from homeward.desks.register.vocabulary import VOCABULARY
from homeward.engine.sheets import ListReading, file_digest, read_list

MISSING, HELD = "missing", "held"


@dataclass(frozen=True, slots=True)
class ListFile:
    """One file and what it is: the people `party` looks for (`missing`) or holds (`held`)."""

    party: str
    kind: str
    path: Path


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list file with what was read from it."""

    file: ListFile
    reading: ListReading


def list_files(kind: str, words: Iterable[str]) -> list[ListFile]:
    """Reads `PARTY=FILE` words of the command line.

    Raises:
        InputError: a word without a party or a file.
    """
    return [_list_file(kind, word) for word in words]


def _list_file(kind: str, word: str) -> ListFile:
    party, sign, path = word.partition("=")
    if not (party.strip() and sign and path.strip()):
        raise InputError(f"--{kind} {word} names no party or no file.", cure=f"Write --{kind} NORTH=list.xlsx.")
    return ListFile(party.strip(), kind, Path(path.strip()))


def read_lists(files: Sequence[ListFile]) -> list[ReadList]:
    """Reads every file.

    Raises:
        SheetError: a file cannot be read as a list of persons; names the cure.
    """
    return [ReadList(file, read_list(file.path, kind=file.kind, vocabulary=VOCABULARY)) for file in files]


def by_party(lists: Sequence[ReadList]) -> list[PartyLists]:
    """All lists of one party joined, parties in order of their names.

    Raises:
        InputError: fewer than two parties, or a party without a held list.
    """
    parties = sorted({each.file.party for each in lists})
    if len(parties) < 2:
        cure = "Give --missing and --held for each of two parties."
        raise InputError(f"Lists of {len(parties)} party were given: {', '.join(parties) or 'none'}.", cure=cure)
    return [PartyLists(party, _joined(lists, party, MISSING), _joined(lists, party, HELD)) for party in parties]


def _joined(lists: Sequence[ReadList], party: str, kind: str) -> tuple[ListedPerson, ...]:
    own = [each for each in lists if (each.file.party, each.file.kind) == (party, kind)]
    if not own:
        raise InputError(f"{party} gave no list of the people it {_verb(kind)}.", cure=f"Add --{kind} {party}=FILE.")
    persons: dict[str, ListedPerson] = {}
    digests: set[str] = set()
    for number, each in enumerate(own, start=1):
        if (digest := file_digest(each.file.path)) in digests:
            continue  # the same list, given twice
        digests.add(digest)
        for read in each.reading.persons:
            person = _with_id_of_its_own(read, number)
            _refuse_other_person(persons, person, each.file)
            persons[person.id] = person
    return tuple(persons.values())


def _with_id_of_its_own(person: ListedPerson, number: int) -> ListedPerson:
    """A row without an id is named after its row; in a party's second list, after list and row."""
    made = person.id == f"row-{person.row}"
    return replace(person, id=f"list-{number}-{person.id}") if made and number > 1 else person


def _refuse_other_person(known: dict[str, ListedPerson], person: ListedPerson, file: ListFile) -> None:
    other = known.get(person.id)
    if other is not None and replace(other, row=0) != replace(person, row=0):
        message = f"{file.path.name}, row {person.row}: the id {person.id} stands on another list of {file.party} too."
        raise InputError(message, cure="Give the two persons different ids, or leave one row out.")


def _verb(kind: str) -> str:
    return "looks for" if kind == MISSING else "holds"
