"""The compartments as data: what each is for, who may read and write it, and whether its very existence is kept.

In a compartment that keeps existence every person has one entry, empty or not, of one size, sealed to everybody who
holds its right; in the others a note is sealed to the readers named for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.base.errors import InputError


@dataclass(frozen=True, slots=True)
class Compartment:
    """One compartment.

    Attributes:
        code: stable name, used in key folders and journal facts. title: for people.
        right: who holds it may read what is sealed to them, and write.
        keeps_existence: nothing may show whether anything is written about a person.
        kept_days: how long a note is kept when its writer names no other day.
    """

    code: str
    title: Any
    right: str
    keeps_existence: bool
    kept_days: int


COMPARTMENTS: Mapping[str, Compartment] = {
    room.code: room
    for room in (
        Compartment("health", gettext_lazy("health notes"), "health.notes", False, 3650),
        Compartment("mind", gettext_lazy("psychologist's notes"), "reception.mind", False, 3650),
        Compartment("own_will", gettext_lazy("the person's own will"), "willingness.write", True, 730),
        Compartment("protected", gettext_lazy("protected account"), "protected.write", True, 3650),
    )
}

# Why somebody opens a note: a code, for it stays in the journal for ever.
REASONS = {
    "TREATMENT": gettext_lazy("I treat this person"),
    "HANDING_OVER": gettext_lazy("I take over from a colleague"),
    "EMERGENCY": gettext_lazy("emergency"),
    "PERSON_ASKED": gettext_lazy("the person asked for it"),
    "INTERVIEW": gettext_lazy("a talk with the person"),
}


def compartment_named(code: str) -> Compartment:
    """The compartment of that code; InputError when there is none."""
    room = COMPARTMENTS.get(code)
    if room is None:
        raise InputError(_("There is no such compartment."))
    return room
