"""What this desk tells, always to somebody who may know: frozen manifests, the day, who crossed, totals."""

from homeward.desks.handover.queries.crossing import (
    Crossing,
    crossings_visible_to,
    handed_over_persons,
    totals_visible_to,
)
from homeward.desks.handover.queries.days import (
    READ,
    Day,
    balance_visible_to,
    bundle_events,
    bundle_papers,
    day_of,
    day_visible_to,
    handover_visible_to,
    handovers_visible_to,
    manifest_bytes_visible_to,
    may_act_on,
    protocol_visible_to,
)
from homeward.desks.handover.queries.typed import line_of_typed

__all__ = [
    "READ",
    "Crossing",
    "Day",
    "balance_visible_to",
    "bundle_events",
    "bundle_papers",
    "crossings_visible_to",
    "day_of",
    "day_visible_to",
    "handed_over_persons",
    "handover_visible_to",
    "handovers_visible_to",
    "line_of_typed",
    "manifest_bytes_visible_to",
    "may_act_on",
    "protocol_visible_to",
    "totals_visible_to",
]
