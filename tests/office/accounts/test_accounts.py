"""Accounts are opened, changed and closed by an administrator, and roles that may not meet do not."""

import json
from itertools import combinations

import pytest

from cast import PASSWORD, actor_with, administrator, officer_with
from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.office.accounts.actions import create_officer, disable_officer, grant_role, withdraw_role
from homeward.office.accounts.models import Officer
from homeward.office.accounts.queries import actor_for, officers_visible_to
from homeward.office.accounts.roles import (
    INCOMPATIBLE,
    RIGHTS,
    ROLE_NAMES,
    IncompatibleRolesError,
    all_rights,
    check_roles,
)
from homeward.office.journal.frame import ACTS
from homeward.office.journal.models import JournalEntry
from homeward.office.journal.rights import NODE_ROLE, THE_NODE, Actor, has_right

pytestmark = pytest.mark.django_db


def test_a_new_officer_is_journalled_by_id_and_roles_alone() -> None:
    officer = officer_with("registrar", name="Олена Вигадана")
    body = json.loads(bytes(JournalEntry.objects.get().body))
    assert body["subjects"] == [str(officer.pk)]
    assert body["facts"] == {"roles": ["registrar"]}
    written = json.dumps(body, ensure_ascii=False)
    assert officer.username not in written
    assert "Олена" not in written


@pytest.mark.parametrize("pair", sorted(tuple(sorted(pair)) for pair in INCOMPATIBLE))
def test_roles_that_may_not_meet_are_refused_together_and_one_after_the_other(pair: tuple[str, str]) -> None:
    with pytest.raises(IncompatibleRolesError):
        officer_with(*pair)
    assert not Officer.objects.exists()
    officer = officer_with(pair[0])
    with pytest.raises(IncompatibleRolesError):
        grant_role(actor=THE_NODE, officer_id=str(officer.pk), role=pair[1])
    officer.refresh_from_db()
    assert officer.roles == [pair[0]]


def test_every_other_pair_of_roles_may_meet() -> None:
    for pair in combinations(ROLE_NAMES, 2):
        if frozenset(pair) not in INCOMPATIBLE:
            assert check_roles(pair) == sorted(pair)


@pytest.mark.parametrize("role", [NODE_ROLE, "emperor", ""])
def test_no_officer_can_be_given_a_role_that_is_none(role: str) -> None:
    with pytest.raises(IncompatibleRolesError):
        officer_with(role)


def test_a_role_is_granted_and_withdrawn() -> None:
    boss, officer = administrator(), officer_with("registrar")
    granted = grant_role(actor=boss.as_actor(), officer_id=str(officer.pk), role="tracing_officer")
    assert has_right(granted.as_actor(), "tracing.search")
    left = withdraw_role(actor=boss.as_actor(), officer_id=str(officer.pk), role="registrar")
    assert left.roles == ["tracing_officer"]
    assert not has_right(left.as_actor(), "register.import")
    with pytest.raises(ConflictError):
        withdraw_role(actor=boss.as_actor(), officer_id=str(officer.pk), role="registrar")


def test_nobody_changes_their_own_account() -> None:
    boss = administrator()
    with pytest.raises(RefusedError, match="own account"):
        grant_role(actor=boss.as_actor(), officer_id=str(boss.pk), role="auditor")
    with pytest.raises(RefusedError, match="own account"):
        disable_officer(actor=boss.as_actor(), officer_id=str(boss.pk))


def test_a_disabled_officer_can_no_longer_act() -> None:
    officer = officer_with("registrar")
    assert actor_for(str(officer.pk)).roles == {"registrar"}
    closed = disable_officer(actor=THE_NODE, officer_id=str(officer.pk))
    assert closed.as_actor().roles == frozenset()
    with pytest.raises(InputError, match="no open account"):
        actor_for(str(officer.pk))


@pytest.mark.parametrize("password", ["short", "password1234", "123456789012", ""])
def test_a_weak_password_is_refused_and_no_account_is_opened(password: str) -> None:
    with pytest.raises(InputError):
        create_officer(actor=THE_NODE, username="mara", display_name="Mara", password=password)
    assert not Officer.objects.exists()
    assert not JournalEntry.objects.exists()


def test_a_taken_name_is_a_conflict_and_an_odd_one_is_refused() -> None:
    create_officer(actor=THE_NODE, username="mara", display_name="Mara", password=PASSWORD)
    with pytest.raises(ConflictError):
        create_officer(actor=THE_NODE, username="mara", display_name="Another", password=PASSWORD)
    with pytest.raises(InputError):
        create_officer(actor=THE_NODE, username="mara ostrow", display_name="Mara", password=PASSWORD)


@pytest.mark.parametrize("role", sorted(set(ROLE_NAMES) - {"administrator"}))
def test_only_an_administrator_manages_accounts(role: str) -> None:
    actor, other = actor_with(role), officer_with()
    with pytest.raises(RefusedError):
        grant_role(actor=actor, officer_id=str(other.pk), role="auditor")
    with pytest.raises(RefusedError):
        officers_visible_to(viewer=actor)


@pytest.mark.parametrize("role", sorted(RIGHTS))
def test_each_role_holds_its_rights_and_no_other(role: str) -> None:
    actor = Actor("someone", frozenset({role}))
    assert {right for right in all_rights() if has_right(actor, right)} == RIGHTS[role]


def test_every_registered_act_is_refused_to_every_role_that_lacks_its_right() -> None:
    for act in ACTS.values():
        for role in RIGHTS:
            if isinstance(act.right, str) and act.right not in RIGHTS[role]:
                with pytest.raises(RefusedError):
                    act.function(actor=Actor("someone", frozenset({role})))
    assert not JournalEntry.objects.exists()
