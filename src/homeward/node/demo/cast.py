"""Who works at the demonstration's node. All invented; one officer a role, two for what takes two."""

import secrets
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Played:
    """One officer of the story."""

    username: str
    display_name: str
    roles: tuple[str, ...]


REGISTRAR = Played("registrar", "Ada Lindqvist", ("registrar",))
FIRST_TRACER = Played("tracer-one", "Basel Haddad", ("tracing_officer",))
SECOND_TRACER = Played("tracer-two", "Chiara Fontana", ("tracing_officer",))
LIST_OFFICER = Played("list-officer", "Daniel Okafor", ("list_officer",))
DECISION_MAKER = Played("decision-maker", "Elif Yaman", ("decision_maker",))
AUDITOR = Played("auditor", "Farid Nazari", ("auditor",))
ADMINISTRATOR = Played("administrator", "Greta Holm", ("administrator",))

CAST = (REGISTRAR, FIRST_TRACER, SECOND_TRACER, LIST_OFFICER, DECISION_MAKER, AUDITOR, ADMINISTRATOR)

PARTIES = {
    "NORTH": {"en": "Northland", "ar": "نورثلاند", "uk": "Нортланд", "ru": "Нортланд"},
    "SOUTH": {"en": "Southland", "ar": "ساوثلاند", "uk": "Саутланд", "ru": "Саутланд"},
}


def new_password() -> str:
    """Four groups that are easily typed; drawn anew with each building of the node."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))
