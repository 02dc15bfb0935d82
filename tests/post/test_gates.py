"""The same bytes by stick and over http: nothing in clear, nothing half written, nothing read beyond the limit."""

import json
import os
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import Client, RequestFactory
from django.urls import reverse

from homeward.base.errors import InputError
from homeward.engine.sealing.seal import LARGEST_SEALED
from homeward.office.journal.models import JournalEntry
from homeward.post.carrying import send_by_http, send_by_stick, take_from_stick
from homeward.post.gates import http, stick
from homeward.post.models import Arrival, Outgoing, Partner, Quarantined
from homeward.post.partners import checked_address
from homeward.post.receiving import receive
from homeward.post.views.gate import take_in
from post.correspondent import Correspondent, a_list


def put(directory: Path, content: bytes, name: str) -> None:
    (directory / f"{name}.hwb").write_bytes(content)


def test_names_are_of_chance_and_nothing_is_written_twice(tmp_path: Path):
    assert stick.put(tmp_path, [b"one", b"two", b"one"]) == 2
    assert stick.put(tmp_path, [b"two", b"three"]) == 1
    names = [path.name for path in tmp_path.iterdir()]
    assert len(names) == 3
    assert all(len(name) == 36 and name.endswith(".hwb") for name in names)
    assert {found.read() for found in stick.look(tmp_path)} == {b"one", b"two", b"three"}


def test_a_half_written_file_a_link_a_folder_and_a_stranger_s_file_are_never_picked_up(tmp_path: Path):
    put(tmp_path, b"whole", "whole")
    (tmp_path / ".abc.part").write_bytes(b"half")
    (tmp_path / ".hidden.hwb").write_bytes(b"hidden")
    (tmp_path / "note.txt").write_bytes(b"note")
    (tmp_path / "folder.hwb").mkdir()
    (tmp_path / "link.hwb").symlink_to(tmp_path / "whole.hwb")
    os.mkfifo(tmp_path / "pipe.hwb")
    assert [found.path.name for found in stick.look(tmp_path)] == ["whole.hwb"]


def test_a_stick_that_fills_up_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("homeward.post.gates.stick.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        stick.put(tmp_path, [b"one"])
    assert list(tmp_path.iterdir()) == []


def test_a_missing_stick_is_said(tmp_path: Path):
    with pytest.raises(stick.NoStickError):
        stick.look(tmp_path / "none")


@pytest.mark.django_db
def test_bundles_of_a_stick_are_taken_in_their_order_whatever_their_names(north: Correspondent, tmp_path: Path):
    bundles = [north.bundle() for _ in range(4)]
    for name, content in zip("dbca", bundles, strict=True):
        put(tmp_path, content, name)
    carried = take_from_stick(tmp_path)
    assert (carried.states, carried.refused) == ({"taken": 4}, [])
    assert [arrival.seq for arrival in Arrival.objects.order_by("id")] == [1, 2, 3, 4]
    assert take_from_stick(tmp_path).states == {"known": 4}


@pytest.mark.django_db
def test_a_gap_leaves_the_rest_in_quarantine_until_it_is_closed(north: Correspondent, tmp_path: Path):
    bundles = [north.bundle() for _ in range(4)]
    for name in (0, 2, 3):
        put(tmp_path, bundles[name], str(name))
    carried = take_from_stick(tmp_path)
    assert carried.states == {"taken": 1, "refused": 2}
    assert {refused.reason for refused in carried.refused} == {"OUT_OF_ORDER"}
    put(tmp_path, bundles[1], "1")
    assert take_from_stick(tmp_path).states == {"known": 1, "taken": 3}
    assert set(Quarantined.objects.values_list("state", flat=True)) == {"taken_later"}


@pytest.mark.django_db
def test_a_file_of_two_gigabytes_is_refused_unread(north: Correspondent, tmp_path: Path, monkeypatch: Any):
    with (tmp_path / "film.hwb").open("wb") as file:
        file.truncate(2 * 1024**3)
    monkeypatch.setattr(stick.Found, "read", lambda _found: pytest.fail("it was read"))
    carried = take_from_stick(tmp_path)
    assert [refused.reason for refused in carried.refused] == ["TOO_LARGE"]
    assert Quarantined.objects.get().size == 2 * 1024**3


@pytest.mark.django_db
def test_what_waits_and_what_is_not_acknowledged_goes_onto_the_stick(north: Correspondent, tmp_path: Path):
    receive(north.bundle(north.item(a_list())), gate="stick")
    first = send_by_stick(tmp_path)
    assert (first.sealed, first.written) == (1, 1)
    again = tmp_path / "again"
    again.mkdir()
    second = send_by_stick(again)
    assert (second.sealed, second.written) == (0, 1)
    assert stick.look(again)[0].read() == bytes(Outgoing.objects.get().content)
    assert north.read(stick.look(tmp_path)[0].read()).receipts[0].verdict == "held"


def post_in(data: bytes, **headers: Any) -> tuple[int, dict[str, str]]:
    """An answer of the gate to somebody without a session."""
    client = Client(enforce_csrf_checks=True)
    response = client.post(reverse("post:gate"), data, content_type=http.CONTENT_TYPE, headers=headers)
    return response.status_code, json.loads(response.content)


@pytest.mark.django_db
def test_the_gate_takes_a_bundle_once_and_says_known_afterwards(north: Correspondent):
    data = north.bundle(north.item(a_list()))
    assert post_in(data) == (201, {"state": "taken", "reason": ""})
    assert post_in(data) == (200, {"state": "known", "reason": ""})
    assert Arrival.objects.get().gate == "http"


@pytest.mark.django_db
def test_the_gate_refuses_with_the_reason_and_reads_nothing_too_large(north: Correspondent):
    assert post_in(b"noise") == (422, {"state": "refused", "reason": "NOT_OPENED"})
    before = JournalEntry.objects.count()
    client = Client()
    large = client.generic(
        "POST", reverse("post:gate"), b"x", content_type=http.CONTENT_TYPE, CONTENT_LENGTH=str(LARGEST_SEALED + 1)
    )
    assert (large.status_code, json.loads(large.content)["reason"]) == (413, "TOO_LARGE")
    assert client.post(reverse("post:gate"), {"a": "b"}).status_code == 415
    assert client.get(reverse("post:gate")).status_code == 405
    assert JournalEntry.objects.count() == before


@pytest.mark.django_db
def test_a_line_that_breaks_off_leaves_nothing(north: Correspondent):
    data = north.bundle()
    request = RequestFactory().post(reverse("post:gate"), data, content_type=http.CONTENT_TYPE)
    cut = {**request.environ, "wsgi.input": BytesIO(data[:-1])}
    assert take_in(WSGIRequest(cut)).status_code == 400
    assert Arrival.objects.count() == Quarantined.objects.count() == 0
    assert post_in(data)[0] == 201


@pytest.mark.django_db
def test_a_bundle_of_more_than_a_form_may_hold_passes_the_gate(north: Correspondent):
    rows = [{**a_list()["rows"][0], "id": f"p-{number}", "rank": "x" * 300} for number in range(4000)]
    data = north.bundle(north.item(a_list(rows=rows)))
    assert len(data) > 4 * 1024 * 1024
    assert post_in(data)[0] == 201


class Line:
    """A connection that hands what is said to the gate's view, or says something of its own."""

    said: list[bytes] = []
    own: bytes | None = None

    def __init__(self, *_: object, **__: object) -> None:
        self.status, self.body = 0, b""

    def request(self, _method: str, path: str, body: bytes, headers: dict[str, str]) -> None:
        self.said.append(body)
        if self.own is None:
            response = Client().post(path, body, content_type=headers["Content-Type"])
            self.status, self.body = response.status_code, response.content
        else:
            self.status, self.body = 200, self.own

    def getresponse(self) -> "Line":
        return self

    def read(self, limit: int) -> bytes:
        return self.body[:limit]

    def close(self) -> None:
        pass


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> type[Line]:
    monkeypatch.setattr(Line, "said", [])
    monkeypatch.setattr(http, "HTTPSConnection", Line)
    return Line


def test_an_answer_that_no_node_gives_is_told_as_not_reached(line: type[Line], monkeypatch: pytest.MonkeyPatch):
    for own in (b"", b"<html>", b"[]", b'{"state":"eaten"}', b"x" * 9999):
        monkeypatch.setattr(line, "own", own)
        with pytest.raises(http.NotReachedError):
            http.carry("https://partner.example/", b"sealed")


def test_nobody_at_the_other_end_is_told_as_not_reached():
    with pytest.raises(http.NotReachedError, match="did not answer"):
        http.carry("http://127.0.0.1:9/", b"sealed")


@pytest.mark.django_db
def test_what_waits_is_handed_over_in_order_and_stays_until_acknowledged(
    north: Correspondent, partner: Partner, line: type[Line]
):
    Partner.objects.update(address="https://north.example/")
    partner.refresh_from_db()
    for _ in range(2):
        receive(north.bundle(north.item(a_list())), gate="http")
        carried = send_by_http(partner)
    # This node's own gate answers here: it knows its own bundles.
    assert (carried.written, carried.states) == (2, {"own": 2})
    assert line.said[1:] == [bytes(each.content) for each in Outgoing.objects.order_by("seq")]


def test_an_address_beyond_the_form_is_refused():
    assert checked_address("https://north.example:8443/") == "https://north.example:8443/"
    with pytest.raises(InputError):
        checked_address("https://north.example/\r\nX: y/")
