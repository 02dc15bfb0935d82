"""Lists, proposals and agreements as items: strict to the last field, from whoever may speak, done by a person."""

from collections.abc import Iterator
from typing import Any

import pytest

from cast import actor_with
from desks.exchange.given import EQUAL_HEADS, planned, registered_and_searched, saved_terms
from homeward.base.dates import HalfKnownDate
from homeward.base.errors import ConflictError, RefusedError
from homeward.base.persons import ListedPerson
from homeward.desks.exchange import agreement_documents
from homeward.desks.exchange.actions import approve_plan, sign_agreement
from homeward.desks.exchange.actions.lists import draw_up_offer
from homeward.desks.exchange.lists import offer_document, request_document
from homeward.desks.exchange.models import Agreement, ListVersion, PlanLine, PlanRecord, TermsVersion
from homeward.desks.exchange.queries import proposal_document
from homeward.desks.exchange.signing import INTERMEDIARY, notary
from homeward.engine.sealing import agreements, canonical_bytes, digest, eight_words
from homeward.engine.sealing.envelope import ForgedSignatureError
from homeward.office.journal.rights import THE_NODE
from homeward.office.parties.naming import party_words
from homeward.post.deciding import accept_item, decline_item
from homeward.post.items import KINDS, ItemRefusal, ItemRefusedError, body_of, document_in, line_about
from homeward.post.kinds.agreement import send_agreement
from homeward.post.kinds.offer_list import send_offer
from homeward.post.kinds.proposal import send_proposal
from homeward.post.kinds.request_list import send_request
from homeward.post.models import OwedReceipt, ReceivedItem, SentItem
from homeward.post.notary import plug_in, unplug
from homeward.post.partners import end_partner
from homeward.post.receiving import receive
from homeward.post.sending import seal_waiting
from post.correspondent import Correspondent

pytestmark = pytest.mark.django_db
PERSON = ListedPerson(
    id="NH-001", surname="Іваненко", given_name="Олег", sex="m", birth_date=HalfKnownDate(1998, 3),
    region="Karst", categories=("CIVILIAN",), fit_to_travel="yes", willingness="DOES_NOT_WISH", veto="proceedings",
)  # fmt: skip


@pytest.fixture(autouse=True)
def keys(south: object) -> Iterator[None]:
    plug_in()
    yield
    unplug()


def an_offer(**changes: Any) -> dict[str, Any]:
    return offer_document(party="NORTH", to="SOUTH", number=1, persons=[PERSON]) | changes


def a_request(**changes: Any) -> dict[str, Any]:
    return request_document(party="NORTH", to="SOUTH", number=1, asked={"SH-002": "NM-009"}) | changes


def arrived(sender: Correspondent, kind: str, document: Any) -> ReceivedItem:
    item = sender.item(document, kind=kind)
    receive(sender.bundle(item), gate="stick")
    return ReceivedItem.objects.get(item_id=item.id, partner_id=sender.id)


def read(kind: str, document: Any) -> Any:
    return document_in(kind, 1, canonical_bytes(document))


def with_row(document: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return document | {"rows": [document["rows"][0] | changes]}


# --- lists -----------------------------------------------------------------------------------------------------------


def test_an_offer_tells_neither_name_nor_place_nor_own_will():
    text = body_of(KINDS["exchange.offer"], an_offer()).decode()
    for secret in ("Іваненко", "Олег", "DOES_NOT_WISH", "event_place", "surname", "willingness"):
        assert secret not in text


@pytest.mark.parametrize(
    "document",
    [
        an_offer(note="x"), an_offer(type="homeward.request"), an_offer(party="north"), an_offer(to="NORTH"),
        an_offer(number=0), an_offer(number=True), an_offer(rows=[*an_offer()["rows"]] * 2), an_offer(format=True),
        with_row(an_offer(), surname="Іваненко"), with_row(an_offer(), willingness="DOES_NOT_WISH"),
        with_row(an_offer(), id=""), with_row(an_offer(), birth_date="1998-3"), with_row(an_offer(), veto="x" * 81),
        with_row(an_offer(), fit_to_travel="perhaps"), with_row(an_offer(), categories=["NO_SUCH"]),
        with_row(an_offer(), region="a\nb"), with_row(an_offer(), sex=1), with_row(an_offer(), id="e\u0301"),
        [], None, {"rows": []},
    ],
)  # fmt: skip
def test_an_offer_outside_the_schema_is_refused_by_name(document: Any):
    with pytest.raises(ItemRefusedError) as refusal:
        read("exchange.offer", document)
    assert refusal.value.reason is ItemRefusal.BAD_BODY


@pytest.mark.parametrize(
    "document",
    [
        a_request(note="x"), an_offer(), with_row(a_request(), name="Іваненко"), with_row(a_request(), own_id=""),
        with_row(a_request(), held_id=None), a_request(rows=[{"held_id": "b", "own_id": "1"}, {"held_id": "a",
        "own_id": "2"}]), a_request(rows={}),
    ],
)  # fmt: skip
def test_a_request_outside_the_schema_is_refused_by_name(document: Any):
    with pytest.raises(ItemRefusedError) as refusal:
        read("exchange.request", document)
    assert refusal.value.reason is ItemRefusal.BAD_BODY


@pytest.mark.parametrize("kind", ["exchange.offer", "exchange.proposal"])
def test_a_later_format_waits_for_an_update(kind: str):
    document = an_offer(format=2) if kind == "exchange.offer" else {
        "format": 2, "type": "homeward.proposal", "terms_text": "x", "terms": {}, "units": [], "plan": {},
    }  # fmt: skip
    with pytest.raises(ItemRefusedError) as refusal:
        read(kind, document)
    assert refusal.value.reason is ItemRefusal.NEWER_VERSION


def test_a_party_speaks_for_itself_alone_and_the_intermediary_for_any(north: Correspondent, middle: Correspondent):
    assert arrived(north, "exchange.offer", an_offer()).state == "held"
    for_another = offer_document(party="SOUTH", to="NORTH", number=1, persons=[PERSON])
    refused = arrived(north, "exchange.offer", for_another)
    assert (refused.state, refused.reason) == ("refused", "NOT_ALLOWED")
    assert arrived(middle, "exchange.request", a_request()).state == "held"


def test_a_held_list_becomes_a_version_by_whoever_writes_lists(north: Correspondent):
    item = arrived(north, "exchange.offer", an_offer())
    with pytest.raises(RefusedError):
        accept_item(actor=actor_with("decision_maker"), item_pk=item.pk)
    done = accept_item(actor=actor_with("list_officer"), item_pk=item.pk)
    version = ListVersion.objects.get()
    assert done.result == "offer:NORTH:SOUTH:1"
    assert (version.came_from, version.rows, bytes(version.document)) == (north.id, 1, canonical_bytes(an_offer()))
    assert [each.verdict for each in OwedReceipt.objects.filter(item_id=item.item_id)] == ["held", "taken"]


def test_a_version_out_of_its_turn_is_not_taken_and_stays_held(north: Correspondent):
    item = arrived(north, "exchange.offer", an_offer(number=2))
    with pytest.raises(ConflictError, match="the next one is 1"):
        accept_item(actor=actor_with("list_officer"), item_pk=item.pk)
    item.refresh_from_db()
    assert (item.state, ListVersion.objects.count()) == ("held", 0)


def test_the_line_about_an_offer_tells_parties_version_rows_and_the_eight_words(north: Correspondent):
    item, mark = arrived(north, "exchange.offer", an_offer()), digest(canonical_bytes(an_offer()))
    line = line_about(item.kind, item.about)
    sides = f"{party_words('NORTH')} to {party_words('SOUTH')}"
    assert line.startswith(f"Offer of {sides}, version 1, 1 rows, digest ")
    assert mark[:16] in line
    assert line.endswith(" ".join(eight_words(mark)))
    assert not {"Іваненко", "NH-001"} & {str(value) for value in item.about.values()}


def test_lists_go_to_the_intermediary_alone_each_version_once_and_again_after_it_was_declined(
    registered: None, north: Correspondent, middle: Correspondent
):
    officer = actor_with("list_officer")
    draw_up_offer(actor=officer, party="SOUTH", to="NORTH")
    named = {"party": "SOUTH", "other": "NORTH", "number": 1}
    with pytest.raises(RefusedError, match="intermediary alone"):
        send_offer(actor=officer, partner_id=north.id, **named)
    with pytest.raises(RefusedError):
        send_offer(actor=actor_with("registrar"), partner_id=middle.id, **named)
    sent = send_offer(actor=officer, partner_id=middle.id, **named)
    with pytest.raises(ConflictError):
        send_offer(actor=officer, partner_id=middle.id, **named)
    SentItem.objects.filter(pk=sent.pk).update(state="refused", reason="DECLINED")
    again = send_offer(actor=officer, partner_id=middle.id, **named)
    assert (again.reference, bytes(again.body)) == ("SOUTH:NORTH:1~2", bytes(sent.body))
    with pytest.raises(ConflictError):
        send_offer(actor=officer, partner_id=middle.id, **named)
    with pytest.raises(Exception, match="no such version"):
        send_request(actor=officer, partner_id=middle.id, **named)


# --- proposals -------------------------------------------------------------------------------------------------------


@pytest.fixture
def registered(south: object, db: None) -> None:
    """Both parties' lists, before anybody is a partner."""
    registered_and_searched()


@pytest.fixture
def plan(registered: None, north: Correspondent, middle: Correspondent) -> PlanRecord:
    return planned(saved_terms(EQUAL_HEADS))


def forgotten(plan: PlanRecord) -> dict[str, Any]:
    """The proposal of a plan; then this node forgets the plan, as if it had been made elsewhere."""
    document = proposal_document(viewer=actor_with("list_officer"), plan_number=plan.number)
    for model in (PlanLine, PlanRecord, TermsVersion):
        model.objects.all().delete()
    return document


def test_a_proposal_is_recomputed_and_stored_as_a_plan_of_this_node(plan: PlanRecord, middle: Correspondent):
    document = forgotten(plan)
    item = arrived(middle, "exchange.proposal", document)
    assert (item.state, item.about["digest"]) == ("held", plan.hash)
    done = accept_item(actor=actor_with("list_officer"), item_pk=item.pk)
    stored = PlanRecord.objects.get()
    assert (done.result, stored.hash, stored.came_from) == (str(stored.number), plan.hash, middle.id)


def test_an_altered_proposal_is_held_recomputed_and_never_stored(plan: PlanRecord, middle: Correspondent):
    document = forgotten(plan)
    counts = [document["plan"]["counts"][0] | {"exchanged": 99}, *document["plan"]["counts"][1:]]
    item = arrived(middle, "exchange.proposal", document | {"plan": document["plan"] | {"counts": counts}})
    with pytest.raises(Exception, match="differs"):
        accept_item(actor=actor_with("list_officer"), item_pk=item.pk)
    item.refresh_from_db()
    assert (item.state, PlanRecord.objects.count()) == ("held", 0)
    decline_item(actor=actor_with("list_officer"), item_pk=item.pk)
    assert OwedReceipt.objects.get(item_id=item.item_id, verdict="refused").reason == "DECLINED"


def test_what_takes_long_is_done_before_the_act_and_a_retraction_meanwhile_is_told(
    plan: PlanRecord, middle: Correspondent, monkeypatch: pytest.MonkeyPatch
):
    item = arrived(middle, "exchange.proposal", forgotten(plan))
    usual = KINDS["exchange.proposal"].decide

    def retracted_meanwhile(actor: Any, told: Any) -> str:
        result = usual(actor, told)
        retraction = {"item": item.item_id, "reason": "MISTAKE"}
        receive(middle.bundle(middle.item(retraction, kind="post.retract")), gate="stick")
        return result

    object.__setattr__(KINDS["exchange.proposal"], "decide", retracted_meanwhile)
    try:
        with pytest.raises(ConflictError, match="taken this item back"):
            accept_item(actor=actor_with("list_officer"), item_pk=item.pk)
    finally:
        object.__setattr__(KINDS["exchange.proposal"], "decide", usual)
    item.refresh_from_db()
    assert item.state == "retracted"


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Іваненко"}, {"willingness": "DOES_NOT_WISH"}, {"heads": "1"}, {"heads": True}, {"months_held": -1},
        {"categories": "WOMEN"}, {"status": ["FREE"]}, {"region": "a\nb"},
    ],
)  # fmt: skip
def test_a_unit_outside_the_schema_refuses_the_proposal(plan: PlanRecord, change: dict[str, Any]):
    document = proposal_document(viewer=actor_with("list_officer"), plan_number=plan.number)
    assert read("exchange.proposal", document) == document
    for broken in (
        document | {"units": [document["units"][0] | change, *document["units"][1:]]},
        document | {"note": ""},
        document | {"terms": {}},
        document | {"plan": {}},
        document | {"units": []},
    ):
        with pytest.raises(ItemRefusedError) as refusal:
            read("exchange.proposal", broken)
        assert refusal.value.reason is ItemRefusal.BAD_BODY


def test_a_proposal_goes_to_each_partner_once_by_whoever_plans(plan: PlanRecord, north: Correspondent):
    with pytest.raises(RefusedError):
        send_proposal(actor=actor_with("decision_maker"), partner_id=north.id, plan_number=plan.number)
    sent = send_proposal(actor=actor_with("list_officer"), partner_id=north.id, plan_number=plan.number)
    assert sent.reference == plan.hash
    with pytest.raises(ConflictError):
        send_proposal(actor=actor_with("list_officer"), partner_id=north.id, plan_number=plan.number)


# --- agreements ------------------------------------------------------------------------------------------------------


class Table:
    """The three who sign: North and the intermediary from outside, South's own node with its plan approved."""

    def __init__(self, plan: PlanRecord, north: Correspondent, middle: Correspondent) -> None:
        self.plan, self.signing = plan, {"NORTH": north.own.signing, INTERMEDIARY: middle.own.signing}
        own, known = notary().own(), {each.name: each for each in notary().known()}
        signers = [known["NORTH"], own, known[INTERMEDIARY]]
        self.document = agreement_documents.document_on(plan, signers, "")
        self.read = agreements.read_agreement(canonical_bytes(self.document))

    def line(self, name: str) -> dict[str, str]:
        key = self.signing[name]
        return {
            "signer": name, "key": key.public.hex(), "signature": key.sign(self.read.message).hex(),
            "officer": "o-1", "officer_name": "Vera Lind", "at": "2026-11-25T10:00:00Z",
        }  # fmt: skip

    def item(self, *lines: dict[str, str]) -> dict[str, Any]:
        return {"document": self.document, "signatures": list(lines)}


@pytest.fixture
def table(plan: PlanRecord, north: Correspondent, middle: Correspondent) -> Table:
    approve_plan(actor=actor_with("decision_maker"), number=plan.number, persons=plan.persons)
    return Table(plan, north, middle)


def test_an_agreement_comes_into_force_as_the_third_signature_arrives(
    table: Table, north: Correspondent, middle: Correspondent
):
    decider = actor_with("decision_maker")
    first = arrived(middle, "exchange.agreement", table.item())
    accept_item(actor=decider, item_pk=first.pk)
    second = arrived(north, "exchange.agreement", table.item(table.line("NORTH")))
    accept_item(actor=decider, item_pk=second.pk)
    mine = sign_agreement(
        actor=decider, agreement_hash=table.read.hash, words=" ".join(eight_words(table.read.hash))
    )  # fmt: skip
    assert mine.state == "proposed"
    sent = send_agreement(actor=decider, partner_id=middle.id, agreement_hash=table.read.hash)
    with pytest.raises(ConflictError):
        send_agreement(actor=decider, partner_id=middle.id, agreement_hash=table.read.hash)
    seal_waiting()
    carried = middle.read(bytes(SentItem.objects.get(pk=sent.pk).bundle.content))
    back = document_in("exchange.agreement", 1, next(each.body for each in carried.items if each.id == sent.pk))
    assert [each["signer"] for each in back["signatures"]] == ["NORTH", "SOUTH"]
    whole = arrived(middle, "exchange.agreement", table.item(*back["signatures"], table.line(INTERMEDIARY)))
    signed = f"{party_words('NORTH')}, {party_words('SOUTH')}, the intermediary"
    assert f"3 of 3 signatures ({signed})" in line_about(whole.kind, whole.about)
    accept_item(actor=decider, item_pk=whole.pk)
    assert Agreement.objects.get().state == "in_force"
    send_agreement(actor=decider, partner_id=middle.id, agreement_hash=table.read.hash)


def test_a_forged_signature_an_unknown_key_and_an_ended_partner_bind_nobody(
    table: Table, north: Correspondent, middle: Correspondent
):
    decider, line = actor_with("decision_maker"), table.line("NORTH")
    forged = line | {"signature": "00" * 64}
    item = arrived(middle, "exchange.agreement", table.item(forged))
    with pytest.raises(ForgedSignatureError):
        accept_item(actor=decider, item_pk=item.pk)
    end_partner(actor=THE_NODE, partner_id=north.id, reason="KEY_LOST")
    item = arrived(middle, "exchange.agreement", table.item(line))
    with pytest.raises(RefusedError, match="never compared by voice"):
        accept_item(actor=decider, item_pk=item.pk)
    assert Agreement.objects.count() == 0


@pytest.mark.parametrize(
    "change",
    [
        {"note": ""}, {"signature": "00"}, {"key": "AB" * 32}, {"officer": ""}, {"officer_name": "a\nb"},
        {"at": "yesterday"}, {"signer": "x" * 21},
    ],
)  # fmt: skip
def test_an_agreement_outside_the_schema_is_refused_by_name(table: Table, change: dict[str, str]):
    line = table.line("NORTH")
    assert read("exchange.agreement", table.item(line))
    whole = table.item(line)
    for broken in (
        table.item(line | change),
        table.item(line, line),
        whole | {"note": ""},
        whole | {"document": whole["document"] | {"note": ""}},
        whole | {"document": []},
    ):
        with pytest.raises(ItemRefusedError) as refusal:
            read("exchange.agreement", broken)
        assert refusal.value.reason is ItemRefusal.BAD_BODY


def test_a_node_that_signs_nothing_in_it_may_not_send_it(table: Table, north: Correspondent):
    document = table.document | {
        "signers": [table.document["signers"][1] | {"name": "EAST"}, *table.document["signers"][2:]]
    }
    item = arrived(north, "exchange.agreement", {"document": document, "signatures": []})
    assert (item.state, item.reason) == ("refused", "NOT_ALLOWED")
