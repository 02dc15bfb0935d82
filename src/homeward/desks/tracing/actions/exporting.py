"""Rows of the queue leave the node as a file: an act of its own, so that the journal tells who took how many."""

from homeward.desks.tracing.queries import Filter, PairPage, pairs_visible_to
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor


@action("tracing.export_pairs", right="tracing.read")
def export_pairs(*, actor: Actor, chosen: Filter, after: str = "") -> Outcome[PairPage]:
    """The rows that the queue shows under these filters behind `after`."""
    page = pairs_visible_to(viewer=actor, chosen=chosen, after=after, what="tracing.export", counted=False)
    # What stands in the address is told as far as it is a code of ours; the look log has the rest.
    facts = {"pairs": len(page.rows), "use": chosen.use, "stage": chosen.stage, "band": chosen.band}
    return Outcome(page, facts=facts)
