"""What may be done at the exchange desk: the actions, one module a subject."""

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

__all__ = [
    "WITHDRAWAL_REASONS",
    "Prepared",
    "SamePersonError",
    "approve_plan",
    "make_plan",
    "print_manifest",
    "save_terms",
    "withdraw_plan",
]
