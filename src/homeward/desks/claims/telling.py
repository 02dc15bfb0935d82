"""A statement in neutral words, in the language of whoever reads it. Counts alone; small ones are hidden already."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from homeward.desks.claims.models import Statement
from homeward.desks.claims.wording import STATEMENT_STATES, number, tag


def told(statement: Statement) -> dict[str, Any]:
    """Everything that a page may show of a statement; who drafted and released it is not among it."""
    correction = getattr(statement, "correction", None)
    return {
        "number": statement.number,
        "state": statement.state,
        "tag": tag(STATEMENT_STATES, statement.state),
        "first": statement.first_day,
        "last": statement.last_day if statement.last_day != statement.first_day else None,
        "lines": [line_words(line) for line in statement.lines],
        "hides": any(not line["shown"].isdigit() for line in statement.lines),
        "basis": statement.basis,
        "embargo_until": statement.embargo_until,
        "drafted_at": statement.drafted_at,
        "released_at": statement.released_at,
        "corrects": statement.supersedes.number if statement.supersedes else None,
        "corrected_by": correction.number if correction and correction.released_at else None,
        "url": reverse("claims:statement", args=[statement.number]),
        "public_url": reverse("claims:public_statement", args=[statement.number]),
    }


def line_words(line: Mapping[str, Any]) -> str:
    """One count as a sentence."""
    templates = {
        "exchanged": _("%(count)s persons were exchanged from %(holder)s home to %(destination)s."),
        "article_109": _(
            "%(count)s seriously wounded and sick persons returned under article 109 from %(holder)s home to "
            "%(destination)s."
        ),
        "came_home": _("%(count)s persons came from %(holder)s home to %(destination)s."),
        "remains": _("The remains of %(count)s persons were returned from %(holder)s to %(destination)s."),
    }
    values = {"count": _count(line["shown"]), "holder": _name(line["from"]), "destination": _name(line["to"])}
    return templates[line["what"]] % {name: _apart(value) for name, value in values.items()}


def _count(shown: str) -> str:
    return number(int(shown)) if shown.isdigit() else _("fewer than 10")


def _name(party: Mapping[str, Any]) -> str:
    names = party["names"]
    return str(names.get(get_language() or "en") or names.get("en") or party["code"])


def _apart(text: str) -> str:
    return f"\u2068{text}\u2069" if get_language_bidi() else text
