"""A real node in Chromium with a virtual passkey: set up, used alone, as second factor, and a strange one."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from cast import PASSWORD
from homeward.node.commands.test import chromium
from homeward.node.documentation import ROOT
from homeward.node.home import read_node
from homeward.node.picturing.browser import ARGUMENTS
from homeward.node.serving import served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="Chromium is not on this machine"),
    pytest.mark.xdist_group("browser"),
]
_KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    (tmp_path / "password").write_text(PASSWORD)
    command = [sys.executable, "-m", "homeward", "init", "north", "--role", "bureau", "--password-file"]
    # A node of its own brings its own database, whichever one the suite runs on.
    monkeypatch.delenv("DATABASE_URL", raising=False)
    told = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "HOMEWARD_NODE_DIR")}
    environment = {**told, "HOMEWARD_HOME": str(tmp_path), "PYTHONPATH": str(ROOT / "src")}
    subprocess.run([*command, str(tmp_path / "password")], env=environment, check=True, capture_output=True)
    port = free_port()
    with served(read_node(tmp_path / "nodes" / "north"), port):
        # A passkey belongs to a name: numbers are none.
        yield f"http://localhost:{port}"


@pytest.fixture
def page(address: str) -> Iterator[Page]:
    arguments = [
        argument.replace("EXCLUDE 127.0.0.1", "EXCLUDE 127.0.0.1, EXCLUDE localhost") for argument in ARGUMENTS
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        context = browser.new_context(base_url=address)
        faults: list[str] = []
        context.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        context.on("weberror", lambda error: faults.append(str(error.error)))
        yield context.new_page()
        browser.close()
    assert faults == []


def sign_in(page: Page) -> None:
    page.goto("/sign-in/")
    page.fill("#id_login", "administrator")
    page.fill("#id_password", PASSWORD)
    page.click("form:has(#id_password) button[type=submit]")


def sign_out(page: Page) -> None:
    page.goto("/sign-out/")
    page.click("main button[type=submit]")


def test_a_passkey_opens_a_real_node_alone_and_as_second_factor_and_a_strange_one_does_not(page: Page, address: str):
    tool = page.context.new_cdp_session(page)
    tool.send("WebAuthn.enable")
    key = tool.send("WebAuthn.addVirtualAuthenticator", {"options": _KEY})["authenticatorId"]

    sign_in(page)
    page.goto("/officers/")
    assert page.url == f"{address}/my-account/"
    page.goto("/my-account/passkeys/add/")
    page.check("[name=passwordless]")
    page.click("form[data-passkey=add] button[type=submit]")
    page.wait_for_url("**/my-account/codes/")
    codes = page.locator("main code").all_inner_texts()
    assert len(set(codes)) == 10
    page.goto("/officers/")
    assert page.url == f"{address}/officers/"

    sign_out(page)
    page.goto("/sign-in/")
    page.click("form[data-passkey=sign-in] button")
    page.wait_for_url(f"{address}/")

    sign_out(page)
    sign_in(page)
    assert page.url == f"{address}/sign-in/code/"
    page.click("form[data-passkey=use] button")
    page.wait_for_url(f"{address}/")

    sign_out(page)
    tool.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": key})
    tool.send("WebAuthn.addVirtualAuthenticator", {"options": _KEY})
    sign_in(page)
    page.click("form[data-passkey=use] button")
    page.wait_for_selector("[data-trouble]:visible")
    assert page.url == f"{address}/sign-in/code/"
    page.fill("[name=code]", codes[0])
    page.click("form:has([name=code]) button[type=submit]")
    page.wait_for_url(f"{address}/")
