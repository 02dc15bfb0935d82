"""Interviews: asked alone, in a language, with interpreter; the answer sealed; never final; seen by nobody else."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cast import actor_with, client_of, list_officer, neutral_interviewer
from desks.exchange.rounds import all_taken, asked, everybody_asked, held_at_the_neutral, ids_of, person_id
from homeward.base.errors import InputError, RefusedError, SheetError
from homeward.desks.exchange.actions import read_interview_sheet, record_interview, record_interview_sheet
from homeward.desks.exchange.models import Interview
from homeward.desks.exchange.queries.interviews import interviews_visible_to, last_interviews, transport_words
from homeward.engine.law.willingness import (
    DOES_NOT_WISH,
    UNABLE,
    UNDECIDED,
    WILLS,
    WISHES_THIRD_STATE,
    WISHES_TO_RETURN,
)
from homeward.engine.sheets import save_workbook
from homeward.office.accounts.models import Officer
from homeward.office.compartments.actions import read_entry
from homeward.office.compartments.models import KeptEntry
from homeward.office.journal import clock
from homeward.office.journal.models import JournalEntry, Look
from homeward.office.journal.rights import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys")]
HEADER = "id,answer,language,interpreter,private,day\n"


@pytest.fixture
def interviewer() -> Officer:
    held_at_the_neutral()
    return neutral_interviewer()


def said(officer: Officer, list_id: str) -> list[str]:
    reader = Actor(str(officer.pk), officer.as_actor().roles, "INTERVIEW")
    parts = read_entry(actor=reader, compartment="own_will", person_id=person_id(list_id))
    return [part["words"] for part in parts]


@pytest.mark.parametrize("answer", sorted(WILLS))
def test_only_a_wish_to_return_puts_somebody_on_the_transport_and_the_answer_lies_sealed(
    interviewer: Officer, answer: str
):
    talk = asked(interviewer.as_actor(), "NH-001", answer)
    assert talk.on_transport == (answer == WISHES_TO_RETURN)
    [words] = said(interviewer, "NH-001")
    assert f'"answer":"{answer}"' in words
    assert talk.pk in words
    assert answer not in str(Interview.objects.values())
    assert all(answer.encode() not in bytes(entry.sealed) for entry in KeptEntry.objects.all())


@pytest.mark.parametrize(
    "lacking",
    [
        {"language": ""}, {"language": "  "}, {"interpreter": ""}, {"in_private": None}, {"answer": ""},
        {"answer": "yes"}, {"interpreter": " \u200b"}, {"language": "x" * 41},
        {"held_at": clock.now() + timedelta(days=400)},
    ],
)  # fmt: skip
def test_a_talk_without_language_interpreter_or_privacy_is_no_interview(interviewer: Officer, lacking: dict[str, Any]):
    with pytest.raises(InputError):
        asked(interviewer.as_actor(), "NH-001", **lacking)
    assert not Interview.objects.exists()
    assert not KeptEntry.objects.exists()


def test_none_needed_is_an_answer_and_a_name_is_kept_in_its_own_script(interviewer: Officer):
    assert asked(interviewer.as_actor(), "NH-001").interpreter == ""
    talk = asked(interviewer.as_actor(), "NH-001", interpreter="Лариса Кодинець", language="العربية", in_private=False)
    talk.refresh_from_db()
    assert (talk.interpreter, talk.language, talk.in_private) == ("Лариса Кодинець", "العربية", False)


def test_a_later_talk_stands_before_an_earlier_one_and_both_stay(interviewer: Officer):
    who, earlier = interviewer.as_actor(), clock.now() - timedelta(days=2)
    asked(who, "NH-001", DOES_NOT_WISH)
    # Written down afterwards, held before: the refusal stands.
    asked(who, "NH-001", WISHES_TO_RETURN, held_at=earlier)
    assert last_interviews([person_id("NH-001")])[person_id("NH-001")].on_transport is False
    asked(who, "NH-001", WISHES_TO_RETURN)
    asked(who, "NH-001", UNDECIDED)
    asked(who, "NH-001", WISHES_TO_RETURN)
    planner = actor_with("intermediary_desk")
    assert transport_words(viewer=planner, person_ids=[person_id("NH-001"), person_id("NH-002")]) == {
        person_id("NH-001"): True
    }
    assert Interview.objects.count() == len(said(interviewer, "NH-001")) == 5


def test_nobody_but_the_neutral_interviewer_records_or_lists_talks(interviewer: Officer):
    for role in ("registrar", "medical_officer", "list_officer", "decision_maker", "intermediary_desk", "auditor"):
        actor = actor_with(role)
        with pytest.raises(RefusedError):
            asked(actor, "NH-001")
        with pytest.raises(RefusedError):
            interviews_visible_to(viewer=actor)
        with pytest.raises(RefusedError):
            record_interview_sheet(actor=actor, file_name="a.csv", content=b"x", party="NORTH")
        with pytest.raises(RefusedError):
            read_interview_sheet(viewer=actor, file_name="a.csv", content=b"x", party="NORTH")
    with pytest.raises(RefusedError):
        transport_words(viewer=actor_with("auditor"), person_ids=[])


def test_a_person_who_is_not_held_here_is_not_interviewed(interviewer: Officer):
    told = {"answer": WISHES_TO_RETURN, "language": "uk", "interpreter": "none needed", "in_private": True}
    with pytest.raises(InputError):
        record_interview(actor=interviewer.as_actor(), person_id="unknown", **told)


def test_journal_and_looks_are_alike_whatever_was_said(interviewer: Officer):
    who = interviewer.as_actor()
    traces = []
    for list_id, answer in zip(ids_of("NORTH"), (*sorted(WILLS), WISHES_TO_RETURN), strict=False):
        entries, looks = JournalEntry.objects.count(), Look.objects.count()
        talk = asked(who, list_id, answer)
        bodies = [bytes(entry.body).decode() for entry in JournalEntry.objects.order_by("pk")[entries:]]
        told = " ".join(bodies) + str(list(Look.objects.order_by("pk")[looks:].values("what", "subject", "filter")))
        for word in (answer, "on_transport", "WISH", "return", person_id(list_id), list_id):
            assert word not in told
        traces.append(([len(body) for body in bodies], [body.count(talk.pk) for body in bodies]))
    assert all(trace == traces[0] for trace in traces)


def test_a_mind_that_changed_leaves_the_same_trace_as_one_that_did_not(interviewer: Officer):
    who = interviewer.as_actor()
    for list_id, last in (("NH-001", WISHES_TO_RETURN), ("NH-002", DOES_NOT_WISH)):
        asked(who, list_id)
        asked(who, list_id, last)
    facts = [bytes(entry.body) for entry in JournalEntry.objects.filter(kind="exchange.record_interview")]
    assert len({len(body) for body in facts}) == 1
    assert len({len(bytes(entry.sealed)) for entry in KeptEntry.objects.all()}) == 1


# --- sheets ----------------------------------------------------------------------------------------------------------


def read(officer: Officer, text: str) -> Any:
    return read_interview_sheet(viewer=officer.as_actor(), file_name="talks.csv", content=text.encode(), party="NORTH")


def test_a_sheet_is_read_in_three_languages_and_recorded_in_one_act(interviewer: Officer):
    text = (
        "Номер;Відповідь;Мова;Перекладач;Наодинці\n"
        "NH-001;так;українська;не потрібен;так\n"
        "NH-002;отказался;русский;Nadia Salem;да\n"
        "NH-003;third State;English;none needed;no\n"
    )
    count = record_interview_sheet(
        actor=interviewer.as_actor(), file_name="talks.csv", content=text.encode(), party="NORTH"
    )
    assert count == 3
    words = {talk.person_id: (talk.on_transport, talk.interpreter, talk.in_private) for talk in Interview.objects.all()}
    assert words == {
        person_id("NH-001"): (True, "", True),
        person_id("NH-002"): (False, "Nadia Salem", True),
        person_id("NH-003"): (False, "", False),
    }
    assert f'"answer":"{WISHES_THIRD_STATE}"' in said(interviewer, "NH-003")[0]
    [entry] = JournalEntry.objects.filter(kind="exchange.record_interview_sheet")
    for word in (b"NH-00", b"talks.csv", b"WISH", b"sha256", b'digest":"'):
        assert word not in bytes(entry.body)


def test_a_sheet_in_arabic_is_read_by_its_headings_and_words(interviewer: Officer):
    found = read(
        interviewer,
        "الرقم;الجواب;اللغة;المترجم;على انفراد\nNH-001;نعم;العربية;لا حاجة;نعم\nNH-002;لا;العربية;Nadia;لا\n",
    )
    told = [(row.list_id, row.answer, row.interpreter, row.in_private) for row in found.rows]
    assert told == [("NH-001", WISHES_TO_RETURN, "none needed", True), ("NH-002", DOES_NOT_WISH, "Nadia", False)]


def test_every_bad_row_is_named_with_row_column_value_reason_and_cure(interviewer: Officer):
    reading = read(
        interviewer,
        HEADER
        + "NH-001,perhaps,uk,none needed,yes,\n"
        + "NH-404,yes,uk,none needed,yes,\n"
        + "NH-002,yes,,,,\n"
        + "NH-003,yes,uk,none needed,yes,2999-01-01\n"
        + "NH-004,yes,uk,none needed,yes,soon\n"
        + "NH-005,,uk,none needed,yes,\n"
        + "NH-006,yes,uk,Lina,yes,2024-08-20\n",
    )
    assert [row.list_id for row in reading.rows] == ["NH-006"]
    told = {(cell.row, cell.column, cell.value) for cell in reading.rejected}
    assert told == {
        (2, "answer", "perhaps"), (3, "id", "NH-404"), (4, "language", ""), (4, "interpreter", ""), (4, "private", ""),
        (5, "day", "2999-01-01"), (6, "day", "soon"), (7, "answer", ""),
    }  # fmt: skip
    assert all(cell.reason and cell.cure for cell in reading.rejected)
    assert reading.rows_read == 7
    assert not Interview.objects.exists()


def test_two_rows_of_one_person_are_both_left_out_since_nobody_guesses_which_came_later(interviewer: Officer):
    reading = read(interviewer, HEADER + "NH-001,yes,uk,none needed,yes,\nNH-001,no,uk,none needed,yes,\n")
    assert (reading.rows, reading.rejected_rows) == ([], [2, 3])


def test_a_row_of_a_day_does_not_stand_before_a_talk_recorded_on_that_day(interviewer: Officer):
    asked(interviewer.as_actor(), "NH-001", UNABLE)
    today = clock.now().date().isoformat()
    text = HEADER + f"NH-001,yes,uk,none needed,yes,{today}\n"
    record_interview_sheet(actor=interviewer.as_actor(), file_name="a.csv", content=text.encode(), party="NORTH")
    assert last_interviews([person_id("NH-001")])[person_id("NH-001")].on_transport is False


def test_a_workbook_is_read_like_a_text_file(interviewer: Officer, tmp_path: Path):
    from_text = read(interviewer, HEADER + "NH-001,yes,uk,none needed,yes,2024-08-20\n")
    book = openpyxl.Workbook()
    for row in (HEADER.strip().split(","), ["NH-001", "yes", "uk", "none needed", "yes", "2024-08-20"]):
        book.active.append(row)
    save_workbook(book, tmp_path / "talks.xlsx")
    content = (tmp_path / "talks.xlsx").read_bytes()
    from_book = read_interview_sheet(
        viewer=interviewer.as_actor(), file_name="talks.xlsx", content=content, party="NORTH"
    )
    assert from_book.rows == from_text.rows


@pytest.mark.parametrize("text", ["", "id,answer\nNH-001,yes\n", HEADER, "\x00\x01", HEADER + "x" * 600_000])
def test_a_sheet_that_is_none_is_refused_whole(interviewer: Officer, text: str):
    with pytest.raises(SheetError):
        read(interviewer, text)


def test_a_sheet_never_lies_in_the_folder_of_files(interviewer: Officer, files: Path):
    text = HEADER + "NH-001,no,uk,none needed,yes,\n"
    record_interview_sheet(actor=interviewer.as_actor(), file_name="a.csv", content=text.encode(), party="NORTH")
    assert [path for path in files.rglob("*") if path.is_file() and b"NH-001,no" in path.read_bytes()] == []


# --- pages -----------------------------------------------------------------------------------------------------------


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("talks.csv", content)


@pytest.fixture
def at_work(interviewer: Officer) -> Officer:
    all_taken()
    return interviewer


def test_the_queue_holds_who_is_offered_and_was_not_asked_in_private(at_work: Officer):
    who = at_work.as_actor()
    asked(who, "NH-001", DOES_NOT_WISH)
    asked(who, "NH-002", in_private=False)
    page = interviews_visible_to(viewer=who, holder="NORTH")
    assert (page.to_ask, page.asked) == (8, 1)
    assert [row.list_id for row in page.rows] == ids_of("NORTH")[1:]
    browser = client_of(at_work)
    shown = browser.get("/exchange/interviews/?party=NORTH").content.decode()
    assert "NH-002" in shown
    assert "NH-001" not in shown
    assert "NH-001" in browser.get("/exchange/interviews/?party=NORTH&state=asked").content.decode()


def test_a_talk_is_recorded_by_form_and_the_answer_opens_only_with_a_reason(at_work: Officer):
    browser, address = client_of(at_work), f"/exchange/interviews/persons/{person_id('NH-001')}/"
    form = {"answer": DOES_NOT_WISH, "language": "uk", "interpreter": "Lina", "in_private": "yes"}
    for lacking in ("answer", "language", "interpreter", "in_private"):
        page = browser.post(address, {name: value for name, value in form.items() if name != lacking})
        assert page.status_code == 400
    assert browser.post(address, {**form, "none_needed": "on"}).status_code == 400
    assert not Interview.objects.exists()
    assert browser.post(address, form).status_code == 302
    page = browser.get(address).content.decode()
    assert "Lina" in page
    assert "<strong>does not wish to return</strong>" not in page
    assert browser.post(address + "words/", {"reason": "curiosity"}).status_code == 400
    opened = browser.post(address + "words/", {"reason": "INTERVIEW"}).content.decode()
    assert "<strong>does not wish to return</strong>" in opened
    # Somebody who changed their mind is one more talk on the same page.
    again = {**form, "answer": WISHES_TO_RETURN, "interpreter": "", "none_needed": "on"}
    assert browser.post(address, again).status_code == 302
    assert transport_words(viewer=actor_with("list_officer"), person_ids=[person_id("NH-001")]) == {
        person_id("NH-001"): True
    }


def test_a_sheet_is_shown_first_and_recorded_when_it_comes_back(at_work: Officer):
    browser = client_of(at_work)
    blank = browser.get("/exchange/interviews/sheet.csv?party=NORTH").content.decode("utf-8-sig")
    assert len(blank.splitlines()) == 10
    text = (HEADER + "NH-001,no,uk,none needed,yes,\nNH-404,yes,uk,none needed,yes,\n").encode()
    page = browser.post("/exchange/interviews/sheet/", {"party": "NORTH", "file": upload(text)})
    assert page.status_code == 200
    assert "NH-404" in page.content.decode()
    assert not Interview.objects.exists()
    handed_back = {name: page.context[name] for name in ("content", "party", "file_name")}
    assert browser.post("/exchange/interviews/sheet/record/", handed_back).status_code == 302
    assert Interview.objects.count() == 1
    assert browser.post("/exchange/interviews/sheet/record/", {"content": "%%", "party": "NORTH"}).status_code == 400
    assert browser.post("/exchange/interviews/sheet/", {"party": "NORTH", "file": upload(b"\x00")}).status_code == 400


def test_a_blank_sheet_filled_in_is_read_back(at_work: Officer):
    blank = client_of(at_work).get("/exchange/interviews/sheet.csv?party=NORTH").content.decode("utf-8-sig")
    header, *rows = blank.splitlines()
    filled = [header, *(row.removesuffix(",,,,,") + ",yes,uk,none needed,yes," for row in rows)]
    reading = read_interview_sheet(
        viewer=at_work.as_actor(), file_name="s.csv", content="\n".join(filled).encode(), party="NORTH"
    )
    assert (len(reading.rows), reading.rejected) == (9, [])


def test_the_interviewer_has_a_stage_of_their_own_and_no_plan_and_others_have_no_interviews(at_work: Officer):
    browser = client_of(at_work)
    start = browser.get("/", follow=True).content.decode()
    assert "/exchange/interviews/" in start
    assert browser.get("/exchange/").status_code == 403
    assert browser.get("/exchange/lists/").status_code == 403
    other = client_of(list_officer())
    for address in ("", "sheet/", "sheet.csv", f"persons/{person_id('NH-001')}/"):
        assert other.get(f"/exchange/interviews/{address}").status_code == 403
    assert "/exchange/interviews/" not in other.get("/", follow=True).content.decode()


def test_pages_of_interviews_ask_the_database_little_however_many_were_asked(
    at_work: Officer, django_assert_max_num_queries: Any
):
    everybody_asked(at_work.as_actor())
    browser = client_of(at_work)
    for address in ("", "?state=asked", f"persons/{person_id('NH-001')}/"):
        browser.get(f"/exchange/interviews/{address}")
        with django_assert_max_num_queries(20):
            assert browser.get(f"/exchange/interviews/{address}").status_code == 200
