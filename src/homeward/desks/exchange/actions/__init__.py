"""What may be done at the exchange desk: the actions, one module a subject."""

from homeward.desks.exchange.actions.agreements import (
    SameDeciderError,
    TooEarlyError,
    WordsDifferError,
    draw_up_agreement,
    sign_agreement,
    take_agreement,
)
from homeward.desks.exchange.actions.interviews import (
    read_interview_sheet,
    record_interview,
    record_interview_sheet,
)
from homeward.desks.exchange.actions.lists import draw_up_offer, draw_up_request, take_list
from homeward.desks.exchange.actions.plans import (
    WITHDRAWAL_REASONS,
    Prepared,
    SamePersonError,
    approve_plan,
    make_plan,
    print_manifest,
    save_terms,
    withdraw_plan,
)
from homeward.desks.exchange.actions.proposals import UnknownPersonsError, take_proposal

__all__ = [
    "WITHDRAWAL_REASONS",
    "Prepared",
    "SameDeciderError",
    "SamePersonError",
    "TooEarlyError",
    "UnknownPersonsError",
    "WordsDifferError",
    "approve_plan",
    "draw_up_agreement",
    "draw_up_offer",
    "draw_up_request",
    "make_plan",
    "print_manifest",
    "read_interview_sheet",
    "record_interview",
    "record_interview_sheet",
    "save_terms",
    "sign_agreement",
    "take_agreement",
    "take_list",
    "take_proposal",
    "withdraw_plan",
]
