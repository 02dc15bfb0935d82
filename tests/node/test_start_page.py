"""The start page by role: what waits today, what came from partners, what is due, and never more than it may cost."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from cast import PASSWORD, client_of
from homeward.base.clock import StoryClock
from homeward.desks.register.actions import commit_import, correct_person, propose_import, register_capture
from homeward.desks.register.models import Person
from homeward.desks.surrender.actions import record_notice
from homeward.office.accounts.actions import approve_opening, ask_opening, create_officer, invite_officer
from homeward.office.accounts.models import Officer
from homeward.office.accounts.roles import ROLE_NAMES
from homeward.office.journal import clock
from homeward.office.journal.rights import THE_NODE
from homeward.office.parties.actions import admit_party

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
LIST = "id,surname,birth date,category\nS/1,Vermeer,07.03.1998,seriously wounded\nS/2,Lind,12.11.2010,children\n"


@pytest.fixture(autouse=True)
def _folders(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_DIR = settings.SURRENDER_KEYS = tmp_path
    settings.SURRENDER = True


def officer(role: str, name: str = "mara") -> Officer:
    # Not by the cast: its password is too like one of the sign-in names that it makes.
    return create_officer(actor=THE_NODE, username=name, display_name="Mara", password=PASSWORD, roles=[role])


def cards(who: Officer) -> dict[str, int | None]:
    return {card.title: card.count for card in client_of(who).get("/").context["cards"]}


def registered() -> None:
    admit_party(actor=THE_NODE, code="SOUTH", role="party", names={"en": "Bureau of South"})
    actor = officer("registrar", "registrar").as_actor()
    batch = propose_import(actor=actor, file_name="l.csv", content=LIST.encode(), party="SOUTH", kind="held")
    commit_import(actor=actor, batch_id=batch.pk)


@pytest.mark.parametrize("role", sorted(ROLE_NAMES))
def test_the_start_page_of_each_role_opens_within_its_budget(role: str) -> None:
    registered()
    client = client_of(officer(role))
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/")
    assert answer.status_code == 200
    # The savepoint around a page is the test's own.
    asked = [query["sql"][:90] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= MOST_QUERIES, asked
    for card in answer.context["cards"]:
        assert card.text, card.title
        assert client.get(card.url).status_code == 200, card.url


def test_the_auditor_reads_what_an_auditor_does() -> None:
    html = client_of(officer("auditor")).get("/").content.decode()
    assert "Recompute the journal" in html
    assert reverse("journal") in html
    assert "Audit" not in cards(officer("decision_maker", "nadia"))


def test_the_duty_officer_sees_how_many_wait_and_how_many_are_wounded(settings: Settings) -> None:
    duty = officer("surrender_duty_officer")
    today = clock.now().date()
    for wounded in (True, False):
        record_notice(
            actor=duty.as_actor(),
            size_class="ONE",
            first_day=today,
            last_day=today + timedelta(days=1),
            wounded=wounded,
            language="en",
        )
    assert cards(duty) == {"Notices": 2}
    assert "With wounded: 1." in client_of(duty).get("/").content.decode()
    settings.SURRENDER = False
    assert cards(duty) == {"Intake is off": None}


def test_the_protection_officer_sees_how_many_children_are_held() -> None:
    registered()
    who = officer("protection_officer")
    assert cards(who)["Children held"] == 1
    page = client_of(who).get(f"{reverse('register:list')}?kind=held&category=CHILDREN").content.decode()
    assert "Lind" in page
    assert "Vermeer" not in page


def test_two_edits_of_one_field_are_the_registrar_s_work() -> None:
    admit_party(actor=THE_NODE, code="SOUTH", role="party", names={"en": "Bureau of South"})
    one, other = officer("registrar", "one"), officer("registrar", "other")
    person = register_capture(
        actor=one.as_actor(), party="SOUTH", day=date(2024, 5, 6), identity={"surname": "Vermeer"}
    )
    assert "Edits that differ" not in cards(one)
    seen = Person.objects.get(pk=person.pk).version
    for who, surname in ((one, "Vermeir"), (other, "Vermeyr")):
        correct_person(
            actor=who.as_actor(), person_id=person.pk, seen=seen, values={"surname": surname}, reason="MISWRITTEN"
        )
    assert cards(one)["Edits that differ"] == 1
    assert reverse("register:settle", args=[person.pk]) in client_of(one).get("/").content.decode()


def test_a_record_opened_in_emergency_is_on_the_start_page_of_who_asked() -> None:
    registered()
    person = Person.objects.first()
    asker, decider = officer("psychologist"), officer("decision_maker", "nadia")
    opening = ask_opening(actor=asker.as_actor(), person_id=person.pk, reason="life_at_risk", hours=2)
    assert cards(decider)["Emergency access asked for"] == 1
    assert "Records open to you" not in cards(asker)
    approve_opening(actor=decider.as_actor(), opening_id=opening.pk)
    assert cards(asker)["Records open to you"] == 1
    told = cards(decider)
    assert "Emergency access asked for" not in told
    assert told["Emergency access"] == 1


@pytest.mark.parametrize(("hours", "words"), [(0, "not signed in yet"), (400, "with a code that has run out: 1")])
def test_the_administrator_sees_who_has_not_come_in_yet(hours: int, words: str) -> None:
    boss = officer("administrator")
    assert cards(boss) == {"Officers": None}
    with clock.clock_set_to(StoryClock(clock.now() - timedelta(hours=hours))):
        invite_officer(actor=boss.as_actor(), username="lina", display_name="Lina", roles=["registrar"])
    html = client_of(boss).get("/").content.decode()
    assert "Invitations" in html
    assert words in html
    assert ("run out" in html) == bool(hours)
