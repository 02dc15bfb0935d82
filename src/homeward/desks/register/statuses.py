"""The status words of a person, as data: what is known, how strongly, and where the person is. Computed from evidence.

Knowledge and custody codes are those of the domain's code list; the order of knowledge is the order of this table.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Status:
    """One code: its words, the tone of its tag, and its group ('knowledge', 'death', 'identity', 'custody')."""

    code: str
    title: Any
    tone: str
    group: str


_TABLE = (
    Status("NO_DATA", _("nothing is known"), "quiet", "knowledge"),
    Status("RETRACTED", _("an earlier report was taken back"), "quiet", "knowledge"),
    Status("REPORTED_MISSING", _("reported missing"), "warning", "knowledge"),
    Status("REPORTED_CAPTIVE", _("reported captive"), "info", "knowledge"),
    Status("PROBABLY_CAPTIVE", _("probably captive"), "info", "knowledge"),
    Status("CONFIRMED_BY_DETAINING_POWER", _("confirmed by the detaining power"), "info", "knowledge"),
    Status("CONFIRMED_BY_NEUTRAL", _("confirmed by a neutral"), "good", "knowledge"),
    Status("RELEASED", _("released"), "good", "knowledge"),
    Status("RETURNED", _("returned"), "good", "knowledge"),
    Status("DEATH_CLAIMED", _("said to have died, a claim"), "problem", "death"),
    Status("DEATH_NOTIFIED", _("death notified"), "problem", "death"),
    Status("REMAINS_RECEIVED", _("remains received"), "problem", "death"),
    Status("IDENTIFIED_FORENSICALLY", _("identified forensically"), "problem", "death"),
    Status("LEGALLY_DECLARED", _("declared dead by law"), "problem", "death"),
    Status("UNIDENTIFIED_LIVING", _("cannot say who they are"), "warning", "identity"),
    Status("IN_POWER", _("in the power of the party"), "info", "custody"),
    Status("EVACUATED", _("evacuated to the rear"), "info", "custody"),
    Status("HELD", _("held"), "info", "custody"),
    Status("TRANSIT_CAMP", _("in a transit camp"), "info", "custody"),
    Status("CAMP", _("in a camp"), "info", "custody"),
    Status("HOSPITAL", _("in hospital"), "warning", "custody"),
    Status("PENAL", _("in a penal institution"), "warning", "custody"),
    Status("TRANSFERRED", _("transferred"), "info", "custody"),
    Status("ESCAPED", _("escaped"), "warning", "custody"),
    Status("NEUTRAL_COUNTRY", _("in a neutral country"), "info", "custody"),
    Status("AT_LINE", _("at the place of handover"), "info", "custody"),
    Status("HANDED_OVER", _("handed over"), "good", "custody"),
    Status("IN_TRANSIT_STATE", _("in the transit state"), "good", "custody"),
    Status("HOME", _("home"), "good", "custody"),
)

STATUSES: Mapping[str, Status] = {status.code: status for status in _TABLE}
_RANK = {status.code: rank for rank, status in enumerate(_TABLE)}
# What the list alone says: a party that lists a person as held confirms it; a missing person is reported missing.
_BY_LIST = {"missing": "REPORTED_MISSING", "held": "CONFIRMED_BY_DETAINING_POWER"}


def statuses_of(kind: str, codes: Iterable[str]) -> list[Status]:
    """The statuses to show: the strongest knowledge, then the newest custody, identity and the gravest word on death.

    Args:
        codes: codes of open evidence, oldest first.
    """
    found: dict[str, Status] = {"knowledge": STATUSES[_BY_LIST[kind]]}
    for code in codes:
        status = STATUSES.get(code)
        if status is None:
            continue
        present = found.get(status.group)
        newest_counts = status.group in ("custody", "identity")
        if present is None or newest_counts or _RANK[code] > _RANK[present.code]:
            found[status.group] = status
    return [found[group] for group in ("knowledge", "custody", "identity", "death") if group in found]
