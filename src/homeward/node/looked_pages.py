"""What a look was at, in words: the looks keep the code of the page, and a reader wants its name."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from homeward.desks.register.words import PAGE_TITLES

_STAGES: dict[str, Any] = {
    "register": _("Register"),
    "families": _("Families"),
    "tracing": _("Tracing"),
    "exchange": _("Exchange"),
    "handover": _("Handover"),
    "reception": _("Reception"),
    "recovery": _("Recovery"),
    "claims": _("Claims"),
    "post": _("Post"),
    "journal": _("Journal"),
}


def page_words(what: str) -> str:
    """The stage, and the page where it has a name of its own; the code itself when it is of no stage."""
    stage = _STAGES.get(what.partition(".")[0])
    page = PAGE_TITLES.get(what)
    return " · ".join(str(word) for word in (stage, page) if word) or what
