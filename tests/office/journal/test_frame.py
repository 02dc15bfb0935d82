"""An act is permission, rule, change and journal entry in one."""

import json
from typing import Any

import pytest

from cast import actor_with, officer_with
from homeward.base.errors import RefusedError
from homeward.office.accounts.roles import all_rights
from homeward.office.journal import frame
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.models import JournalEntry
from homeward.office.journal.record import ProseInJournalError
from homeward.office.journal.rights import NOBODY, THE_NODE, Actor
from homeward.office.parties.actions import admit_party
from homeward.office.parties.models import Party

pytestmark = pytest.mark.django_db
NORTH: dict[str, Any] = {"code": "NORTH", "role": "party", "names": {"en": "Northland", "uk": "Північ"}}


@pytest.fixture
def invented_acts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Acts that a test invents are forgotten after it."""
    monkeypatch.setattr(frame, "ACTS", dict(frame.ACTS))


def last_body() -> dict[str, Any]:
    return json.loads(bytes(JournalEntry.objects.order_by("-seq")[0].body))


def test_an_act_gives_its_result_and_leaves_one_entry() -> None:
    actor = actor_with("administrator")
    before = JournalEntry.objects.count()
    party = admit_party(actor=actor, **NORTH)
    assert isinstance(party, Party)
    assert JournalEntry.objects.count() == before + 1
    body = last_body()
    assert (body["kind"], body["actor"], body["roles"]) == ("parties.admit_party", actor.officer_id, ["administrator"])
    assert body["subjects"] == ["NORTH"]
    assert "Northland" not in json.dumps(body)


@pytest.mark.parametrize("role", ["registrar", "tracing_officer", "list_officer", "decision_maker", "auditor"])
def test_the_wrong_role_is_refused_and_nothing_is_written(role: str) -> None:
    actor = actor_with(role)
    before = JournalEntry.objects.count()
    with pytest.raises(RefusedError):
        admit_party(actor=actor, **NORTH)
    assert JournalEntry.objects.count() == before
    assert not Party.objects.exists()


def test_nobody_may_do_nothing() -> None:
    with pytest.raises(RefusedError):
        admit_party(actor=NOBODY, **NORTH)
    with pytest.raises(RefusedError):
        admit_party(actor=Actor("", frozenset({"administrator"})), **NORTH)


def test_a_disabled_officer_acts_with_no_role() -> None:
    officer = officer_with("administrator")
    officer.is_active = False
    with pytest.raises(RefusedError):
        admit_party(actor=officer.as_actor(), **NORTH)


@pytest.mark.usefixtures("invented_acts")
def test_an_act_that_raises_leaves_neither_change_nor_entry() -> None:
    @action("test.half_done", right="parties.manage")
    def half_done(*, actor: Actor) -> Outcome[None]:
        Party.objects.create(code="HALF", role="party", names={"en": "Half"})
        raise RuntimeError("broken in the middle")

    with pytest.raises(RuntimeError):
        half_done(actor=THE_NODE)
    assert not Party.objects.exists()
    assert not JournalEntry.objects.exists()


@pytest.mark.usefixtures("invented_acts")
def test_an_act_inside_an_act_stands_and_falls_with_it() -> None:
    @action("test.outer", right="parties.manage")
    def outer(*, actor: Actor, breaks: bool) -> Outcome[None]:
        admit_party(actor=actor, **NORTH)
        if breaks:
            raise RuntimeError("broken after the inner act")
        return Outcome(None)

    with pytest.raises(RuntimeError):
        outer(actor=THE_NODE, breaks=True)
    assert not JournalEntry.objects.exists()
    outer(actor=THE_NODE, breaks=False)
    kinds = list(JournalEntry.objects.order_by("seq").values_list("kind", flat=True))
    assert kinds == ["parties.admit_party", "test.outer"]


@pytest.mark.usefixtures("invented_acts")
@pytest.mark.parametrize("facts", [{"name": "Mara Ostrow"}, {"note": "Олег"}, {"list": ["a b"]}, {"Має": 1}])
def test_free_text_never_enters_the_journal(facts: dict[str, Any]) -> None:
    @action("test.talkative", right="parties.manage")
    def talkative(*, actor: Actor) -> Outcome[None]:
        return Outcome(None, facts=facts)

    with pytest.raises(ProseInJournalError):
        talkative(actor=THE_NODE)
    assert not JournalEntry.objects.exists()


@pytest.mark.usefixtures("invented_acts")
def test_an_action_of_the_wrong_shape_is_refused_when_it_is_written() -> None:
    with pytest.raises(TypeError, match="keyword"):
        action("test.positional", right="x")(lambda actor: Outcome(None))
    with pytest.raises(TypeError, match="comes first"):
        action("test.nobody", right="x")(lambda *, code: Outcome(None))
    with pytest.raises(TypeError, match="keyword"):
        admit_party(THE_NODE, **NORTH)
    with pytest.raises(TypeError, match="acting person"):
        admit_party(**NORTH)
    with pytest.raises(TypeError, match="two actions"):
        action("parties.admit_party", right="x")(lambda *, actor: Outcome(None))


def test_every_right_that_an_action_asks_for_is_held_by_some_role() -> None:
    asked = {act.right for act in frame.ACTS.values() if isinstance(act.right, str)}
    assert asked <= all_rights()
