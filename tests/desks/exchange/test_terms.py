"""Promises of terms: read by the planner's own reader, kept as written, one version behind the other."""

import pytest

from cast import actor_with
from desks.exchange.given import EQUAL_HEADS, FROM_KARST, saved_terms, terms_text
from homeward.base.errors import ConflictError, RefusedError, TamperedError, TermsError
from homeward.desks.exchange.actions import save_terms
from homeward.desks.exchange.models import TermsVersion
from homeward.desks.exchange.readings import read_terms_text, terms_of
from homeward.desks.exchange.views.terms import changes_between
from homeward.engine.sealing import canonical_bytes
from homeward.office.journal.models import JournalEntry

pytestmark = pytest.mark.django_db


def test_terms_are_kept_as_written_with_the_document_and_digest_read_from_them():
    text = terms_text(EQUAL_HEADS)
    version = save_terms(actor=actor_with("list_officer"), text=text)
    kept = TermsVersion.objects.get()
    assert (kept.number, kept.text, kept.title) == (1, text, "Invented")
    terms = read_terms_text(text)
    assert bytes(kept.document) == canonical_bytes(terms.document())
    assert version.digest == terms.digest()
    assert terms_of(kept) == terms


def test_saving_is_journalled_by_number_and_digest_without_a_word_of_prose():
    version = saved_terms(EQUAL_HEADS, title="Спільна домовленість")
    body = bytes(JournalEntry.objects.order_by("-seq")[0].body)
    assert version.digest.encode() in body
    assert "домовленість".encode() not in body


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (("up_to = 4", "up_to = 4.5"), "decimal"),
        (("up_to", "upto"), "upto"),
        (('kind = "persons-home"', 'kind = "categories-home"\ncategories = ["WOMAN"]'), "WOMEN"),
        (("format = 1", "format = 9"), "format 9"),
        (('parties = ["NORTH", "SOUTH"]', 'parties = ["NORTH"'), "TOML"),
        (('title = "Invented"\n', ""), "title"),
    ],
)
def test_terms_that_cannot_be_read_name_the_key_and_nothing_is_saved(change, word):
    with pytest.raises(Exception, match=word) as caught:
        save_terms(actor=actor_with("list_officer"), text=terms_text(EQUAL_HEADS).replace(*change))
    assert isinstance(caught.value, TermsError) or "format" in word
    assert not TermsVersion.objects.exists()


def test_the_same_text_is_no_new_version_and_another_one_is():
    actor = actor_with("list_officer")
    saved_terms(EQUAL_HEADS, actor=actor)
    with pytest.raises(ConflictError, match="Version 1"):
        saved_terms(EQUAL_HEADS, actor=actor)
    assert saved_terms(EQUAL_HEADS, FROM_KARST, actor=actor).number == 2


@pytest.mark.parametrize("role", ["registrar", "tracing_officer", "decision_maker", "auditor", "administrator"])
def test_only_a_list_officer_writes_terms(role):
    with pytest.raises(RefusedError):
        saved_terms(EQUAL_HEADS, actor=actor_with(role))


def test_a_version_whose_text_was_changed_afterwards_is_found():
    version = saved_terms(EQUAL_HEADS)
    TermsVersion.objects.filter(pk=version.pk).update(text=terms_text(EQUAL_HEADS.replace("4", "5")))
    with pytest.raises(TamperedError, match="Version 1"):
        terms_of(TermsVersion.objects.get())


def test_what_a_version_changed_is_told_in_words():
    before = read_terms_text(terms_text(EQUAL_HEADS)).document()
    after = read_terms_text(terms_text(EQUAL_HEADS.replace("4", "6"), FROM_KARST, willingness="ask-later")).document()
    changes = [(row["label"], row["before"], row["after"]) for row in changes_between(before, after)]
    assert ("Clause", "Equal numbers: as many one way as the other, at most 4.", "") in changes
    assert ("Clause", "", "Persons held by SOUTH are exchanged only when captured in Karst.") in changes
    assert any(label == "The persons' own wish" for label, _before, _after in changes)
    assert len(changes) == 4
