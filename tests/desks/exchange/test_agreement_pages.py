"""Promises of the pages of agreements: who opens what, whose turn it says it is, and what signing asks for."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cast import actor_with, auditor, client_of, decision_maker, list_officer, officer_with
from desks.exchange.given import EQUAL_HEADS, planned, saved_terms
from desks.exchange.signatures import Keys
from homeward.desks.exchange.actions import (
    approve_plan,
    draw_up_agreement,
    sign_agreement,
    take_agreement,
    take_proposal,
)
from homeward.desks.exchange.models import Agreement, AgreementSignature, PlanRecord, TermsVersion
from homeward.desks.exchange.queries import proposal_document
from homeward.desks.exchange.signing import INTERMEDIARY
from homeward.engine.sealing import agreements, canonical_bytes, eight_words
from homeward.engine.sealing.keys import key_id
from homeward.office.journal.models import JournalEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searched")]
MOST_QUERIES = 12


@pytest.fixture
def keys() -> Keys:
    return Keys()


@pytest.fixture
def plan() -> PlanRecord:
    return planned(saved_terms(EQUAL_HEADS))


def on_norths_node(keys: Keys, plan: PlanRecord, *signed: str) -> Agreement:
    """The agreement as it arrived at the party NORTH, with these signatures."""
    document = keys.document(plan)
    return take_agreement(
        actor=actor_with("decision_maker"),
        document=document,
        signatures=keys.signatures(document, *signed),
        came_from=key_id(keys.of[INTERMEDIARY].public),
    )


def approved(plan: PlanRecord) -> None:
    approve_plan(actor=actor_with("decision_maker"), number=plan.number, persons=plan.persons)


def words_of(agreement: Agreement) -> str:
    return " ".join(eight_words(agreement.hash))


def page(client, name: str, *arguments: object) -> str:
    answer = client.get(reverse(f"exchange:{name}", args=arguments))
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_page_opens_for_who_may_read_within_twelve_queries(keys, plan):
    with keys.node("NORTH"):
        agreement = on_norths_node(keys, plan, "SOUTH")
        approved(plan)
        for officer in (list_officer(), decision_maker(), auditor(), officer_with("intermediary_desk")):
            client = client_of(officer)
            client.get(reverse("looked"))
            names = [("agreements",), ("agreement", agreement.number), ("plan", plan.number), ("start",)]
            if officer.as_actor().roles & {"decision_maker", "intermediary_desk"}:
                names.append(("sign_agreement", agreement.number))
            for name, *arguments in names:
                with CaptureQueriesContext(connection) as queries:
                    html = page(client, name, *arguments)
                assert len(queries) <= MOST_QUERIES, (name, [query["sql"][:90] for query in queries])
                for forbidden in ("<style", " style=", " onclick=", "<script>"):
                    assert forbidden not in html


@pytest.mark.parametrize("role", ["registrar", "tracing_officer", "administrator"])
def test_other_roles_are_refused(keys, plan, role):
    with keys.node("NORTH"):
        agreement = on_norths_node(keys, plan, "SOUTH")
        client = client_of(officer_with(role))
        for name in ("agreement", "sign_agreement", "agreement_file"):
            assert client.get(reverse(f"exchange:{name}", args=[agreement.number])).status_code == 403
        assert client.get(reverse("exchange:agreements")).status_code == 403
        assert client.get(reverse("exchange:draw_up_agreement", args=[plan.number])).status_code == 403


def test_the_page_says_words_hash_signers_and_whose_turn_it_is(keys, plan):
    with keys.node("NORTH"):
        agreement = on_norths_node(keys, plan, "SOUTH")
        client = client_of(decision_maker())
        html = page(client, "agreement", agreement.number)
        assert words_of(agreement) in html
        assert agreement.hash in html
        assert "Second of South" in html
        assert "The plan is not approved on this node" in html
        assert reverse("exchange:sign_agreement", args=[agreement.number]) not in html
        approved(plan)
        html = page(client, "agreement", agreement.number)
        assert "This node may sign now" in html
        assert reverse("exchange:sign_agreement", args=[agreement.number]) in html


def test_signing_asks_for_the_words_as_heard_and_does_not_show_them(keys, plan):
    with keys.node("NORTH"):
        agreement = on_norths_node(keys, plan)
        approved(plan)
        client = client_of(decision_maker())
        address = reverse("exchange:sign_agreement", args=[agreement.number])
        html = client.get(address).content.decode()
        assert " ".join(eight_words(agreement.hash)[:2]) not in html
        entries = JournalEntry.objects.count()
        wrong = " ".join(reversed(eight_words(agreement.hash)))
        for sent in (
            {},
            {"words": words_of(agreement)},
            {"words": wrong, "confirm": "on"},
            {"words": "x", "confirm": "on"},
        ):
            answer = client.post(address, sent)
            assert answer.status_code == 400
        assert not AgreementSignature.objects.exists()
        assert JournalEntry.objects.count() == entries
        answer = client.post(address, {"words": words_of(agreement), "confirm": "on"}, follow=True)
        assert "Signed." in answer.content.decode()
    assert AgreementSignature.objects.get().signer == "NORTH"


def test_who_approved_the_plan_reads_that_another_person_signs(keys, plan):
    officer = decision_maker()
    with keys.node("NORTH"):
        agreement = on_norths_node(keys, plan)
        approve_plan(actor=officer.as_actor(), number=plan.number, persons=plan.persons)
        client = client_of(officer)
        html = page(client, "agreement", agreement.number)
        assert "another person signs" in html
        assert reverse("exchange:sign_agreement", args=[agreement.number]) not in html
        address = reverse("exchange:sign_agreement", args=[agreement.number])
        assert client.post(address, {"words": words_of(agreement), "confirm": "on"}).status_code == 403


def test_the_intermediary_draws_up_signs_last_and_downloads_the_file(keys, plan):
    with keys.node(INTERMEDIARY):
        desk = client_of(officer_with("intermediary_desk"))
        assert reverse("exchange:draw_up_agreement", args=[plan.number]) in page(desk, "plan", plan.number)
        assert "Plans without an agreement" in desk.get("/").content.decode()
        answer = desk.post(reverse("exchange:draw_up_agreement", args=[plan.number]), {"predecessor": ""}, follow=True)
        agreement = Agreement.objects.get()
        html = answer.content.decode()
        assert "Not signed yet: North, South" in html
        assert "There is a file once somebody has signed." in html
        assert desk.get(reverse("exchange:agreement_file", args=[agreement.number])).status_code == 400
        document = json.loads(bytes(agreement.document))
        take_agreement(
            actor=actor_with("intermediary_desk"),
            document=document,
            signatures=keys.signatures(document, "NORTH", "SOUTH"),
            came_from="",
        )
        assert "Agreements that wait for this node" in desk.get("/").content.decode()
        sent = {"words": words_of(agreement), "confirm": "on"}
        answer = desk.post(reverse("exchange:sign_agreement", args=[agreement.number]), sent, follow=True)
        assert "is in force" in answer.content.decode()
        file = desk.get(reverse("exchange:agreement_file", args=[agreement.number]))
        assert agreements.verify_agreement_file(file.content).hash == agreement.hash
        plan.refresh_from_db()
        assert plan.state == PlanRecord.State.APPROVED
        html = page(desk, "plan", plan.number)
        assert reverse("exchange:agreement", args=[agreement.number]) in html
        assert reverse("exchange:withdraw", args=[plan.number]) not in html


def test_a_plan_under_an_agreement_is_not_withdrawn_from_its_page(keys, plan):
    with keys.node(INTERMEDIARY):
        agreement = draw_up_agreement(actor=actor_with("list_officer"), plan_number=plan.number)
        document = json.loads(bytes(agreement.document))
        desk = actor_with("intermediary_desk")
        take_agreement(
            actor=desk, document=document, signatures=keys.signatures(document, "NORTH", "SOUTH"), came_from=""
        )
        sign_agreement(actor=desk, agreement_hash=agreement.hash, words=words_of(agreement))
        answer = client_of(decision_maker()).post(
            reverse("exchange:withdraw", args=[plan.number]), {"why": "NOT_AGREED"}
        )
        assert answer.status_code == 409
        assert "new agreement that replaces it" in answer.content.decode()


def test_a_party_draws_nothing_up(keys, plan):
    with keys.node("NORTH"):
        officer = client_of(list_officer())
        assert reverse("exchange:draw_up_agreement", args=[plan.number]) not in page(officer, "plan", plan.number)
        assert officer.post(reverse("exchange:draw_up_agreement", args=[plan.number]), {}).status_code == 403
    assert not Agreement.objects.exists()


def test_a_taken_plan_says_who_proposed_it(keys, plan):
    document = json.loads(
        canonical_bytes(proposal_document(viewer=actor_with("list_officer"), plan_number=plan.number))
    )
    PlanRecord.objects.all().delete()
    TermsVersion.objects.all().delete()
    with keys.node("NORTH"):
        taken = take_proposal(
            actor=actor_with("list_officer"),
            document=document,
            came_from=key_id(keys.of[INTERMEDIARY].public),
        )
        client = client_of(list_officer())
        client.get(reverse("looked"))
        with CaptureQueriesContext(connection) as queries:
            html = page(client, "plan", taken.number)
        assert len(queries) <= MOST_QUERIES
    assert "Proposed by" in html
    assert "the intermediary" in html
    assert "no list to compare" in html
    assert "taken and recomputed" in html


def test_the_start_page_asks_each_side_for_what_is_its_own(keys, plan):
    with keys.node("NORTH"):
        on_norths_node(keys, plan)
        decider = client_of(decision_maker())
        assert "Agreements whose plan is not approved here" in decider.get("/").content.decode()
        approved(plan)
        assert "Agreements that wait for this node" in decider.get("/").content.decode()
        assert "Agreements that wait" not in client_of(auditor()).get("/").content.decode()


def test_arabic_pages_run_from_right_to_left_and_keep_words_and_hashes(keys, plan):
    with keys.node("NORTH"):
        agreement = on_norths_node(keys, plan, "SOUTH")
        client = client_of(decision_maker())
        client.cookies["django_language"] = "ar"
        html = client.get(reverse("exchange:agreement", args=[agreement.number]), headers={"accept-language": "ar"})
    assert 'dir="rtl"' in html.content.decode()
    assert words_of(agreement) in html.content.decode()
    assert all(name in html.content.decode() for name in ("North", "South"))
