"""`--open STAGE` has a page for every stage, at the node and in a role that may see it."""

import pytest
from django.urls import resolve

from homeward.node.demo import cast
from homeward.node.demo.opening_pages import PAGES
from homeward.node.demo.story import STAGES


def test_every_stage_has_its_page_in_the_order_of_the_story():
    assert tuple(PAGES) == STAGES


@pytest.mark.parametrize("stage", STAGES)
def test_the_page_is_one_of_the_node_s_and_its_officer_works_there(stage: str):
    page = PAGES[stage]
    assert resolve(page.path)
    assert page.officer in cast.of_node(page.officer.node)
    address = page.address({each.name: f"http://127.0.0.1:{8000 + number}/" for number, each in enumerate(cast.NODES)})
    assert address.startswith("http://127.0.0.1:800")
    assert f"name={page.officer.username}" in address


def test_sign_in_names_are_unique_over_all_nodes():
    names = [played.username for played in cast.CAST]
    assert len(names) == len(set(names))
