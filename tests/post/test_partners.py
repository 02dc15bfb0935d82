"""A partner is somebody whose eight words were heard."""

import pytest

from cast import actor_with
from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.engine.sealing.envelope import sign_envelope
from homeward.engine.sealing.words import UnknownWordError
from homeward.office.journal.models import JournalEntry
from homeward.office.journal.rights import THE_NODE
from homeward.office.parties.models import Party
from homeward.post.models import Partner
from homeward.post.own import Own
from homeward.post.partners import WordsDifferError, add_partner, end_partner
from homeward.post.sending import seal_bundle
from post.correspondent import Correspondent, node

pytestmark = pytest.mark.django_db


def test_the_words_of_the_card_make_it_a_partner_and_its_party_known(south: Own):
    north = Correspondent(node("north", party="NORTH"), south)
    words = [word.upper() for word in north.own.card.words()]
    partner = add_partner(actor=actor_with("administrator"), card_file=north.card_file(), words=words)
    assert (partner.pk, partner.name, partner.state) == (north.id, "north", "confirmed")
    assert Party.objects.get(pk="NORTH").role == "counterparty"
    assert JournalEntry.objects.filter(kind="post.add_partner").count() == 1


def test_the_words_of_another_node_make_nobody_a_partner(south: Own):
    north, other = Correspondent(node("north"), south), Correspondent(node("north"), south)
    with pytest.raises(WordsDifferError):
        add_partner(actor=THE_NODE, card_file=north.card_file(), words=other.own.card.words())
    with pytest.raises(UnknownWordError):
        add_partner(actor=THE_NODE, card_file=north.card_file(), words=["homeward"] * 8)
    with pytest.raises(InputError):
        add_partner(actor=THE_NODE, card_file=north.card_file(), words=[])
    assert Partner.objects.count() == 0


def test_a_card_is_added_once_and_never_the_node_s_own(north: Correspondent, south: Own):
    with pytest.raises(ConflictError, match="added already"):
        add_partner(actor=THE_NODE, card_file=north.card_file(), words=north.own.card.words())
    with pytest.raises(ConflictError, match="itself"):
        add_partner(actor=THE_NODE, card_file=south.card_file(), words=south.card.words())


def test_another_key_under_a_known_name_needs_the_old_one_ended_first(north: Correspondent, south: Own):
    again = Correspondent(node("north", party="NORTH"), south)
    with pytest.raises(ConflictError, match="name already"):
        add_partner(actor=THE_NODE, card_file=again.card_file(), words=again.own.card.words())
    end_partner(actor=THE_NODE, partner_id=north.id, reason="KEY_CHANGED")
    add_partner(actor=THE_NODE, card_file=again.card_file(), words=again.own.card.words())
    assert Partner.objects.filter(name="north", state="confirmed").get().pk == again.id


@pytest.mark.parametrize(
    "address", ["http://198.51.100.7/", "ftp://host/", "https://host", "https://host/x/", "javascript:"]
)
def test_an_address_is_https_or_this_machine(south: Own, address: str):
    north = Correspondent(node("north"), south)
    with pytest.raises(InputError):
        add_partner(actor=THE_NODE, card_file=north.card_file(), words=north.own.card.words(), address=address)


def test_only_who_manages_the_post_adds_and_ends(north: Correspondent):
    for role in ("registrar", "intermediary_desk", "auditor"):
        with pytest.raises(RefusedError):
            end_partner(actor=actor_with(role), partner_id=north.id, reason="KEY_LOST")
    with pytest.raises(InputError):
        end_partner(actor=THE_NODE, partner_id=north.id, reason="because")
    end_partner(actor=THE_NODE, partner_id=north.id, reason="KEY_LOST")
    with pytest.raises(ConflictError):
        end_partner(actor=THE_NODE, partner_id=north.id, reason="KEY_LOST")
    with pytest.raises(ConflictError):
        seal_bundle(actor=THE_NODE, partner_id=north.id)


def test_a_file_that_is_no_card_is_refused(south: Own):
    for content in (b"", b"{}", b"\x00" * 99, sign_envelope(b"{}", "application/other", [south.signing])):
        with pytest.raises(InputError):
            add_partner(actor=THE_NODE, card_file=content, words=south.card.words())
