"""Two programs that know nothing of each other say the same of every file of an agreement, good or forged."""

import base64
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.base.errors import HomewardError, InputError, TamperedError
from homeward.engine.sealing import agreements, canonical_bytes, eight_words
from homeward.engine.sealing.envelope import Signature, write_envelope
from homeward.engine.sealing.keys import SigningKey, key_id
from homeward.node.commands import main
from homeward.node.documentation import ROOT

PATH = ROOT / "checkers" / "verify_agreement.py"
NAMES = ("NORTH", "SOUTH", "intermediary")
KEYS = {name: SigningKey.generate() for name in NAMES}
DOCUMENT = {
    "format": 1,
    "type": "homeward.agreement",
    "title": "Обмін «Весна» — 1",
    "plan": "1" * 64,
    "terms": "2" * 64,
    "units": "3" * 64,
    "lists": [{"kind": "offer", "party": "NORTH", "to": "SOUTH", "number": 1, "digest": "4" * 64}],
    "signers": [{"name": name, "key": KEYS[name].public.hex()} for name in NAMES],
    "counts": [{"from": "NORTH", "to": "SOUTH", "exchanged": 4, "mandatory": 1}],
    "predecessor": "",
    "drawn_up_at": "2026-03-01T08:00:00Z",
}


def _checker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_agreement", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CHECKER = _checker()


def signed(document: dict, *names: str, keys: dict[str, SigningKey] = KEYS) -> bytes:
    """An envelope with these signatures in this order, whatever the document says."""
    data = canonical_bytes(document)
    message = agreements.pae(agreements.PAYLOAD_TYPE, data)
    given = [Signature(key_id(keys[name].public), keys[name].sign(message)) for name in names]
    return write_envelope(data, agreements.PAYLOAD_TYPE, given)


GOOD = signed(DOCUMENT, *NAMES)


def both(data: bytes, keys: list[bytes] | None = None) -> bool:
    """Whether the file is in force, when node and checker agree on it; a test fails when they do not."""
    try:
        agreements.verify_agreement_file(data, keys)
        node = True
    except HomewardError:
        node = False
    try:
        CHECKER.check(data, None if keys is None else {key.hex() for key in keys})
        checker = True
    except CHECKER.Wrong:
        checker = False
    assert node == checker
    return node


def test_a_good_file_is_good_for_both_with_and_without_the_keys():
    assert both(GOOD)
    assert both(GOOD, [KEYS[name].public for name in NAMES])


def _without_a_party() -> bytes:
    return signed(DOCUMENT, "NORTH", "intermediary")


def _without_the_intermediary() -> bytes:
    return signed(DOCUMENT, "NORTH", "SOUTH")


def _the_intermediary_first() -> bytes:
    return signed(DOCUMENT, "intermediary", "NORTH", "SOUTH")


def _one_key_twice() -> bytes:
    return signed(DOCUMENT, "NORTH", "NORTH", "SOUTH", "intermediary")


def _one_key_for_two_parties() -> bytes:
    north = KEYS["NORTH"].public.hex()
    signers = [{"name": "NORTH", "key": north}, {"name": "SOUTH", "key": north}, DOCUMENT["signers"][2]]
    return signed(DOCUMENT | {"signers": signers}, "NORTH", "intermediary")


def _the_same_key_under_two_ids() -> bytes:
    value = json.loads(GOOD)
    value["signatures"][1] = {"keyid": "0" * 64, "sig": value["signatures"][0]["sig"]}
    return canonical_bytes(value)


def _a_stranger_beside() -> bytes:
    return signed(DOCUMENT, *NAMES, "stranger", keys=KEYS | {"stranger": SigningKey.generate()})


def _another_key_in_a_partys_place() -> bytes:
    return signed(DOCUMENT, *NAMES, keys=KEYS | {"SOUTH": SigningKey.generate()})


def _with(**changes: object) -> Callable[[], bytes]:
    return lambda: signed(DOCUMENT | changes, *NAMES)


def _with_a_field_in_the_envelope() -> bytes:
    return canonical_bytes(json.loads(GOOD) | {"note": "unsigned"})


def _with_a_field_in_a_signature() -> bytes:
    value = json.loads(GOOD)
    value["signatures"][0]["role"] = "president"
    return canonical_bytes(value)


def _as_another_type() -> bytes:
    return canonical_bytes(json.loads(GOOD) | {"payloadType": "application/json"})


def _with_blanks() -> bytes:
    return GOOD.replace(b'":', b'": ', 1)


def _with_a_key_twice() -> bytes:
    return GOOD.replace(b"{", b'{"payload":"",', 1)


def _with_an_open_accent() -> bytes:
    return signed(DOCUMENT | {"title": "e\u0301"}, *NAMES)


def _with_another_spelling_of_base64() -> bytes:
    value = json.loads(GOOD)
    value["payload"] = value["payload"].rstrip("=") + "\n"
    return canonical_bytes(value)


def _in_other_bytes_inside() -> bytes:
    data = json.dumps(DOCUMENT).encode()
    message = agreements.pae(agreements.PAYLOAD_TYPE, data)
    return write_envelope(
        data, agreements.PAYLOAD_TYPE, [Signature(key_id(key.public), key.sign(message)) for key in KEYS.values()]
    )


def _with_a_key_that_fits_all() -> bytes:
    signers = [{"name": "NORTH", "key": "01" + "00" * 31}, *DOCUMENT["signers"][1:]]
    return signed(DOCUMENT | {"signers": signers}, *NAMES)


FORGED = [
    _without_a_party, _without_the_intermediary, _the_intermediary_first, _one_key_twice, _one_key_for_two_parties,
    _the_same_key_under_two_ids, _a_stranger_beside, _another_key_in_a_partys_place, _with_a_field_in_the_envelope,
    _with_a_field_in_a_signature, _as_another_type, _with_blanks, _with_a_key_twice, _with_an_open_accent,
    _with_another_spelling_of_base64, _in_other_bytes_inside, _with_a_key_that_fits_all,
    _with(note=1), _with(format=2), _with(format=True), _with(type="homeward.bundle"), _with(plan="1" * 63),
    _with(predecessor="none"), _with(drawn_up_at="2026-03-01"), _with(title=""), _with(counts={}),
    _with(counts=[{"from": "NORTH", "to": "SOUTH", "exchanged": -1, "mandatory": 0}]),
    _with(counts=[{"from": "NORTH", "to": "SOUTH", "exchanged": True, "mandatory": 0}]),
    _with(lists=[*DOCUMENT["lists"], *DOCUMENT["lists"]]), _with(lists=[{**DOCUMENT["lists"][0], "number": 0}]),
    _with(signers=DOCUMENT["signers"][:1]), _with(signers=list(reversed(DOCUMENT["signers"]))),
    lambda: b"", lambda: b"{}", lambda: b"[]", lambda: b"\xff", lambda: GOOD[:-1], lambda: GOOD + b"\n",
    lambda: b"[" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("forge", FORGED)
def test_a_forged_file_is_bad_for_both(forge: Callable[[], bytes]):
    assert not both(forge())


def test_keys_that_were_not_compared_are_bad_for_both():
    assert not both(GOOD, [KEYS["NORTH"].public, KEYS["intermediary"].public])


@settings(max_examples=400, deadline=None)
@given(place=st.integers(0, len(GOOD) - 1), byte=st.integers(0, 255))
def test_one_other_byte_anywhere_is_noticed_by_both(place: int, byte: int):
    changed = GOOD[:place] + bytes([byte]) + GOOD[place + 1 :]
    assert both(changed) == (changed == GOOD)


@settings(max_examples=200, deadline=None)
@given(place=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_one_other_byte_in_the_document_is_noticed_by_both(place: int, byte: int):
    value = json.loads(GOOD)
    payload = bytearray(base64.b64decode(value["payload"]))
    place %= len(payload)
    same = payload[place] == byte
    payload[place] = byte
    value["payload"] = base64.b64encode(bytes(payload)).decode()
    assert both(canonical_bytes(value)) == same


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run([sys.executable, PATH, *arguments], capture_output=True, text=True, env=environment)


def test_the_checker_runs_alone_and_says_hash_words_and_signers(tmp_path: Path):
    file = tmp_path / "agreement.json"
    file.write_bytes(GOOD)
    ran = _run(str(file), *(part for name in NAMES for part in ("--key", KEYS[name].public.hex())))
    assert ran.returncode == 0, ran.stderr
    agreement = agreements.verify_agreement_file(GOOD)
    assert agreement.hash in ran.stdout
    assert " ".join(eight_words(agreement.hash)) in ran.stdout
    assert all(name in ran.stdout for name in NAMES)
    file.write_bytes(_without_a_party())
    ran = _run(str(file))
    assert ran.returncode == 1
    assert "SOUTH did not sign" in ran.stderr
    assert "homeward" not in PATH.read_text(encoding="utf-8").partition("import argparse")[2].split("TYPE =")[0]


def test_the_command_says_who_signed_and_ends_with_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "agreement.json"
    file.write_bytes(GOOD)
    assert main(["verify", "agreement", str(file), "--key", *_keys()]) == 0
    told = capsys.readouterr().out
    agreement = agreements.verify_agreement_file(GOOD)
    assert agreement.hash in told
    assert " ".join(eight_words(agreement.hash)) in told
    assert all(f"signed by   {name}" in told for name in NAMES)


def _keys() -> list[str]:
    first, *others = (KEYS[name].public.hex() for name in NAMES)
    return [first, *(part for key in others for part in ("--key", key))]


@pytest.mark.parametrize(
    ("forge", "error", "words"),
    [
        (_without_a_party, TamperedError, "SOUTH did not sign"),
        (_one_key_twice, InputError, "same key"),
        (_with_a_field_in_the_envelope, InputError, "other fields"),
        (lambda: GOOD[:40] + bytes([GOOD[40] ^ 1]) + GOOD[41:], HomewardError, ""),
    ],
)
def test_the_command_names_what_is_wrong_and_ends_with_another_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], forge, error, words
):
    file = tmp_path / "agreement.json"
    file.write_bytes(forge())
    code = main(["verify", "agreement", str(file)])
    assert code != 0
    if error is not HomewardError:
        assert code == error.exit_code
    told = capsys.readouterr()
    assert words in told.err
    assert told.out == ""


def test_keys_that_are_none_and_files_that_are_none_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "agreement.json"
    file.write_bytes(GOOD)
    assert main(["verify", "agreement", str(file), "--key", "xyz"]) == InputError.exit_code
    assert main(["verify", "agreement", str(file), "--key", "00" * 31]) == InputError.exit_code
    assert main(["verify", "agreement", str(tmp_path / "none")]) == 8
    assert "What to do" in capsys.readouterr().err
