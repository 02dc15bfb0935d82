"""One cast of officers for all tests: invented people, one a role, made through the same actions as real ones."""

from itertools import count

from django.test import Client

from homeward.office.accounts.actions import create_officer
from homeward.office.accounts.models import Officer
from homeward.office.journal.rights import THE_NODE, Actor

# Of letters that no role has many of: a password too like a sign-in name is refused, whatever its number.
PASSWORD = "jump-big-foxy-kumquats"
_NAMES = ("Mara Ostrow", "Jonas Feld", "Lina Haddad", "Oleh Verba", "Tomas Brandt", "Nadia Salem")
_number = count(1)


def officer_with(*roles: str, name: str = "") -> Officer:
    """An officer with these roles and a sign-in name of their own; the password is `PASSWORD`."""
    number = next(_number)
    return create_officer(
        actor=THE_NODE,
        username=f"{'-'.join(roles) or 'visitor'}-{number}"[:60].replace("_", "-"),
        display_name=name or _NAMES[number % len(_NAMES)],
        password=PASSWORD,
        roles=roles,
    )


def actor_with(*roles: str, reason: str = "") -> Actor:
    """The same, as the journal knows people."""
    return officer_with(*roles).as_actor(reason)


def client_of(officer: Officer) -> Client:
    """A browser in which that officer is signed in."""
    client = Client()
    client.force_login(officer)
    return client


def registrar() -> Officer:
    return officer_with("registrar")


def tracing_officer() -> Officer:
    return officer_with("tracing_officer")


def list_officer() -> Officer:
    return officer_with("list_officer")


def decision_maker() -> Officer:
    return officer_with("decision_maker")


def auditor() -> Officer:
    return officer_with("auditor")


def neutral_interviewer() -> Officer:
    return officer_with("neutral_interviewer")


def administrator() -> Officer:
    return officer_with("administrator")
