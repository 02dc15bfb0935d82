"""Lists as versions: closed documents, never changed; every round can be rebuilt from the record alone."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cast import actor_with, list_officer
from desks.exchange.given import EQUAL_HEADS, saved_terms
from desks.exchange.rounds import (
    KEY_OF,
    a_request,
    an_offer,
    held_at_the_neutral,
    ids_of,
    offered,
    taken,
)
from homeward.base.errors import ConflictError, InputError, NewerFormatError, RefusedError, TamperedError
from homeward.desks.exchange import signing
from homeward.desks.exchange.actions import draw_up_offer, draw_up_request, take_list
from homeward.desks.exchange.formula import check_formula
from homeward.desks.exchange.lists import (
    asked_in,
    difference,
    offer_document,
    persons_in,
    read_list_document,
    summary_of_list,
)
from homeward.desks.exchange.models import ListVersion, TermsVersion
from homeward.desks.exchange.queries.formula import formula_visible_to
from homeward.desks.exchange.queries.lists import list_document_visible_to, list_versions_visible_to
from homeward.desks.exchange.readings import read_terms_text
from homeward.desks.exchange.signing import Signatory, set_notary
from homeward.desks.register.models import Person
from homeward.engine.sealing import canonical_bytes, digest, read_strict
from homeward.office.journal.models import JournalEntry, Look

ROW = an_offer("NORTH")["rows"][0]


# --- documents, without a database -----------------------------------------------------------------------------------


def test_an_offer_reads_back_as_the_same_persons_without_name_or_will():
    persons = [offered("NH-2", categories=("WOMEN",), veto="SECURITY"), offered("NH-1", fit_to_travel="no")]
    document = offer_document(party="NORTH", to="SOUTH", number=1, persons=persons)
    assert read_strict(canonical_bytes(document)) == document
    assert persons_in(document) == sorted(persons, key=lambda person: person.id)
    assert set(document["rows"][0]) == {
        "id", "sex", "birth_date", "event_date", "region", "categories", "medical_decision", "fit_to_travel", "veto",
    }  # fmt: skip
    willing = [offered("NH-1", willingness="DOES_NOT_WISH", surname="Їжак")]
    told = str(offer_document(party="NORTH", to="SOUTH", number=1, persons=willing))
    assert "DOES_NOT_WISH" not in told
    assert "Їжак" not in told


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "homeward.order"}, {"format": 0}, {"format": True}, {"party": "north"}, {"party": "SOUTH"},
        {"number": 0}, {"number": "1"}, {"rows": {}}, {"rows": [ROW, ROW]}, {"note": ""},
        {"rows": [{**ROW, "willingness": ""}]},
        {"rows": [{**ROW, "surname": "Їжак"}]}, {"rows": [{**ROW, "id": " "}]}, {"rows": [{**ROW, "sex": "x"}]},
        {"rows": [{**ROW, "birth_date": "1998-3"}]}, {"rows": [{**ROW, "birth_date": "1998-02-30"}]},
        {"rows": [{**ROW, "categories": ["VIP"]}]}, {"rows": [{**ROW, "categories": ["WOMEN", "OFFICERS"]}]},
        {"rows": [{**ROW, "region": "a\nb"}]}, {"rows": [{**ROW, "region": "и\u0306"}]}, {"rows": [{**ROW, "veto": 7}]},
        {"rows": [{**ROW, "fit_to_travel": "perhaps"}]}, {"rows": [{**ROW, "id": "b"}, {**ROW, "id": "a"}]},
    ],
)  # fmt: skip
def test_a_list_in_any_other_form_is_refused(changes: dict[str, Any]):
    with pytest.raises(InputError):
        read_list_document({**an_offer("NORTH"), **changes})


def test_a_later_format_and_one_missing_person_found_twice_are_refused():
    with pytest.raises(NewerFormatError):
        read_list_document({**an_offer("NORTH"), "format": 2})
    rows = [{"held_id": held, "own_id": "SM-1"} for held in ("NH-1", "NH-2")]
    with pytest.raises(InputError):
        read_list_document({**a_request("SOUTH"), "rows": rows})


@given(st.sets(st.sampled_from(ids_of("NORTH"))), st.sets(st.sampled_from(ids_of("NORTH"))))
def test_the_difference_of_two_versions_leads_from_one_to_the_other(before: set[str], after: set[str]):
    one, other = a_request("SOUTH", 1, sorted(before)), a_request("SOUTH", 2, sorted(after))
    found = difference(one, other)
    assert set(asked_in(one)) - set(found.went_out) | set(found.came_in) == set(asked_in(other))
    assert bool(found) == (before != after)
    assert not found.changed


def test_the_difference_names_what_is_told_otherwise_and_of_whom():
    found = difference(an_offer("NORTH"), an_offer("NORTH", 2, changes={"NH-003": {"veto": "SECURITY"}}))
    assert [(row.id, dict(row.fields)) for row in found.changed] == [("NH-003", {"veto": ("", "SECURITY")})]
    with pytest.raises(InputError):
        difference(an_offer("NORTH"), an_offer("SOUTH"))


def test_no_summary_counts_fitness_since_beside_a_plan_that_would_single_out_the_will():
    told = summary_of_list(an_offer("NORTH", changes={"NH-001": {"fit_to_travel": "no"}}))
    assert told == summary_of_list(an_offer("NORTH"))


# --- versions --------------------------------------------------------------------------------------------------------


@pytest.fixture
def neutral(db: None) -> None:
    held_at_the_neutral()


@pytest.mark.usefixtures("searched")
@pytest.mark.django_db
def test_a_party_draws_up_offer_and_request_under_the_lists_own_ids():
    officer = list_officer().as_actor()
    offer = draw_up_offer(actor=officer, party="NORTH", to="SOUTH")
    document = list_document_visible_to(viewer=officer, kind="offer", party="NORTH", other="SOUTH", number=1)
    assert [row["id"] for row in document["rows"]] == ids_of("NORTH")
    assert (offer.number, offer.rows, offer.digest) == (1, 9, digest(canonical_bytes(document)))
    assert {row["id"]: row["veto"] for row in document["rows"]}["NH-004"] == "proceedings"
    asked = draw_up_request(actor=officer, party="SOUTH", to="NORTH")
    told = list_document_visible_to(viewer=officer, kind="request", party="SOUTH", other="NORTH", number=asked.number)
    looked_for = {f"NH-{number:03d}": f"NM-{number:03d}" for number in range(1, 9)}
    assert {row["held_id"]: row["own_id"] for row in told["rows"]} == looked_for


@pytest.mark.usefixtures("searched")
@pytest.mark.django_db
def test_what_says_the_same_is_no_new_version_and_what_changed_is():
    officer = list_officer().as_actor()
    first = draw_up_offer(actor=officer, party="NORTH", to="SOUTH")
    with pytest.raises(ConflictError):
        draw_up_offer(actor=officer, party="NORTH", to="SOUTH")
    Person.objects.filter(list_id="NH-005").update(veto="SECURITY")
    second = draw_up_offer(actor=officer, party="NORTH", to="SOUTH")
    assert (second.number, second.digest == first.digest) == (2, False)
    first.refresh_from_db()
    assert digest(bytes(first.document)) == first.digest


@pytest.mark.django_db
def test_a_request_needs_a_search_and_a_right(neutral: None):
    with pytest.raises(InputError):
        draw_up_request(actor=list_officer().as_actor(), party="NORTH", to="SOUTH")
    for role in ("registrar", "tracing_officer", "decision_maker", "auditor"):
        with pytest.raises(RefusedError):
            draw_up_offer(actor=actor_with(role), party="NORTH", to="SOUTH")
    assert not ListVersion.objects.exists()


class _Notary:
    def own(self) -> Signatory:
        return Signatory(signing.INTERMEDIARY, b"i" * 32)

    def known(self) -> list[Signatory]:
        return [Signatory("NORTH", b"n" * 32)]

    def sign(self, message: bytes) -> bytes:
        raise AssertionError(message)


@pytest.mark.django_db
def test_the_neutral_puts_no_words_into_the_mouth_of_a_party_that_has_a_node(neutral: None):
    before = signing._Holder.notary
    set_notary(_Notary())
    try:
        with pytest.raises(InputError, match="its own node"):
            draw_up_offer(actor=actor_with("intermediary_desk"), party="NORTH", to="SOUTH")
        assert draw_up_offer(actor=actor_with("intermediary_desk"), party="SOUTH", to="NORTH").number == 1
    finally:
        set_notary(before)


@pytest.mark.django_db
def test_versions_are_taken_in_their_order_and_none_twice(neutral: None):
    with pytest.raises(ConflictError):
        taken(an_offer("NORTH", 2))
    version = taken(an_offer("NORTH", 1))
    assert (version.came_from, version.number) == (KEY_OF["NORTH"], 1)
    with pytest.raises(ConflictError):
        taken(an_offer("NORTH", 1, ids=["NH-001"]))
    assert taken(an_offer("NORTH", 2)).number == 2
    assert ListVersion.objects.count() == 2


@pytest.mark.django_db
def test_a_list_of_a_party_that_nobody_knows_here_is_refused(neutral: None):
    document = {**an_offer("NORTH"), "to": "WEST"}
    with pytest.raises(InputError):
        take_list(actor=actor_with("intermediary_desk"), document=document, came_from="x")


@pytest.mark.django_db
def test_a_stored_list_that_was_altered_is_told_and_not_used(neutral: None):
    version = taken(an_offer("NORTH"))
    ListVersion.objects.filter(pk=version.pk).update(document=canonical_bytes(an_offer("NORTH", ids=["NH-001"])))
    with pytest.raises(TamperedError):
        list_document_visible_to(
            viewer=actor_with("list_officer"), kind="offer", party="NORTH", other="SOUTH", number=1
        )


@pytest.mark.django_db
def test_the_journal_tells_digest_and_counts_and_no_person(neutral: None):
    version = taken(an_offer("NORTH"))
    [entry] = JournalEntry.objects.filter(kind="exchange.take_list")
    told = read_strict(bytes(entry.body))
    assert told["facts"]["digest"] == version.digest
    assert told["facts"]["came_from"] == KEY_OF["NORTH"]
    assert "NH-001" not in str(told)


# --- P-1 -------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_three_rounds_are_rebuilt_from_the_record_alone_lists_and_verdicts_as_each_round_saw_them(neutral: None):
    """P-1: request, counter-offer, refusals and other terms; then nothing but stored bytes is read."""
    officer, seen = actor_with("list_officer"), []
    rounds: list[tuple[tuple[str, ...], list[dict[str, Any]]]] = [
        (
            ('kind = "equal-heads"\nheads = 7',),
            [an_offer("NORTH"), an_offer("SOUTH"), a_request("NORTH"), a_request("SOUTH", ids=ids_of("NORTH")[:8])],
        ),
        (
            ('kind = "equal-heads"\nheads = 7', 'kind = "seats"\nfrom = "NORTH"\nto = "SOUTH"\nseats = 6'),
            [an_offer("NORTH", 2, changes={"NH-002": {"veto": "SECURITY"}, "NH-003": {"medical_decision": "A"}})],
        ),
        (
            (EQUAL_HEADS,),
            [a_request("SOUTH", 2, ["NH-001", "NH-002", "NH-777"]), an_offer("SOUTH", 2, ids=ids_of("SOUTH")[:5])],
        ),
    ]
    for clauses, documents in rounds:
        for document in documents:
            taken(document)
        terms = saved_terms(*clauses, title=f"Round {len(seen) + 1}")
        told = formula_visible_to(viewer=officer, terms=terms.number)
        lists = {
            key: list_document_visible_to(viewer=officer, kind=key[0], party=key[1], other=key[2], number=each.number)
            for key, each in told.versions.items()
        }
        seen.append((terms.number, lists, told.check))
    assert len({str(check) for _terms, _lists, check in seen}) == 3
    assert [[verdict.word for verdict in check.verdicts] for _terms, _lists, check in seen] == [
        ["can"], ["cannot", "can"], ["can"],
    ]  # fmt: skip

    journal = [read_strict(bytes(entry.body)) for entry in JournalEntry.objects.order_by("pk")]
    looks = Look.objects.filter(what="exchange.formula").order_by("pk").values_list("filter", flat=True)
    sealed = {
        (fact["kind"], fact["party"], fact["to"], fact["number"]): fact["digest"]
        for entry in journal
        if entry["kind"] == "exchange.take_list"
        for fact in [entry["facts"]]
    }
    assert len(sealed) == list_versions_visible_to(viewer=officer).count() == 7
    for look, (number, lists, check) in zip(looks, seen, strict=True):
        named_terms, *names = look.split(",")
        assert named_terms == f"terms={number}"
        rebuilt = {}
        for name in names:
            kind, party, other, version = name.split("/")
            row = ListVersion.objects.get(kind=kind, party=party, other=other, number=int(version))
            assert digest(bytes(row.document)) == sealed[kind, party, other, int(version)]
            rebuilt[kind, party, other] = read_strict(bytes(row.document))
        assert rebuilt == lists
        assert check_formula(read_terms_text(TermsVersion.objects.get(number=number).text), rebuilt) == check


@pytest.mark.django_db
def test_an_earlier_round_can_be_looked_at_again_by_its_numbers(neutral: None):
    officer = actor_with("auditor")
    taken(an_offer("NORTH"))
    terms = saved_terms(EQUAL_HEADS)
    first = formula_visible_to(viewer=officer, terms=terms.number)
    taken(an_offer("NORTH", 2, ids=["NH-001"]))
    now = formula_visible_to(viewer=officer, terms=terms.number)
    again = formula_visible_to(viewer=officer, terms=terms.number, numbers={("offer", "NORTH", "SOUTH"): 1})
    assert first.check == again.check != now.check
