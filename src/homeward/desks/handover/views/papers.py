"""The three lines under a paper, as a page shows them."""

from typing import Any

from django.utils.translation import gettext as _

from homeward.desks.handover.protocols import WITNESS
from homeward.desks.handover.queries import Day
from homeward.office.journal.rights import Actor, has_right
from homeward.office.parties.naming import party_words


def lines_to_sign(viewer: Actor, day: Day, what: str) -> list[dict[str, Any]]:
    """Both parties and the witness: who signed, when, and whether this viewer may sign that line."""
    paper = day.papers.get(what)
    if paper is None:
        return []
    signatures = {signature.stands_for: signature for signature in paper.signatures.all()}
    mine = any(signature.officer == viewer.officer_id for signature in signatures.values())
    lines = []
    for stands_for in [*day.handover.parties, WITNESS]:
        signature = signatures.get(stands_for)
        right = "handover.witness" if stands_for == WITNESS else "handover.sign"
        lines.append(
            {
                "stands_for": stands_for,
                "title": _("Neutral witness") if stands_for == WITNESS else party_words(stands_for),
                "signature": signature,
                "may": signature is None and not mine and day.handover.closed_at is None and has_right(viewer, right),
            }
        )
    return lines
