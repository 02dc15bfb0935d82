"""What this desk tells, always to somebody who may know: terms, plans, their lines, two plans side by side."""

from homeward.desks.exchange.queries.agreements import (
    Standing,
    agreement_file,
    agreement_item,
    agreement_visible_to,
    agreements_visible_to,
    standing_of,
)
from homeward.desks.exchange.queries.comparing import Change, Comparison, comparison_visible_to
from homeward.desks.exchange.queries.lines import (
    Filter,
    LinePage,
    LineRow,
    line_visible_to,
    lines_for_export,
    lines_visible_to,
)
from homeward.desks.exchange.queries.plans import (
    READ,
    document_visible_to,
    plan_visible_to,
    plans_visible_to,
    whole_plan_visible_to,
)
from homeward.desks.exchange.queries.proposals import Compared, compared_with_own_lists, proposal_document
from homeward.desks.exchange.queries.readiness import Readiness, readiness_visible_to
from homeward.desks.exchange.queries.terms import terms_version_visible_to, terms_versions_visible_to

__all__ = [
    "READ",
    "Change",
    "Compared",
    "Comparison",
    "Filter",
    "LinePage",
    "LineRow",
    "Readiness",
    "Standing",
    "agreement_file",
    "agreement_item",
    "agreement_visible_to",
    "agreements_visible_to",
    "compared_with_own_lists",
    "comparison_visible_to",
    "document_visible_to",
    "line_visible_to",
    "lines_for_export",
    "lines_visible_to",
    "plan_visible_to",
    "plans_visible_to",
    "proposal_document",
    "readiness_visible_to",
    "standing_of",
    "terms_version_visible_to",
    "terms_versions_visible_to",
    "whole_plan_visible_to",
]
