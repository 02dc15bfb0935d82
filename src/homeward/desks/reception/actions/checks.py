"""What several acts of this desk ask before they change anything."""

from collections.abc import Container

from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError
from homeward.base.scripts import clean
from homeward.desks.reception.models import Arrival


def locked(arrival_id: str) -> Arrival:
    """The arrival, held for this transaction; InputError when there is none."""
    arrival = Arrival.objects.select_for_update().filter(pk=arrival_id).first()
    if arrival is None:
        raise InputError(_("There is no such person at this reception."))
    return arrival


def present(arrival_id: str) -> Arrival:
    """The same, for acts that need the person to be here; ConflictError otherwise."""
    arrival = locked(arrival_id)
    if arrival.state != Arrival.State.ARRIVED:
        raise ConflictError(_("This person is not here; nothing was changed."), cure=_("Look at the person's page."))
    return arrival


def one_of(code: str, codes: Container[str]) -> str:
    """The code, if it is one of the list; InputError otherwise."""
    if code not in codes:
        raise InputError(_("That is none of the answers."), cure=_("Choose one of the list."))
    return code


def written(text: str, longest: int, *, needed: bool = True) -> str:
    """The text as it is kept; InputError when it is missing or too long."""
    kept = clean(text)
    if (needed and not kept) or len(kept) > longest:
        raise InputError(
            _("A field has between 1 and %(most)d characters.") % {"most": longest}, cure=_("Look at what you wrote.")
        )
    return kept


def talk(language: str, interpreter: str) -> tuple[str, str]:
    """Language and interpreter of a talk; no talk closes without both (the interpreter may be 'none needed').

    Raises:
        InputError: one of them is missing.
    """
    if not clean(language) or not clean(interpreter):
        raise InputError(
            _("A talk cannot be closed without its language and its interpreter."),
            cure=_("Write the interpreter's name, or that none was needed."),
        )
    return written(language, 60), written(interpreter, 120)
