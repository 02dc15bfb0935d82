"""Reading the families desk. No query tells a list of families beyond one page, and none exports one."""

from homeward.desks.families.queries.genuine import is_genuine
from homeward.desks.families.queries.requests import (
    FILTERS,
    RequestPage,
    RequestRecord,
    answer_visible_to,
    plain_request,
    request_visible_to,
    requests_visible_to,
    waiting_counts,
)
from homeward.desks.families.queries.verdicts import is_proven, verdict_for

__all__ = [
    "FILTERS",
    "RequestPage",
    "RequestRecord",
    "answer_visible_to",
    "is_genuine",
    "is_proven",
    "plain_request",
    "request_visible_to",
    "requests_visible_to",
    "verdict_for",
    "waiting_counts",
]
