"""The switch of a demonstration: on its own machine, on a demo node, by a form; nowhere else and in no other way."""

from dataclasses import replace

import pytest
from django.test import Client

from cast import PASSWORD, registrar
from homeward.node import context
from homeward.node.home import write_demonstration
from homeward.office.accounts.actions import disable_officer
from homeward.office.journal.models import JournalEntry
from homeward.office.journal.rights import THE_NODE

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(settings, tmp_path):
    made = registrar()
    settings.NODE = replace(settings.NODE, path=tmp_path, demo=True)
    write_demonstration(tmp_path, [{"role": "registrar", "name": made.username, "password": PASSWORD}])
    context._accounts_on_file.cache_clear()
    yield made
    context._accounts_on_file.cache_clear()


def test_on_the_demo_s_own_machine_one_goes_on_as_an_invented_officer(officer) -> None:
    client = Client()
    assert officer.username in client.get("/continue-as/").content.decode()
    assert "/continue-as/" in client.get("/sign-in/").content.decode()
    assert client.post("/continue-as/", {"name": officer.username}).headers["Location"] == "/"
    assert client.get("/register/").status_code == 200
    assert JournalEntry.objects.order_by("-seq").first().kind == "accounts.note_sign_in"


@pytest.mark.parametrize(
    "asked",
    [
        {"REMOTE_ADDR": "192.0.2.1"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_VIA": "1.1 proxy"},
    ],
)
def test_from_elsewhere_or_through_somebody_it_is_refused(officer, asked: dict[str, str]) -> None:
    client = Client(**asked)
    assert client.get("/continue-as/").status_code == 403
    assert client.post("/continue-as/", {"name": officer.username}).status_code == 403
    assert client.get("/register/").status_code == 302
    assert "/continue-as/" not in client.get("/sign-in/").content.decode()


@pytest.mark.parametrize("changes", [{"demo": False}, {"https": True}])
def test_a_real_node_has_no_such_switch(officer, settings, changes: dict[str, bool]) -> None:
    settings.NODE = replace(settings.NODE, **changes)
    assert Client().get("/continue-as/").status_code == 403
    assert Client().post("/continue-as/", {"name": officer.username}).status_code == 403


def test_only_the_demonstrations_own_open_accounts_can_be_chosen(officer) -> None:
    stranger = registrar()
    for name in (stranger.username, "", "nobody"):
        assert Client().post("/continue-as/", {"name": name}).status_code == 400
    disable_officer(actor=THE_NODE, officer_id=str(officer.pk))
    assert Client().post("/continue-as/", {"name": officer.username}).status_code == 400


def test_a_form_of_another_site_is_refused(officer) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/continue-as/", {"name": officer.username}).status_code == 403
