"""The acts of this desk: freezing, checking off, settling by two, closing, and taking what other devices saw."""

from homeward.desks.handover.actions.checking import (
    Checked,
    check_off,
    raise_discrepancy,
    take_back,
    withdraw_person,
    witness_crossings,
)
from homeward.desks.handover.actions.closing import close_day, draw_up_protocol, sign_paper
from homeward.desks.handover.actions.freezing import freeze_manifest
from homeward.desks.handover.actions.settling import (
    agree_outcome,
    break_off,
    decline_outcome,
    outcomes_for,
    settle_discrepancy,
)
from homeward.desks.handover.actions.taking import (
    admit_device,
    revoke_device,
    send_events,
    take_events,
    take_manifest,
    take_papers,
)

__all__ = [
    "Checked",
    "admit_device",
    "agree_outcome",
    "break_off",
    "check_off",
    "close_day",
    "decline_outcome",
    "draw_up_protocol",
    "freeze_manifest",
    "outcomes_for",
    "raise_discrepancy",
    "revoke_device",
    "send_events",
    "settle_discrepancy",
    "sign_paper",
    "take_back",
    "take_events",
    "take_manifest",
    "take_papers",
    "withdraw_person",
    "witness_crossings",
]
