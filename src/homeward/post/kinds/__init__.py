"""The kinds of items that travel, one module each. A new kind is one module and one line here."""

from homeward.post.kinds import (
    agreement,
    day_events,
    day_papers,
    manifest,
    offer_list,
    person_list,
    proposal,
    request_list,
    retraction,
)

__all__ = [
    "agreement",
    "day_events",
    "day_papers",
    "manifest",
    "offer_list",
    "person_list",
    "proposal",
    "request_list",
    "retraction",
]
