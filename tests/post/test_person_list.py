"""A list carries who somebody is and no field more; a row outside the schema never reaches a desk."""

from typing import Any

import pytest

from cast import actor_with
from homeward.base.dates import HalfKnownDate
from homeward.base.errors import InputError, RefusedError
from homeward.base.persons import ListedPerson
from homeward.desks.register.actions import commit_import, propose_import
from homeward.engine.sealing import canonical_bytes, read_strict
from homeward.post.items import ItemRefusal, ItemRefusedError, document_in
from homeward.post.kinds.person_list import FIELDS, document_of, send_list
from homeward.post.models import ReceivedItem, SentItem
from homeward.post.receiving import receive
from post.correspondent import ROW, Correspondent, a_list

WHOLE = ListedPerson(
    id="x-1", surname="Їжак", given_name="Олег", rank="сержант", service_number="123", unit="1 бр", region="KARST",
    birth_date=HalfKnownDate(1998, 3), event_date=HalfKnownDate(2024, 5, 1), event_place="the mill by the river",
    willingness="DOES_NOT_WISH", veto="SECURITY", fit_to_travel="no", medical_decision="A", categories=("WOMEN",),
    written={"remark": "talks in his sleep"},
)  # fmt: skip


def reason_of(document: Any, *, version: int = 1, kind: str = "exchange.list") -> ItemRefusal:
    with pytest.raises(ItemRefusedError) as caught:
        document_in(kind, version, canonical_bytes(document))
    return caught.value.reason


def test_neither_place_nor_fitness_nor_own_will_nor_veto_nor_remark_leaves_the_node():
    body = canonical_bytes(document_of("NORTH", "held", [WHOLE])).decode()
    for word in ("mill", "DOES_NOT_WISH", "SECURITY", "fit_to_travel", "sleep", "willingness", "veto", "written"):
        assert word not in body
    assert set(read_strict(body.encode())["rows"][0]) == FIELDS
    assert document_in("exchange.list", 1, body.encode())["rows"][0]["surname"] == "Їжак"


@pytest.mark.parametrize(
    "changes",
    [
        {"party": ""}, {"party": "north"}, {"list": "wanted"}, {"rows": []}, {"rows": {}}, {"note": ""},
        {"rows": [ROW, ROW]}, {"rows": [{**ROW, "willingness": ""}]}, {"rows": [{**ROW, "latitude": "48.1"}]},
        {"rows": [{name: text for name, text in ROW.items() if name != "rank"}]}, {"rows": [{**ROW, "id": " "}]},
        {"rows": [{**ROW, "surname": 7}]}, {"rows": [{**ROW, "surname": "x" * 401}]}, {"rows": [["p-1"]]},
        {"rows": [{**ROW, "surname": "a\nb"}]}, {"rows": [{**ROW, "surname": "a\u202eb"}]},
        {"rows": [{**ROW, "surname": "a\x00b"}]}, {"rows": [{**ROW, "surname": "и\u0306"}]},
        {"rows": [{**ROW, "birth_date": "yesterday"}]}, {"rows": [{**ROW, "birth_date": "1998-02-30"}]},
        {"rows": [{**ROW, "birth_date": "1998-3"}]}, {"rows": [{**ROW, "birth_date": "1-2-3-4"}]},
        {"rows": [{**ROW, "categories": "WOMEN"}]}, {"rows": [{**ROW, "categories": ["he talks a lot"]}]},
        {"rows": [{**ROW, "categories": [7]}]},
    ],
)  # fmt: skip
def test_a_list_outside_the_schema_is_refused_by_name(changes: dict[str, Any]):
    assert reason_of(a_list(**changes)) is ItemRefusal.BAD_BODY


def test_bytes_that_are_no_canonical_json_are_refused():
    for body in (b"", b"[]", b'{"party": "NORTH"}', b'{"a":1,"a":1}', b"\xff"):
        with pytest.raises(ItemRefusedError) as caught:
            document_in("exchange.list", 1, body)
        assert caught.value.reason is ItemRefusal.BAD_BODY


def test_a_later_version_an_unknown_kind_and_too_much_are_told_apart():
    assert reason_of(a_list(), version=2) is ItemRefusal.NEWER_VERSION
    assert reason_of(a_list(), kind="exchange.other") is ItemRefusal.UNKNOWN_KIND
    with pytest.raises(ItemRefusedError) as caught:
        document_in("exchange.list", 1, b" " * (8 * 1024 * 1024 + 1))
    assert caught.value.reason is ItemRefusal.TOO_LARGE


@pytest.mark.django_db
def test_a_party_speaks_for_itself_and_the_intermediary_for_any(north: Correspondent, middle: Correspondent):
    receive(north.bundle(north.item(a_list(party="SOUTH"))), gate="stick")
    receive(middle.bundle(middle.item(a_list(party="SOUTH"))), gate="stick")
    states = ReceivedItem.objects.order_by("id").values_list("state", "reason")
    assert list(states) == [("refused", "NOT_ALLOWED"), ("held", "")]


@pytest.mark.django_db
def test_an_item_id_that_came_before_is_refused_and_the_first_one_stays(north: Correspondent):
    item = north.item(a_list())
    receive(north.bundle(item), gate="stick")
    receive(north.bundle(item), gate="stick")
    assert ReceivedItem.objects.get().state == "held"


@pytest.mark.django_db
def test_a_list_of_the_register_is_sent_by_who_may_read_and_send(north: Correspondent):
    registrar = actor_with("registrar")
    content = "id,surname,place\ns-1,Їжак,the mill\ns-2,Коваль,the mill\n".encode()
    batch = propose_import(actor=registrar, file_name="list.csv", content=content, party="SOUTH", kind="held")
    commit_import(actor=registrar, batch_id=batch.pk)
    for role in ("registrar", "auditor"):
        with pytest.raises(RefusedError):
            send_list(actor=actor_with(role), partner_id=north.id, party="SOUTH", list_kind="held")
    desk = actor_with("intermediary_desk")
    first = send_list(actor=desk, partner_id=north.id, party="SOUTH", list_kind="held")
    second = send_list(actor=desk, partner_id=north.id, party="SOUTH", list_kind="held")
    assert (first.reference, second.reference) == ("SOUTH:held:1", "SOUTH:held:2")
    rows = read_strict(bytes(first.body))["rows"]
    # The holder's own ids: requests and offers name persons by them on every node.
    assert [row["id"] for row in rows] == ["s-1", "s-2"]
    assert [row["surname"] for row in rows] == ["Їжак", "Коваль"]
    assert "mill" not in bytes(first.body).decode()


@pytest.mark.django_db
def test_a_list_in_which_two_persons_share_an_id_is_not_sent(north: Correspondent):
    registrar = actor_with("registrar")
    for number in range(2):
        content = f"surname,given name\nЇжак,Олег\nКоваль,Іван {number}\n".encode()
        batch = propose_import(actor=registrar, file_name="list.csv", content=content, party="SOUTH", kind="held")
        commit_import(actor=registrar, batch_id=batch.pk)
    with pytest.raises(InputError, match="share the id"):
        send_list(actor=actor_with("intermediary_desk"), partner_id=north.id, party="SOUTH", list_kind="held")
    assert not SentItem.objects.exists()
