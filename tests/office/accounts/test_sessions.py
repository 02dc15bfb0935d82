"""Signing in, staying signed in, and being signed out."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from cast import PASSWORD, administrator, auditor, client_of, officer_with, registrar
from homeward.office.accounts.actions import disable_officer
from homeward.office.accounts.models import DeskSession
from homeward.office.journal.models import JournalEntry
from homeward.office.journal.rights import THE_NODE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_attempts_yet() -> None:
    cache.clear()


def sign_in(client: Client, username: str, password: str = PASSWORD) -> int:
    return client.post("/sign-in/", {"login": username, "password": password}).status_code


def is_in(client: Client) -> bool:
    return client.get("/looked/").status_code == 200


def test_an_officer_signs_in_by_name_and_password_and_out_again() -> None:
    client, officer = Client(), registrar()
    assert client.get("/looked/").headers["Location"].startswith("/sign-in/?next=")
    assert sign_in(client, officer.username) == 302
    assert is_in(client)
    assert client.post("/sign-out/").status_code == 302
    assert not is_in(client)


def test_a_sign_in_is_written_to_the_journal_and_a_failed_one_is_not() -> None:
    officer = registrar()
    sign_in(Client(), officer.username, "wrong-wrong-wrong")
    sign_in(Client(), officer.username)
    kinds = list(JournalEntry.objects.order_by("seq").values_list("kind", flat=True))
    assert kinds == ["accounts.create_officer", "accounts.note_sign_in"]


def test_a_wrong_password_and_an_unknown_name_get_the_same_words() -> None:
    officer, pages = registrar(), []
    for name in (officer.username, "nobody-here"):
        page = Client().post("/sign-in/", {"login": name, "password": "wrong-wrong-wrong"})
        pages.append(page.context["form"].errors.as_text())
    assert pages[0] == pages[1] != ""


def test_guessing_is_stopped_after_five_attempts() -> None:
    client, officer = Client(), registrar()
    for _ in range(5):
        sign_in(client, officer.username, "wrong-wrong-wrong")
    assert sign_in(client, officer.username) == 200
    assert not is_in(client)


def test_guessing_from_elsewhere_does_not_lock_an_officer_out() -> None:
    officer, guesser = registrar(), Client(REMOTE_ADDR="192.0.2.7")
    for _ in range(7):
        sign_in(guesser, officer.username, "wrong-wrong-wrong")
    assert sign_in(guesser, officer.username) == 200
    assert not is_in(guesser)
    assert sign_in(Client(), officer.username) == 302


def test_nobody_can_sign_up() -> None:
    assert Client().get("/sign-up/").status_code == 404
    form = {"username": "mara", "password1": PASSWORD, "password2": PASSWORD}
    assert Client().post("/sign-up/", form).status_code == 404


def test_a_session_ends_after_thirty_idle_minutes() -> None:
    client = client_of(registrar())
    assert is_in(client)
    left = DeskSession.objects.get().expire_date - timezone.now()
    assert timedelta(minutes=29) < left <= timedelta(minutes=30)
    DeskSession.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not is_in(client)


def test_a_session_ends_after_twelve_hours_of_work() -> None:
    client = client_of(registrar())
    assert is_in(client)
    session = client.session
    session["began"] -= 12 * 3600 + 1
    session.save()
    assert not is_in(client)


def test_a_page_that_polls_by_itself_keeps_no_session_alive() -> None:
    client = client_of(registrar())
    assert client.get("/long-work/rows/", headers={"X-Homeward-Poll": "1"}).status_code == 200
    assert "seen" not in client.session
    client.get("/long-work/rows/")
    assert "seen" in client.session


def test_a_disabled_officer_is_out_at_the_next_request() -> None:
    officer = registrar()
    client = client_of(officer)
    assert is_in(client)
    disable_officer(actor=THE_NODE, officer_id=str(officer.pk))
    assert not is_in(client)


def test_every_address_but_the_way_in_asks_for_a_sign_in() -> None:
    for address in ("/looked/", "/journal/", "/health/", "/long-work/", "/long-work/rows/"):
        assert Client().get(address).headers["Location"].startswith("/sign-in/"), address
    assert Client().get("/").headers["Location"].startswith("/sign-in/")
    assert Client().get("/health/alive/").content == b"alive\n"


def test_the_language_can_be_switched_before_signing_in() -> None:
    client = Client()
    assert client.post("/language/", {"language": "ar", "next": "/sign-in/"}).status_code == 302
    assert 'dir="rtl"' in client.get("/sign-in/").content.decode()


def test_own_pages_open_to_each_role_and_the_rest_by_right() -> None:
    for officer in (registrar(), auditor(), administrator(), officer_with()):
        client = client_of(officer)
        assert [client.get(address).status_code for address in ("/", "/looked/", "/long-work/")] == [200, 200, 200]
        assert client.get("/journal/").status_code == (200 if "auditor" in officer.roles else 403)
        assert client.get("/health/").status_code == (200 if "administrator" in officer.roles else 403)


def test_a_session_row_says_whose_it_is_and_on_what_kind_of_device_and_no_more() -> None:
    officer = registrar()
    client = client_of(officer)
    client.get("/looked/", headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"})
    row = DeskSession.objects.get(officer=str(officer.pk))
    assert row.device == "Firefox · Linux"
    assert row.began_at is not None
    assert row.seen_at is not None


def test_an_officer_ends_their_other_sessions_and_no_one_elses() -> None:
    officer, colleague = registrar(), client_of(registrar())
    here, there = client_of(officer), client_of(officer)
    assert is_in(here)
    assert is_in(there)
    assert len(here.get("/my-account/").context["sessions"]) == 2
    assert here.post("/my-account/sessions/").status_code == 302
    assert is_in(here)
    assert not is_in(there)
    assert is_in(colleague)


def test_the_language_of_the_account_is_chosen_once_and_comes_back_at_sign_in() -> None:
    officer = registrar()
    client = client_of(officer)
    client.post("/my-account/language/", {"language": "ar"})
    assert 'dir="rtl"' in client.get("/my-account/").content.decode()
    fresh = Client()
    sign_in(fresh, officer.username)
    assert 'dir="rtl"' in fresh.get("/my-account/").content.decode()
    client.post("/my-account/language/", {"language": "xx"})
    officer.refresh_from_db()
    assert officer.language == "ar"


def test_a_changed_password_ends_the_sessions_elsewhere() -> None:
    officer = registrar()
    here, there = client_of(officer), client_of(officer)
    changed = {"oldpassword": PASSWORD, "password1": "harbour-kettle-twelve", "password2": "harbour-kettle-twelve"}
    assert here.post("/my-account/password/", changed).status_code == 302
    assert is_in(here)
    assert not is_in(there)
