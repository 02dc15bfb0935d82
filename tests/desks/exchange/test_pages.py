"""Promises of the pages: who may open what, what they show, and what they never show."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cast import auditor, client_of, decision_maker, list_officer, officer_with, registrar
from desks.exchange.given import EQUAL_HEADS, FROM_KARST, TOO_MANY, planned, saved_terms, terms_text
from homeward.desks.exchange.models import PlanRecord, TermsVersion
from homeward.desks.register.models import Person
from homeward.engine.sealing import eight_words
from homeward.office.jobs.models import Job
from homeward.office.journal.models import JournalEntry, Look
from homeward.office.parties.models import Party

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searched")]
MOST_QUERIES = 12
SECRETS = ("declined", "not fit", "held back", "does not wish", "unable")


def pages(record: PlanRecord) -> list[str]:
    number, version = record.number, record.terms.number
    person = record.lines.get(unit_id="NORTH/NH-002").person_id
    return [
        reverse("exchange:start"),
        reverse("exchange:terms"),
        reverse("exchange:terms_version", args=[version]),
        f"{reverse('exchange:compare_terms')}?before={version}&after={version}",
        reverse("exchange:plan", args=[number]),
        reverse("exchange:persons", args=[number]),
        reverse("exchange:check", args=[number]),
        reverse("exchange:why", args=[number, person]),
        f"{reverse('exchange:compare')}?before={number}&after={number}",
    ]


def test_every_page_opens_for_who_may_read_within_twelve_queries_and_tells_no_secret():
    record = planned(saved_terms(EQUAL_HEADS))
    for officer in (list_officer(), decision_maker(), auditor()):
        client = client_of(officer)
        client.get(reverse("looked"))
        for address in pages(record):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                answer = client.get(address)
            assert answer.status_code == 200, address
            assert len(queries) <= MOST_QUERIES, (address, [query["sql"][:90] for query in queries])
            html = answer.content.decode()
            assert not [word for word in SECRETS if word in html.lower()], address
            for forbidden in ("<style", " style=", " onclick=", "<script>"):
                assert forbidden not in html


@pytest.mark.parametrize("role", ["registrar", "tracing_officer", "administrator"])
def test_other_roles_are_refused_on_every_page(role):
    record = planned(saved_terms(EQUAL_HEADS))
    client = client_of(officer_with(role))
    writes = [
        reverse("exchange:write_terms"),
        reverse("exchange:document", args=[record.number]),
        reverse("exchange:persons_csv", args=[record.number]),
    ]
    for address in [*pages(record), *writes]:
        assert client.get(address).status_code == 403, address


def test_who_may_read_may_not_therefore_write():
    record = planned(saved_terms(EQUAL_HEADS))
    client = client_of(decision_maker())
    assert client.get(reverse("exchange:write_terms")).status_code == 403
    assert client.post(reverse("exchange:make_plan"), {"terms": 1}).status_code == 403
    manifest = reverse("exchange:manifest", args=[record.number])
    assert client.post(manifest, {"from": "NORTH", "to": "SOUTH"}).status_code == 403
    assert client_of(list_officer()).post(reverse("exchange:approve", args=[1]), {"persons": 9}).status_code == 403


@pytest.mark.parametrize("number", ["2", "0", "x", "9" * 400])
def test_planning_with_terms_that_nobody_saved_starts_no_work(number: str):
    saved_terms(EQUAL_HEADS)
    answer = client_of(list_officer()).post(reverse("exchange:make_plan"), {"terms": number})
    assert answer.status_code == 400
    assert not Job.objects.filter(kind="exchange.plan").exists()


def test_terms_nested_without_end_are_refused_like_any_other_text():
    answer = client_of(list_officer()).post(reverse("exchange:write_terms"), {"text": "a = " + "[" * 5000})
    assert answer.status_code == 400
    assert not TermsVersion.objects.exists()


def test_a_visitor_is_led_to_sign_in(client):
    assert client.get(reverse("exchange:start")).status_code == 302


def test_terms_are_written_saved_and_shown_in_words():
    client = client_of(list_officer())
    assert "equal-heads" in client.get(f"{reverse('exchange:write_terms')}?example=1").content.decode()
    answer = client.post(reverse("exchange:write_terms"), {"text": terms_text(EQUAL_HEADS, FROM_KARST)}, follow=True)
    html = answer.content.decode()
    assert "Equal numbers: as many one way as the other, at most 4." in html
    assert "captured in Karst" in html
    assert "Version 1 of the terms is saved." in html


def test_the_documented_example_can_be_saved_as_it_is():
    client = client_of(list_officer())
    text = client.get(f"{reverse('exchange:write_terms')}?example=1").context["form"].initial["text"]
    assert client.post(reverse("exchange:write_terms"), {"text": text}).status_code == 302
    assert TermsVersion.objects.get().title


def test_bad_terms_come_back_with_the_key_the_cure_and_the_text_and_nothing_is_saved():
    client = client_of(list_officer())
    text = terms_text(EQUAL_HEADS).replace("up_to", "upto")
    answer = client.post(reverse("exchange:write_terms"), {"text": text})
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "<title>Error:" in html
    assert html.count("upto") >= 3
    assert "up_to" in html
    assert not TermsVersion.objects.exists()


def test_impossible_terms_are_told_on_the_page_in_words():
    saved_terms(TOO_MANY)
    client = client_of(list_officer())
    answer = client.post(reverse("exchange:make_plan"), {"terms": 1}, follow=True)
    html = answer.content.decode()
    assert "clause 1 (equal heads, exactly 50 each way)" in html
    assert "clause 1 (equal heads, exactly 50 each way)" in client.get(reverse("exchange:start")).content.decode()
    assert not PlanRecord.objects.exists()


def test_making_a_plan_from_the_page_ends_in_the_plan():
    saved_terms(EQUAL_HEADS)
    client = client_of(list_officer())
    answer = client.post(reverse("exchange:make_plan"), {"terms": 1}, follow=True)
    assert reverse("exchange:plan", args=[1]) in answer.content.decode()
    html = client.get(reverse("exchange:plan", args=[1])).content.decode()
    record = PlanRecord.objects.get()
    assert record.hash in html
    assert " ".join(eight_words(record.hash)) in html
    assert 'class="qr"' in html
    assert "at most 4" in html


def test_stamps_stand_on_the_plan():
    record = planned(saved_terms(EQUAL_HEADS, willingness="ask-later", key=""))
    html = client_of(list_officer()).get(reverse("exchange:plan", args=[record.number])).content.decode()
    assert "PROVISIONAL" in html
    assert "TRIAL" in html


def test_the_list_is_narrowed_by_its_address_and_the_export_holds_the_same_rows():
    record = planned(saved_terms(EQUAL_HEADS))
    client = client_of(list_officer())
    wanted = {"direction": "NORTH/SOUTH", "going": "stays"}
    page = client.get(reverse("exchange:persons", args=[record.number]), wanted)
    shown = [row["line"].list_id for row in page.context["rows"]]
    lines = record.lines.filter(holder="NORTH", in_package=False)
    assert shown == [line.list_id for line in lines]
    assert page.context["total"] == len(shown)
    counts = {choice["title"]: choice["count"] for choice in page.context["facets"][1]["choices"]}
    assert counts == {"goes": 5, "stays": 4}
    answer = client.get(page.context["export_url"])
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == shown
    assert all(row["explanation"] and row["name"] and row["case_number"].startswith("HW-") for row in rows)


def test_the_list_goes_on_behind_the_last_row(monkeypatch):
    monkeypatch.setattr("homeward.desks.exchange.queries.lines.ROWS", 6)
    record = planned(saved_terms(EQUAL_HEADS))
    client, address = client_of(list_officer()), reverse("exchange:persons", args=[record.number])
    seen, after = [], ""
    while True:
        page = client.get(address, {"after": after} if after else {})
        seen += [row["line"].unit_id for row in page.context["rows"]]
        after = page.context["next_after"]
        if not after:
            break
    assert seen == list(record.lines.values_list("unit_id", flat=True))


def test_a_look_at_a_plan_s_persons_is_written_down_and_a_why_is_a_look_at_that_person():
    record = planned(saved_terms(EQUAL_HEADS))
    officer = list_officer()
    client = client_of(officer)
    person = record.lines.first().person_id
    client.get(reverse("exchange:persons", args=[record.number]), {"going": "goes"})
    client.get(reverse("exchange:why", args=[record.number, person]))
    looks = {(look.what, look.subject) for look in Look.objects.filter(viewer=str(officer.pk))}
    assert ("exchange.persons", "") in looks
    assert ("exchange.why", person) in looks


def test_who_may_not_read_the_register_sees_ids_of_lists_and_no_name():
    record = planned(saved_terms(EQUAL_HEADS))
    html = client_of(auditor()).get(reverse("exchange:persons", args=[record.number])).content.decode()
    assert "NH-005" in html
    assert "Криничар" not in html
    assert "Криничар" in client_of(list_officer()).get(reverse("exchange:persons", args=[1])).content.decode()


def test_the_cost_of_one_more_is_told_by_figures_and_names_nobody():
    record = planned(saved_terms(EQUAL_HEADS))
    line = record.lines.filter(code__in=("lot", "class closed")).first()
    client = client_of(list_officer())
    address = reverse("exchange:why", args=[record.number, line.person_id])
    assert "What would bring this person in, and what would it cost?" in client.get(address).content.decode()
    answer = client.get(address, {"cost": 1})
    assert answer.context["explained"]["cost"]
    assert not any(other.list_id in " ".join(answer.context["explained"]["cost"]) for other in record.lines.all())


def test_the_decision_is_one_question_and_the_right_number_approves():
    record = planned(saved_terms(EQUAL_HEADS))
    client, address = client_of(decision_maker()), reverse("exchange:approve", args=[record.number])
    assert client.get(address).status_code == 200
    wrong = client.post(address, {"persons": record.persons + 3})
    assert wrong.status_code == 400
    assert "Count again" in wrong.content.decode()
    assert client.post(address, {"persons": record.persons}).status_code == 302
    html = client.get(reverse("exchange:plan", args=[record.number])).content.decode()
    assert "approved" in html
    assert client.post(address, {"persons": record.persons}).status_code == 409


def test_withdrawing_asks_for_a_reason_out_of_a_list():
    record = planned(saved_terms(EQUAL_HEADS))
    client, address = client_of(list_officer()), reverse("exchange:withdraw", args=[record.number])
    assert client.post(address, {}).status_code == 400
    assert client.post(address, {"why": "TRAINING"}).status_code == 302
    assert "it was an exercise" in client.get(reverse("exchange:plan", args=[record.number])).content.decode()


def test_a_manifest_is_served_as_pdf_and_journalled():
    record = planned(saved_terms(EQUAL_HEADS))
    client, address = client_of(list_officer()), reverse("exchange:manifest", args=[record.number])
    answer = client.post(address, {"from": "NORTH", "to": "SOUTH"})
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="manifest-NORTH-to-SOUTH-plan-1.pdf"'
    assert "no-store" in answer.headers["Cache-Control"]
    assert JournalEntry.objects.order_by("-seq")[0].kind == "exchange.print_manifest"
    assert client.post(address, {"from": "NORTH", "to": "NORTH"}).status_code == 400
    assert client.get(address).status_code == 405


def test_the_plan_file_is_the_stored_bytes():
    record = planned(saved_terms(EQUAL_HEADS))
    answer = client_of(auditor()).get(reverse("exchange:document", args=[record.number]))
    assert answer.content == bytes(record.document)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="plan-1.json"'


def test_recomputing_says_the_same_and_finds_a_changed_plan():
    record = planned(saved_terms(EQUAL_HEADS))
    client, address = client_of(auditor()), reverse("exchange:check", args=[record.number])
    assert "It is the same, to the last byte" in client.post(address).content.decode()
    record.lines.filter(unit_id="NORTH/NH-004").update(code="not requested")
    html = client.post(address).content.decode()
    assert "The stored plan is not what its inputs give" in html
    assert "NORTH/NH-004" in html


def test_the_page_tells_how_many_persons_are_told_otherwise_since_the_plan():
    record = planned(saved_terms(EQUAL_HEADS))
    client, address = client_of(list_officer()), reverse("exchange:check", args=[record.number])
    assert "Nothing has changed" in client.post(address, {"today": 1}).content.decode()
    Person.objects.filter(list_id__in=["NH-005", "SH-006"]).update(willingness="DOES_NOT_WISH")
    answer = client.post(address, {"today": 1})
    assert answer.context["changed"] == 2
    assert "2 persons are told otherwise today" in answer.content.decode()
    assert client_of(auditor()).post(address, {"today": 1}).status_code == 403


def test_one_rule_changes_the_plan_moves_and_the_page_says_who():
    officer = list_officer()
    one = planned(saved_terms(EQUAL_HEADS.replace("4", "6")), officer.as_actor())
    other = planned(saved_terms(EQUAL_HEADS.replace("4", "6"), FROM_KARST), officer.as_actor())
    answer = client_of(officer).get(f"{reverse('exchange:compare')}?before={one.number}&after={other.number}")
    html = answer.content.decode()
    assert "Persons held by South are exchanged only when captured in Karst." in html
    assert "SH-004" in html
    assert "Stays this time: the terms name other places of capture." in html


@pytest.mark.parametrize("address", ["/exchange/plans/77/", "/exchange/terms/77/", "/exchange/plans/compare/?before=x"])
def test_what_does_not_exist_is_said_with_the_cure(address):
    answer = client_of(list_officer()).get(address)
    assert answer.status_code == 400
    assert "Choose" in answer.content.decode()


def test_people_read_the_names_of_parties_and_addresses_and_files_keep_their_codes():
    officer = list_officer()
    record = planned(saved_terms(), officer.as_actor())
    Party.objects.filter(code="NORTH").update(names={"en": "Northland", "uk": "Північчя"})
    client = client_of(officer)
    persons = reverse("exchange:persons", args=[record.number])
    for address in ("/exchange/", reverse("exchange:plan", args=[record.number]), persons):
        html = client.get(address).content.decode()
        assert "Northland" in html, address
        assert not re.search(r">[^<]*NORTH[^<]*<", html.partition("<main")[2]), address
    assert "direction=NORTH" in client.get(persons).content.decode()
    assert "NORTH,SOUTH" in client.get(client.get(persons).context["export_url"]).content.decode()
    client.post(reverse("set_language"), {"language": "uk"})
    assert "Північчя" in client.get(persons).content.decode()


def test_the_arabic_pages_turn_round_and_keep_names_and_hashes_apart():
    record = planned(saved_terms(EQUAL_HEADS))
    client = client_of(list_officer())
    client.post(reverse("set_language"), {"language": "ar"})
    for address in pages(record):
        html = client.get(address).content.decode()
        assert '<html lang="ar" dir="rtl">' in html
    html = client.get(reverse("exchange:plan", args=[record.number])).content.decode()
    assert f"<bdi>{record.hash}</bdi>" in html
    assert 'direction="rtl"' in html


def test_empty_states_name_the_next_step():
    html = client_of(list_officer()).get(reverse("exchange:start")).content.decode()
    assert "What to do next" in html
    assert reverse("exchange:write_terms") in html
    assert "No plan yet" in html
    assert client_of(registrar()).get(reverse("exchange:start")).status_code == 403
