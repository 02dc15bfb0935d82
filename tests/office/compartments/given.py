"""Officers that the cast's password does not suit: it is too like their role."""

from homeward.office.accounts.actions import create_officer
from homeward.office.accounts.models import Officer
from homeward.office.journal.rights import THE_NODE


def new_interviewer(name: str) -> Officer:
    return create_officer(
        actor=THE_NODE,
        username=f"talks-{name}",
        display_name=f"Mara {name.title()}",
        password="copper-meadow-nineteen",
        roles=["neutral_interviewer"],
    )
