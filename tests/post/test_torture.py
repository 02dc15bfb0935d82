"""Every way a bundle can be wrong, by stick and by http: one clear reason, nothing half done, and the next good one is
taken."""

import json
import resource
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from cast import client_of, officer_with
from homeward.engine.sealing import canonical_bytes, digest
from homeward.engine.sealing.bundle import PAYLOAD_TYPE, make_bundle
from homeward.engine.sealing.envelope import sign_envelope
from homeward.engine.sealing.payload import payload_bytes
from homeward.engine.sealing.seal import LARGEST_SEALED, seal
from homeward.office.journal import clock
from homeward.office.journal.verification import verify_journal
from homeward.post.carrying import take_from_stick
from homeward.post.gates.http import CONTENT_TYPE
from homeward.post.models import Arrival, OwedReceipt, Quarantined, ReceivedItem, SeenHead
from homeward.post.wording import cure_for, reason_in_words
from post.correspondent import Correspondent, a_list, node

pytestmark = pytest.mark.django_db
Maker = Callable[[Correspondent], bytes]
TEN_YEARS = timedelta(days=3653)


def good(north: Correspondent, **changes: Any) -> bytes:
    """What the next bundle would be; it does not count as sent."""
    return make_bundle(north.payload(north.item(a_list()), **changes), north.own.signing, [north.to.card.sealing])


def for_somebody_else(north: Correspondent) -> bytes:
    other = node("west", party="WEST").card.sealing
    return make_bundle(north.payload(), north.own.signing, [other])


def by_an_unknown_key(north: Correspondent) -> bytes:
    stranger = Correspondent(node("north", party="NORTH"), north.to)
    return good(stranger)


def truncated(north: Correspondent) -> bytes:
    return good(north)[:-1]


def one_bit_flipped(north: Correspondent) -> bytes:
    data = bytearray(good(north))
    data[len(data) // 2] ^= 1
    return bytes(data)


def with_another_field_in_the_envelope(north: Correspondent) -> bytes:
    envelope = json.loads(sign_envelope(payload_bytes(north.payload()), PAYLOAD_TYPE, [north.own.signing]))
    return seal(canonical_bytes({**envelope, "note": ""}), [north.to.card.sealing])


def with_a_key_twice(north: Correspondent) -> bytes:
    return north.garbled(b'"seq":1', b'"seq":1,"seq":1')


def of_a_later_version(north: Correspondent) -> bytes:
    return north.garbled(b'"version":1', b'"version":2')


def out_of_order(north: Correspondent) -> bytes:
    return good(north, seq=2, prev="ab" * 32)


def ten_years_ahead(north: Correspondent) -> bytes:
    moment = clock.now().replace(microsecond=0) + TEN_YEARS
    return good(north, created=moment, expires=moment + timedelta(days=90))


def ten_years_behind(north: Correspondent) -> bytes:
    moment = clock.now().replace(microsecond=0) - TEN_YEARS
    return good(north, created=moment, expires=moment + timedelta(days=90))


FAULTS: dict[Maker, str] = {
    for_somebody_else: "NOT_OPENED",
    by_an_unknown_key: "UNKNOWN_KEY",
    truncated: "NOT_OPENED",
    one_bit_flipped: "NOT_OPENED",
    with_another_field_in_the_envelope: "BAD_ENVELOPE",
    with_a_key_twice: "BAD_PAYLOAD",
    of_a_later_version: "NEWER_VERSION",
    out_of_order: "OUT_OF_ORDER",
    ten_years_ahead: "NOT_YET_CREATED",
    ten_years_behind: "EXPIRED",
}


def by_stick(data: bytes, folder: Path) -> tuple[str, str]:
    for old in folder.glob("*.hwb"):
        old.unlink()
    (folder / f"{digest(data)[:8]}.hwb").write_bytes(data)
    carried = take_from_stick(folder)
    [state] = carried.states
    return state, carried.refused[0].reason if carried.refused else ""


def by_http(data: bytes, _folder: Path) -> tuple[str, str]:
    response = Client(enforce_csrf_checks=True).post(reverse("post:gate"), data, content_type=CONTENT_TYPE)
    told = json.loads(response.content)
    return told["state"], told["reason"]


@pytest.mark.parametrize("gate", [by_stick, by_http])
@pytest.mark.parametrize("maker", FAULTS, ids=lambda maker: maker.__name__)
def test_a_wrong_bundle_has_one_clear_reason_does_nothing_and_stops_nothing(
    north: Correspondent, tmp_path: Path, maker: Maker, gate: Callable[[bytes, Path], tuple[str, str]]
):
    data = maker(north)
    for times in (1, 2):
        assert gate(data, tmp_path) == ("refused", FAULTS[maker])
        line = Quarantined.objects.get(digest=digest(data))
        assert (line.reason, line.arrivals, line.state) == (FAULTS[maker], times, "waiting")
    assert Arrival.objects.count() == ReceivedItem.objects.count() == SeenHead.objects.count() == 0
    # Only whoever signed can be told: a line for it alone, and its bytes are kept.
    told = OwedReceipt.objects.values_list("verdict", "reason")
    assert list(told) == ([("refused", FAULTS[maker])] if line.partner_id else [])
    assert bool(line.content) == bool(line.partner_id)
    page = client_of(officer_with("administrator")).get(reverse("post:quarantine")).content.decode()
    assert escape(reason_in_words(line.reason)[1:]) in page
    assert escape(cure_for(line.reason)) in page
    assert gate(north.bundle(north.item(a_list())), tmp_path) == ("taken", "")
    assert ReceivedItem.objects.get().state == "held"
    verify_journal()


@pytest.mark.parametrize("gate", [by_stick, by_http])
def test_a_replayed_bundle_is_known_and_a_number_used_twice_is_not_believed(
    north: Correspondent, tmp_path: Path, gate: Callable[[bytes, Path], tuple[str, str]]
):
    other, data = good(north), north.bundle(north.item(a_list()))
    assert gate(data, tmp_path) == ("taken", "")
    for _ in range(3):
        assert gate(data, tmp_path) == ("known", "")
    assert gate(other, tmp_path) == ("refused", "NUMBER_USED")
    assert (Arrival.objects.count(), ReceivedItem.objects.count()) == (1, 1)
    assert gate(north.bundle(), tmp_path) == ("taken", "")


@pytest.mark.parametrize("gate", [by_stick, by_http])
def test_of_three_the_second_removed_holds_the_third_back_until_it_comes(
    north: Correspondent, tmp_path: Path, gate: Callable[[bytes, Path], tuple[str, str]]
):
    first, second, third = (north.bundle(north.item(a_list())) for _ in range(3))
    assert gate(first, tmp_path) == ("taken", "")
    assert gate(third, tmp_path) == ("refused", "OUT_OF_ORDER")
    assert gate(second, tmp_path) == ("taken", "")
    assert gate(third, tmp_path) == ("taken", "")
    assert list(Arrival.objects.order_by("id").values_list("seq", flat=True)) == [1, 2, 3]
    assert Quarantined.objects.get().state == "taken_later"


def peak() -> int:
    """The most memory that this process ever held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def test_a_file_of_two_gigabytes_costs_no_memory_and_stops_nothing(north: Correspondent, tmp_path: Path):
    with (tmp_path / "film.hwb").open("wb") as file:
        file.truncate(2 * 1024**3)
    (tmp_path / "good.hwb").write_bytes(north.bundle(north.item(a_list())))
    before = peak()
    carried = take_from_stick(tmp_path)
    assert peak() - before < 256 * 1024**2
    assert carried.states == {"refused": 1, "taken": 1}
    assert (Quarantined.objects.get().reason, Quarantined.objects.get().size) == ("TOO_LARGE", 2 * 1024**3)


class Endless:
    """A body that says it has two gigabytes; reading any of it fails the test."""

    def read(self, *_: object) -> bytes:
        raise AssertionError("it was read")

    readline = read


def test_a_body_of_two_gigabytes_is_turned_away_unread_and_stops_nothing(north: Correspondent, tmp_path: Path):
    client = Client()
    told = {"CONTENT_LENGTH": str(2 * 1024**3), "wsgi.input": Endless()}
    response = client.generic("POST", reverse("post:gate"), b"x", content_type=CONTENT_TYPE, **told)
    assert (response.status_code, json.loads(response.content)) == (413, {"state": "refused", "reason": "TOO_LARGE"})
    assert LARGEST_SEALED < 2 * 1024**3
    assert Quarantined.objects.count() == Arrival.objects.count() == 0
    assert by_http(north.bundle(), tmp_path) == ("taken", "")
