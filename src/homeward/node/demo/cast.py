"""Who works at the demonstration's three nodes. All invented; one officer a role, two for what takes two."""

import secrets
from dataclasses import dataclass

NORTH, SOUTH, NEUTRAL = "demo-north", "demo-south", "demo-neutral"


@dataclass(frozen=True, slots=True)
class Played:
    """One officer of the story. User names are unique over all three nodes."""

    node: str
    username: str
    display_name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryNode:
    """One node of the story."""

    name: str
    title: str
    role: str
    party: str
    # Intake of notices is off on every real node until somebody turns it on.
    surrender: bool = False


NODES = (
    StoryNode(NORTH, "Bureau of Northland (demonstration)", "party", "NORTH"),
    StoryNode(SOUTH, "Bureau of Southland (demonstration)", "party", "SOUTH", surrender=True),
    StoryNode(NEUTRAL, "Intermediary (demonstration)", "intermediary", ""),
)

REGISTRAR = Played(NORTH, "registrar", "Ada Lindqvist", ("registrar",))
FIRST_TRACER = Played(NORTH, "tracer-one", "Basel Haddad", ("tracing_officer",))
SECOND_TRACER = Played(NORTH, "tracer-two", "Chiara Fontana", ("tracing_officer",))
NORTH_LIST_OFFICER = Played(NORTH, "north-list-officer", "Dalia Winter", ("list_officer",))
DECISION_MAKER = Played(NORTH, "decision-maker", "Elif Yaman", ("decision_maker",))
SECOND_DECISION_MAKER = Played(NORTH, "decision-maker-two", "Hana Sato", ("decision_maker",))
AUDITOR = Played(NORTH, "auditor", "Farid Nazari", ("auditor",))
ADMINISTRATOR = Played(NORTH, "administrator", "Greta Holm", ("administrator",))
FIRST_CREW = Played(NORTH, "crew-one", "Jonas Berg", ("handover_crew",))
SECOND_CREW = Played(NORTH, "crew-two", "Karima Aziz", ("handover_crew",))
COORDINATOR = Played(NORTH, "coordinator", "Lucia Moreno", ("reception_coordinator",))
MEDICAL_OFFICER = Played(NORTH, "medical-officer", "Mateo Rossi", ("medical_officer",))
PSYCHOLOGIST = Played(NORTH, "psychologist", "Noor Rahman", ("psychologist",))
PROTECTION_OFFICER = Played(NORTH, "protection-officer", "Olena Marsh", ("protection_officer",))

SOUTH_REGISTRAR = Played(SOUTH, "south-registrar", "Pavel Orlin", ("registrar",))
SOUTH_FIRST_TRACER = Played(SOUTH, "south-tracer-one", "Qadira Nasser", ("tracing_officer",))
SOUTH_SECOND_TRACER = Played(SOUTH, "south-tracer-two", "Rafael Stern", ("tracing_officer",))
SOUTH_LIST_OFFICER = Played(SOUTH, "south-list-officer", "Selma Krog", ("list_officer",))
SOUTH_DECISION_MAKER = Played(SOUTH, "south-decision-maker", "Tarek Molina", ("decision_maker",))
SOUTH_SECOND_DECISION_MAKER = Played(SOUTH, "south-decision-maker-two", "Uma Lehto", ("decision_maker",))
SOUTH_FIRST_CREW = Played(SOUTH, "south-crew-one", "Viktor Amsel", ("handover_crew",))
SOUTH_SECOND_CREW = Played(SOUTH, "south-crew-two", "Wanda Kosta", ("handover_crew",))
SOUTH_COORDINATOR = Played(SOUTH, "south-coordinator", "Xenia Falk", ("reception_coordinator",))
SOUTH_MEDICAL_OFFICER = Played(SOUTH, "south-medical-officer", "Yusuf Brand", ("medical_officer",))
SOUTH_PSYCHOLOGIST = Played(SOUTH, "south-psychologist", "Zora Nilsen", ("psychologist",))
DUTY_OFFICER = Played(SOUTH, "duty-officer", "Arne Vidal", ("surrender_duty_officer",))
SOUTH_ADMINISTRATOR = Played(SOUTH, "south-administrator", "Bruna Tal", ("administrator",))

NEUTRAL_REGISTRAR = Played(NEUTRAL, "neutral-registrar", "Cyril Amado", ("registrar",))
LIST_OFFICER = Played(NEUTRAL, "list-officer", "Daniel Okafor", ("list_officer",))
INTERMEDIARY = Played(NEUTRAL, "intermediary", "Ibrahim Said", ("intermediary_desk",))
INTERVIEWER = Played(NEUTRAL, "interviewer", "Joana Petit", ("neutral_interviewer",))
# Delegates of both sides sit at the neutral's table on the day; differences are settled there by two.
NORTH_DELEGATE = Played(NEUTRAL, "north-delegate", "Kemal Iversen, for Northland", ("decision_maker",))
SOUTH_DELEGATE = Played(NEUTRAL, "south-delegate", "Lea Orban, for Southland", ("decision_maker",))
NEUTRAL_CREW = Played(NEUTRAL, "neutral-crew", "Milan Hadid", ("handover_crew",))
CLAIMS_EDITOR = Played(NEUTRAL, "claims-editor", "Otto Nilsen", ("claims_editor",))
SECOND_CLAIMS_EDITOR = Played(NEUTRAL, "claims-editor-two", "Petra Duran", ("claims_editor",))
NEUTRAL_AUDITOR = Played(NEUTRAL, "neutral-auditor", "Nina Abel", ("auditor",))
NEUTRAL_ADMINISTRATOR = Played(NEUTRAL, "neutral-administrator", "Omar Lind", ("administrator",))

CAST = (
    REGISTRAR, FIRST_TRACER, SECOND_TRACER, NORTH_LIST_OFFICER, DECISION_MAKER, SECOND_DECISION_MAKER, AUDITOR,
    ADMINISTRATOR, FIRST_CREW, SECOND_CREW, COORDINATOR, MEDICAL_OFFICER, PSYCHOLOGIST, PROTECTION_OFFICER,
    SOUTH_REGISTRAR, SOUTH_FIRST_TRACER, SOUTH_SECOND_TRACER, SOUTH_LIST_OFFICER, SOUTH_DECISION_MAKER,
    SOUTH_SECOND_DECISION_MAKER, SOUTH_FIRST_CREW, SOUTH_SECOND_CREW, SOUTH_COORDINATOR, SOUTH_MEDICAL_OFFICER,
    SOUTH_PSYCHOLOGIST, DUTY_OFFICER, SOUTH_ADMINISTRATOR,
    NEUTRAL_REGISTRAR, LIST_OFFICER, INTERMEDIARY, INTERVIEWER, NORTH_DELEGATE, SOUTH_DELEGATE, NEUTRAL_CREW,
    CLAIMS_EDITOR, SECOND_CLAIMS_EDITOR, NEUTRAL_AUDITOR, NEUTRAL_ADMINISTRATOR,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bureau:
    """The people of one side by what they do in the story."""

    party: str
    registrar: Played
    tracers: tuple[Played, Played]
    list_officer: Played
    decision_makers: tuple[Played, Played]
    crew: tuple[Played, Played]
    coordinator: Played
    medical_officer: Played
    psychologist: Played
    administrator: Played

    @property
    def node(self) -> str:
        return self.registrar.node


BUREAUX = (
    Bureau(
        "NORTH", REGISTRAR, (FIRST_TRACER, SECOND_TRACER), NORTH_LIST_OFFICER, (DECISION_MAKER, SECOND_DECISION_MAKER),
        (FIRST_CREW, SECOND_CREW), COORDINATOR, MEDICAL_OFFICER, PSYCHOLOGIST, ADMINISTRATOR,
    ),
    Bureau(
        "SOUTH", SOUTH_REGISTRAR, (SOUTH_FIRST_TRACER, SOUTH_SECOND_TRACER), SOUTH_LIST_OFFICER,
        (SOUTH_DECISION_MAKER, SOUTH_SECOND_DECISION_MAKER), (SOUTH_FIRST_CREW, SOUTH_SECOND_CREW), SOUTH_COORDINATOR,
        SOUTH_MEDICAL_OFFICER, SOUTH_PSYCHOLOGIST, SOUTH_ADMINISTRATOR,
    ),
)  # fmt: skip

PARTIES = {
    "NORTH": {"en": "Northland", "ar": "نورثلاند", "uk": "Нортланд", "ru": "Нортланд"},
    "SOUTH": {"en": "Southland", "ar": "ساوثلاند", "uk": "Саутланд", "ru": "Саутланд"},
}


def of_node(name: str) -> list[Played]:
    """The officers of one node."""
    return [played for played in CAST if played.node == name]


def new_password() -> str:
    """Four groups that are easily typed; drawn anew with each building of the node."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))
