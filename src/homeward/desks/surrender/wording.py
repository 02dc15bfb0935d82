"""Words of this desk. They guide nobody, persuade nobody and promise nothing."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

SIZES: Mapping[str, Any] = {
    "ONE": _("one person"),
    "UP_TO_5": _("2 to 5 persons"),
    "UP_TO_20": _("6 to 20 persons"),
    "UP_TO_100": _("21 to 100 persons"),
    "MORE": _("more than 100 persons"),
}
STATES: Mapping[str, tuple[str, Any]] = {
    "waiting": ("warning", _("waits for contact")),
    "in_contact": ("info", _("in contact")),
    "expected": ("good", _("expected")),
}
KINDS: Mapping[str, Any] = {
    "position": _("an exact position"),
    "number": _("a telephone, document or other long number"),
    "handle": _("an account of a messenger"),
    "link": _("a link"),
    "name": _("a name"),
}
