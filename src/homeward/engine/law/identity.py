"""What a prisoner must give and nothing more (art. 17), as field names of `base.persons.ListedPerson`.

Read by list templates and forms to mark the fields that may be asked for. None of them is required to keep a record.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AskedByLaw:
    """One thing that may be asked: the field names that hold it, its wording, its article."""

    fields: tuple[str, ...]
    title: str
    basis: str


IDENTITY_QUESTIONS = (
    AskedByLaw(
        ("surname", "given_name", "patronymic", "full_name", "other_name"), "surname and first names", "art. 17(1)"
    ),
    AskedByLaw(("rank",), "rank", "art. 17(1); art. 43"),
    AskedByLaw(("birth_date",), "date of birth", "art. 17(1)"),
    AskedByLaw(("service_number",), "army, regimental, personal or serial number, or equivalent", "art. 17(1)"),
)

# Everything else is told freely or not at all (art. 17(4)).
ASKED_BY_LAW: frozenset[str] = frozenset(name for question in IDENTITY_QUESTIONS for name in question.fields)
