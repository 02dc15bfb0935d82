"""What an interview means to planning: yes, or not this time. Nothing here knows what was said."""

from collections.abc import Mapping
from dataclasses import replace

from homeward.base.persons import ListedPerson
from homeward.engine.law.willingness import WISHES_TO_RETURN
from homeward.engine.planning import NOT_THIS_TIME


def on_transport(answer: str) -> bool:
    """Only a clear wish to return puts somebody on a transport."""
    return answer == WISHES_TO_RETURN


def as_interviewed(person: ListedPerson, person_id: str, words: Mapping[str, bool]) -> ListedPerson:
    """The person as planning takes them: the last talk's word stands before whatever a list says.

    Args:
        words: register id -> whether on this transport, for those who were asked on this node.
    """
    if person_id not in words:
        return person
    return replace(person, willingness=WISHES_TO_RETURN if words[person_id] else NOT_THIS_TIME)
