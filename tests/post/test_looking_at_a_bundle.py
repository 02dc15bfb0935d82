"""`./homeward verify bundle` opens a file with the node's own key, says what it is, and takes nothing."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from homeward.engine.sealing.bundle import BundleRefusedError, Refusal
from homeward.node.commands.verify import bundle as command
from homeward.post.models import Arrival, Partner, Quarantined
from homeward.post.receiving import receive
from post.correspondent import Correspondent, a_list

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _this_node(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "opened_node", lambda name: SimpleNamespace(name=name))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "sent.hwb"


def test_a_bundle_that_is_next_is_told_with_sender_number_and_items(north: Correspondent, file: Path):
    file.write_bytes(north.bundle(north.item(a_list())))
    told = "\n".join(command.verify_bundle(file, "south"))
    assert "from    north" in told
    assert north.id in told
    assert "number  1" in told
    assert "exchange.list (version 1)" in told
    assert not Arrival.objects.exists()
    assert not Quarantined.objects.exists()
    assert receive(file.read_bytes(), gate="stick").state == "taken"


def _reason(file: Path, data: bytes) -> tuple[Refusal, str]:
    file.write_bytes(data)
    with pytest.raises(BundleRefusedError) as caught:
        command.verify_bundle(file, "south")
    return caught.value.reason, str(caught.value)


def test_out_of_order_and_taken_before_are_told_with_sender_and_number(north: Correspondent, file: Path):
    first, second = north.bundle(north.item(a_list())), north.bundle()
    reason, words = _reason(file, second)
    assert reason is Refusal.OUT_OF_ORDER
    assert "It comes from north. Its number is 2." in words
    receive(first, gate="stick")
    assert _reason(file, first)[0] is Refusal.NUMBER_USED


def test_a_flipped_byte_another_nodes_file_and_a_stranger_are_told(north: Correspondent, middle, file: Path):
    good = north.bundle()
    assert _reason(file, good[:-1] + bytes([good[-1] ^ 1]))[0] is Refusal.NOT_OPENED
    away = Correspondent(north.own, middle.own).bundle()
    assert _reason(file, away)[0] is Refusal.NOT_OPENED
    Partner.objects.filter(pk=north.id).update(state="ended")
    assert _reason(file, good)[0] is Refusal.KEY_NOT_VALID
