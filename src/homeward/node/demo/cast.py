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

SECOND_DECISION_MAKER = Played("decision-maker-two", "Hana Sato", ("decision_maker",))
INTERMEDIARY = Played("intermediary", "Ibrahim Said", ("intermediary_desk",))
FIRST_CREW = Played("crew-one", "Jonas Berg", ("handover_crew",))
SECOND_CREW = Played("crew-two", "Karima Aziz", ("handover_crew",))
COORDINATOR = Played("coordinator", "Lucia Moreno", ("reception_coordinator",))
MEDICAL_OFFICER = Played("medical-officer", "Mateo Rossi", ("medical_officer",))
PSYCHOLOGIST = Played("psychologist", "Noor Rahman", ("psychologist",))
CLAIMS_EDITOR = Played("claims-editor", "Otto Nilsen", ("claims_editor",))
SECOND_CLAIMS_EDITOR = Played("claims-editor-two", "Petra Duran", ("claims_editor",))

CAST = (
    REGISTRAR, FIRST_TRACER, SECOND_TRACER, LIST_OFFICER, DECISION_MAKER, AUDITOR, ADMINISTRATOR,
    SECOND_DECISION_MAKER, INTERMEDIARY, FIRST_CREW, SECOND_CREW, COORDINATOR, MEDICAL_OFFICER, PSYCHOLOGIST,
    CLAIMS_EDITOR, SECOND_CLAIMS_EDITOR,
)  # fmt: skip

PARTIES = {
    "NORTH": {"en": "Northland", "ar": "نورثلاند", "uk": "Нортланд", "ru": "Нортланд"},
    "SOUTH": {"en": "Southland", "ar": "ساوثلاند", "uk": "Саутланд", "ru": "Саутланд"},
}


def new_password() -> str:
    """Four groups that are easily typed; drawn anew with each building of the node."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))
