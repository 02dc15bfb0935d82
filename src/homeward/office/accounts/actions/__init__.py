"""What changes accounts: officers and their roles, coming in, one's own account, and emergency openings."""

from homeward.office.accounts.actions.coming_in import (
    SET_UP_HOURS,
    Invitation,
    invite_officer,
    note_factor,
    note_sign_in,
    reopen_officer,
    reset_sign_in,
    set_up_sign_in,
)
from homeward.office.accounts.actions.emergency import (
    approve_opening,
    ask_opening,
    decline_opening,
    end_opening,
)
from homeward.office.accounts.actions.officers import create_officer, disable_officer, grant_role, withdraw_role
from homeward.office.accounts.actions.own import choose_language, end_own_sessions

__all__ = [
    "SET_UP_HOURS",
    "Invitation",
    "approve_opening",
    "ask_opening",
    "choose_language",
    "create_officer",
    "decline_opening",
    "disable_officer",
    "end_opening",
    "end_own_sessions",
    "grant_role",
    "invite_officer",
    "note_factor",
    "note_sign_in",
    "reopen_officer",
    "reset_sign_in",
    "set_up_sign_in",
    "withdraw_role",
]
