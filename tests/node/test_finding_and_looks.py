"""The one search box, the log of looks for a party's own bureau, and one record opened in an emergency end to end."""

import csv
import io
from datetime import timedelta

import pytest

from cast import auditor, client_of, decision_maker, officer_with, registrar
from desks.register.given import party
from homeward.base.clock import StoryClock
from homeward.base.errors import RefusedError
from homeward.base.identifiers import case_number
from homeward.desks.handover.models import Handover, Line
from homeward.desks.register.actions import register_capture
from homeward.desks.register.models import Person
from homeward.node.finding import id_of
from homeward.node.look_log import looks_for_party
from homeward.office.accounts.models import EmergencyOpening
from homeward.office.journal import clock
from homeward.office.journal.looks import record_look

pytestmark = pytest.mark.django_db


def person_of(code: str = "NORTH", surname: str = "Вигадний") -> Person:
    party(code)
    day = clock.now().date() - timedelta(days=20)
    return register_capture(actor=registrar().as_actor(), party=code, day=day, identity={"surname": surname})


def test_a_case_number_or_the_content_of_a_code_leads_to_the_record() -> None:
    person, client = person_of(), client_of(registrar())
    number = case_number(person.number)
    for typed in (number, number.lower(), f" {number[3:]} ", person.pk, person.pk.upper(), f"HW:{person.pk}"):
        page = client.get("/find/", {"q": typed})
        assert page.headers["Location"] == f"/register/persons/{person.pk}/", typed


def test_the_code_of_a_manifest_s_line_leads_to_the_record_of_its_person() -> None:
    person, code = person_of(), "0123456789abcdef01234567"
    day = Handover.objects.create(
        number=1, plan_hash="a", document=b"{}", hash="b", parties=["NORTH", "SOUTH"], frozen_by="x"
    )
    Line.objects.create(
        handover=day, code=code, what="seat", order=1, holder="NORTH", destination="SOUTH", person_id=person.pk
    )
    page = client_of(registrar()).get("/find/", {"q": code.upper()})
    assert page.headers["Location"] == f"/register/persons/{person.pk}/"


@pytest.mark.parametrize(
    "typed", ["HW-00001-X", "0" * 32, "a" * 24, "12", "-", "Vyhadnyi", "وهمي", "x" * 500, "%_\\'\""]
)
def test_anything_else_is_searched_for_in_the_list(typed: str) -> None:
    client = client_of(registrar())
    page = client.get("/find/", {"q": typed}, follow=True)
    assert page.redirect_chain[0][0].startswith("/register/?q=")
    assert page.status_code == 200


def test_a_name_is_found_in_another_script_through_the_box() -> None:
    person_of(surname="Вигадний")
    page = client_of(registrar()).get("/find/", {"q": "Vyhadnyi"}, follow=True)
    assert [row["card"].name for row in page.context["rows"]] == ["Вигадний"]


def test_the_box_stands_on_pages_of_whoever_may_read_the_register_and_of_nobody_else() -> None:
    assert client_of(registrar()).get("/").context["search_url"] == "/find/"
    assert client_of(officer_with("claims_editor")).get("/").context["search_url"] == ""


def test_looking_a_number_up_is_no_look_and_tells_nothing_of_the_person() -> None:
    person = person_of()
    assert id_of(case_number(person.number)) == person.pk
    assert not looks_for_party(viewer=auditor().as_actor(), party="NORTH").exists()


def test_the_log_holds_looks_at_that_party_s_persons_alone_and_pages_by_key(django_assert_max_num_queries) -> None:
    north, south, viewer = person_of("NORTH"), person_of("SOUTH"), registrar()
    for _ in range(60):
        record_look(viewer=viewer.as_actor(), subjects=[north.pk], what="register.person")
    record_look(viewer=viewer.as_actor(), subjects=[south.pk], what="register.person")
    client = client_of(auditor())
    client.get("/look-log/", {"party": "NORTH"})
    with django_assert_max_num_queries(12):
        first = client.get("/look-log/", {"party": "NORTH"})
    second = client.get("/look-log/", {"party": "NORTH", "after": first.context["next_after"]})
    assert [first.context["shown"], second.context["shown"]] == [50, 10]
    assert {look["number"] for look in first.context["looks"]} == {case_number(north.number)}
    assert north.surname not in first.content.decode()
    for odd in ("x", "٣", "9" * 40):
        assert client.get("/look-log/", {"party": "NORTH", "after": odd}).status_code == 200


def test_the_log_opens_to_decision_makers_and_auditors_alone_and_in_arabic() -> None:
    person_of()
    client = client_of(decision_maker())
    client.post("/language/", {"language": "ar", "next": "/"})
    assert 'dir="rtl"' in client.get("/look-log/", {"party": "NORTH"}).content.decode()
    with pytest.raises(RefusedError):
        looks_for_party(viewer=registrar().as_actor(), party="NORTH")


def test_own_looks_name_the_page_in_words_and_the_person_by_case_number() -> None:
    person, viewer = person_of(), officer_with("registrar")
    record_look(viewer=viewer.as_actor(), subjects=[person.pk], what="register.person")
    page = client_of(viewer).get("/looked/").content.decode()
    assert "Register · person page" in page
    assert case_number(person.number) in page
    assert "register.person" not in page
    assert person.pk not in page


def test_the_export_holds_every_row_and_is_written_down_itself() -> None:
    person, viewer = person_of(), officer_with("registrar", name="=Mara")
    record_look(viewer=viewer.as_actor(), subjects=[person.pk], what="register.person")
    reader = auditor()
    page = client_of(reader).get("/look-log/export.csv", {"party": "NORTH"})
    rows = list(csv.reader(io.StringIO(page.content.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert rows[1][1] == "'=Mara"
    assert rows[1][4] == case_number(person.number)
    mine = [row["look"] for row in client_of(reader).get("/looked/").context["looks"]]
    assert [(look.what, look.shown, look.filter) for look in mine] == [("journal.look_log_export", 1, "party=NORTH")]


def test_one_record_opens_in_an_emergency_and_says_so_itself_until_the_clock_ends_it() -> None:
    person, other = person_of(), person_of(surname="Інший")
    helper = officer_with("psychologist")
    asker, approver, reader = client_of(helper), client_of(decision_maker()), client_of(registrar())
    address = f"/register/persons/{person.pk}/"
    assert asker.get(address).status_code == 403
    form = {"person": case_number(person.number), "reason": "life_at_risk", "hours": "2"}
    assert asker.post("/emergency/", form | {"person": "HW-00001-X"}).context["form"].errors
    assert asker.post("/emergency/", form | {"reason": ""}).context["form"].errors
    assert asker.post("/emergency/", form).status_code == 302
    opening = EmergencyOpening.objects.get()
    assert asker.post(f"/emergency/{opening.pk}/", {"answer": "approve"}).status_code == 403
    assert asker.get(address).status_code == 403
    assert approver.post(f"/emergency/{opening.pk}/", {"answer": "approve"}).status_code == 302
    assert address in asker.get("/emergency/").content.decode()
    assert asker.get(address).status_code == 200
    assert asker.get(f"/register/persons/{other.pk}/").status_code == 403
    assert asker.get("/register/").status_code == 403
    assert "emergency access: Life or health of the person is at risk" in reader.get(address).content.decode()
    looks = client_of(auditor()).get("/look-log/", {"party": "NORTH"}).context["looks"]
    assert any(look["reason"].startswith("emergency access") and look["who"] == helper.display_name for look in looks)
    opening.refresh_from_db()
    with clock.clock_set_to(StoryClock(opening.ends_at)):
        assert asker.get(address).status_code == 403
