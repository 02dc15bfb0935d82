"""A paper of another node carries the signature of the node that speaks for each line, or it is not taken."""

from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from homeward.base.errors import ConflictError, InputError, TamperedError
from homeward.desks.handover.actions import take_events, take_manifest, take_papers
from homeward.desks.handover.actions.closing import signed_bytes
from homeward.desks.handover.actions.taking import UnknownNodeKeyError
from homeward.desks.handover.models import DayEvent, Handover, Paper, Signature
from homeward.desks.handover.queries import bundle_events, bundle_papers
from homeward.desks.handover.signing import set_key_book
from homeward.engine.sealing import canonical_bytes, digest

NODES = {name: Ed25519PrivateKey.generate() for name in ("NORTH", "SOUTH", "intermediary", "stranger")}
PUBLIC = {name: key.public_key().public_bytes_raw().hex() for name, key in NODES.items()}
LINES = {"NORTH": "NORTH", "SOUTH": "SOUTH", "witness": "intermediary"}


@pytest.fixture(autouse=True)
def key_book() -> Iterator[None]:
    known = {key: name for name, key in PUBLIC.items() if name != "stranger"}
    set_key_book(lambda public_key: known.get(public_key, ""))
    yield
    set_key_book(None)


def signed_by(name: str, paper_hash: str, line: dict) -> dict:
    at = line["at"].replace("+00:00", "Z")
    data = signed_bytes(paper_hash, line["stands_for"], line["officer"], at)
    return line | {"node_key": PUBLIC[name], "node_signature": NODES[name].sign(data).hex()}


@pytest.fixture
def second_node(given_day) -> tuple:
    """What the first node hands out, each line signed by its own node, and an empty second node with the manifest."""
    day = given_day
    papers = bundle_papers(viewer=day.neutral, handover_id=day.key)
    for paper in papers:
        lines = paper["signatures"]
        paper["signatures"] = [signed_by(LINES[each["stands_for"]], paper["hash"], each) for each in lines]
    document = bytes(Handover.objects.get(pk=day.key).document)
    for model in (Signature, Paper, DayEvent):
        model.objects.all().delete()
    Handover.objects.all().delete()
    return day, papers, take_manifest(actor=day.south, document=document)


def test_three_lines_of_three_known_nodes_are_taken_once(second_node):
    day, papers, taken = second_node
    assert take_papers(actor=day.south, handover_id=taken.pk, items=papers) == 3
    assert take_papers(actor=day.south, handover_id=taken.pk, items=papers) == 0
    assert set(Signature.objects.values_list("stands_for", "node_key")) == {
        (line, PUBLIC[name]) for line, name in LINES.items()
    }


@pytest.mark.parametrize(
    ("line", "signer"),
    [("NORTH", "stranger"), ("NORTH", "SOUTH"), ("SOUTH", "intermediary"), ("witness", "NORTH"), ("NORTH", "")],
)
def test_a_line_by_a_key_that_does_not_speak_for_it_is_refused_with_all_beside_it(second_node, line, signer):
    day, papers, taken = second_node
    [paper] = papers
    place = [each["stands_for"] for each in paper["signatures"]].index(line)
    lie = paper["signatures"][place]
    lie = signed_by(signer, paper["hash"], lie) if signer else lie | {"node_key": "", "node_signature": ""}
    paper["signatures"][place] = lie
    with pytest.raises(UnknownNodeKeyError, match=line):
        take_papers(actor=day.south, handover_id=taken.pk, items=papers)
    assert not Signature.objects.exists()


def test_a_signature_of_another_line_moment_or_person_does_not_fit(second_node):
    day, papers, taken = second_node
    [paper] = papers
    for change in ({"officer": "somebody"}, {"at": "2031-01-01T00:00:00+00:00"}, {"node_signature": "00" * 64}):
        lines = [paper["signatures"][0] | change, *paper["signatures"][1:]]
        with pytest.raises(TamperedError):
            take_papers(actor=day.south, handover_id=taken.pk, items=[paper | {"signatures": lines}])
    assert not Signature.objects.exists()


def test_a_line_that_another_person_signed_here_is_told_and_both_stay_as_they_are(second_node):
    day, papers, taken = second_node
    take_papers(actor=day.south, handover_id=taken.pk, items=papers)
    [paper] = papers
    other = signed_by("NORTH", paper["hash"], paper["signatures"][0] | {"officer": "somebody-else"})
    before = list(Signature.objects.order_by("id").values_list("officer", flat=True))
    with pytest.raises(ConflictError, match="Another person signed this line"):
        take_papers(actor=day.south, handover_id=taken.pk, items=[paper | {"signatures": [other]}])
    assert list(Signature.objects.order_by("id").values_list("officer", flat=True)) == before


def test_a_protocol_of_as_many_but_other_events_is_not_taken(second_node):
    day, _papers, taken = second_node
    protocol = {"what": "protocol", "signatures": [], "document": {"manifest": taken.hash, "events": 0, "union": "ab"}}
    from_elsewhere = protocol | {"hash": _hash_of(protocol["document"])}
    with pytest.raises(InputError, match="other events"):
        take_papers(actor=day.south, handover_id=taken.pk, items=[from_elsewhere])
    assert take_events(actor=day.south, handover_id=taken.pk, items=bundle_events(
        viewer=day.neutral, handover_id=taken.pk
    )) == []  # fmt: skip


def _hash_of(document: dict) -> str:
    return digest(canonical_bytes(document))
