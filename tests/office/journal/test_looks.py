"""Every look leaves a line, and who may read a person may see who did."""

import pytest

from cast import actor_with
from homeward.base.errors import RefusedError
from homeward.office.journal.looks import record_look
from homeward.office.journal.queries import all_looks, looks_at, own_looks
from homeward.office.journal.rights import NOBODY

pytestmark = pytest.mark.django_db


def test_opening_two_persons_is_two_lines_and_a_list_is_one() -> None:
    viewer = actor_with("registrar")
    record_look(viewer=viewer, subjects=["p1", "p2"], what="register.person")
    record_look(viewer=viewer, what="register.list", shown=50, filter="q=коваль")
    listing, *persons = own_looks(viewer=viewer)
    assert (listing.subject, listing.shown, listing.filter) == ("", 50, "q=коваль")
    assert {look.subject for look in persons} == {"p1", "p2"}
    assert {look.roles for look in persons} == {"registrar"}


def test_who_may_read_a_person_sees_who_opened_that_person_and_nobody_else_does() -> None:
    registrar, tracing = actor_with("registrar"), actor_with("tracing_officer")
    record_look(viewer=registrar, subjects=["p1"], what="register.person")
    seen = looks_at(viewer=tracing, subject="p1", right="register.read")
    assert [look.viewer for look in seen] == [registrar.officer_id]
    with pytest.raises(RefusedError):
        looks_at(viewer=actor_with("administrator"), subject="p1", right="register.read")


def test_the_log_across_persons_is_for_the_auditor() -> None:
    record_look(viewer=actor_with("registrar"), subjects=["p1"], what="register.person")
    assert all_looks(viewer=actor_with("auditor")).count() == 1
    with pytest.raises(RefusedError):
        all_looks(viewer=actor_with("registrar"))
    with pytest.raises(RefusedError):
        own_looks(viewer=NOBODY)


def test_a_look_that_shows_nobody_is_a_line_too() -> None:
    viewer = actor_with("registrar")
    record_look(viewer=viewer, what="register.list", shown=0, filter="x" * 2000)
    assert len(own_looks(viewer=viewer).get().filter) == 500
