"""Emergency openings as the journal's rights ask for them, and how a typed number becomes a person."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from homeward.office.accounts.models import EmergencyOpening
from homeward.office.accounts.reasons import REASONS
from homeward.office.journal import clock
from homeward.office.journal.rights import Actor

# Case number or code as typed -> the person's id, or ''.
Finder = Callable[[str], str]
# A person's id -> the address of the record.
Address = Callable[[str], str]
# Ids of persons -> their case numbers, of those that are known.
Numbers = Callable[[set[str]], Mapping[str, str]]


def _no_address(_person_id: str) -> str:
    return ""


def _find_nobody(_text: str) -> str:
    return ""


def _no_numbers(_person_ids: set[str]) -> Mapping[str, str]:
    return {}


class _Holder:
    finder: Finder = staticmethod(_find_nobody)
    address: Address = staticmethod(_no_address)
    numbers: Numbers = staticmethod(_no_numbers)


def set_finder(finder: Finder, address: Address, numbers: Numbers) -> None:
    """Plugs in who knows the persons and where their records are; the register is above this room: the node does it."""
    _Holder.finder, _Holder.address = staticmethod(finder), staticmethod(address)
    _Holder.numbers = staticmethod(numbers)


def find_person(text: str) -> str:
    """The id of the person with that case number or code, or ''."""
    return _Holder.finder(text)


def record_address(person_id: str) -> str:
    """Where that person's record is."""
    return _Holder.address(person_id)


def numbers_of(person_ids: set[str]) -> Mapping[str, str]:
    """Case numbers of those persons, as an officer types them."""
    return _Holder.numbers(person_ids)


def opening_reason(actor: Actor, right: str, subject: str) -> str:
    """Under which reason that record is open to the actor at this moment, or ''. The clock alone ends it."""
    opening = EmergencyOpening.objects.filter(
        asked_by=actor.officer_id, person_id=subject, right=right, state=EmergencyOpening.State.APPROVED,
        ends_at__gt=clock.now(),
    ).first()  # fmt: skip
    return f"emergency:{opening.reason}" if opening and actor.roles else ""


def emergency_words(reason: str) -> str:
    """What a look's reason says of an emergency opening, in words; '' for any other reason."""
    kind, _colon, code = reason.partition(":")
    return _("emergency access: %(reason)s") % {"reason": REASONS.get(code, code)} if kind == "emergency" else ""
