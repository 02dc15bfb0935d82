"""Parties are admitted once, with a name in English at least."""

import pytest

from cast import actor_with
from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.office.journal.rights import NOBODY, THE_NODE
from homeward.office.parties.actions import admit_party
from homeward.office.parties.queries import parties_visible_to, party_of

pytestmark = pytest.mark.django_db


def test_an_admitted_party_is_seen_by_everyone_who_works_here() -> None:
    admit_party(actor=THE_NODE, code="NORTH", role="party", names={"en": " Northland ", "uk": "Північ"})
    viewer = actor_with("registrar")
    party = party_of(viewer=viewer, code="NORTH")
    assert (party.name_in("en"), party.name_in("uk"), party.name_in("ar")) == ("Northland", "Північ", "Northland")
    assert [party.code for party in parties_visible_to(viewer=viewer)] == ["NORTH"]


def test_a_party_is_admitted_once() -> None:
    admit_party(actor=THE_NODE, code="NORTH", role="party", names={"en": "Northland"})
    with pytest.raises(ConflictError):
        admit_party(actor=THE_NODE, code="NORTH", role="counterparty", names={"en": "Northland"})


@pytest.mark.parametrize(
    ("code", "role", "names"),
    [
        ("north", "party", {"en": "Northland"}),
        ("NORTH", "emperor", {"en": "Northland"}),
        ("NORTH", "party", {"uk": "Північ"}),
        ("NORTH", "party", {"en": "\u200b "}),
    ],
)
def test_an_odd_party_is_refused(code: str, role: str, names: dict[str, str]) -> None:
    with pytest.raises(InputError):
        admit_party(actor=THE_NODE, code=code, role=role, names=names)


def test_nobody_sees_parties_and_an_unknown_code_is_said_so() -> None:
    with pytest.raises(RefusedError):
        parties_visible_to(viewer=NOBODY)
    with pytest.raises(InputError, match="no party 'EAST'"):
        party_of(viewer=actor_with("auditor"), code="EAST")
