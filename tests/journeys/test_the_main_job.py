"""The main job as a bureau runs it: lists in, explained exchange and its papers out, from the command line."""

import csv
import hashlib
import json
import re
import shutil
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from homeward.node.commands import main

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
LISTS = {
    "--missing NORTH": "north_missing.xlsx",
    "--held NORTH": "held_by_north.xlsx",
    "--missing SOUTH": "south_missing.csv",
    "--held SOUTH": "held_by_south.csv",
}


def exchange(out: Path, *more: str, folder: Path = EXAMPLES, terms: str = "terms.toml") -> int:
    words = [word for option, name in LISTS.items() for word in _option(option, folder / name)]
    return main(["exchange", *words, "--terms", str(folder / terms), "--out", str(out), *more])


def _option(option: str, path: Path) -> list[str]:
    name, party = option.split()
    return [name, f"{party}={path}"]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("main-job") / "out"
    assert exchange(out) == 0
    return out


@pytest.fixture
def own_lists(tmp_path: Path) -> Path:
    folder = tmp_path / "lists"
    shutil.copytree(EXAMPLES, folder, ignore=shutil.ignore_patterns("*.py", "truth.csv", "__pycache__"))
    return folder


def test_it_finds_who_holds_whom_and_says_nothing_false(result: Path):
    truth = {(row["missing_id"], row["held_id"]) for row in rows(EXAMPLES / "truth.csv")}
    found = {
        (row["left_id"], row["right_id"])
        for name in ("matches-NORTH-SOUTH.csv", "matches-SOUTH-NORTH.csv")
        for row in rows(result / name)
    }
    assert found <= truth
    assert len(found) >= 0.95 * len(truth)


def test_115_go_home_each_way_with_art_109_beside(result: Path):
    plan = json.loads((result / "plan.json").read_bytes())
    assert [(way["from"], way["to"], way["exchanged"]) for way in plan["counts"]] == [
        ("NORTH", "SOUTH", 115),
        ("SOUTH", "NORTH", 115),
    ]
    assert [way["mandatory"] for way in plan["counts"]] == [3, 5]


def test_everyone_held_has_exactly_one_reason_and_none_names_another(result: Path):
    lines = rows(result / "plan.csv")
    held = [(line["holder"], line["id"]) for line in lines]
    assert len(held) == len(set(held)) == 167 + 167
    assert all(line["reason"] and line["explanation"] for line in lines)
    ids = {identifier for _, identifier in held}
    for line in lines:
        assert not ids & set(re.findall(r"[\w-]+", line["explanation"]))


def test_a_second_run_gives_the_same_bytes(result: Path, tmp_path: Path):
    again = tmp_path / "again"
    assert exchange(again) == 0
    repeated = [
        path.name for path in result.iterdir() if path.is_file() and path.name not in ("run.json", "files.sha256")
    ]
    assert len(repeated) >= 10
    for name in repeated:
        assert (again / name).read_bytes() == (result / name).read_bytes(), name


def test_every_qr_code_of_the_manifests_is_read_back_and_holds_no_name(result: Path):
    for way, heads in (("NORTH-to-SOUTH", 118), ("SOUTH-to-NORTH", 120)):
        codes, text = _codes_and_text(result / f"manifest-{way}.pdf")
        plan_hash = hashlib.sha256((result / "plan.json").read_bytes()).hexdigest()
        of_list = {code for code in codes if "/" in code}
        assert {code.split("/")[1] for code in of_list} == {plan_hash}
        assert len(codes - of_list) == heads
        assert all(re.fullmatch("[0-9a-f]{24}", code) for code in codes - of_list)
        assert re.search("[А-Яа-яіїєґ]", text)
        assert re.search("[A-Za-z]", text)


def _codes_and_text(path: Path) -> tuple[set[str], str]:
    document = pypdfium2.PdfDocument(path)
    codes: set[str] = set()
    text = ""
    for page in document:
        image = page.render(scale=200 / 72).to_pil()
        codes |= {code.text for code in zxingcpp.read_barcodes(image)}
        text += page.get_textpage().get_text_bounded()
    document.close()
    return codes, text


def test_the_summary_is_self_contained(result: Path):
    page = (result / "summary.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert not re.search(r"""(?:src|href)=["'](?!#)""", page)
    assert not re.search(r"https?://(?!www\.w3\.org)", page)


def test_one_changed_name_changes_the_result(result: Path, own_lists: Path, tmp_path: Path):
    line = next(
        row for row in rows(result / "plan.csv") if row["holder"] == "SOUTH" and row["reason"] == "class filled"
    )
    _rename_in_csv(own_lists / "held_by_south.csv", line["id"])
    out = tmp_path / "out"
    assert exchange(out, folder=own_lists) == 0
    after = next(row for row in rows(out / "plan.csv") if (row["holder"], row["id"]) == ("SOUTH", line["id"]))
    assert after["reason"] == "not requested"
    assert (out / "plan.json").read_bytes() != (result / "plan.json").read_bytes()


def _rename_in_csv(path: Path, identifier: str) -> None:
    text = path.read_text(encoding="cp1251")
    line = next(line for line in text.splitlines() if identifier in line.split(";"))
    cells = line.split(";")
    named = [place for place, cell in enumerate(cells) if re.fullmatch(r"[А-ЯЁ][а-яё-]+", cell.strip())][:3]
    for place in named:
        cells[place] = "Щюжхэв"
    dated = [place for place, cell in enumerate(cells) if re.fullmatch(r"\d\d\.\d\d\.\d{4}", cell.strip())][:1]
    for place in dated:
        cells[place] = "01.01.1961"
    path.write_text(text.replace(line, ";".join(cells)), encoding="cp1251")


def test_a_returned_review_file_makes_its_pairs_eligible(result: Path, tmp_path: Path):
    review = rows(result / "review-NORTH-SOUTH.csv")
    pair = review[0]
    reviewed = tmp_path / "review.csv"
    reviewed.write_text(f"left_id,right_id,answer\n{pair['left_id']},{pair['right_id']},same\n", encoding="utf-8")
    before = _reason(result, "SOUTH", pair["right_id"])
    out = tmp_path / "out"
    assert exchange(out, "--reviewed", str(reviewed)) == 0
    assert before == "not requested"
    assert _reason(out, "SOUTH", pair["right_id"]) != "not requested"


def test_a_likely_pair_answered_not_the_same_is_not_requested(result: Path, tmp_path: Path):
    pair = next(
        row
        for row in rows(result / "matches-NORTH-SOUTH.csv")
        if _reason(result, "SOUTH", row["right_id"]) == "class filled"
    )
    reviewed = tmp_path / "review.csv"
    reviewed.write_text(f"left_id;right_id;answer\n{pair['left_id']};{pair['right_id']};ні\n", encoding="utf-8")
    out = tmp_path / "out"
    assert exchange(out, "--reviewed", str(reviewed)) == 0
    assert _reason(result, "SOUTH", pair["right_id"]) != "not requested"
    assert _reason(out, "SOUTH", pair["right_id"]) == "not requested"


def _reason(folder: Path, holder: str, identifier: str) -> str:
    return next(
        row["reason"] for row in rows(folder / "plan.csv") if (row["holder"], row["id"]) == (holder, identifier)
    )


def test_asking_later_stamps_plan_and_manifests_provisional(own_lists: Path, tmp_path: Path):
    terms = own_lists / "terms.toml"
    terms.write_text(
        terms.read_text(encoding="utf-8").replace('willingness = "list-column"', 'willingness = "ask-later"'),
        encoding="utf-8",
    )
    out = tmp_path / "out"
    assert exchange(out, folder=own_lists) == 0
    assert any("PROVISIONAL" in note for note in json.loads((out / "plan.json").read_bytes())["notes"])
    assert "PROVISIONAL" in (out / "summary.html").read_text(encoding="utf-8")
    _, text = _codes_and_text(out / "manifest-NORTH-to-SOUTH.pdf")
    assert "PROVISIONAL" in text


def test_verify_finds_one_changed_byte_in_any_file(result: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    copy = tmp_path / "copy"
    shutil.copytree(result, copy)
    assert main(["verify", "plan", str(copy)]) == 0
    for path in sorted(path for path in copy.rglob("*") if path.is_file() and path.name != "files.sha256"):
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        assert main(["verify", "plan", str(copy)]) in (2, 4), path.name
        path.write_bytes(whole)
    assert "Changed since it was written: summary.html" in capsys.readouterr().err


def test_verify_finds_a_plan_that_was_changed_together_with_its_hash(
    result: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    copy = tmp_path / "copy"
    shutil.copytree(result, copy)
    plan = copy / "plan.json"
    before = plan.read_bytes()
    # Somebody's lot is made better, and the hash beside it is made to fit.
    after = re.sub(rb'"lot":(\d+)', lambda found: b'"lot":%d' % (int(found[1]) + 1), before, count=1)
    assert after != before
    plan.write_bytes(after)
    listing = (copy / "files.sha256").read_text(encoding="utf-8")
    old, new = (hashlib.sha256(data).hexdigest() for data in (before, after))
    (copy / "files.sha256").write_text(listing.replace(old, new), encoding="utf-8")
    assert main(["verify", "plan", str(copy)]) == 4
    assert "The plan differs at" in capsys.readouterr().err


@pytest.mark.parametrize("case", ["unreadable", "empty", "no identifying column", "missing"])
def test_a_list_that_cannot_be_used_gets_one_message_and_leaves_nothing(
    case: str, own_lists: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    if case == "unreadable":
        (own_lists / "held_by_north.xlsx").write_bytes(b"PK\x03\x04 this is no workbook")
    elif case == "empty":
        (own_lists / "held_by_south.csv").write_bytes(b"")
    elif case == "no identifying column":
        (own_lists / "held_by_south.csv").write_text("colour;weather\nred;rain\n", encoding="utf-8")
    else:
        (own_lists / "held_by_south.csv").unlink()
    _refused(exchange(tmp_path / "out", folder=own_lists), 2, tmp_path, capsys)


TERMS = {
    "more heads than are eligible": (r"heads = 115", "heads = 400", 3),
    "unknown party": (r'"SOUTH"', '"EAST"', 2),
    "newer format": (r"format = 1", "format = 99", 2),
    "a decimal number": (r"heads = 115", "heads = 115.0", 2),
    "no TOML": (r"format = 1", "format = = 1", 2),
    "brackets without end": (r"format = 1", "format = " + "[" * 5000, 2),
}


@pytest.mark.parametrize("case", TERMS)
def test_terms_that_cannot_be_met_get_one_message_and_leave_nothing(
    case: str, own_lists: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    pattern, changed, code = TERMS[case]
    terms = own_lists / "terms.toml"
    written = terms.read_text(encoding="utf-8")
    assert re.search(pattern, written)
    terms.write_text(re.sub(pattern, changed, written), encoding="utf-8")
    _refused(exchange(tmp_path / "out", folder=own_lists), code, tmp_path, capsys)


def _refused(code: int, expected: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = capsys.readouterr().err
    assert code == expected, told
    assert told.count("homeward: ") == 1
    assert "What to do: " in told
    assert "Traceback" not in told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lists"]


def test_a_party_that_the_terms_do_not_name_is_told_before_the_long_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    for name in ("EAST", "../EAST"):
        words = [word.replace("NORTH=", f"{name}=") for option, file in LISTS.items()
                 for word in _option(option, EXAMPLES / file)]  # fmt: skip
        code = main(["exchange", *words, "--terms", str(EXAMPLES / "terms.toml"), "--out", str(tmp_path / "out")])
        told = capsys.readouterr()
        assert code == 2
        assert f"The lists are those of {', '.join(sorted((name, 'SOUTH')))}" in told.err
        assert "looks among" not in told.out
        assert list(tmp_path.iterdir()) == []


def test_an_occupied_folder_is_left_alone(result: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "letter.txt").write_text("keep me", encoding="utf-8")
    assert exchange(foreign) == 2
    assert exchange(foreign, "--replace") == 2
    assert (foreign / "letter.txt").read_text(encoding="utf-8") == "keep me"
    own = tmp_path / "own"
    shutil.copytree(result, own)
    assert exchange(own) == 2
    assert "--replace" in capsys.readouterr().err
    assert exchange(own, "--replace") == 0


def test_a_review_file_that_cannot_be_used_names_row_and_cure(
    result: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    pair = rows(result / "matches-NORTH-SOUTH.csv")[0]
    reviewed = tmp_path / "review.csv"
    for text, told in (
        ("left_id,right_id\nA,B\n", "no column answer"),
        (f"left_id,right_id,answer\n{pair['left_id']},{pair['right_id']},perhaps\n", "row 2, column answer"),
        ("left_id,right_id,answer\nA,B,same\n", "row 2: A and B"),
    ):
        reviewed.write_text(text, encoding="utf-8")
        assert exchange(tmp_path / "out", "--reviewed", str(reviewed)) == 2
        assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_rejected_rows_name_row_column_value_and_cure(result: Path):
    rejected = rows(result / "rejected-rows.csv")
    assert len(rejected) >= 8
    for row in rejected:
        assert row["row"].isdigit()
        assert row["reason"]
        assert row["cure"]
    assert any(row["value"] == "31.02.1998" for row in rejected)
