"""The queue stands in the order of use: a relative waits, the exchange desk asked, all others, what is decided."""

import pytest

from cast import actor_with, client_of, officer_with
from desks.tracing.given import unmarked
from homeward.base.errors import InputError, RefusedError
from homeward.desks.families.actions import hand_on_request, link_person, record_request
from homeward.desks.tracing.actions import answer_pair, lower_person, raise_person
from homeward.desks.tracing.models import Pair, Raised
from homeward.desks.tracing.queries import Filter, next_pair_for, pairs_visible_to, staged_pair
from homeward.office.accounts.models import Officer
from homeward.office.journal.models import JournalEntry
from homeward.office.journal.rights import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def pairs(searched: object) -> list[Pair]:
    """In the order of the evidence."""
    return list(Pair.objects.order_by("place"))


def sought_by_a_relative(pair: Pair, officer: Officer):
    request = record_request(
        actor=officer.as_actor(),
        sought={"full_name": "Somebody Sought"},
        loss={},
        enquirer={"name": "Invented Sister", "relation": "sister", "contact": "+380 00 000 0000"},
        consents=["PARTY", "SEARCH"],
        language="uk",
    )
    return link_person(actor=officer.as_actor(), request_id=request.pk, person_id=pair.missing_id)


def walked(actor: Actor, chosen: Filter | None = None, at_once: int = 50) -> list[Pair]:
    found, after = [], ""
    while True:
        page = pairs_visible_to(
            viewer=actor, chosen=chosen or Filter(), after=after, limit=at_once, what="tracing.queue"
        )
        found += [row.pair for row in page.rows]
        after = page.next_after
        if not after:
            return found


def test_who_is_waited_for_comes_first_then_who_was_asked_for(pairs: list[Pair], first: Officer) -> None:
    sought_by_a_relative(pairs[3], first)
    raise_person(actor=actor_with("list_officer"), person_id=pairs[2].held_id)
    wanted = [pairs[3], pairs[2], pairs[0], pairs[1], *pairs[4:]]
    for at_once in (1, 2, 50):
        assert walked(first.as_actor(), at_once=at_once) == wanted


def test_a_page_names_who_waits_and_narrows_to_it(pairs: list[Pair], first: Officer) -> None:
    sought_by_a_relative(pairs[1], first)
    raise_person(actor=actor_with("list_officer"), person_id=pairs[2].missing_id)
    html = client_of(first).get("/tracing/").content.decode()
    assert html.count(">a relative waits<") == 2  # the facet and the tag of the row
    assert "asked for by the exchange desk" in html
    assert walked(first.as_actor(), Filter(use="relative")) == [pairs[1]]
    assert walked(first.as_actor(), Filter(use="raised")) == [pairs[2]]


def test_nobody_without_the_right_to_requests_learns_that_a_relative_asked(pairs: list[Pair], first: Officer) -> None:
    officer = officer_with("list_officer")
    before = unmarked(client_of(officer).get("/tracing/").content.decode())
    sought_by_a_relative(pairs[3], first)
    assert unmarked(client_of(officer).get("/tracing/").content.decode()) == before
    assert walked(officer.as_actor()) == pairs
    assert walked(officer.as_actor(), Filter(use="relative")) == []


def test_a_request_handed_on_waits_here_no_longer(pairs: list[Pair], first: Officer) -> None:
    request = sought_by_a_relative(pairs[3], first)
    hand_on_request(actor=first.as_actor(), request_id=request.pk, party="SOUTH")
    assert walked(first.as_actor()) == pairs


def test_the_next_pair_follows_the_order_of_use_and_begins_again_at_its_head(pairs: list[Pair], first: Officer) -> None:
    actor = first.as_actor()
    sought_by_a_relative(pairs[2], first)
    order = [pairs[2], pairs[0], pairs[1], *pairs[3:]]
    for here, following in zip(order, [*order[1:], order[0]], strict=True):
        staged = staged_pair(viewer=actor, pair_id=str(here.pk))
        assert next_pair_for(viewer=actor, chosen=Filter(), after=staged) == following


def test_what_two_have_decided_waits_for_nobody(pairs: list[Pair], first: Officer, second: Officer) -> None:
    sought_by_a_relative(pairs[0], first)
    for officer in (first, second):
        answer_pair(actor=officer.as_actor(), pair_id=str(pairs[0].pk), word="confirmed", round=1)
    assert walked(first.as_actor()) == [*pairs[1:], pairs[0]]


def test_asked_twice_it_stands_once_and_is_taken_back_once(pairs: list[Pair]) -> None:
    actor = actor_with("list_officer")
    for _again in range(2):
        raise_person(actor=actor, person_id=pairs[2].missing_id)
    assert Raised.objects.filter(ended_at=None).count() == 1
    assert walked(actor)[0] == pairs[2]
    for _again in range(2):
        lower_person(actor=actor, person_id=pairs[2].missing_id)
    assert (Raised.objects.count(), Raised.objects.filter(ended_at=None).count()) == (1, 0)
    assert walked(actor) == pairs
    kinds = set(JournalEntry.objects.values_list("kind", flat=True))
    assert {"tracing.raise_person", "tracing.lower_person"} <= kinds


def test_nobody_is_raised_whom_the_register_does_not_know(pairs: list[Pair]) -> None:
    with pytest.raises(InputError):
        raise_person(actor=actor_with("list_officer"), person_id="0" * 32)
    with pytest.raises(RefusedError):
        raise_person(actor=actor_with("tracing_officer"), person_id=pairs[0].missing_id)


def test_the_exchange_desk_asks_on_the_page_of_a_pair_and_takes_it_back(pairs: list[Pair]) -> None:
    client = client_of(officer_with("list_officer"))
    page = f"/tracing/pairs/{pairs[1].pk}/"
    assert client.get(page).content.decode().count("Look at this person first") == 4  # two buttons, each with its name
    client.post(f"{page}first/", {"side": "held"})
    assert Raised.objects.get().person_id == pairs[1].held_id
    assert "No longer look first" in client.get(page).content.decode()
    client.post(f"{page}first/", {"side": "held", "lower": "yes"})
    assert not Raised.objects.filter(ended_at=None).exists()
    assert client.post(f"{page}first/", {"side": "nobody"}).status_code == 400


def test_a_tracing_officer_cannot_ask_in_the_name_of_the_exchange(pairs: list[Pair], first: Officer) -> None:
    page = f"/tracing/pairs/{pairs[1].pk}/"
    assert "Look at this person first" not in client_of(first).get(page).content.decode()
    assert client_of(first).post(f"{page}first/", {"side": "held"}).status_code == 403
