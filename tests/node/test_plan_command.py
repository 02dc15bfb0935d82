"""`./homeward plan`: lists and terms in, one folder out, whole or not there; every refusal names party and field."""

import csv
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from engine.planning.draws import chance, played
from homeward.engine.sealing import canonical_bytes, digest
from homeward.node.commands import main
from homeward.node.exchange_run.folder import HASHES
from homeward.node.exchange_run.run import read_terms_file
from homeward.node.plan_run.intake import read_planned_units
from node.planned import HEADER, NORTH, SOUTH, TERMS, command, drawn, line, lists, terms

FILES = [
    "audit.json", "explanations.json", "files.sha256", "inputs/draw.json", "inputs/terms.json", "inputs/units.json",
    "next-round.json", "plan.json", "reasons.csv", "run.json", "summary.html",
]  # fmt: skip


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def rows(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "reasons.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {f"{row['holder']}/{row['id']}": row for row in csv.DictReader(stream)}


def refused(words: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> str:
    """The refusal's text; nothing of a result, half or whole, lies anywhere."""
    out = Path(words[words.index("--out") + 1])
    assert main(words) == code
    assert [path.name for path in out.parent.iterdir() if "out" in path.name] == []
    return capsys.readouterr().err


def restamp(folder: Path) -> None:
    """Makes the list of hashes fit again, as a forger would."""
    files = [name for name in names(folder) if name != HASHES]
    told = "".join(f"{digest((folder / name).read_bytes())}  {name}\n" for name in files)
    (folder / HASHES).write_text(told, encoding="utf-8")


def change_json(path: Path, change) -> None:
    value = json.loads(path.read_text(encoding="utf-8"))
    path.write_bytes(canonical_bytes(change(value) or value))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of a whole draw."""
    place = tmp_path_factory.mktemp("made")
    assert main(command(place, "--draw", str(drawn(place)))) == 0
    return place / "out"


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    for name in names(made):
        (tmp_path / "copy" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "copy" / name).write_bytes((made / name).read_bytes())
    return tmp_path / "copy"


def test_it_writes_every_file_and_one_reason_a_person(made: Path):
    assert names(made) == FILES
    told = rows(made)
    assert len(told) == len(NORTH) + len(SOUTH)
    assert told["NORTH/H-10"]["reason"] == "mandatory (art. 109)"
    assert told["NORTH/H-11"]["reason"] == told["SOUTH/H-27"]["reason"] == "not on this transport"
    assert told["NORTH/H-13"]["reason"] == "veto by holder"
    assert sum(row["status"] == "goes" for row in told.values()) == 7 + 7 + 1


def test_a_veto_on_somebody_under_article_109_is_refused_and_shown(made: Path):
    plan = json.loads((made / "plan.json").read_text())
    assert plan["objections"] == [{"id": "NORTH/H-10", "veto_refused": "proceedings"}]
    assert rows(made)["NORTH/H-10"]["status"] == "goes"


def test_verify_computes_all_of_it_again(made: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["verify", "plan", str(made)]) == 0
    assert "Draw, commitments, certificate, audit file and reasons follow" in capsys.readouterr().out


def test_without_a_draw_it_is_a_rehearsal_that_nobody_can_sign(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    text = TERMS.replace("[[clauses]]", f'draw_key = "{"ab" * 32}"\n\n[[clauses]]', 1)
    terms(tmp_path, text)
    assert main(command(tmp_path)) == 0
    assert "this plan cannot be signed" in capsys.readouterr().out
    assert "this plan cannot be signed" in (tmp_path / "out" / "summary.html").read_text()
    plan = json.loads((tmp_path / "out" / "plan.json").read_text())
    assert plan["draw"]["trial"] is True
    assert main(["verify", "plan", str(tmp_path / "out")]) == 0


def test_sheets_sealed_lists_and_an_earlier_folder_give_the_same_bytes(made: Path, tmp_path: Path):
    draw = str(made / "inputs" / "draw.json")
    sealed = tmp_path / "sealed"
    sealed.mkdir()
    units = json.loads((made / "inputs" / "units.json").read_text())
    for party in ("NORTH", "SOUTH"):
        own = [unit for unit in reversed(units) if unit["holder"] == party]
        (sealed / f"{party}.json").write_text(json.dumps(own, indent=1) + "\n")
    for place, given in (("a", sealed), ("b", made), ("c", made / "inputs" / "units.json")):
        assert main(command(tmp_path / place, "--draw", draw, given=given)) == 0
        for name in ("plan.json", "audit.json", "reasons.csv"):
            assert (tmp_path / place / "out" / name).read_bytes() == (made / name).read_bytes()


def test_one_sheet_may_hold_all_parties_in_a_column(made: Path, tmp_path: Path):
    both = [f"{row},NORTH" for row in NORTH] + [f"{row},SOUTH" for row in SOUTH]
    sheet = tmp_path / "everybody.csv"
    sheet.write_text("\n".join([f"{HEADER},holder", *both]), encoding="utf-8")
    assert main(command(tmp_path, "--draw", str(made / "inputs" / "draw.json"), given=sheet)) == 0
    assert (tmp_path / "out" / "plan.json").read_bytes() == (made / "plan.json").read_bytes()


@pytest.mark.parametrize("place", [{"PYTHONHASHSEED": "7", "TZ": "Asia/Kathmandu", "LC_ALL": "C"}])
def test_another_hash_seed_time_zone_and_locale_give_the_same_bytes(made: Path, tmp_path: Path, place: dict[str, str]):
    words = command(tmp_path, "--draw", str(made / "inputs" / "draw.json"))
    subprocess.run([sys.executable, "-m", "homeward", *words], check=True, env=os.environ | place, capture_output=True)
    for name in ("plan.json", "audit.json", "reasons.csv", "explanations.json", "next-round.json"):
        assert (tmp_path / "out" / name).read_bytes() == (made / name).read_bytes()


def test_an_occupied_folder_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(command(tmp_path)) == 0
    before = (tmp_path / "out" / "plan.json").read_bytes()
    assert main(command(tmp_path)) == 2
    assert "already holds files" in capsys.readouterr().err
    assert main(command(tmp_path, "--replace")) == 0
    assert (tmp_path / "out" / "plan.json").read_bytes() == before


# Bad input: what each refusal says, and with which exit code.


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (TERMS.replace("seats = 9", "seats = -1"), 2, "Clause 2 (seats): seats must be a whole number"),
        (TERMS.replace("seats = 9", "seats = 9.5"), 2, "decimal number 9.5"),
        (TERMS.replace('from = "NORTH"', 'from = "EAST"'), 2, "'EAST' is unknown"),
        (TERMS + '\n[[clauses]]\nkind = "at-least"\nside = "SOUTH"\ncategory = "WOMEN"\ncount = 3\n', 3, "clause 3"),
        (TERMS.replace("format = 1", "format = 99"), 2, "written in format 99"),
        ("format = ", 2, "is not TOML"),
    ],
)  # fmt: skip
def test_terms_that_cannot_be_used_are_refused_with_clause_and_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, code: int, message: str
):
    terms(tmp_path, text)
    assert message in refused(command(tmp_path), code, capsys)


def test_a_term_that_no_list_can_meet_is_told_with_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    terms(tmp_path, TERMS.replace('kind = "equal-heads"', 'kind = "equal-heads"\nheads = 12'))
    told = refused(command(tmp_path), 3, capsys)
    assert "12 asked" in told
    assert "NORTH to SOUTH: 13 listed" in told


def test_an_unknown_party_is_named_with_its_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    place = lists(tmp_path / "lists", EAST=[line(40)])
    told = refused(command(tmp_path, given=place), 2, capsys)
    assert "EAST.csv, row 2, holder: 'EAST' is no party of these terms" in told


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ([*NORTH, line(14, fit="perhaps")], "NORTH.csv, row 15"),
        ([*NORTH, line(14, captured="32.13.2023")], "NORTH.csv, row 15"),
        ([*NORTH, NORTH[0]], "NORTH.csv, row 15, id: same id"),
    ],
)
def test_a_row_that_cannot_be_read_leaves_nobody_out_in_silence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], changed: list[str], message: str
):
    assert message in refused(command(tmp_path, given=lists(tmp_path / "lists", NORTH=changed)), 2, capsys)


def test_a_file_that_is_no_list_and_a_folder_without_any_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    place = lists(tmp_path / "lists")
    (place / "notes.txt").write_text("hello")
    assert "notes.txt is no list" in refused(command(tmp_path, given=place), 2, capsys)
    (tmp_path / "empty").mkdir()
    assert "holds no lists" in refused(command(tmp_path, given=tmp_path / "empty"), 2, capsys)
    assert "There is no file or folder" in refused(command(tmp_path, given=tmp_path / "gone"), 2, capsys)
    (tmp_path / "units.json").write_text('[{"id": "NORTH/1"}]')
    assert "units.json: Opened unit 1 lacks" in refused(command(tmp_path, given=tmp_path / "units.json"), 2, capsys)


def silent(record, name="SOUTH", keep=()):
    return replace(
        record,
        reveals={who: nonce for who, nonce in record.reveals.items() if who != name},
        shares={pair: share for pair, share in record.shares.items() if pair[0] != name or pair[1] in keep},
    )


def test_a_list_changed_after_sealing_names_its_party(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    draw = drawn(tmp_path)
    changed = lists(tmp_path / "lists", SOUTH=[*SOUTH, line(29)])
    told = refused(command(tmp_path, "--draw", str(draw), given=changed), 4, capsys)
    assert "The list of SOUTH is not the one it sealed" in told


def test_terms_changed_after_sealing_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    draw = drawn(tmp_path)
    terms(tmp_path, TERMS.replace("seats = 9", "seats = 8"))
    assert "The draw belongs to other terms" in refused(command(tmp_path, "--draw", str(draw)), 4, capsys)


def test_a_party_that_never_opens_is_named_and_no_key_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    draw = drawn(tmp_path, silent)
    told = refused(command(tmp_path, "--draw", str(draw)), 3, capsys)
    assert "SOUTH did not open its nonce" in told
    assert "M1, M2, M3" in told


def test_a_party_that_never_opens_gains_nothing_where_shares_are_there(made: Path, tmp_path: Path):
    draw = drawn(tmp_path, lambda record: silent(record, keep=("M1", "M3")))
    assert main(command(tmp_path, "--draw", str(draw))) == 0
    assert (tmp_path / "out" / "plan.json").read_bytes() == (made / "plan.json").read_bytes()
    assert "SOUTH never opened" in (tmp_path / "out" / "summary.html").read_text()
    assert main(["verify", "plan", str(tmp_path / "out")]) == 0


def test_an_opening_that_does_not_match_names_its_party(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    draw = drawn(tmp_path, lambda record: replace(record, reveals={**record.reveals, "NORTH": chance("other")}))
    assert main(command(tmp_path, "--draw", str(draw))) == 0
    told = capsys.readouterr().out
    assert "At fault: NORTH opened a nonce that does not match its commitment." in told
    assert main(["verify", "plan", str(tmp_path / "out")]) == 0
    assert "At fault in the draw: NORTH" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"", b"{}", b'{"type": "homeward.plan"}', b"\xff"])
def test_a_file_that_is_no_draw_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes):
    (tmp_path / "d.json").write_bytes(content)
    assert "d.json:" in refused(command(tmp_path, "--draw", str(tmp_path / "d.json")), 2, capsys)
    assert "There is no draw" in refused(command(tmp_path, "--draw", str(tmp_path / "gone.json")), 2, capsys)


# What verify says of a folder that was changed, even by somebody who makes the hashes fit again.


def number_up(*path):
    def change(value):
        place = value
        for key in path[:-1]:
            place = place[key]
        last = place[path[-1]]
        place[path[-1]] = last + 1 if isinstance(last, int) else str(int(last) + 1)

    return change


def swapped_text(*path, by="0" * 64):
    def change(value):
        place = value
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = by

    return change


TAMPERED = [
    ("run.json", number_up("certificate", 0, "bound"), "run.certificate[0]"),
    ("run.json", number_up("certificate", 1, "value"), "run.certificate[1]"),
    ("run.json", number_up("certificate", 2, "multipliers", 0), "certificate[2]"),
    ("run.json", swapped_text("plan"), "run.plan"),
    ("run.json", lambda run: run["certificate"].pop() and None, "run.certificate"),
    ("audit.json", number_up("levels", 0, "value"), "audit.levels[0].value"),
    ("audit.json", number_up("classes", 0, "go"), "audit.classes[0].go"),
    ("audit.json", number_up("records", "size"), "audit.records.size"),
    ("audit.json", swapped_text("records", "root"), "audit.records.root"),
    ("audit.json", swapped_text("draw", "key"), "audit.draw.key"),
    ("audit.json", swapped_text("draw", "record", "reveals", 0, "nonce"), "audit.draw.record"),
    ("audit.json", number_up("certificate", 0, "bound"), "audit.certificate[0]"),
    ("plan.json", number_up("levels", 0, "value"), "levels[0].value"),
    ("plan.json", number_up("classes", 0, "go"), "classes[0].go"),
    ("plan.json", swapped_text("draw", "key"), "draw.key"),
    ("inputs/draw.json", swapped_text("reveals", 0, "nonce"), "audit"),
    ("inputs/draw.json", swapped_text("outside", by="6 6 6"), "draw.key"),
    ("inputs/units.json", number_up(0, "months_held"), "The list of NORTH is not the one it sealed"),
    ("inputs/terms.json", swapped_text("title", by="Another"), "belongs to other terms"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change", "place"), TAMPERED)
def test_a_changed_number_is_caught_and_its_place_named(
    copy: Path, capsys: pytest.CaptureFixture[str], name: str, change, place: str
):
    change_json(copy / name, change)
    restamp(copy)
    assert main(["verify", "plan", str(copy)]) == 4
    assert place in capsys.readouterr().err


def test_a_changed_reason_and_a_missing_draw_are_caught(copy: Path, capsys: pytest.CaptureFixture[str]):
    told = (copy / "reasons.csv").read_bytes()
    (copy / "reasons.csv").write_bytes(told.replace(b"goes", b"GOES", 1))
    restamp(copy)
    assert main(["verify", "plan", str(copy)]) == 4
    assert "reasons.csv does not tell" in capsys.readouterr().err
    (copy / "reasons.csv").write_bytes(told)
    (copy / "inputs" / "draw.json").unlink()
    restamp(copy)
    assert main(["verify", "plan", str(copy)]) == 4
    assert "inputs/draw.json is not there" in capsys.readouterr().err


def test_bytes_that_say_the_same_otherwise_are_caught(copy: Path, capsys: pytest.CaptureFixture[str]):
    for name in ("audit.json", "run.json", "plan.json"):
        kept = (copy / name).read_bytes()
        (copy / name).write_text(json.dumps(json.loads(kept), indent=1))
        restamp(copy)
        assert main(["verify", "plan", str(copy)]) == 4
        assert name in capsys.readouterr().err
        (copy / name).write_bytes(kept)


def test_another_version_is_named_when_its_plan_differs(copy: Path, capsys: pytest.CaptureFixture[str]):
    change_json(copy / "run.json", swapped_text("made_with", "homeward", by="0.9.9"))
    change_json(copy / "plan.json", swapped_text("method", by="hw/plan/9"))
    restamp(copy)
    assert main(["verify", "plan", str(copy)]) == 4
    told = capsys.readouterr().err
    assert "differs at method" in told
    assert "made with Homeward 0.9.9" in told


@pytest.mark.parametrize("name", ["plan.json", "run.json", "audit.json", "inputs/draw.json"])
def test_a_later_format_is_not_guessed_at(copy: Path, capsys: pytest.CaptureFixture[str], name: str):
    change_json(copy / name, lambda value: value | {"format": 99})
    restamp(copy)
    assert main(["verify", "plan", str(copy)]) == 2
    assert "format 99" in capsys.readouterr().err


# Several parties, families, ranks, wishes: the second format of terms.

SEVERAL = """\
format = 2
title = "Invented exchange of three"
parties = ["EAST", "NORTH", "SOUTH"]
reference_date = 2024-08-24
willingness = "list-column"

[[clauses]]
kind = "balance"

[[clauses]]
kind = "at-most"
side = "SOUTH"
category = "OFFICERS"
count = 3

[[objectives]]
kind = "persons-home"

[[objectives]]
kind = "fair-shares"

[[objectives]]
kind = "families-home"
"""
MORE = "destination,moves with,asked as,passed over"


def several(folder: Path, **changed: list[str]) -> Path:
    people = {
        "EAST": [f"{line(n)},{'NORTH' if n % 2 else 'SOUTH'},,must,{n}" for n in range(1, 6)],
        "NORTH": [f"{line(n)},{'EAST' if n % 2 else 'SOUTH'},{'family 3' * (n in (7, 9))},," for n in range(6, 12)],
        "SOUTH": [f"{line(n)},{'EAST' if n % 2 else 'NORTH'},,wanted,0" for n in range(12, 16)],
    } | changed  # fmt: skip
    folder.mkdir(exist_ok=True)
    for party, rows in people.items():
        (folder / f"{party}.csv").write_text("\n".join([f"{HEADER},{MORE}", *rows]), encoding="utf-8")
    return folder


def test_three_parties_with_a_family_are_planned_and_computed_again(tmp_path: Path):
    terms(tmp_path, SEVERAL)
    assert main(command(tmp_path, given=several(tmp_path / "lists"))) == 0
    family = rows(tmp_path / "out")["NORTH/family 3"]
    assert family["destination"] == "EAST"
    assert main(["verify", "plan", str(tmp_path / "out")]) == 0


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"EAST": [f"{line(1)},NORTH,NORTH/family 3,,"], "NORTH": [f"{line(7)},EAST,NORTH/family 3,,"]},
         "The group NORTH/family 3 is held by EAST and NORTH"),
        ({"NORTH": [f"{line(6)},EAST,f,,", f"{line(7)},SOUTH,f,,"]}, "The group NORTH/f goes home to EAST and SOUTH"),
        ({"NORTH": [f"{line(6)},,,,"]}, "NORTH.csv, row 2, destination: '' is no party"),
        ({"NORTH": [f"{line(6)},WEST,,,"]}, "destination: 'WEST' is no party"),
        ({"NORTH": [f"{line(6)},EAST,,please,"]}, "asked as: 'please' is no wish"),
        ({"NORTH": [f"{line(6)},EAST,,,-1"]}, "passed over: '-1' is no whole number"),
    ],
)  # fmt: skip
def test_units_across_two_holders_and_words_that_mean_nothing_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], changed: dict[str, list[str]], message: str
):
    terms(tmp_path, SEVERAL)
    assert message in refused(command(tmp_path, given=several(tmp_path / "lists", **changed)), 2, capsys)


# Asked beside the plan: one person, other terms, rounds to come.


def test_one_person_is_told_why_at_what_cost_and_what_would_help(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    terms(tmp_path, TERMS.replace("seats = 9", "seats = 3"))
    assert main(command(tmp_path)) == 0
    stays = next(name for name, row in rows(tmp_path / "out").items() if row["reason"] in ("lot", "class closed"))
    capsys.readouterr()
    assert main(command(tmp_path, "--what-if", stays, out="out-2")) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "One more person of this standing would mean" in told
    assert "One more would go if the parties moved: clause" in told
    document = json.loads((tmp_path / "out-2" / "explanations.json").read_text())
    assert document["what_if"]["id"] == stays
    assert document["what_if"]["moves"]
    assert (tmp_path / "out-2" / "plan.json").read_bytes() == (tmp_path / "out" / "plan.json").read_bytes()
    assert "Without clause" in (tmp_path / "out-2" / "summary.html").read_text()


def test_who_declined_is_told_no_more_than_who_is_unfit(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    told = []
    for person, place in (("H-11", "a"), ("H-27", "b")):
        assert main(command(tmp_path / place, "--what-if", person)) == 0
        document = json.loads((tmp_path / place / "out" / "explanations.json").read_text())
        told.append({key: value for key, value in document["what_if"].items() if key != "id"})
    assert told[0] == told[1]
    assert told[0]["sentences"] == ["Not on this transport."]


def test_nobody_of_that_id_stops_before_anything_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert "Nobody on the lists has the id H-99" in refused(command(tmp_path, "--what-if", "H-99"), 2, capsys)


def test_other_terms_are_compared_with_the_same_lots(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    other = terms(tmp_path, TERMS.replace("seats = 9", "seats = 3"), "other.toml")
    assert main(command(tmp_path, "--compare", str(other))) == 0
    assert "would fall out" in capsys.readouterr().out
    with (tmp_path / "out" / "compare.csv").open(encoding="utf-8-sig", newline="") as stream:
        moved = list(csv.DictReader(stream))
    assert sum(row["status"] == "goes" and row["other_status"] == "stays" for row in moved) == 10
    assert not any(row["status"] == "stays" and row["other_status"] == "goes" for row in moved)
    assert main(["verify", "plan", str(tmp_path / "out")]) == 0


def test_rounds_to_come_are_played_and_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    terms(tmp_path, TERMS.replace('kind = "equal-heads"', 'kind = "equal-heads"\nup_to = 2'))
    assert main(command(tmp_path, "--simulate", "3", "--months-between", "2")) == 0
    assert "Simulated, persons-home" in capsys.readouterr().out
    with (tmp_path / "out" / "simulation-rounds.csv").open(encoding="utf-8-sig", newline="") as stream:
        told = [row for row in csv.DictReader(stream) if row["party"] == "everybody"]
    assert [int(row["home_by_then"]) for row in told[:3]] == [5, 9, 13]
    chart = (tmp_path / "out" / "simulation-1.svg").read_text()
    assert "Who is home when" in chart
    assert chart in (tmp_path / "out" / "summary.html").read_text()
    for number in ("0", "-1", "1000"):
        assert main(command(tmp_path, "--simulate", number, out=f"n{number}")) == (0 if number == "0" else 2)


def test_the_ledger_is_carried_to_the_next_round(tmp_path: Path):
    text = TERMS.replace("format = 1", "format = 2").replace(
        'kind = "equal-heads"', 'kind = "carry"\nbetween = ["NORTH", "SOUTH"]\nbrought = 1\nlimit = 3'
    )
    terms(tmp_path, text)
    assert main(command(tmp_path)) == 0
    plan = json.loads((tmp_path / "out" / "plan.json").read_text())
    there, back = (way["exchanged"] for way in plan["counts"])
    following = json.loads((tmp_path / "out" / "next-round.json").read_text())
    assert following["terms"]["clauses"][0]["brought"] == 1 + there - back <= 3
    stayed = [each["id"] for each in plan["stay"] if "class" in each["reason"]]
    assert following["passed_over"] == dict.fromkeys(stayed, 1)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("explanations.json", number_up("binding", 0, "clause")),
        ("explanations.json", swapped_text("plan")),
        ("explanations.json", lambda value: value | {"what_if": {"id": "NORTH/H-01"}}),
        ("explanations.json", lambda value: value | {"more": 1}),
        ("next-round.json", number_up("passed_over", "NORTH/H-01")),
        ("next-round.json", swapped_text("terms", "title")),
    ],
)
def test_changed_explanations_and_a_changed_ledger_are_caught(copy: Path, capsys, name: str, change):
    if name == "next-round.json" and "NORTH/H-01" not in json.loads((copy / name).read_text())["passed_over"]:
        change = swapped_text("plan")
    change_json(copy / name, change)
    restamp(copy)
    assert main(["verify", "plan", str(copy)]) == 4
    assert name.split(".")[0] in capsys.readouterr().err


# A party's view: all but the wishes of others, and its own lines opened.

WISHES = SEVERAL.replace('kind = "fair-shares"', 'kind = "wishes-met"\nwishes = ["must", "wanted"]')


@pytest.fixture
def viewed(tmp_path: Path) -> Path:
    terms(tmp_path, WISHES)
    place = several(tmp_path / "lists")
    agreed = read_terms_file(tmp_path / "terms.toml")
    record = played(agreed, read_planned_units(place, agreed))
    (tmp_path / "draw.json").write_bytes(canonical_bytes(record.document()))
    assert main(command(tmp_path, "--draw", str(tmp_path / "draw.json"), "--views", given=place)) == 0
    return tmp_path / "out"


def test_each_party_recomputes_the_plan_without_the_wishes_of_others(viewed: Path, capsys):
    assert main(["verify", "plan", str(viewed)]) == 0
    for party in ("EAST", "NORTH", "SOUTH"):
        view = viewed / "views" / party
        units = json.loads((view / "inputs" / "units.json").read_text())
        assert all("wish" not in unit for unit in units if unit["destination"] != party)
        assert any("wish" in unit for unit in units)
        told = (view / "inputs" / "draw.json").read_text() + (view / "audit.json").read_text()
        assert "salts" not in told
        assert (view / "plan.json").read_bytes() == (viewed / "plan.json").read_bytes()
        capsys.readouterr()
        assert main(["verify", "plan", str(view)]) == 0
        assert f"This is the view of {party}" in capsys.readouterr().out


def view_of(viewed: Path, party: str = "NORTH") -> Path:
    return viewed / "views" / party


def test_a_wish_that_the_mediators_changed_shows_in_the_view(viewed: Path, capsys):
    view = view_of(viewed)
    units = json.loads((view / "inputs" / "units.json").read_text())
    for unit in units:
        if unit["destination"] == "NORTH" and unit.get("wish"):
            unit["wish"] = "acceptable"
    (view / "inputs" / "units.json").write_bytes(canonical_bytes(units))
    restamp(view)
    assert main(["verify", "plan", str(view)]) == 4
    assert "is not what the audit file vouches for" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("openings.json", lambda value: value["openings"].pop() and None, "is not opened"),
        ("openings.json", lambda value: value["openings"].append(value["openings"][0]), "opened twice"),
        ("openings.json", swapped_text("openings", 0, "salt"), "vouches for"),
        ("openings.json", swapped_text("openings", 0, "unit", "id", by="EAST/H-99"), "is not opened"),
        ("openings.json", swapped_text("party", by="SOUTH"), "is not opened"),
        ("openings.json", lambda value: value | {"format": 2}, "openings.json"),
        ("audit.json", swapped_text("records", "root"), "vouches for"),
        ("audit.json", lambda value: value | {"records": 3}, "audit.records"),
        ("plan.json", swapped_text("inputs_digest"), "run.plan"),
        ("plan.json", number_up("classes", 0, "go"), "plan"),
        ("plan.json", number_up("levels", 1, "values", 0), "plan.levels[1]"),
        ("inputs/draw.json", swapped_text("outside", by="6"), "differs at plan"),
        ("inputs/units.json", number_up(0, "months_held"), ""),
        ("run.json", number_up("certificate", 0, "bound"), "run.certificate[0]"),
    ],
)  # fmt: skip
def test_whatever_is_changed_in_a_view_is_caught(viewed: Path, capsys, name: str, change, message: str):
    view = view_of(viewed)
    change_json(view / name, change)
    restamp(view)
    assert main(["verify", "plan", str(view)]) == 4
    assert message in capsys.readouterr().err


def test_terms_without_wishes_need_no_views(tmp_path: Path, capsys):
    assert "count no wishes" in refused(command(tmp_path, "--views"), 2, capsys)


def test_a_family_finds_its_own_person_in_the_published_audit_file(tmp_path: Path, capsys):
    draw = str(drawn(tmp_path))
    assert main(command(tmp_path, "--draw", draw, "--what-if", "H-11")) == 0
    out = tmp_path / "out"
    leaf = json.loads((out / "leaf.json").read_text())
    assert leaf["opening"]["reason"] == {"code": "not on this transport"}
    assert all(f"H-{n:02d}" not in json.dumps(leaf) for n in range(1, 29) if n != 11)
    words = ["verify", "leaf", str(out / "leaf.json"), "--audit", str(out / "audit.json")]
    capsys.readouterr()
    assert main(words) == 0
    assert "reason  not on this transport" in capsys.readouterr().out
    for change in (
        swapped_text("opening", "reason", "code", by="class filled"),
        number_up("opening", "unit", "months_held"),
        number_up("opening", "index"),
        swapped_text("plan"),
    ):
        kept = (out / "leaf.json").read_bytes()
        change_json(out / "leaf.json", change)
        assert main(words) == 4
        (out / "leaf.json").write_bytes(kept)
    assert main(["verify", "leaf", str(out / "audit.json"), "--audit", str(out / "audit.json")]) == 2
    assert main(["verify", "leaf", str(out / "gone.json"), "--audit", str(out / "audit.json")]) == 8


def test_a_plan_that_was_not_proved_to_be_the_only_one_is_told(copy: Path, capsys: pytest.CaptureFixture[str]):
    change_json(copy / "run.json", swapped_text("uniqueness", by="not proved"))
    restamp(copy)
    assert main(["verify", "plan", str(copy)]) == 0
    assert "not proved when it was made: such a plan cannot be signed" in capsys.readouterr().out
