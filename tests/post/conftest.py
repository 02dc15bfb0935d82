"""This node is South's bureau in these tests; North is its partner."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from homeward.office.journal.rights import THE_NODE
from homeward.office.parties.actions import admit_party
from homeward.office.parties.models import Party
from homeward.post.models import Partner
from homeward.post.own import Own, own_set_to
from homeward.post.partners import add_partner
from post.correspondent import Correspondent, node


@pytest.fixture(autouse=True)
def south(tmp_path: Path) -> Iterator[Own]:
    with own_set_to(node("south", party="SOUTH")) as own, override_settings(FILES_DIR=tmp_path / "files"):
        yield own


@pytest.fixture
def north(south: Own, db: None) -> Correspondent:
    """A partner whose words were heard."""
    if not Party.objects.filter(pk="SOUTH").exists():
        admit_party(actor=THE_NODE, code="SOUTH", role="party", names={"en": "Southland"})
    return befriended(Correspondent(node("north", party="NORTH"), south))


@pytest.fixture
def middle(south: Own, db: None) -> Correspondent:
    """The intermediary."""
    return befriended(Correspondent(node("middle", role="intermediary"), south))


def befriended(other: Correspondent) -> Correspondent:
    add_partner(actor=THE_NODE, card_file=other.card_file(), words=other.own.card.words())
    return other


@pytest.fixture
def partner(north: Correspondent) -> Partner:
    return Partner.objects.get(pk=north.id)
