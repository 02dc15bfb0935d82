"""A whole draw held from the command line by two parties and three mediators, with everything that may go wrong."""

import json
from pathlib import Path

import pytest

from homeward.node.commands import main
from homeward.node.documentation import ROOT
from node.planned import lists, terms

RULE = """\
contributors = ["SOUTH", "NORTH", "M1"]
mediators = ["M1", "M2", "M3"]
threshold = 2
outside = { kind = "witnessed", words = "five throws of one die" }
"""
EVERYBODY = ("M1", "NORTH", "SOUTH")


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A folder in which both lists are sealed and the record is begun."""
    lists(tmp_path / "lists")
    terms(tmp_path)
    (tmp_path / "rule.toml").write_text(RULE)
    for party in ("NORTH", "SOUTH"):
        words = ["draw", "seal", party, "--lists", str(tmp_path / "lists" / f"{party}.csv")]
        assert main([*words, "--terms", str(tmp_path / "terms.toml"), "--out", str(tmp_path)]) == 0
    sealed = [str(tmp_path / f"sealed-{party}.json") for party in ("NORTH", "SOUTH")]
    assert main([*beginning(tmp_path), *sealed]) == 0
    return tmp_path


def beginning(folder: Path, draw: str = "draw.json") -> list[str]:
    options = {"--terms": "terms.toml", "--rule": "rule.toml", "--draw": draw}
    return ["draw", "begin", *(word for name, file in options.items() for word in (name, str(folder / file)))]


def take(folder: Path, *names: str, outside: str = "") -> int:
    more = ["--outside", outside] if outside else []
    return main(["draw", "take", "--draw", str(folder / "draw.json"), *(str(folder / each) for each in names), *more])


def commit(folder: Path, *names: str) -> None:
    for name in names:
        assert main(["draw", "commit", name, "--draw", str(folder / "draw.json"), "--out", str(folder)]) == 0


def played(folder: Path, *, silent: str = "") -> None:
    commit(folder, *EVERYBODY)
    assert take(folder, *(f"committed-{name}.json" for name in EVERYBODY)) == 0
    assert take(folder, *(f"nonce-{name}.json" for name in EVERYBODY if name != silent)) == 0
    shares = [f"share-of-{name}-for-{mediator}.json" for name in EVERYBODY for mediator in ("M1", "M3")]
    assert take(folder, *shares) == 0
    assert take(folder, outside="3 1 6 6 2") == 0
    assert take(folder, "salt-NORTH.json", "salt-SOUTH.json") == 0


def key(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["draw", "close", "--draw", str(folder / "draw.json")]) == 0
    return capsys.readouterr().out


def test_a_draw_held_step_by_step_gives_a_plan_that_verifies(begun: Path, capsys: pytest.CaptureFixture[str]):
    played(begun)
    told = key(begun, capsys)
    words = ["plan", str(begun / "lists"), "--terms", str(begun / "terms.toml"), "--draw", str(begun / "draw.json")]
    assert main([*words, "--out", str(begun / "out")]) == 0
    plan = json.loads((begun / "out" / "plan.json").read_text())
    assert plan["draw"]["key"] in told
    assert plan["notes"] == []
    assert main(["verify", "plan", str(begun / "out")]) == 0


def test_whoever_stays_silent_changes_nothing_and_is_named(begun: Path, capsys: pytest.CaptureFixture[str]):
    played(begun, silent="SOUTH")
    silent = key(begun, capsys)
    assert "never opened SOUTH" in silent
    assert take(begun, "nonce-SOUTH.json") == 0
    assert key(begun, capsys).splitlines()[0] == silent.splitlines()[0]


def test_too_few_shares_make_no_key(begun: Path, capsys: pytest.CaptureFixture[str]):
    commit(begun, *EVERYBODY)
    take(begun, *(f"committed-{name}.json" for name in EVERYBODY))
    take(begun, "nonce-NORTH.json", "nonce-M1.json", "share-of-SOUTH-for-M2.json")
    take(begun, outside="1")
    assert main(["draw", "close", "--draw", str(begun / "draw.json")]) == 3
    assert "SOUTH did not open its nonce" in capsys.readouterr().err


def test_nothing_is_opened_before_all_have_committed(begun: Path, capsys: pytest.CaptureFixture[str]):
    commit(begun, "NORTH")
    before = (begun / "draw.json").read_bytes()
    assert take(begun, "committed-NORTH.json", "nonce-NORTH.json") == 2
    assert "Opened before all have committed; missing: M1, SOUTH" in capsys.readouterr().err
    assert (begun / "draw.json").read_bytes() == before
    assert take(begun, outside="3") == 2
    assert "comes after the opening" in capsys.readouterr().err


def test_nobody_seals_or_commits_or_draws_outside_twice(begun: Path, capsys: pytest.CaptureFixture[str]):
    words = ["draw", "seal", "NORTH", "--lists", str(begun / "lists"), "--terms", str(begun / "terms.toml")]
    assert main([*words, "--out", str(begun)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert main([*beginning(begun), str(begun / "sealed-NORTH.json")]) == 2
    played(begun)
    assert main(["draw", "commit", "NORTH", "--draw", str(begun / "draw.json"), "--out", str(begun / "again")]) == 2
    assert "NORTH has committed already" in capsys.readouterr().err
    assert take(begun, outside="6 6 6") == 2
    assert "drawn once" in capsys.readouterr().err
    assert take(begun, "sealed-NORTH.json") == 2
    assert "new round" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["seal", "EAST", "--lists", "lists", "--terms", "terms.toml"], "'EAST' is no party"),
        (["seal", "SOUTH", "--lists", "lists/NORTH.csv", "--terms", "terms.toml"], "held by SOUTH"),
        (["commit", "EAST", "--draw", "draw.json"], "EAST takes no part"),
        (["take", "terms.toml", "--draw", "draw.json"], "terms.toml"),
        (["take", "rule.json", "--draw", "draw.json"], "no part of a draw"),
        (["commit", "M1", "--draw", "gone.json"], "There is no draw"),
    ],
)
def test_what_does_not_belong_is_named(begun: Path, capsys, monkeypatch, words: list[str], message: str):
    monkeypatch.chdir(begun)
    (begun / "rule.json").write_text("{}")
    assert main(["draw", *words]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (RULE.replace('"NORTH", ', ""), "NORTH took no part"),
        (RULE.replace("threshold = 2", "threshold = 4"), "4 of 3 mediators"),
        (RULE.replace("witnessed", "guessed"), "'guessed' is unknown"),
        ("contributors = [", "not TOML"),
    ],
)
def test_a_rule_that_cannot_hold_is_refused(begun: Path, capsys, rule: str, message: str):
    (begun / "rule.toml").write_text(rule)
    parts = [str(begun / f"sealed-{party}.json") for party in ("NORTH", "SOUTH")]
    assert main([*beginning(begun, "other.json"), *parts]) == 2
    assert message in capsys.readouterr().err
    assert not (begun / "other.json").exists()


def test_a_party_that_has_not_sealed_is_named(begun: Path, capsys):
    assert main([*beginning(begun, "other.json"), str(begun / "sealed-NORTH.json")]) == 2
    assert "do not name the same parties: SOUTH" in capsys.readouterr().err


def test_the_rule_of_the_example_begins_a_draw(begun: Path):
    (begun / "rule.toml").write_text((ROOT / "examples" / "draw-rule.toml").read_text())
    parts = [str(begun / f"sealed-{party}.json") for party in ("NORTH", "SOUTH")]
    assert main([*beginning(begun, "other.json"), *parts]) == 0
