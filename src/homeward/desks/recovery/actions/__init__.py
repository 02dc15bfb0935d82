"""What the officers of this desk do."""

from homeward.desks.recovery.actions.cases import change_needs, open_case, record_follow_up
from homeward.desks.recovery.actions.places import close_place, keep_place, keep_region
from homeward.desks.recovery.actions.referrals import (
    accept_referral,
    refuse_referral,
    send_referral,
    take_referral_back,
)

__all__ = [
    "accept_referral",
    "change_needs",
    "close_place",
    "keep_place",
    "keep_region",
    "open_case",
    "record_follow_up",
    "refuse_referral",
    "send_referral",
    "take_referral_back",
]
