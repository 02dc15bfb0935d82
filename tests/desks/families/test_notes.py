"""Harm that other family services did, as promises of the public page (H-1, H-13, H-19): a way to stop what is false, a
way in for every plea, and what a writer may expect. Nobody can be looked up there."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cast import auditor, client_of, officer_with, registrar, tracing_officer
from desks.families.given import confirmed_by_two, held, linked, missing, request_of
from desks.register.given import party
from homeward.base.clock import StoryClock
from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.desks.families.actions import (
    NotesClosedError,
    answer_note,
    decide_kinship,
    draft_answer,
    give_answer,
    link_person,
    take_note,
)
from homeward.desks.families.asked import ANSWER_DAYS, NOTE_KINDS, REPLIES
from homeward.desks.families.models import Answer, Note, Request
from homeward.desks.families.queries import request_visible_to
from homeward.office.accounts.models import Officer
from homeward.office.journal import clock
from homeward.office.journal.models import JournalEntry, Look
from homeward.office.journal.rights import THE_NODE

pytestmark = pytest.mark.django_db
WRITE, REPLY, VERIFY, NOTES = (reverse(f"families:{name}") for name in ("write", "reply", "verify", "notes"))
WORDS = "I am alive and at home. This is not so."
# Savepoints are numbered, and what the limits count depends on the caller's address alone.
_BESIDE = re.compile("SAVEPOINT|node_cache")
_RECEIPT = re.compile(r'id="receipt">([^<]+)<')


@pytest.fixture(autouse=True)
def _nobody_wrote_before():
    cache.clear()


@pytest.fixture
def officer():
    party()
    return tracing_officer()


@pytest.fixture
def actor(officer):
    return officer.as_actor()


def sent(language: str = "en", address: str = "192.0.2.1", **told: str):
    form = {"kind": "wrong", "words": WORDS, "code": "", "contact": "", "form_key": "", **told}
    return Client().post(WRITE, form, headers={"accept-language": language}, REMOTE_ADDR=address)


def receipt_in(page) -> str:
    assert page.status_code == 200
    return _RECEIPT.search(page.content.decode())[1]


def _plain(statement: str) -> str:
    return re.sub(r"\b\d+\b|[bX]?'[^']*'", "?", statement)


def read(receipt: str, language: str = "en"):
    return Client().post(REPLY, {"receipt": receipt}, headers={"accept-language": language})


def given_letter(actor, request: Request) -> Answer:
    return give_answer(actor=actor, answer_id=draft_answer(actor=actor, request_id=request.pk).pk, way="IN_PERSON")


def told_now(actor, request: Request) -> str:
    return request_visible_to(viewer=actor, request_id=request.pk).verdict.kind


def confirmed(actor) -> tuple[Request, Answer]:
    """A relative who was told, by a letter, that the person is confirmed to be held."""
    request, person = linked(actor)
    confirmed_by_two(actor, person, held(registrar().as_actor()))
    letter = given_letter(actor, request)
    assert (letter.kind, letter.grade) == ("grade", 4)
    return request, letter


def another_relative(actor, person_id: str) -> Request:
    other = request_of(actor)
    link_person(actor=actor, request_id=other.pk, person_id=person_id)
    decide_kinship(actor=actor, request_id=other.pk, word="proven", proof="DOCUMENT")
    return Request.objects.get(pk=other.pk)


def test_h01_a_living_person_without_an_account_stops_a_false_record_at_once_and_holds_a_receipt(actor, officer):
    """H-1: given a living person who finds a false record of themselves and has no account, when they use the stop
    path, then the record is frozen from view at once, a human task opens and the person holds a receipt."""
    request, letter = confirmed(actor)
    other = another_relative(actor, request.person_id)
    waiting = draft_answer(actor=actor, request_id=other.pk)
    assert (told_now(actor, other), waiting.grade) == ("grade", 4)
    receipt = receipt_in(sent(code=letter.code.lower().replace("-", " ")))
    # Frozen: no relative of that person is told anything of the record, and a letter drafted before is not given.
    assert told_now(actor, request) == told_now(actor, other) == "received"
    with pytest.raises(ConflictError):
        give_answer(actor=actor, answer_id=waiting.pk, way="POST")
    assert draft_answer(actor=actor, request_id=other.pk).grade is None
    assert "Genuine, and held back." in Client().post(VERIFY, {"code": letter.code}).content.decode()
    # A human task.
    browser = client_of(officer)
    card = next(card for card in browser.get("/").context["cards"] if card.url == NOTES)
    assert (card.count, card.tone) == (1, "problem")
    page = browser.get(f"{NOTES}{Note.objects.get().pk}/").content.decode()
    assert WORDS in page
    assert request.case in page
    # A receipt, under which the person returns.
    assert "Nobody has answered yet" in read(receipt).content.decode()


def test_h01_what_was_stopped_is_told_again_only_when_a_person_has_answered(actor, officer):
    """H-1, afterwards: the record rests until a person has looked, however long that takes."""
    request, letter = confirmed(actor)
    receipt = receipt_in(sent(code=letter.code))
    with clock.clock_set_to(StoryClock(clock.now() + timedelta(days=400))):
        assert told_now(actor, request) == "received"
    note = Note.objects.get()
    browser = client_of(officer)
    assert browser.post(f"{NOTES}{note.pk}/", {"reply": "STANDS"}).status_code == 302
    assert told_now(actor, request) == "grade"
    assert str(REPLIES["STANDS"]) in read(receipt).content.decode()
    assert "Genuine." in Client().post(VERIFY, {"code": letter.code}).content.decode()
    with pytest.raises(ConflictError):
        answer_note(actor=actor, note_id=note.pk, reply="COME")


def test_h01_h02_the_stop_path_tells_nothing_of_any_code_by_its_words_or_its_work(actor):
    """H-1 against H-2: known and unknown codes, numbers and names get the same bytes after the same statements."""
    request, letter = confirmed(actor)
    drafted, number = draft_answer(actor=actor, request_id=request.pk), missing(actor).number
    typed = (
        letter.code,
        drafted.code,
        "7Q2M-0KXR-93BD",
        "",
        "Вербенко Олег",
        request.case,
        f"HW-{number:05d}",
        "Nobody",
    )
    bodies, work = set(), set()
    sent(address="192.0.2.77")
    for place, code in enumerate(typed):
        with CaptureQueriesContext(connection) as queries:
            page = sent(code=code, address=f"198.51.100.{place}")
        bodies.add(page.content.decode().replace(receipt_in(page), "RECEIPT"))
        work.add(tuple(_plain(one["sql"]) for one in queries if not _BESIDE.search(one["sql"])))
        assert not page.cookies
    assert len(bodies) == 1
    assert len(work) == 1


def test_h01_a_number_that_could_be_counted_through_opens_the_task_and_stops_nothing_by_itself(actor):
    """H-1, not to be turned round: whoever wants answers to stop cannot do so by trying numbers."""
    request, letter = confirmed(actor)
    for code in (request.case, letter.request.case, "HW-00001-A", letter.code[:-1]):
        receipt_in(sent(code=code))
    for kind in set(NOTE_KINDS) - {"wrong"}:
        receipt_in(sent(code=letter.code, kind=kind))
    assert Note.objects.filter(state="open").count() == 4 + len(NOTE_KINDS) - 1
    assert told_now(actor, request) == "grade"


@pytest.mark.parametrize("kind", sorted(NOTE_KINDS))
def test_h13_a_plea_through_any_form_reaches_a_human_queue_and_has_an_answer_path(officer, kind):
    """H-13: given a family that writes through any wrong form, when it is submitted, then a human queue receives it and
    the family gets an answer path."""
    plea = "Шукаю сина, 47 бригада, не знаю, як писати прізвище"
    receipt = receipt_in(sent("uk", kind=kind, words=plea, contact="000 11 22"))
    browser = client_of(officer)
    assert any(card.url == NOTES and card.count == 1 for card in browser.get("/").context["cards"])
    note = Note.objects.get()
    listed = browser.get(NOTES).content.decode()
    assert f"{NOTES}{note.pk}/" in listed
    page = browser.get(f"{NOTES}{note.pk}/").content.decode()
    assert plea in page
    assert "000 11 22" in page
    browser.post(f"{NOTES}{note.pk}/", {"reply": "TAKEN"})
    assert str(REPLIES["TAKEN"]) in read(receipt.lower().replace("-", " ")).content.decode()
    assert not any(card.url == NOTES for card in browser.get("/").context["cards"])


def test_h13_the_page_on_which_letters_are_checked_shows_the_way_and_a_wrong_receipt_says_so(officer):
    """H-13: a plea typed where only a code is looked for is not kept, so that page points to the one that keeps it."""
    for page in (Client().get(VERIFY), Client().post(VERIFY, {"code": "I look for my son"})):
        assert f'href="{WRITE}"' in page.content.decode()
    answers = {read(receipt).content for receipt in ("", "7Q2M-0KXR-93BD", "I look for my son", "9" * 3000)}
    assert len(answers) == 1
    assert b"gave no receipt" in answers.pop()


def test_h13_the_same_form_sent_twice_is_one_note_and_a_changed_one_is_another(officer):
    """H-13: nothing that was written is lost, not even by going back and writing it better."""
    first, again = (receipt_in(sent(form_key="k" * 32, words="one")) for _ in range(2))
    changed = receipt_in(sent(form_key="k" * 32, words="one and more"))
    assert first == again != changed
    assert sorted(Note.objects.values_list("words", flat=True)) == ["one", "one and more"]


def test_h19_the_page_says_which_languages_are_read_and_how_long_an_answer_takes(officer):
    """H-19: given a person at the intake page, when the page opens, then it says which languages staff can read and how
    long an answer takes."""
    Officer.objects.filter(pk=officer.pk).update(language="uk")
    Officer.objects.filter(pk=registrar().pk).update(language="ru")
    body = Client().get(WRITE).content.decode()
    assert "They read: Ukrainian." in body
    assert "Russian." not in body
    assert f"within {ANSWER_DAYS} days" in body
    Officer.objects.filter(pk=officer.pk).update(is_active=False)
    assert "They read:" not in Client().get(WRITE).content.decode()


def test_h19_what_waits_longer_than_was_promised_stands_out(officer):
    """H-19: a promise of days is kept by somebody who sees that they have passed."""
    receipt_in(sent(kind="search"))
    browser = client_of(officer)
    cards = [card for card in browser.get("/").context["cards"] if card.url == NOTES]
    assert [card.tone for card in cards] == ["warning"]
    Note.objects.update(written_at=clock.now() - timedelta(days=ANSWER_DAYS, minutes=1))
    cards = [card for card in browser.get("/").context["cards"] if card.url == NOTES]
    assert [card.tone for card in cards] == ["problem"]
    assert "Waiting longer than we promise: 1" in cards[0].text


def test_one_connection_cannot_bury_the_queue(officer):
    for _ in range(10):
        receipt_in(sent())
    refused = sent(words="my own words")
    assert refused.status_code == 429
    assert "my own words" in refused.content.decode()
    assert Note.objects.count() == 10
    receipt_in(sent(address="192.0.2.2"))


def test_the_public_pages_are_off_where_the_node_says_so(officer, settings):
    settings.PUBLIC_NOTES = False
    assert Client().get(WRITE).status_code == Client().get(REPLY).status_code == sent().status_code == 404
    assert WRITE not in Client().get(VERIFY).content.decode()
    told = {"kind": "other", "words": "x", "code": "", "contact": "", "language": "en", "receipt": "7Q2M-0KXR-93BD"}
    with pytest.raises(NotesClosedError):
        take_note(actor=THE_NODE, **told)


def test_an_empty_or_odd_form_is_told_and_keeps_nothing(officer):
    assert sent(words="").status_code == 422
    assert sent(kind="gossip").status_code == 422
    assert sent(words="x" * 1001).status_code == 422
    assert not Note.objects.exists()
    told = {"kind": "other", "words": " ", "code": "", "contact": "", "language": "en", "receipt": "7Q2M-0KXR-93BD"}
    for wrong in ({}, {"words": "x", "language": "xx"}, {"words": "x", "kind": "gossip"}):
        with pytest.raises(InputError):
            take_note(actor=THE_NODE, **{**told, **wrong})


def test_notes_are_for_the_families_desk_alone_leave_a_look_and_no_word_in_the_journal(officer):
    receipt = receipt_in(sent(contact="000 11 22"))
    note = Note.objects.get()
    for other in (registrar(), auditor(), officer_with("administrator")):
        for address in (NOTES, f"{NOTES}{note.pk}/"):
            assert client_of(other).get(address).status_code == 403
        with pytest.raises(RefusedError):
            answer_note(actor=other.as_actor(), note_id=note.pk, reply="COME")
    browser = client_of(officer)
    assert browser.get(f"{NOTES}none/").status_code == 404
    assert browser.post(f"{NOTES}{note.pk}/", {"reply": "because"}).status_code == 422
    browser.get(f"{NOTES}{note.pk}/")
    assert Look.objects.filter(what="families.note", subject=note.pk, viewer=officer.pk).exists()
    journal = b"".join(bytes(entry.body) for entry in JournalEntry.objects.all())
    for words in (WORDS, "000 11 22", receipt):
        assert words.encode() not in journal
    assert receipt not in "".join(str(row) for row in Note.objects.values())


@pytest.mark.parametrize("address", [WRITE, REPLY, NOTES])
def test_the_pages_stand_in_arabic_within_their_queries(officer, address):
    receipt_in(sent())
    browser = client_of(officer)
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        page = browser.get(address, headers={"accept-language": "ar"})
    assert 'dir="rtl"' in page.content.decode()
    assert len([one for one in queries if "SAVEPOINT" not in one["sql"]]) <= 12
