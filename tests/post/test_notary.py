"""Whose key is whose: this node, and partners whose words were heard and who were not ended."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import override_settings

from homeward.desks.exchange.signing import INTERMEDIARY, Signatory, name_of_partner, notary, signatories
from homeward.desks.handover.signing import knows_keys, node_signature, owner_of
from homeward.engine.sealing.keys import is_signed
from homeward.office.journal.rights import THE_NODE
from homeward.post.notary import has_keys, plug_in, speaks_for, unplug
from homeward.post.own import Own, own_set_to
from homeward.post.partners import end_partner
from post.conftest import befriended
from post.correspondent import Correspondent, node

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plugged(south: Own) -> Iterator[None]:
    plug_in()
    yield
    unplug()


def test_this_node_comes_first_then_confirmed_partners_that_speak_for_somebody(
    south: Own, north: Correspondent, middle: Correspondent
):
    befriended(Correspondent(node("news", role="public", party="NORTH"), south))
    assert signatories() == [
        Signatory("SOUTH", south.signing.public),
        Signatory("NORTH", north.own.signing.public),
        Signatory(INTERMEDIARY, middle.own.signing.public),
    ]
    assert name_of_partner(north.id) == "NORTH"
    end_partner(actor=THE_NODE, partner_id=north.id, reason="KEY_LOST")
    assert [each.name for each in signatories()] == ["SOUTH", INTERMEDIARY]
    assert name_of_partner(north.id) == ""


def test_an_intermediary_speaks_for_no_party_whatever_its_card_says(south: Own):
    befriended(Correspondent(node("middle", role="intermediary", party="NORTH"), south))
    assert [each.name for each in notary().known()] == [INTERMEDIARY]
    assert (speaks_for("party", "NORTH"), speaks_for("public", "NORTH")) == ("NORTH", "")
    with own_set_to(node("neutral", role="intermediary")):
        assert notary().own().name == INTERMEDIARY


def test_both_desks_sign_with_the_node_s_own_key(south: Own):
    assert is_signed(south.signing.public, notary().sign(b"agreed"), b"agreed")
    key, signature = node_signature(b"handed over")
    assert key == south.signing.public.hex()
    assert is_signed(south.signing.public, bytes.fromhex(signature), b"handed over")


def test_a_key_nobody_here_knows_and_one_that_was_ended_speak_for_nobody(south: Own, north: Correspondent):
    assert knows_keys()
    assert owner_of(south.signing.public.hex()) == "SOUTH"
    assert owner_of(north.own.signing.public.hex()) == "NORTH"
    for unknown in ("ab" * 32, "", "no key", node("west").signing.public.hex()):
        assert owner_of(unknown) == ""
    end_partner(actor=THE_NODE, partner_id=north.id, reason="KEY_LOST")
    assert owner_of(north.own.signing.public.hex()) == ""


def test_a_node_without_its_key_file_plugs_nothing_in(tmp_path: Path):
    with override_settings(NODE=SimpleNamespace(keys=tmp_path)):
        assert not has_keys()
        (tmp_path / "signing.ed25519").write_bytes(b"")
        assert has_keys()
    unplug()
    assert not knows_keys()
    assert signatories() == []
