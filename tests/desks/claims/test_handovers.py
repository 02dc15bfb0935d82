"""Promises of statements about a handover: closed days and counts alone, small ones hidden, nothing written there."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from cast import actor_with, client_of, officer_with
from desks.exchange.given import registered_and_searched
from desks.handover.given import NORTHWARD, signed_day
from homeward.base.errors import InputError, RefusedError
from homeward.desks.claims.actions import draft_from_handover, release_statement
from homeward.desks.claims.models import Statement
from homeward.desks.claims.queries import counted_handovers, handovers
from homeward.desks.claims.telling import told
from homeward.desks.handover.actions import close_day
from homeward.desks.handover.models import DayEvent, Handover
from homeward.office.journal import clock

pytestmark = pytest.mark.django_db
CLOSED = datetime(2031, 5, 12, 15, 0, tzinfo=UTC)


def rows(*counts: int | None, closed_at: datetime | None = CLOSED) -> list[dict[str, Any]]:
    ways = (("NORTH", "SOUTH"), ("SOUTH", "NORTH"))
    return [
        {"handover": "a" * 32, "number": 4, "closed_at": closed_at, "from": a, "to": b, "exchanged": count}
        for (a, b), count in zip(ways, counts, strict=True)
    ]


@pytest.fixture
def told_by_handover(monkeypatch, parties):
    """Lets a test say what the handover desk counts."""

    def tell(*counts: int | None, **more: Any) -> None:
        monkeypatch.setattr(handovers, "totals_visible_to", lambda **_asked: rows(*counts, **more))

    return tell


def test_the_counts_of_a_closed_day_become_a_draft_without_anybody_typing_one(told_by_handover):
    told_by_handover(115, 114)
    statement = draft_from_handover(
        actor=actor_with("claims_editor"), handover_id="a" * 32, embargo_until=clock.now() - timedelta(minutes=1)
    )
    assert told(statement)["lines"] == [
        "115 persons came from Northland home to Southland.",
        "114 persons came from Southland home to Northland.",
    ]
    assert statement.first_day == CLOSED.date()
    assert release_statement(actor=actor_with("claims_editor"), number=statement.number).state == "released"


@pytest.mark.parametrize(("count", "shown"), [(None, "<10"), (9, "<10"), (0, "0"), (10, "10")])
def test_a_small_count_is_hidden_whoever_looks(told_by_handover, count: int | None, shown: str):
    told_by_handover(count, 115)
    (found,) = counted_handovers(viewer=actor_with("claims_editor"))
    assert [way.shown for way in found.ways] == [shown, "115"]


def test_a_day_that_is_not_closed_gives_no_statement(told_by_handover):
    told_by_handover(115, 115, closed_at=None)
    editor = actor_with("claims_editor")
    assert counted_handovers(viewer=editor) == []
    with pytest.raises(InputError):
        draft_from_handover(actor=editor, handover_id="a" * 32, embargo_until=clock.now())
    with pytest.raises(InputError):
        draft_from_handover(actor=editor, handover_id="", embargo_until=clock.now())
    assert not Statement.objects.exists()


@pytest.mark.parametrize("role", ["handover_crew", "decision_maker", "list_officer"])
def test_who_reads_handovers_does_not_therefore_write_statements(told_by_handover, role: str):
    told_by_handover(115, 115)
    with pytest.raises(RefusedError):
        counted_handovers(viewer=actor_with(role))
    with pytest.raises(RefusedError):
        draft_from_handover(actor=actor_with(role), handover_id="a" * 32, embargo_until=clock.now())


def test_the_page_offers_the_counts_and_keeps_the_draft(told_by_handover):
    told_by_handover(115, None)
    client = client_of(officer_with("claims_editor"))
    html = client.get(reverse("claims:draft")).content.decode()
    assert "From handover 4, closed on" in html
    assert "fewer than 10 persons came" in html
    assert client.post(reverse("claims:draft_handover"), {"handover": "a" * 32}).status_code == 422
    values = {"handover": "a" * 32, "embargo_until": "2031-05-14T09:00"}
    answer = client.post(reverse("claims:draft_handover"), values)
    assert answer.status_code == 302
    assert Statement.objects.get().embargo_until == datetime(2031, 5, 14, 9, 0, tzinfo=UTC)


def test_a_real_day_is_told_when_it_is_closed_and_stays_as_it_was(tmp_path, settings):
    settings.FILES_DIR = tmp_path
    registered_and_searched()
    day, editor = signed_day(), actor_with("claims_editor")
    assert counted_handovers(viewer=editor) == []
    day.cross(*day.lines(), *day.lines(way=NORTHWARD))
    day.drawn_up()
    day.signed("protocol")
    close_day(actor=day.holder_crew, handover_id=day.key)
    before = (list(Handover.objects.values()), list(DayEvent.objects.values()))
    statement = draft_from_handover(actor=editor, handover_id=day.key, embargo_until=clock.now())
    assert [line["shown"] for line in statement.lines] == ["<10", "<10"]
    assert (list(Handover.objects.values()), list(DayEvent.objects.values())) == before
