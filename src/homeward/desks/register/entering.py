"""What may be entered of a person at a desk: the fields that law lets one ask for, places that are coarse."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from homeward.base.dates import HalfKnownDate, parse_date
from homeward.base.errors import InputError
from homeward.base.persons import ListedPerson
from homeward.base.scripts import clean
from homeward.engine.law.identity import ASKED_BY_LAW

LONGEST = 120
LONGEST_PLACE = 80
# Letters of any script, blanks, hyphens, apostrophes, dots: a district or a village has no figures in it.
_COARSE = re.compile(r"[^\W\d_]+(?:[ .,'’ʼ()/-]+[^\W\d_]+)*[.)]?")
_OPAQUE = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")
_LONGEST_OPAQUE = 20


def coarse_place(text: str) -> str:
    """A district, region or village by name.

    Raises:
        InputError: it holds figures, or is longer than a name: exact positions are kept nowhere.
    """
    place = clean(text)
    if place and (len(place) > LONGEST_PLACE or not _COARSE.fullmatch(place)):
        raise InputError(
            _("A place here is the name of a district, region or village."),
            cure=_("Leave out figures, grid references and descriptions of the way."),
        )
    return place


def opaque_place(text: str) -> str:
    """The code of a place of custody; what it stands for is known outside this node alone.

    Raises:
        InputError: it is no code.
    """
    code = clean(text).upper()
    if code and (len(code) > _LONGEST_OPAQUE or not _OPAQUE.fullmatch(code)):
        raise InputError(
            _("A place of custody is written as a code."), cure=_("Use capital letters, figures and hyphens: C-07.")
        )
    return code


def asked_identity(told: Mapping[str, str]) -> dict[str, str]:
    """The identity as told or written, cleaned; only the fields of art. 17, none of them required.

    Raises:
        InputError: another field, a text too long, or a date of no calendar.
    """
    unknown = set(told) - ASKED_BY_LAW
    if unknown:
        raise InputError(_("Only name, rank, date of birth and number may be asked for."), cure=", ".join(unknown))
    identity = {name: clean(text) for name, text in told.items()}
    for text in identity.values():
        if len(text) > LONGEST:
            raise InputError(_("This is longer than a name or a number."), cure=_("Write it shorter."))
    return identity


def as_listed(identity: Mapping[str, str], *, list_id: str, row: int, **event: object) -> ListedPerson:
    """An identity as every list tells it, with what was written kept beside."""
    told = dict(identity)
    born: HalfKnownDate = parse_date(told.pop("birth_date", ""))
    written = {"number": list_id, **{name: text for name, text in identity.items() if text}}
    return ListedPerson(id=list_id, row=row, birth_date=born, written=written, **told, **event)  # type: ignore[arg-type]
