"""Promises of the pages: from file to batch, the list as an address, the person page that tells who looked."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cast import client_of, officer_with, registrar
from desks.register.given import ROWS, batch_of, csv_bytes, party
from homeward.desks.register.actions import add_evidence
from homeward.desks.register.models import Batch, Person
from homeward.office.journal.models import Look

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def officer():
    return registrar()


@pytest.fixture
def browser(officer):
    return client_of(officer)


def upload(browser, content=None, name="list.csv", code="NORTH", kind="held"):
    file = SimpleUploadedFile(name, csv_bytes() if content is None else content)
    return browser.post(reverse("register:import"), {"party": code, "kind": kind, "file": file})


def page(browser, name, *arguments, query="", language=""):
    headers = {"accept-language": language} if language else {}
    return browser.get(reverse(f"register:{name}", args=arguments) + query, headers=headers)


def test_a_file_goes_through_columns_dry_run_and_check_into_one_batch(browser):
    party()
    answer = upload(browser)
    batch = Batch.objects.get()
    assert answer.url == reverse("register:columns", args=[batch.pk])
    columns = page(browser, "columns", batch.pk)
    fields = dict(re.findall(r'<select id="(column-\d+)".*?<option value="(\w+)" selected', columns.content.decode()))
    assert list(fields.values()) == [
        "id", "surname", "given_name", "patronymic", "birth_date", "rank", "service_number", "unit",
    ]  # fmt: skip
    answer = browser.post(reverse("register:columns", args=[batch.pk]), fields)
    assert answer.url == reverse("register:check", args=[batch.pk])
    assert "4 rows read" in page(browser, "check", batch.pk).content.decode()
    check = page(browser, "commit", batch.pk)
    seen = re.search(r'name="seen" value="([^"]+)"', check.content.decode())[1]
    for _ in range(2):
        answer = browser.post(reverse("register:commit", args=[batch.pk]), {"seen": seen})
        assert answer.url == reverse("register:batch", args=[batch.pk])
    assert Person.objects.count() == 4
    assert "Committed" in page(browser, "batch", batch.pk).content.decode()


def test_the_dry_run_names_row_column_value_reason_and_cure_and_gives_only_the_bad_rows(browser):
    party()
    bad = ("N-8", "Alder", "Tom", "", "31.02.1998", "", "", "=1+1")
    upload(browser, csv_bytes([ROWS[0], bad]))
    batch = Batch.objects.get()
    text = page(browser, "check", batch.pk).content.decode()
    for told in ("31.02.1998", "Date of birth", "is no date", "Cure"):
        assert told in text
    file = page(browser, "proposal_rejected", batch.pk)
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert "'=1+1" in rows[1]


def test_the_dry_run_shows_conflicts_side_by_side_and_flags_mixed_scripts(browser, officer):
    batch_of(officer.as_actor())
    mixed = ("N-7", "Ивaнов", "Тим", "", "", "", "", "")
    upload(browser, csv_bytes([("N-1", "Verbenko", "Mykola", "Petrovych", "08.03.1998", *ROWS[0][5:]), mixed]))
    text = page(browser, "check", Batch.objects.first().pk).content.decode()
    assert "7 March 1998" in text
    assert "8 March 1998" in text
    assert "mixes letters of two scripts" in text


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [(b"", "list.csv", "NORTH"), (b"%PDF-1", "list.pdf", "NORTH"), (None, "list.csv", "NOWHERE")],
)
def test_a_bad_upload_is_told_on_top_with_its_cure_and_changes_nothing(browser, content, name, code):
    party()
    answer = upload(browser, content, name, code)
    assert "Please look at this first" in answer.content.decode()
    assert "<title>Error:" in answer.content.decode()
    assert Batch.objects.count() == 0


def test_a_list_with_no_identifying_column_is_told_at_the_columns(browser):
    party()
    upload(browser, csv_bytes([("a tall one", "2 m")], ("Look", "Size")))
    batch = Batch.objects.get()
    answer = page(browser, "check", batch.pk)
    assert "no column says who the persons are" in answer.content.decode()
    answer = browser.post(reverse("register:columns", args=[batch.pk]), {"column-0": "unit", "column-1": "unit"})
    assert "both mapped" in answer.content.decode()


def test_a_batch_is_undone_with_a_reason_that_its_history_shows(browser, officer):
    batch = batch_of(officer.as_actor())
    assert "Please look at this first" in browser.post(reverse("register:undo", args=[batch.pk]), {}).content.decode()
    assert Batch.objects.get().state == "committed"
    browser.post(reverse("register:undo", args=[batch.pk]), {"reason": "WRONG_FILE"})
    assert "the wrong file was taken" in page(browser, "batch", batch.pk).content.decode()
    assert "The register is empty" in page(browser, "list").content.decode()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("вербенко", {"N-1", "N-2"}),
        ("Verb", {"N-1", "N-2"}),
        ("mykola verbenko", {"N-1"}),
        ("Stavrin", {"N-3"}),
        ("N-4", {"N-4"}),
        ("nobody", set()),
        ("%", set()),
    ],
)
def test_a_name_is_found_in_any_script_by_its_beginning(browser, officer, typed, found):
    batch_of(officer.as_actor())
    answer = page(browser, "list", query=f"?q={typed.replace('%', '%25')}")
    assert {row["card"].list_id for row in answer.context["rows"]} == found


def test_a_case_number_finds_its_person_and_a_wrong_check_character_finds_nobody(browser, officer):
    batch_of(officer.as_actor())
    number = page(browser, "list").context["rows"][0]["card"].case_number
    assert len(page(browser, "list", query=f"?q={number}").context["rows"]) == 1
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    assert page(browser, "list", query=f"?q={wrong}").context["rows"] == []


def test_pages_follow_one_another_after_a_name_without_loss_or_repetition(browser, officer):
    rows = [(f"N-{n}", f"Alder{n % 7}", "Tom", "", "", "", "", "") for n in range(120)]
    batch_of(officer.as_actor(), csv_bytes(rows))
    seen, after = [], ""
    while True:
        answer = page(browser, "list", query=f"?after={after}")
        seen += [row["card"].list_id for row in answer.context["rows"]]
        after = answer.context["next_after"]
        if not after:
            break
    assert len(seen) == 120
    assert set(seen) == {row[0] for row in rows}


def test_facets_narrow_the_list_and_tell_their_counts(browser, officer):
    batch_of(officer.as_actor())
    header = ("ID", "Surname", "Category")
    batch_of(officer.as_actor(), csv_bytes([("M-1", "Alder", "women"), ("M-2", "Birch", "")], header), kind="missing")
    answer = page(browser, "list", query="?kind=missing")
    assert len(answer.context["rows"]) == 2
    counts = {choice["title"]: choice["count"] for facet in answer.context["facets"] for choice in facet["choices"]}
    assert counts["women"] == 1
    assert counts["persons held"] == 4
    assert len(page(browser, "list", query="?category=WOMEN").context["rows"]) == 1
    assert len(page(browser, "list", query="?batch=1").context["rows"]) == 4
    assert page(browser, "list", query="?batch=x").context["rows"] == []


def test_the_export_equals_the_list_and_runs_no_formula(browser, officer):
    batch_of(officer.as_actor(), csv_bytes([("N-1", "=cmd()", "Tom", "", "", "@x", "", ""), *ROWS[1:]]))
    file = page(browser, "export", query="?q=вербенко")
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert [row[3] for row in rows[1:]] == ["N-2"]
    rows = list(csv.reader(io.StringIO(page(browser, "export").content.decode("utf-8-sig"))))
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert Look.objects.filter(what="register.export").count() == 2


def test_the_person_page_tells_who_opened_it_and_derives_latin_forms_marked_as_such(browser, officer):
    batch_of(officer.as_actor())
    person = Person.objects.get(list_id="N-2")
    text = page(browser, "person", person.pk).content.decode()
    assert text.count(officer.display_name) >= 1
    assert "Verbenko Oleh Ivanovych" in text
    assert "derived by the Ukrainian rule" in text
    assert Look.objects.filter(what="register.person", subject=person.pk).count() == 1
    page(browser, "person", person.pk)
    assert len(page(browser, "person", person.pk).context["openings"]) == 3


def test_a_name_that_the_list_gives_in_a_second_script_stands_on_the_person_page(browser, officer):
    header = ("ID", "Surname", "Name in another script")
    batch_of(officer.as_actor(), csv_bytes([("N-1", "Вербенко", "Verbenko")], header))
    person = Person.objects.get()
    assert person.other_name == "Verbenko"
    answer = page(browser, "person", person.pk)
    assert answer.status_code == 200
    assert "as the list writes it" in answer.content.decode()


def test_what_a_person_said_of_their_own_will_is_on_no_page_and_in_no_export(browser, officer):
    header = ("ID", "Surname", "Willingness", "Unit")
    content = csv_bytes([("N-1", "Alder", "third country", "1")], header)
    batch = batch_of(officer.as_actor(), content)
    person = Person.objects.get()
    assert person.willingness == "WISHES_THIRD_STATE"
    for answer in (
        page(browser, "person", person.pk),
        page(browser, "list"),
        page(browser, "export"),
        page(browser, "batch", batch.pk),
    ):
        assert "third country" not in answer.content.decode()
        assert "WISHES" not in answer.content.decode()


def test_status_is_computed_from_evidence(browser, officer):
    batch_of(officer.as_actor(), kind="missing")
    person = Person.objects.first()
    assert "reported missing" in page(browser, "person", person.pk).content.decode()
    add_evidence(actor=officer.as_actor(), person_id=person.pk, code="CONFIRMED_BY_NEUTRAL", source="officer:visit-1")
    add_evidence(actor=officer.as_actor(), person_id=person.pk, code="REPORTED_CAPTIVE", source="officer:letter-2")
    statuses = page(browser, "person", person.pk).context["person"]["statuses"]
    assert [str(status["text"]) for status in statuses] == ["confirmed by a neutral"]


@pytest.mark.parametrize("name", ["import", "export", "batches", "list"])
def test_who_may_not_read_or_import_is_refused(name):
    answer = page(client_of(officer_with("auditor")), name)
    assert answer.status_code == 403


@pytest.mark.parametrize("name", ["columns", "check", "commit", "proposal_rejected", "undo", "rejected"])
def test_who_only_reads_cannot_open_the_wizard_or_undo(officer, name):
    batch = batch_of(officer.as_actor(), commit=name in ("undo", "rejected"))
    assert page(client_of(officer_with("tracing_officer")), name, batch.pk).status_code == 403


def test_an_unknown_person_or_batch_has_an_error_page(browser):
    assert page(browser, "person", "0" * 32).status_code == 404
    assert page(browser, "batch", "nothing").status_code == 400
    assert page(browser, "check", "nothing").status_code == 400


@pytest.mark.parametrize("language", ["en", "ar", "uk", "ru"])
def test_every_page_opens_in_every_language_with_few_queries(browser, officer, language):
    actor = officer.as_actor()
    batch = batch_of(actor)
    bad = ("N-8", "Alder", "Tom", "", "31.02.1998", "", "", "")
    changed = ("N-1", "Verbenka", *ROWS[0][2:])
    proposal = batch_of(actor, csv_bytes([bad, changed]), commit=False)
    person = Person.objects.get(list_id="N-2")
    pages = [
        ("list",), ("import",), ("batches",), ("batch", batch.pk), ("undo", batch.pk), ("person", person.pk),
        ("columns", proposal.pk), ("check", proposal.pk), ("commit", proposal.pk),
    ]  # fmt: skip
    for name, *arguments in pages:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = page(browser, name, *arguments, language=language)
        assert answer.status_code == 200, name
        text = answer.content.decode()
        assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in text
        assert " style=" not in text
        asked = [query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        assert len(asked) <= MOST_QUERIES, (name, asked)
