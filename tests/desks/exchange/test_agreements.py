"""Promises of agreements: two decision makers, every signer, the intermediary last, and never a part of it in force."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cast import actor_with, officer_with
from desks.exchange.given import EQUAL_HEADS, planned, saved_terms
from desks.exchange.signatures import NAMES, Keys
from homeward.base.errors import ConflictError, HomewardError, InputError, RefusedError, TamperedError
from homeward.desks.exchange.actions import (
    SameDeciderError,
    TooEarlyError,
    WordsDifferError,
    approve_plan,
    draw_up_agreement,
    sign_agreement,
    take_agreement,
    withdraw_plan,
)
from homeward.desks.exchange.models import Agreement, AgreementSignature, PlanRecord
from homeward.desks.exchange.queries import agreement_file, agreement_item
from homeward.desks.exchange.signing import INTERMEDIARY, Signatory
from homeward.engine.sealing import agreements, digest, eight_words
from homeward.engine.sealing.envelope import ForgedSignatureError, UnknownSignerError
from homeward.engine.sealing.keys import SigningKey, key_id
from homeward.engine.sealing.words import UnknownWordError
from homeward.office.journal.models import JournalEntry
from homeward.office.journal.rights import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searched")]
State = Agreement.State


def facts_of_last() -> dict:
    return json.loads(bytes(JournalEntry.objects.order_by("-seq")[0].body))["facts"]


def words_of(agreement: Agreement) -> str:
    return " ".join(eight_words(agreement.hash))


@pytest.fixture
def keys() -> Keys:
    return Keys()


@pytest.fixture
def plan() -> PlanRecord:
    return planned(saved_terms(EQUAL_HEADS))


def approved(plan: PlanRecord) -> Actor:
    decider = actor_with("decision_maker")
    approve_plan(actor=decider, number=plan.number, persons=plan.persons)
    plan.refresh_from_db()
    return decider


def taken(keys: Keys, plan: PlanRecord, *names: str, actor: Actor | None = None, **changes) -> Agreement:
    document = keys.document(plan) | changes
    return take_agreement(
        actor=actor or actor_with("decision_maker"),
        document=document,
        signatures=keys.signatures(document, *names),
        came_from="c" * 64,
    )


def drawn_up(plan: PlanRecord, predecessor: str = "") -> Agreement:
    return draw_up_agreement(actor=actor_with("list_officer"), plan_number=plan.number, predecessor=predecessor)


def in_force(keys: Keys, plan: PlanRecord, predecessor: str = "") -> Agreement:
    """Drawn up, signed by both parties and by the intermediary, on the intermediary's node."""
    agreement, desk = drawn_up(plan, predecessor), actor_with("intermediary_desk")
    document = json.loads(bytes(agreement.document))
    parties = keys.signatures(document, "NORTH", "SOUTH")
    take_agreement(actor=desk, document=document, signatures=parties, came_from="a" * 64)
    return sign_agreement(actor=desk, agreement_hash=agreement.hash, words=words_of(agreement))


def test_the_intermediary_draws_up_a_document_on_the_plan_its_lists_and_all_keys(keys, plan):
    lists = [{"kind": "offer", "party": "SOUTH", "to": "NORTH", "number": 3, "digest": "d" * 64}]
    PlanRecord.objects.update(summary=plan.summary | {"lists": lists})
    with keys.node(INTERMEDIARY):
        agreement = drawn_up(plan)
    document = json.loads(bytes(agreement.document))
    assert document["plan"] == plan.hash
    assert document["terms"] == plan.terms.digest
    assert document["units"] == digest(bytes(plan.units))
    assert document["lists"] == lists
    assert document["signers"] == [{"name": name, "key": keys.of[name].public.hex()} for name in NAMES]
    assert agreement.hash == digest(bytes(agreement.document))
    assert agreement.state == State.PROPOSED
    assert facts_of_last()["hash"] == agreement.hash
    assert facts_of_last()["keys"] == [key_id(keys.of[name].public) for name in NAMES]


def test_a_party_draws_nothing_up_and_an_uncompared_key_is_named_with_its_cure(keys, plan):
    with keys.node("NORTH"), pytest.raises(RefusedError):
        drawn_up(plan)
    only_north = [Signatory("NORTH", keys.of["NORTH"].public)]
    with keys.node(INTERMEDIARY, known=only_north), pytest.raises(InputError, match="SOUTH"):
        drawn_up(plan)
    assert not Agreement.objects.exists()


def test_a_trial_plan_and_a_withdrawn_one_are_not_agreed_on_and_one_plan_has_one_agreement(keys, plan):
    trial = planned(saved_terms(EQUAL_HEADS, key="", title="Trial"))
    with keys.node(INTERMEDIARY):
        with pytest.raises(ConflictError):
            drawn_up(trial)
        withdraw_plan(actor=actor_with("list_officer"), number=trial.number, why="TRAINING")
        with pytest.raises(ConflictError):
            drawn_up(trial)
        first = drawn_up(plan)
        with pytest.raises(ConflictError):
            drawn_up(plan)
        assert drawn_up(plan, first.hash).predecessor == first.hash


def test_with_both_parties_and_then_the_intermediary_it_is_in_force_and_the_plan_approved(keys, plan):
    with keys.node(INTERMEDIARY):
        agreement = in_force(keys, plan)
    plan.refresh_from_db()
    assert (agreement.state, plan.state) == (State.IN_FORCE, PlanRecord.State.APPROVED)
    facts = facts_of_last()
    assert (facts["in_force"], facts["hash"]) == (True, agreement.hash)
    assert facts["keys"] == [key_id(keys.of[INTERMEDIARY].public)]
    assert [each.signer for each in agreement.signatures.all()] == list(NAMES)


@pytest.mark.parametrize("names", [(), ("NORTH",), ("SOUTH",)])
def test_the_intermediary_does_not_sign_before_all_parties_and_is_told_who_is_missing(keys, plan, names):
    desk = actor_with("intermediary_desk")
    with keys.node(INTERMEDIARY):
        agreement = drawn_up(plan)
        document = json.loads(bytes(agreement.document))
        take_agreement(actor=desk, document=document, signatures=keys.signatures(document, *names), came_from="")
        missing = ", ".join(name for name in ("NORTH", "SOUTH") if name not in names)
        with pytest.raises(TooEarlyError, match=missing):
            sign_agreement(actor=desk, agreement_hash=agreement.hash, words=words_of(agreement))
    assert AgreementSignature.objects.count() == len(names)


def test_on_a_partys_node_the_plan_is_approved_first_and_another_person_signs(keys, plan):
    second = actor_with("decision_maker")
    with keys.node("NORTH"):
        agreement = taken(keys, plan, actor=second)
        with pytest.raises(TooEarlyError):
            sign_agreement(actor=second, agreement_hash=agreement.hash, words=words_of(agreement))
        first = approved(plan)
        with pytest.raises(SameDeciderError):
            sign_agreement(actor=first, agreement_hash=agreement.hash, words=words_of(agreement))
        assert not AgreementSignature.objects.exists()
        signed = sign_agreement(actor=second, agreement_hash=agreement.hash, words=words_of(agreement))
        with pytest.raises(ConflictError):
            sign_agreement(actor=second, agreement_hash=agreement.hash, words=words_of(agreement))
    given = signed.signatures.get()
    assert (given.signer, given.officer, signed.state) == ("NORTH", second.officer_id, State.PROPOSED)


def test_who_made_or_took_the_plan_does_not_sign(keys):
    both = officer_with("list_officer", "decision_maker").as_actor()
    plan = planned(saved_terms(EQUAL_HEADS), both)
    with keys.node("SOUTH"):
        agreement = taken(keys, plan)
        approved(plan)
        with pytest.raises(SameDeciderError):
            sign_agreement(actor=both, agreement_hash=agreement.hash, words=words_of(agreement))


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (lambda words: " ".join(reversed(words.split())), WordsDifferError),
        (lambda words: " ".join(words.split()[:7]), InputError),
        (lambda words: words.replace(words.split()[0], "notaword", 1), UnknownWordError),
        (lambda _words: "", InputError),
    ],
)
def test_other_words_than_those_heard_sign_nothing(keys, plan, spoil, error):
    with keys.node("NORTH"):
        agreement = taken(keys, plan)
        approved(plan)
        before = JournalEntry.objects.count()
        with pytest.raises(error):
            sign_agreement(
                actor=actor_with("decision_maker"), agreement_hash=agreement.hash, words=spoil(words_of(agreement))
            )
        # Making the officer is the one entry.
        assert JournalEntry.objects.count() == before + 1
    assert not AgreementSignature.objects.exists()


def test_words_are_taken_in_capitals_with_commas_and_numbers(keys, plan):
    with keys.node("NORTH"):
        agreement = taken(keys, plan)
        approved(plan)
        heard = ", ".join(f"{place}. {word.upper()}" for place, word in enumerate(eight_words(agreement.hash), 1))
        sign_agreement(actor=actor_with("decision_maker"), agreement_hash=agreement.hash, words=heard)
    assert AgreementSignature.objects.count() == 1


def test_signatures_that_arrive_later_are_merged_and_the_same_ones_change_nothing(keys, plan):
    document = keys.document(plan)
    desk = actor_with("decision_maker")
    with keys.node("NORTH"):
        for names in (["SOUTH"], ["SOUTH"], ["SOUTH", "NORTH"], list(NAMES), list(NAMES)):
            agreement = take_agreement(
                actor=desk, document=document, signatures=keys.signatures(document, *names), came_from="c" * 64
            )
            assert agreement.state == (State.IN_FORCE if INTERMEDIARY in names else State.PROPOSED)
    assert [each.signer for each in agreement.signatures.all()] == ["SOUTH", "NORTH", INTERMEDIARY]
    assert Agreement.objects.count() == 1


def _forged(keys: Keys, document: dict) -> list[dict]:
    return [keys.signature(document, "SOUTH", SigningKey.generate())]


def _by_a_stranger(keys: Keys, document: dict) -> list[dict]:
    stranger = SigningKey.generate()
    return [keys.signature(document, "SOUTH", stranger) | {"key": stranger.public.hex()}]


def _under_anothers_name(keys: Keys, document: dict) -> list[dict]:
    return [keys.signature(document, "NORTH") | {"signer": "SOUTH"}]


def _one_key_twice(keys: Keys, document: dict) -> list[dict]:
    return keys.signatures(document, "SOUTH", "SOUTH")


def _an_unknown_field(keys: Keys, document: dict) -> list[dict]:
    return [keys.signature(document, "SOUTH") | {"note": "read me"}]


def _the_intermediary_before_a_party(keys: Keys, document: dict) -> list[dict]:
    return keys.signatures(document, "SOUTH", INTERMEDIARY)


def _a_good_and_a_bad_one(keys: Keys, document: dict) -> list[dict]:
    return [keys.signature(document, "NORTH"), *_forged(keys, document)]


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (_forged, ForgedSignatureError),
        (_by_a_stranger, UnknownSignerError),
        (_under_anothers_name, UnknownSignerError),
        (_one_key_twice, InputError),
        (_an_unknown_field, InputError),
        (_the_intermediary_before_a_party, TamperedError),
        (_a_good_and_a_bad_one, ForgedSignatureError),
    ],
)
def test_a_set_of_signatures_with_one_bad_one_is_refused_whole(keys, plan, make, error):
    document = keys.document(plan)
    with keys.node("NORTH"), pytest.raises(error):
        take_agreement(
            actor=actor_with("decision_maker"), document=document, signatures=make(keys, document), came_from=""
        )
    assert not AgreementSignature.objects.exists()
    assert not Agreement.objects.exists()


@pytest.mark.parametrize(
    ("changes", "error", "where"),
    [
        ({"plan": "0" * 64}, InputError, "not on this node"),
        ({"terms": "0" * 64}, TamperedError, "terms"),
        ({"units": "0" * 64}, TamperedError, "units"),
        ({"title": "Other"}, TamperedError, "title"),
        ({"counts": []}, TamperedError, "counts"),
        ({"predecessor": "0" * 64}, InputError, "replaces"),
        ({"note": "1"}, InputError, "fields"),
        ({"drawn_up_at": "today"}, InputError, "drawn_up_at"),
        ({"format": 2}, InputError, "format 2"),
        (
            {"lists": [{"kind": "offer", "party": "NORTH", "to": "SOUTH", "number": 1, "digest": "e" * 64}]},
            TamperedError,
            "lists",
        ),
    ],
)
def test_a_document_that_is_not_about_what_lies_here_is_refused_and_the_field_named(keys, plan, changes, error, where):
    document = keys.document(plan) | changes
    with keys.node("NORTH"), pytest.raises(error, match=where):
        take_agreement(actor=actor_with("decision_maker"), document=document, signatures=[], came_from="")
    assert not Agreement.objects.exists()


def test_keys_that_this_node_never_compared_are_refused_whoever_signed(keys, plan):
    stranger = Keys()
    document = stranger.document(plan)
    with keys.node("NORTH"), pytest.raises(RefusedError, match="NORTH"):
        take_agreement(
            actor=actor_with("decision_maker"),
            document=document,
            signatures=stranger.signatures(document, *NAMES),
            came_from="",
        )
    known = [each for each in keys.signatories() if each.name == INTERMEDIARY]
    with keys.node("NORTH", known=known), pytest.raises(RefusedError, match="SOUTH"):
        taken(keys, plan)
    assert not Agreement.objects.exists()


def test_a_key_ended_after_the_document_came_is_not_signed_beside(keys, plan):
    with keys.node("NORTH"):
        agreement = taken(keys, plan)
        approved(plan)
    with keys.node("NORTH", known=[]), pytest.raises(RefusedError):
        sign_agreement(actor=actor_with("decision_maker"), agreement_hash=agreement.hash, words=words_of(agreement))
    assert not AgreementSignature.objects.exists()


def test_a_stored_document_that_was_altered_is_not_signed(keys, plan):
    with keys.node("NORTH"):
        agreement = taken(keys, plan)
        approved(plan)
        Agreement.objects.update(document=bytes(agreement.document).replace(b'"exchanged":', b'"exchanged": '))
        with pytest.raises(TamperedError):
            sign_agreement(actor=actor_with("decision_maker"), agreement_hash=agreement.hash, words=words_of(agreement))


def test_a_plan_under_an_agreement_is_not_withdrawn_and_the_cure_is_a_new_one(keys, plan):
    with keys.node(INTERMEDIARY):
        agreement = in_force(keys, plan)
        with pytest.raises(ConflictError) as caught:
            withdraw_plan(actor=actor_with("decision_maker"), number=plan.number, why="NOT_AGREED")
        assert "new agreement that replaces it" in caught.value.cure
        other = planned(saved_terms(EQUAL_HEADS.replace("4", "3")))
        later = in_force(keys, other, agreement.hash)
    agreement.refresh_from_db()
    plan.refresh_from_db()
    assert (agreement.state, later.state) == (State.REPLACED, State.IN_FORCE)
    assert (plan.state, plan.withdrawn_why) == (PlanRecord.State.WITHDRAWN, "REPLACED")
    assert facts_of_last()["replaced"] == agreement.number


def test_a_node_that_signed_is_bound_and_a_proposed_successor_replaces_nothing(keys, plan):
    with keys.node("NORTH"):
        agreement = taken(keys, plan)
        decider = approved(plan)
        second = actor_with("decision_maker")
        sign_agreement(actor=second, agreement_hash=agreement.hash, words=words_of(agreement))
        with pytest.raises(ConflictError):
            withdraw_plan(actor=decider, number=plan.number, why="NOT_AGREED")
        successor = keys.document(plan, agreement.hash) | {"drawn_up_at": "2026-03-02T08:00:00Z"}
        take_agreement(
            actor=second, document=successor, signatures=keys.signatures(successor, "NORTH", "SOUTH"), came_from=""
        )
        agreement.refresh_from_db()
        assert agreement.state == State.PROPOSED
        take_agreement(actor=second, document=successor, signatures=keys.signatures(successor, *NAMES), came_from="")
    agreement.refresh_from_db()
    assert agreement.state == State.REPLACED


def test_two_agreements_do_not_both_replace_the_same_one(keys, plan):
    other = planned(saved_terms(EQUAL_HEADS.replace("4", "3")))
    third = planned(saved_terms(EQUAL_HEADS.replace("4", "2")))
    with keys.node(INTERMEDIARY):
        first = in_force(keys, plan)
        waiting = drawn_up(third, first.hash)
        in_force(keys, other, first.hash)
        document = json.loads(bytes(waiting.document))
        desk = actor_with("intermediary_desk")
        take_agreement(
            actor=desk, document=document, signatures=keys.signatures(document, "NORTH", "SOUTH"), came_from=""
        )
        with pytest.raises(ConflictError):
            sign_agreement(actor=desk, agreement_hash=waiting.hash, words=words_of(waiting))
    assert Agreement.objects.filter(state=State.IN_FORCE).count() == 1


@pytest.mark.parametrize("role", ["list_officer", "registrar", "auditor", "tracing_officer"])
def test_no_other_role_takes_or_signs(keys, plan, role):
    with keys.node("NORTH"):
        agreement = taken(keys, plan)
        approved(plan)
        actor = actor_with(role)
        with pytest.raises(RefusedError):
            sign_agreement(actor=actor, agreement_hash=agreement.hash, words=words_of(agreement))
        with pytest.raises(RefusedError):
            taken(keys, plan, "SOUTH", actor=actor)
    assert not AgreementSignature.objects.exists()


def test_what_one_node_sends_another_takes(keys, plan):
    desk = actor_with("intermediary_desk")
    with keys.node(INTERMEDIARY):
        agreement = in_force(keys, plan)
        item = agreement_item(viewer=desk, agreement_hash=agreement.hash)
    AgreementSignature.objects.all().delete()
    Agreement.objects.all().delete()
    PlanRecord.objects.update(state=PlanRecord.State.MADE, approved_by="")
    with keys.node("SOUTH"):
        arrived = take_agreement(actor=actor_with("decision_maker"), **json.loads(json.dumps(item)), came_from="a" * 64)
        assert agreement_item(viewer=desk, agreement_hash=arrived.hash) == item
    assert (arrived.hash, arrived.state) == (agreement.hash, State.IN_FORCE)
    plan.refresh_from_db()
    assert plan.state == PlanRecord.State.APPROVED


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(arrivals=st.lists(st.lists(st.sampled_from(NAMES), unique=True), max_size=4))
def test_no_set_of_signatures_short_of_all_is_ever_in_force(keys, plan, decider, arrivals):
    document, merged = keys.document(plan) | {"drawn_up_at": "2026-03-01T08:00:00Z"}, set()
    with keys.node("NORTH"):
        for names in arrivals:
            try:
                take_agreement(
                    actor=decider, document=document, signatures=keys.signatures(document, *names), came_from=""
                )
            except HomewardError:
                assert INTERMEDIARY in names
                assert {*merged, *names} != set(NAMES)
            else:
                merged |= set(names)
            stored = Agreement.objects.first()
            assert (stored is not None and stored.state == State.IN_FORCE) == (merged == set(NAMES))
    AgreementSignature.objects.all().delete()
    Agreement.objects.all().delete()


@pytest.fixture
def decider() -> Actor:
    return actor_with("decision_maker")


def test_the_file_holds_all_signatures_in_order_and_any_flipped_byte_is_noticed(keys, plan):
    with keys.node(INTERMEDIARY):
        agreement = in_force(keys, plan)
        data = agreement_file(viewer=actor_with("auditor"), number=agreement.number)
    read = agreements.verify_agreement_file(data, [each.key for each in keys.signatories()])
    assert read.hash == agreement.hash
    for place in range(len(data)):
        for bit in (1, 32):
            flipped = data[:place] + bytes([data[place] ^ bit]) + data[place + 1 :]
            with pytest.raises(HomewardError):
                agreements.verify_agreement_file(flipped)


def test_there_is_no_file_before_somebody_signed_and_a_part_of_it_is_not_in_force(keys, plan):
    auditor = actor_with("auditor")
    with keys.node(INTERMEDIARY):
        agreement = drawn_up(plan)
        with pytest.raises(InputError):
            agreement_file(viewer=auditor, number=agreement.number)
        document = json.loads(bytes(agreement.document))
        take_agreement(
            actor=actor_with("intermediary_desk"),
            document=document,
            signatures=keys.signatures(document, "NORTH", "SOUTH"),
            came_from="",
        )
        part = agreement_file(viewer=auditor, number=agreement.number)
    with pytest.raises(TamperedError, match=INTERMEDIARY):
        agreements.verify_agreement_file(part)
