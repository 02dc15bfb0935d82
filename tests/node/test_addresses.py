"""Every address of a node, found by walking them: none is open by oversight, none takes a form from elsewhere."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from cast import (
    administrator,
    auditor,
    client_of,
    decision_maker,
    list_officer,
    neutral_interviewer,
    registrar,
    tracing_officer,
)

pytestmark = pytest.mark.django_db
# The way in and out (a demonstration lets one go on as anybody), the answer to a supervisor, two pages that say no.
OPEN = {
    "/", "/sign-in/", "/sign-out/", "/sign-up/", "/inactive/", "/language/", "/health/alive/", "/set-up/",
    "/continue-as/",
}  # fmt: skip
# What the public may read: released counts, and whether a code is genuine.
PUBLIC = {"/claims/public/", "/claims/public/1/", "/families/verify/", "/families/write/", "/families/reply/"}
# Machines bring sealed bundles here; who sent one is told by its signature alone.
GATE = {"/post/in/"}
# Nothing is changed there, whoever writes acts by no authority, or a signature stands where the token would.
WITHOUT_TOKEN = {"/families/verify/", "/families/write/", "/families/reply/", *GATE}
EVERYBODY = (registrar, tracing_officer, list_officer, decision_maker, auditor, administrator, neutral_interviewer)
_EXAMPLES = {"uuid": str(UUID(int=1)), "int": "1", "str": "unknown"}


def addresses(patterns: list[URLPattern | URLResolver] | None = None, before: str = "/") -> Iterator[str]:
    for each in get_resolver().url_patterns if patterns is None else patterns:
        address = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns, address)
        else:
            yield re.sub(r"<(\w+):\w+>", lambda found: _EXAMPLES[found[1]], address)


def test_every_address_but_the_way_in_asks_for_a_sign_in():
    client, walked = Client(), set(addresses())
    assert walked > OPEN
    assert len(walked) > 40
    for address in walked - OPEN - PUBLIC - GATE:
        for answer in (client.get(address), client.post(address)):
            assert answer.headers.get("Location", "").startswith("/sign-in/"), address


def test_no_address_takes_a_form_without_its_token():
    for officer in EVERYBODY:
        client = Client(enforce_csrf_checks=True)
        client.cookies = client_of(officer()).cookies
        assert client.get("/looked/").status_code == 200
        for address in set(addresses()) - WITHOUT_TOKEN:
            assert client.post(address, {"x": "1"}).status_code == 403, address


def test_no_address_breaks_on_what_nobody_expects():
    for officer in EVERYBODY:
        client = client_of(officer())
        for address in set(addresses()) - {"/sign-out/"}:
            for query in ("", "?after=%00&q=%00", "?after=-1&before=99999999999999999999&state=%27"):
                assert client.get(address + query).status_code < 500, address + query
            for form in ({}, {"answer": "\0", "terms": "9" * 400, "file": "no file", "why": "x"}):
                assert client.post(address, form).status_code < 500, address
