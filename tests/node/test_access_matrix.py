"""Every role at every act and every page: exactly who is let in, and that docs/reference/access.md says so."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from cast import PASSWORD, client_of, officer_with
from homeward.base.errors import HomewardError, RefusedError
from homeward.node import access
from homeward.node.documentation import ROOT
from homeward.office.accounts.actions import create_officer
from homeward.office.accounts.roles import RIGHTS, ROLE_NAMES, all_rights
from homeward.office.compartments.rooms import COMPARTMENTS
from homeward.office.jobs.kinds import KINDS
from homeward.office.journal.frame import ACTS
from homeward.office.journal.models import JournalEntry
from homeward.office.journal.rights import NODE_ROLE, THE_NODE, Actor

pytestmark = pytest.mark.django_db
# Acts whose right hangs on a row that exists: their own rooms' tests ask them. Everything else is asked here.
BY_STORED_ROWS = {"compartments.read_note", "compartments.share_note", "jobs.start_again", "jobs.stop_job"}
SAMPLES: dict[str, list[dict[str, Any]]] = {
    "exchange.withdraw_plan": [{"number": 1}],
    "handover.sign_paper": [{"stands_for": "witness"}, {"stands_for": "holder"}],
    "jobs.start_job": [
        {"kind": kind} for kind in ("tracing.search", "tracing.compare", "tracing.train", "exchange.plan")
    ],
    "post.accept_item": [{"item_pk": 1}],
    "post.decline_item": [{"item_pk": 1}],
    "post.queue_item": [
        {"kind": kind}
        for kind in ("exchange.list", "exchange.offer", "exchange.proposal", "exchange.agreement", "handover.events")
    ],
    "reception.give_triage": [{"treating": True}, {"treating": False}],
    "reception.take_on": [{"treating": True}, {"treating": False}],
    "register.add_evidence": [{"source": "tracing:1"}, {"source": "register"}],
    "register.end_evidence": [{"evidence_id": "1"}],
    **{
        f"register.{name}": [{"source": desk} for desk in ("register", "handover:1", "reception:1", "recovery:1")]
        for name in ("record_custody", "record_custody_of_many")
    },
    "register.record_expected_arrival": [{"desk": "register"}, {"desk": "surrender"}, {"desk": "elsewhere"}],
    **{
        f"compartments.{name}": [{"compartment": compartment} for compartment in COMPARTMENTS]
        for name in ("erase_expired", "hand_on_entries", "lay_entries", "read_entry", "write_entry", "write_note")
    },
}
_VALUES = {"uuid": "01990000-0000-7000-8000-000000000000", "int": "1", "str": "0" * 32}
REFUSED, TURNED_BACK = 403, (400, 404, 409, 415, 422)
ADDRESSES = access.addresses()


@pytest.fixture(autouse=True)
def _no_attempts_yet() -> None:
    cache.clear()


def test_the_document_is_what_the_tables_say() -> None:
    assert access.DOCUMENT.read_text(encoding="utf-8") == access.document(), (
        "run `PYTHONPATH=src python -m homeward.node.access` and read what changed"
    )
    assert access.DOCUMENT.is_relative_to(ROOT)


@pytest.mark.parametrize("role", sorted(ROLE_NAMES))
def test_no_role_holds_more_than_the_matrix_grants(role: str) -> None:
    for right in RIGHTS[role]:
        name, letter = access.RIGHT_CLASS[right]
        granted = letter in access.MATRIX[role].get(name, "")
        assert granted != ((role, right) in access.BEYOND), right


def test_the_matrix_knows_every_role_and_every_right_and_no_other() -> None:
    assert set(access.MATRIX) == set(ROLE_NAMES)
    assert set(access.RIGHT_CLASS) == all_rights()
    assert all(set(row) <= set(access.CLASSES) for row in access.MATRIX.values())


def is_refused(kind: str, role: str, arguments: dict[str, Any] | None = None) -> bool:
    """Whether the act says no to that role before anything else. Whatever it does otherwise is taken back."""
    with transaction.atomic():
        try:
            ACTS[kind].function(actor=Actor("someone", frozenset({role})), **(arguments or {}))
        except RefusedError:
            assert not JournalEntry.objects.exists()
            return True
        except (TypeError, HomewardError):
            return False
        finally:
            transaction.set_rollback(True)
    return False


@pytest.mark.parametrize("kind", sorted(kind for kind, act in ACTS.items() if isinstance(act.right, str)))
def test_an_act_lets_in_exactly_the_roles_that_hold_its_right(kind: str) -> None:
    right = ACTS[kind].right
    let_in = {role for role in RIGHTS if not is_refused(kind, role)}
    assert let_in == {role for role in RIGHTS if right in RIGHTS[role]}
    assert let_in, f"{right} is held by nobody: {kind} can never be done"
    assert is_refused(kind, "nobody-of-that-name")


def test_every_act_whose_right_depends_is_asked_here_or_in_its_room() -> None:
    depending = {kind for kind, act in ACTS.items() if not isinstance(act.right, str)}
    assert depending == set(SAMPLES) | BY_STORED_ROWS == set(access.ASKED_BY_ARGUMENTS)
    assert {sample["kind"] for sample in SAMPLES["jobs.start_job"]} == set(KINDS)


@pytest.mark.parametrize(("kind", "arguments"), [(kind, each) for kind, row in SAMPLES.items() for each in row])
def test_an_act_whose_right_depends_lets_in_exactly_who_holds_that_one(kind: str, arguments: dict[str, Any]) -> None:
    right = ACTS[kind].right(**arguments)
    assert right in access.ASKED_BY_ARGUMENTS[kind]
    let_in = {role for role in RIGHTS if not is_refused(kind, role, arguments)}
    assert let_in == {role for role in RIGHTS if right in RIGHTS[role]}


def address_of(pattern: str) -> str:
    return re.sub(r"<(\w+):\w+>", lambda found: _VALUES[found[1]], pattern)


def answer(client: Client, address: str) -> int:
    """The status of the page, asked as a browser does: fetched, or sent empty where it takes forms alone."""
    status = client.get(address).status_code
    return client.post(address).status_code if status == 405 else status


def test_every_address_stands_in_one_of_the_tables() -> None:
    names = [name for name, _pattern in ADDRESSES]
    for name in names:
        told = [name in access.OPEN, name in access.OWN, name in access.BY_THE_ACT]
        assert sum(told) == 1 or (not any(told) and access.rights_of_page(name)), name
    known = set(names) | {name.partition(":")[0] for name in names}
    assert set(access.PAGES) | access.OPEN | access.OWN | access.BY_THE_ACT <= known


@pytest.mark.parametrize("role", [*sorted(ROLE_NAMES), ""])
def test_a_page_lets_in_exactly_the_roles_of_its_rights(role: str) -> None:
    # Not by `officer_with`: the cast's password is too like the sign-in name it makes of one of the roles.
    held = [role] if role else []
    made = create_officer(actor=THE_NODE, username="mara", display_name="Mara", password=PASSWORD, roles=held)
    client, wrong = client_of(made), []
    for name, pattern in ADDRESSES:
        if name in access.OPEN:
            continue
        status = answer(client, address_of(pattern))
        if name in access.BY_THE_ACT:
            fits = status in (REFUSED, *TURNED_BACK)
        elif name in access.OWN:
            fits = status not in (REFUSED, 500)
        else:
            fits = (status != REFUSED) == any(right in RIGHTS.get(role, ()) for right in access.rights_of_page(name))
        if not fits or status >= 500:
            wrong.append((name, status))
    assert wrong == []


def test_whoever_is_not_signed_in_is_led_to_the_sign_in_from_every_other_address() -> None:
    client = Client()
    for name, pattern in ADDRESSES:
        address = address_of(pattern)
        if name not in access.OPEN:
            for page in (client.get(address), client.post(address)):
                assert page.headers.get("Location", "").startswith("/sign-in/"), name


def test_a_refused_form_is_refused_whatever_is_posted() -> None:
    client, let_in = client_of(officer_with()), []
    for name, pattern in ADDRESSES:
        if name in access.OPEN | access.OWN | access.BY_THE_ACT:
            continue
        status = client.post(address_of(pattern), {"q": "x", "reason": "x"}).status_code
        if status not in (REFUSED, 405):
            let_in.append((name, status))
    assert let_in == []


def test_the_nodes_own_role_is_given_to_nobody() -> None:
    assert NODE_ROLE not in ROLE_NAMES
    assert NODE_ROLE not in access.MATRIX
