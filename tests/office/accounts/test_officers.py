"""The administrator's pages: inviting by a code that is good once, roles, closing, setting up anew."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from cast import PASSWORD, administrator, client_of, officer_with, registrar
from homeward.base.clock import StoryClock
from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.office.accounts.actions import (
    disable_officer,
    invite_officer,
    reopen_officer,
    reset_sign_in,
    set_up_sign_in,
)
from homeward.office.accounts.models import DeskSession, Officer, SetUpCode
from homeward.office.journal import clock
from homeward.office.journal.models import JournalEntry
from homeward.office.journal.rights import THE_NODE

pytestmark = pytest.mark.django_db
INVITED = {"display_name": "Олена Вигадана", "username": "olena", "language": "uk", "roles": ["registrar"]}


@pytest.fixture(autouse=True)
def _no_attempts_yet() -> None:
    cache.clear()


def code_on(page) -> str:
    return re.search(r"\b(?:[a-z2-9]{4}-){4}[a-z2-9]{4}\b", page.content.decode()).group()


def test_an_invited_officer_sets_a_password_with_the_code_and_signs_in() -> None:
    page = client_of(administrator()).post("/officers/invite/", INVITED)
    code = code_on(page)
    officer = Officer.objects.get(username="olena")
    assert officer.roles == ["registrar"]
    assert not officer.has_usable_password()
    assert code not in SetUpCode.objects.get().digest
    assert all(code.encode() not in bytes(entry.body) for entry in JournalEntry.objects.all())
    told = {"username": "olena", "code": code.upper().replace("-", " "), "password": PASSWORD, "again": PASSWORD}
    client = Client()
    assert client.post("/set-up/", told).headers["Location"] == "/sign-in/"
    assert client.post("/sign-in/", {"login": "olena", "password": PASSWORD}).status_code == 302
    assert client.get("/register/").status_code == 200
    assert Client().post("/set-up/", told | {"password": "another-good-one-9"}).status_code == 200


def test_the_set_up_page_speaks_arabic_and_two_passwords_must_agree() -> None:
    client = Client()
    client.post("/language/", {"language": "ar", "next": "/set-up/"})
    page = client.post("/set-up/", {"username": "x", "code": "y", "password": PASSWORD, "again": PASSWORD + "x"})
    assert 'dir="rtl"' in page.content.decode()
    assert set(page.context["form"].errors) == {"again"}


def test_a_code_ends_after_72_hours() -> None:
    invited = invite_officer(actor=THE_NODE, username="olena", display_name="Olena")
    with clock.clock_set_to(StoryClock(clock.now() + timedelta(hours=72))), pytest.raises(InputError, match="code"):
        set_up_sign_in(actor=THE_NODE, username="olena", code=invited.code, password=PASSWORD)
    with clock.clock_set_to(StoryClock(clock.now() + timedelta(hours=71))):
        set_up_sign_in(actor=THE_NODE, username="olena", code=invited.code, password=PASSWORD)


def test_an_unknown_name_a_wrong_code_and_a_spent_code_get_the_same_words() -> None:
    invited = invite_officer(actor=THE_NODE, username="olena", display_name="Olena")
    words = set()
    for name, code in (("nobody", invited.code), ("olena", "aaaa-bbbb-cccc-dddd-eeee"), ("olena", "")):
        with pytest.raises(InputError) as refusal:
            set_up_sign_in(actor=THE_NODE, username=name, code=code, password=PASSWORD)
        words.add(str(refusal.value))
    set_up_sign_in(actor=THE_NODE, username="olena", code=invited.code, password=PASSWORD)
    with pytest.raises(InputError) as refusal:
        set_up_sign_in(actor=THE_NODE, username="olena", code=invited.code, password=PASSWORD)
    assert words == {str(refusal.value)}


def test_a_weak_password_spends_no_code() -> None:
    invited = invite_officer(actor=THE_NODE, username="olena", display_name="Olena")
    with pytest.raises(InputError):
        set_up_sign_in(actor=THE_NODE, username="olena", code=invited.code, password="short")
    set_up_sign_in(actor=THE_NODE, username="olena", code=invited.code, password=PASSWORD)


def test_roles_that_may_not_meet_are_refused_with_words_and_nothing_is_saved() -> None:
    officer, client = registrar(), client_of(administrator())
    page = client.post(f"/officers/{officer.pk}/", {"roles": ["registrar", "tracing_officer", "auditor"]})
    assert page.status_code == 200
    assert "may not meet in one person" in page.content.decode()
    officer.refresh_from_db()
    assert officer.roles == ["registrar"]
    assert client.post("/officers/invite/", INVITED | {"roles": ["registrar", "auditor"]}).status_code == 200
    assert not Officer.objects.filter(username="olena").exists()


def test_roles_are_given_and_taken_on_the_page_each_with_its_line_in_the_journal() -> None:
    officer, client = registrar(), client_of(administrator())
    assert client.post(f"/officers/{officer.pk}/", {"roles": ["auditor"]}).status_code == 302
    officer.refresh_from_db()
    assert officer.roles == ["auditor"]
    kinds = list(JournalEntry.objects.order_by("seq").values_list("kind", flat=True))
    assert kinds[-2:] == ["accounts.withdraw_role", "accounts.grant_role"]


def test_a_closed_account_has_no_session_and_no_code_left_and_can_be_opened_again() -> None:
    officer, boss = registrar(), client_of(administrator())
    client = client_of(officer)
    assert client.get("/register/").status_code == 200
    assert boss.post(f"/officers/{officer.pk}/close/").status_code == 302
    assert not DeskSession.objects.filter(officer=str(officer.pk)).exists()
    assert client.get("/register/").status_code == 302
    code = code_on(boss.post(f"/officers/{officer.pk}/reopen/"))
    set_up_sign_in(actor=THE_NODE, username=officer.username, code=code, password=PASSWORD)
    assert Client().login(username=officer.username, password=PASSWORD)


def test_a_lost_factor_takes_password_factors_and_sessions_away_and_the_officer_sets_up_anew(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    officer = registrar()
    Authenticator.objects.create(user=officer, type="totp", data={"secret": "sealed"})
    client = client_of(officer)
    assert DeskSession.objects.filter(officer=str(officer.pk)).exists()
    invitation = reset_sign_in(actor=administrator().as_actor(), officer_id=str(officer.pk))
    assert not Authenticator.objects.exists()
    assert not DeskSession.objects.filter(officer=str(officer.pk)).exists()
    assert not Client().login(username=officer.username, password=PASSWORD)
    assert client.get("/register/").headers["Location"].startswith("/sign-in/")
    set_up_sign_in(actor=THE_NODE, username=officer.username, code=invitation.code, password=PASSWORD)
    fresh = Client()
    fresh.post("/sign-in/", {"login": officer.username, "password": PASSWORD})
    assert fresh.get("/register/").headers["Location"] == "/my-account/"


def test_a_newer_code_ends_the_older_one() -> None:
    invited = invite_officer(actor=THE_NODE, username="olena", display_name="Olena")
    again = reset_sign_in(actor=THE_NODE, officer_id=str(invited.officer.pk))
    with pytest.raises(InputError):
        set_up_sign_in(actor=THE_NODE, username="olena", code=invited.code, password=PASSWORD)
    set_up_sign_in(actor=THE_NODE, username="olena", code=again.code, password=PASSWORD)


def test_nobody_closes_resets_or_reopens_themselves_and_states_must_fit() -> None:
    boss, officer = administrator(), registrar()
    for act in (disable_officer, reset_sign_in, reopen_officer):
        with pytest.raises(RefusedError, match="own account"):
            act(actor=boss.as_actor(), officer_id=str(boss.pk))
    with pytest.raises(ConflictError):
        reopen_officer(actor=boss.as_actor(), officer_id=str(officer.pk))
    disable_officer(actor=boss.as_actor(), officer_id=str(officer.pk))
    with pytest.raises(ConflictError):
        reset_sign_in(actor=boss.as_actor(), officer_id=str(officer.pk))


def test_a_sign_in_name_is_taken_whatever_its_capitals() -> None:
    officer_with(name="x")
    invite_officer(actor=THE_NODE, username="olena", display_name="Olena")
    with pytest.raises(ConflictError):
        invite_officer(actor=THE_NODE, username="Olena", display_name="Olena")


@pytest.mark.parametrize(
    "told", [{"username": "a b"}, {"username": ""}, {"display_name": ""}, {"roles": ["emperor"]}, {"language": "xx"}]
)
def test_a_bad_invitation_stays_on_its_page_and_opens_no_account(told: dict) -> None:
    page = client_of(administrator()).post("/officers/invite/", INVITED | told)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert not Officer.objects.filter(display_name=INVITED["display_name"]).exists()


def test_the_list_of_officers_is_paged_by_name_and_costs_few_queries(django_assert_max_num_queries) -> None:
    client = client_of(administrator())
    for _ in range(52):
        officer_with("registrar")
    with django_assert_max_num_queries(12):
        first = client.get("/officers/")
    second = client.get("/officers/", {"after": first.context["next_after"]})
    names = [row["officer"].username for page in (first, second) for row in page.context["officers"]]
    assert names == sorted(names)
    assert len(names) == 53


def test_the_pages_of_officers_open_to_administrators_alone_and_in_arabic() -> None:
    officer, boss = registrar(), client_of(administrator())
    for address in ("/officers/", "/officers/invite/", f"/officers/{officer.pk}/"):
        assert client_of(officer).get(address).status_code == 403
        boss.post("/language/", {"language": "ar", "next": "/"})
        assert 'dir="rtl"' in boss.get(address).content.decode()
    assert boss.get("/officers/01990000-0000-7000-8000-000000000000/").status_code == 400
