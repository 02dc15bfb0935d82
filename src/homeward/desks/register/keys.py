"""Keys of a person for searching and sorting, computed here so that both databases search and sort alike."""

from homeward.base.persons import ListedPerson
from homeward.engine.names import search_key

LONGEST_SEARCH_KEY, LONGEST_SORT_KEY, LONGEST_WORD = 400, 200, 80
# Behind every letter and digit in binary order: persons without a name come last.
_LAST = "~"


def keys_of(person: ListedPerson, list_id: str) -> tuple[str, str, list[str]]:
    """(search key, sort key, folded words) of a person's names in every script the list gives."""
    own = search_key(named(person))
    other = search_key(person.other_name)
    words = sorted({word[:LONGEST_WORD] for word in f"{own} {other}".split()})
    sort_key = own or other or f"{_LAST}{search_key(list_id)}"
    return f"{own} {other}".strip()[:LONGEST_SEARCH_KEY], sort_key[:LONGEST_SORT_KEY], words


def words_asked(text: str) -> list[str]:
    """The folded words of what was typed into the search box."""
    return [word[:LONGEST_WORD] for word in search_key(text).split()]


def named(person: ListedPerson) -> str:
    """The person's name as one line; '' when the list tells none (never the id)."""
    parts = " ".join(part for part in (person.surname, person.given_name, person.patronymic) if part)
    return parts or person.full_name
