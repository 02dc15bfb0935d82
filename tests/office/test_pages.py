"""The shell's own pages, their headers, and a room's "no" as a page."""

import logging
import sys

import pytest
from django.db import connection
from django.test import Client
from django.urls import path
from django.utils.translation import gettext_lazy as _

from cast import actor_with, auditor, client_of, officer_with, registrar
from homeward.base import errors
from homeward.node import urls
from homeward.node.logs import SparingFormatter
from homeward.office.accounts import navigation
from homeward.office.accounts.context import Can
from homeward.office.accounts.navigation import Card, add_stage, todays_work
from homeward.office.journal.looks import record_look
from homeward.office.journal.models import JournalEntry
from homeward.office.journal.rights import Actor
from homeward.office.journal.triggers import taken_off

pytestmark = pytest.mark.django_db


def raising(_request, name: str):
    raise getattr(errors, name)("Words for the desk.", cure="What helps.")


class AddressesWithFaults:
    urlpatterns = [path("raise/<str:name>/", raising), *urls.urlpatterns]
    handler404 = urls.handler404


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("RefusedError", 403),
        ("ConflictError", 409),
        ("InputError", 400),
        ("TermsError", 400),
        ("NoPlanError", 422),
        ("TamperedError", 500),
        ("NotBuiltError", 501),
    ],
)
def test_an_error_of_a_room_is_a_page_with_words_and_cure(settings, name: str, status: int) -> None:
    settings.ROOT_URLCONF = AddressesWithFaults
    page = client_of(registrar()).get(f"/raise/{name}/")
    assert page.status_code == status
    assert "Words for the desk." in page.content.decode()
    assert "What helps." in page.content.decode()


def test_a_fault_that_is_none_of_ours_is_not_hidden(settings) -> None:
    settings.ROOT_URLCONF = AddressesWithFaults
    with pytest.raises(AttributeError):
        client_of(registrar()).get("/raise/NoSuchError/")


def test_a_fault_shows_a_page_without_its_words_and_the_log_names_the_place_alone(settings, caplog) -> None:
    settings.ROOT_URLCONF = AddressesWithFaults
    client = client_of(registrar())
    client.raise_request_exception = False
    page = client.get("/raise/NoSuchError/")
    assert page.status_code == 500
    assert "NoSuchError" not in page.content.decode()
    try:
        raise ValueError("row of Mara Ostrow")
    except ValueError:
        record = logging.getLogger("x").makeRecord("x", 40, "f", 1, "failed", (), sys.exc_info())
    written = SparingFormatter().format(record)
    assert "ValueError" in written
    assert "test_pages.py" in written
    assert "Ostrow" not in written


def test_every_page_carries_the_strict_headers() -> None:
    for client in (Client(), client_of(registrar())):
        headers = client.get("/sign-in/", follow=True).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_missing_page_and_a_forged_form_have_pages_of_their_own() -> None:
    assert client_of(registrar()).get("/nowhere/").status_code == 404
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/sign-in/", {"login": "x", "password": "y"}).status_code == 403


def test_an_unknown_host_is_refused() -> None:
    assert Client(headers={"host": "evil.example"}).get("/sign-in/").status_code == 400


@pytest.fixture
def empty_navigation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "STAGES", {})
    monkeypatch.setattr(navigation, "_WORK", [])


@pytest.mark.usefixtures("empty_navigation")
def test_the_start_page_shows_todays_work_and_the_stages_by_role() -> None:
    add_stage(title=_("Journal"), address="journal", right="journal.read", order=10, search=True)

    @todays_work
    def letters(*, viewer: Actor) -> list[Card]:
        return [Card("Letters", "Two wait.", "/letters/", 2)] if "auditor" in viewer.roles else []

    page = client_of(auditor()).get("/")
    assert [card.title for card in page.context["cards"]] == ["Letters"]
    assert [entry["url"] for entry in page.context["navigation"]] == ["/journal/"]
    assert page.context["search_url"] == "/journal/"
    page = client_of(registrar()).get("/")
    assert page.context["cards"] == page.context["navigation"] == []
    assert page.context["search_url"] == ""


def test_templates_ask_for_rights_by_name() -> None:
    can = Can(actor_with("registrar"))
    assert can["register"]["import"]
    assert not can["register"]
    assert not can["tracing"]["search"]


def test_what_i_looked_at_is_paged_and_is_mine_alone() -> None:
    mine, other = officer_with("registrar"), officer_with("registrar")
    record_look(viewer=mine.as_actor(), subjects=[f"mine-{number:02d}" for number in range(60)], what="register.person")
    record_look(viewer=other.as_actor(), subjects=["not-mine"], what="register.person")
    client = client_of(mine)
    first = client.get("/looked/")
    assert first.context["shown"] == 50
    second = client.get("/looked/", {"after": first.context["next_after"]})
    assert second.context["shown"] == 10
    subjects = [row["number"] for page in (first, second) for row in page.context["looks"]]
    assert sorted(subjects) == [f"mine-{number:02d}" for number in range(60)]


def test_the_auditor_verifies_the_journal_on_its_page() -> None:
    client = client_of(auditor())
    page = client.get("/journal/")
    assert [entry["kind"] for entry in page.context["entries"]] == ["accounts.create_officer"]
    assert client.post("/journal/").context["report"].size == 1
    with taken_off(connection):
        JournalEntry.objects.update(leaf_hash=bytes(32))
    page = client.post("/journal/")
    assert "entry 1 " in page.context["tampered"].message
    assert "entry 1 " in page.content.decode()


def test_a_page_costs_few_queries(django_assert_max_num_queries) -> None:
    client = client_of(auditor())
    client.get("/journal/")
    with django_assert_max_num_queries(12):
        client.get("/journal/")


def test_a_garbled_page_position_shows_the_first_page() -> None:
    client = client_of(registrar())
    for after in ("x", "-1", "٣", "9" * 40):
        assert client.get("/looked/", {"after": after}).status_code == 200


def test_the_health_page_finds_every_setting_of_this_database_sound() -> None:
    page = client_of(officer_with("administrator")).get("/health/")
    unsound = {finding.title for finding in page.context["findings"] if not finding.sound}
    # The suite's SQLite lies in memory, where no write-ahead log exists.
    assert unsound <= {"Database setting journal_mode"}
