"""Parties are admitted once, with a name in English at least."""

from collections.abc import Iterator

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.template import Context, Template
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from cast import actor_with
from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.office.journal.rights import NOBODY, THE_NODE
from homeward.office.parties.actions import admit_party
from homeward.office.parties.naming import party_words
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


def test_a_page_shows_the_name_of_a_party_in_its_own_language() -> None:
    admit_party(actor=THE_NODE, code="NORTH", role="party", names={"en": "Northland", "uk": "Північ"})
    page = Template("{% load parties %}{{ code|party_name }}")
    with translation.override("uk"):
        assert page.render(Context({"code": "NORTH"})) == "Північ"
    with translation.override("ar"):
        assert page.render(Context({"code": "NORTH"})) == "Northland"


def test_a_code_without_a_party_stays_a_code_and_nothing_stays_nothing() -> None:
    assert [party_words(code) for code in ("EAST", "", None)] == ["EAST", "", ""]


@pytest.fixture
def _connection_kept() -> Iterator[None]:
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_connection_kept")
def test_within_one_request_the_parties_are_read_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    request_started.send(sender=None)
    with django_assert_num_queries(1):
        assert {party_words(code) for code in ("NORTH", "EAST", "NORTH")} == {"NORTH", "EAST"}
    request_finished.send(sender=None)
    admit_party(actor=THE_NODE, code="NORTH", role="party", names={"en": "Northland"})
    assert party_words("NORTH") == "Northland"
