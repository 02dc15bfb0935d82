"""The signed protocol leaves as one file; a byte, a line or a key that is not as signed is noticed."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.urls import reverse

from cast import client_of
from homeward.base.errors import HomewardError, InputError, TamperedError
from homeward.desks.handover.models import Paper, Signature
from homeward.desks.handover.signed_protocol import signed_bytes, verify_protocol_file
from homeward.desks.handover.signing import set_signer
from homeward.engine.sealing import canonical_bytes
from homeward.engine.sealing.envelope import TooFewSignersError
from homeward.engine.sealing.keys import SigningKey
from homeward.node.commands import main
from homeward.office.accounts.models import Officer

NODES = {name: SigningKey.generate() for name in ("NORTH", "SOUTH", "witness")}


@pytest.fixture
def signed(given_day) -> Iterator[bytes]:
    """The file of a protocol that three nodes signed, as the closing page hands it out."""
    day = given_day
    for way in (("NORTH", "SOUTH"), ("SOUTH", "NORTH")):
        day.cross(*day.lines(way=way))
    paper = day.drawn_up()
    set_signer(lambda data: (NODES["NORTH"].public.hex(), NODES["NORTH"].sign(data).hex()))
    day.signed("protocol")
    set_signer(None)
    for line in Signature.objects.filter(paper=paper).exclude(stands_for="NORTH"):
        key = NODES[line.stands_for]
        data = signed_bytes(paper.hash, line.stands_for, line.officer, line.at.strftime("%Y-%m-%dT%H:%M:%SZ"))
        line.node_key, line.node_signature = key.public.hex(), key.sign(data).hex()
        line.save()
    client = client_of(Officer.objects.get(pk=day.north.officer_id))
    answer = client.get(reverse("handover:protocol_file", args=[day.key]))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert (
        reverse("handover:protocol_file", args=[day.key])
        in client.get(reverse("handover:closing", args=[day.key])).content.decode()
    )
    return answer.content


def test_three_nodes_signatures_over_the_protocol_are_told(signed, tmp_path, capsys):
    found = verify_protocol_file(signed, [key.public for key in NODES.values()])
    assert found.hash == Paper.objects.get(what="protocol").hash
    assert [line.stands_for for line in found.lines] == ["NORTH", "SOUTH", "witness"]
    file = tmp_path / "protocol.json"
    file.write_bytes(signed)
    assert main(["verify", "protocol", str(file)]) == 0
    told = capsys.readouterr().out
    assert found.hash in told
    assert "signed for  witness" in told
    assert "share a node" not in told
    assert main(["verify", "protocol", str(file), "--key", NODES["NORTH"].public.hex()]) == TamperedError.exit_code


def test_one_flipped_byte_is_noticed_but_in_a_name_beside_the_signature(signed):
    good, named = verify_protocol_file(signed), 0
    for place in range(0, len(signed), 3):
        flipped = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
        try:
            found = verify_protocol_file(flipped)
        except HomewardError:
            continue
        named += 1
        assert [replace(line, officer_name="") for line in found.lines] == [
            replace(line, officer_name="") for line in good.lines
        ]
        assert (found.hash, found.document) == (good.hash, good.document)
    assert 0 < named <= sum(len(line.officer_name) for line in good.lines)


def _changed(signed: bytes, change) -> bytes:
    value = json.loads(signed)
    change(value)
    return canonical_bytes(value)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda value: value["signatures"].pop(), TooFewSignersError),
        (lambda value: value["signatures"].reverse(), InputError),
        (lambda value: value["signatures"].append(value["signatures"][0]), InputError),
        (lambda value: value.update(note="x"), InputError),
        (lambda value: value["signatures"][0].update(note="x"), InputError),
        (lambda value: value["signatures"][0].update(key="", signature=""), TooFewSignersError),
        (lambda value: value["signatures"][0].update(officer="another"), TamperedError),
        (lambda value: value["signatures"][0].update(at="2020-01-01T00:00:00Z"), TamperedError),
        (lambda value: value["signatures"][0].update(key=NODES["SOUTH"].public.hex()), TamperedError),
        (lambda value: value.update(format=2), InputError),
    ],
)
def test_a_line_missing_moved_or_changed_is_named(signed, change, error):
    with pytest.raises(error):
        verify_protocol_file(_changed(signed, change))
