"""On a real node a password opens the set-up pages alone; a second factor opens the rest."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from cast import PASSWORD, client_of, registrar
from homeward.office.accounts.factors import OfficeFactors
from homeward.office.accounts.models import Officer
from homeward.office.journal.models import JournalEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _real_node(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    cache.clear()


def code_for(secret: str, step: int = 1) -> str:
    """The code of the present half minute (`step` 1), of the one before (0), of the next one (2)."""
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[step]))


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.post("/sign-in/", {"login": officer.username, "password": PASSWORD})
    return client


def set_up_app(client: Client) -> str:
    page = client.get("/my-account/app/")
    secret = page.context["form"].secret
    assert client.post("/my-account/app/", {"code": code_for(secret, 0)}).status_code == 302
    return secret


def facts(kind: str) -> list[dict[str, str]]:
    rows = JournalEntry.objects.filter(kind=kind).order_by("seq")
    return [json.loads(bytes(row.body))["facts"] for row in rows]


@pytest.mark.parametrize(
    "address", ["/", "/register/", "/looked/", "/long-work/", "/my-account/codes/", "/my-account/password/"]
)
def test_a_password_alone_leads_to_the_set_up_page_and_nowhere_else(address: str) -> None:
    client = signed_in(registrar())
    assert client.get(address).headers["Location"] == "/my-account/"
    assert client.post(address).headers["Location"] == "/my-account/"


def test_without_a_factor_the_account_page_names_no_stage_and_no_session() -> None:
    page = signed_in(registrar()).get("/my-account/")
    assert page.status_code == 200
    assert page.context["navigation"] == []
    assert page.context["sessions"] == []
    assert page.context["actor"].officer_id == ""


def test_a_session_made_without_the_sign_in_pages_opens_nothing_either() -> None:
    client = client_of(registrar())
    assert client.get("/register/").headers["Location"] == "/my-account/"


def test_setting_up_an_app_opens_the_node_and_hands_out_recovery_codes_once() -> None:
    client = signed_in(registrar())
    set_up_app(client)
    page = client.get("/my-account/codes/")
    codes = re.findall(r"\b\d{10}\b", page.content.decode())
    assert len(codes) == 10
    assert not set(codes) & set(re.findall(r"\b\d{10}\b", client.get("/my-account/codes/").content.decode()))
    assert client.get("/register/").status_code == 200
    assert facts("accounts.note_factor") == [{"kind": "totp", "what": "added"}]


def test_with_an_app_the_sign_in_asks_for_its_code_and_a_code_works_once() -> None:
    officer = registrar()
    secret = set_up_app(signed_in(officer))
    client = signed_in(officer)
    assert client.get("/register/").headers["Location"].startswith("/sign-in/")
    assert client.post("/sign-in/code/", {"code": "000000"}).status_code == 200
    code = code_for(secret)
    assert client.post("/sign-in/code/", {"code": code}).status_code == 302
    assert client.get("/register/").status_code == 200
    assert facts("accounts.note_sign_in")[-1] == {"by": "password+totp"}
    again = signed_in(officer)
    assert again.post("/sign-in/code/", {"code": code}).status_code == 200


def test_a_recovery_code_opens_once() -> None:
    officer = registrar()
    client = signed_in(officer)
    set_up_app(client)
    code = re.findall(r"\b\d{10}\b", client.get("/my-account/codes/").content.decode())[0]
    other = signed_in(officer)
    assert other.post("/sign-in/code/", {"code": code}).status_code == 302
    assert other.get("/register/").status_code == 200
    assert facts("accounts.note_sign_in")[-1] == {"by": "password+recovery_codes"}
    assert signed_in(officer).post("/sign-in/code/", {"code": code}).status_code == 200


def test_codes_cannot_be_guessed_for_long() -> None:
    officer = registrar()
    secret = set_up_app(signed_in(officer))
    client = signed_in(officer)
    for _ in range(5):
        client.post("/sign-in/code/", {"code": "000000"})
    client.post("/sign-in/code/", {"code": code_for(secret)})
    assert client.get("/register/").status_code == 302


def test_the_only_factor_cannot_be_taken_off() -> None:
    officer = registrar()
    client = signed_in(officer)
    set_up_app(client)
    page = client.post("/my-account/app/remove/")
    assert "only second factor" in page.content.decode()
    assert Authenticator.objects.filter(user=officer, type="totp").exists()


def test_secrets_do_not_stand_in_the_database() -> None:
    officer = registrar()
    secret = set_up_app(signed_in(officer))
    stored = json.dumps(list(Authenticator.objects.filter(user=officer).values_list("data", flat=True)))
    assert secret not in stored
    assert OfficeFactors().decrypt(Authenticator.objects.get(user=officer, type="totp").data["secret"]) == secret


def test_a_demo_node_keeps_the_password_alone(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    assert signed_in(registrar()).get("/register/").status_code == 200


@pytest.mark.parametrize("address", ["/my-account/", "/my-account/app/", "/my-account/passkeys/add/"])
def test_the_set_up_pages_speak_arabic_from_right_to_left_under_the_strict_policy(address: str) -> None:
    client = signed_in(registrar())
    client.post("/language/", {"language": "ar", "next": "/"})
    page = client.get(address)
    assert page.status_code == 200
    text = page.content.decode()
    assert 'dir="rtl"' in text
    assert re.findall(r"<script(?![^>]*\ssrc=)|\sstyle=|<style", text) == []


def test_a_passkey_that_answers_nonsense_is_refused_in_words() -> None:
    client = signed_in(registrar())
    client.get("/my-account/passkeys/add/")
    for credential in ("", "no json", "{}", '{"id": 1}', "[]", "null"):
        page = client.post("/my-account/passkeys/add/", {"name": "key", "credential": credential})
        assert page.status_code == 200, credential
    assert not Authenticator.objects.exists()


def test_a_sign_in_by_a_passkey_that_answers_nonsense_is_refused_without_a_fault() -> None:
    options = Client().get("/sign-in/passkey/", headers={"accept": "application/json"})
    assert options.json()["request_options"]["publicKey"]["userVerification"] == "required"
    for credential in ("", "{}", "[]", '{"id": "x", "rawId": "x", "type": "public-key", "response": {}}'):
        assert Client().post("/sign-in/passkey/", {"credential": credential}).headers["Location"] == "/sign-in/"


def test_guessing_from_one_address_does_not_lock_the_officer_out_elsewhere() -> None:
    officer = registrar()
    for _ in range(6):
        Client(REMOTE_ADDR="192.0.2.7").post("/sign-in/", {"login": officer.username, "password": "wrong-wrong"})
    elsewhere = Client(REMOTE_ADDR="192.0.2.8")
    elsewhere.post("/sign-in/", {"login": officer.username, "password": PASSWORD})
    assert elsewhere.get("/my-account/").status_code == 200
