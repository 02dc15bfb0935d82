"""`./homeward trace` on the example lists: pairs, report, summary and weights, whole or not there."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from homeward.node.commands import main

EXAMPLES = Path(__file__).parents[3] / "examples"
MISSING, HELD = EXAMPLES / "north_missing.xlsx", EXAMPLES / "held_by_south.csv"
FILES = {
    "report.html", "matches.csv", "review.csv", "rejected-rows.csv", "flagged-cells.csv", "summary.json", "model.json",
    "files.sha256",
}  # fmt: skip


def trace(*words: object) -> int:
    return main(["trace", *map(str, words)])


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of one run on the example lists."""
    out = tmp_path_factory.mktemp("trace") / "traced"
    assert trace(MISSING, HELD, "--out", out) == 0
    return out


def truth() -> set[tuple[str, str]]:
    return {
        (row["missing_id"], row["held_id"])
        for row in rows_of(EXAMPLES / "truth.csv")
        if (row["missing_list"], row["held_list"]) == (MISSING.name, HELD.name)
    }


def test_it_finds_the_missing_among_those_held_under_the_ids_of_the_lists(traced: Path):
    likely = {(row["left_id"], row["right_id"]) for row in rows_of(traced / "matches.csv")}
    assert likely <= truth()
    assert len(likely) >= 0.9 * len(truth())


def test_every_file_is_there_and_both_pair_files_have_the_promised_columns(traced: Path):
    assert {path.name for path in traced.iterdir()} == FILES
    promised = ["left_id", "right_id", "probability", "margin", "band", "reasons", "left_name", "right_name"]
    for name, band in (("matches.csv", "likely"), ("review.csv", "review")):
        rows = rows_of(traced / name)
        assert list(rows[0])[:8] == promised
        assert {row["band"] for row in rows} == {band}
        assert all(row["reasons"] and row["left_name"] and row["right_name"] for row in rows)


def test_no_row_of_either_list_is_dropped_in_silence(traced: Path):
    summary = json.loads((traced / "summary.json").read_text(encoding="utf-8"))
    rejected = rows_of(traced / "rejected-rows.csv")
    for kind, told in summary["lists"].items():
        assert told["rows_read"] == told["persons"] + told["rows_rejected"]
        assert len({row["row"] for row in rejected if row["list"] == kind}) == told["rows_rejected"]
    assert all(row["reason"] and row["cure"] for row in rejected)


def test_the_same_lists_give_the_same_bytes(traced: Path, tmp_path: Path):
    assert trace(MISSING, HELD, "--out", tmp_path / "again") == 0
    for name in FILES:
        assert (tmp_path / "again" / name).read_bytes() == (traced / name).read_bytes(), name


def test_an_occupied_folder_is_refused_before_the_work_and_replaced_when_asked(traced: Path, tmp_path: Path, capsys):
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("mine", encoding="utf-8")
    assert trace(MISSING, HELD, "--out", out) == 2
    assert trace(MISSING, HELD, "--out", out, "--replace") == 2
    assert "was not written by this command" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["mine.txt"]


def test_the_report_says_how_many_pairs_it_shows_and_where_the_others_are(tmp_path: Path):
    assert trace(MISSING, HELD, "--out", tmp_path / "out", "--pairs", 10) == 0
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    pairs = {name: len(rows_of(tmp_path / "out" / f"{name}.csv")) for name in ("matches", "review")}
    shown = len(re.findall("<article", page))
    assert shown == 10
    assert f"{pairs['matches'] + pairs['review'] - shown} further pairs are not on this page" in page
    assert f"<code>matches.csv</code> ({pairs['matches']})" in page


def test_the_report_asks_no_network_and_names_stand_isolated(traced: Path):
    page = (traced / "report.html").read_text(encoding="utf-8")
    addresses = set(re.findall(r"""(?:href|src|url)\s*[=(]\s*["']?([^"')\s>]+)""", page))
    assert all(address.startswith("#") for address in addresses)
    assert set(re.findall(r"https?://[^\s\"<]+", page)) <= {"http://www.w3.org/2000/svg"}
    first = rows_of(traced / "matches.csv")[0]
    assert f"<bdi>{first['left_name']}</bdi>" in page
    assert f"<bdi>{first['right_name']}</bdi>" in page


def test_weights_saved_and_given_again_give_the_same_pairs(traced: Path, tmp_path: Path):
    kept = tmp_path / "weights.json"
    assert trace(MISSING, HELD, "--out", tmp_path / "first", "--save-model", kept) == 0
    assert kept.read_bytes() == (traced / "model.json").read_bytes()
    assert trace(MISSING, HELD, "--out", tmp_path / "second", "--model", kept) == 0
    for name in ("matches.csv", "review.csv", "model.json"):
        assert (tmp_path / "second" / name).read_bytes() == (traced / name).read_bytes()
    assert trace(MISSING, HELD, "--out", tmp_path / "third", "--save-model", kept) == 2  # it is there already


def test_it_learns_from_answered_pairs_and_says_so(tmp_path: Path):
    answers = tmp_path / "answers.csv"
    lines = [f"{left},{right},same" for left, right in sorted(truth())[:60]]
    answers.write_text("\n".join(["left_id,right_id,answer", *lines, "NM-0003,S4-29594,not"]), encoding="utf-8")
    assert trace(MISSING, HELD, "--out", tmp_path / "out", "--train", answers) == 0
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert summary["weights_from"] == {
        "kind": "answers", "file": "answers.csv", "learnt_from": {"same": 60, "different": 1},
    }  # fmt: skip
    assert "learnt from the answers" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("left_id,right_id,answer\nNM-0003,S4-42883,same\n", "1 pairs answered 'same'"),
        ("left_id,right_id,answer\nNM-0003,nobody,same\n", "row 2, column right_id: .* no id 'nobody'"),
        ("left_id,right_id,answer\nNM-0003,S4-42883,perhaps\n", "row 2, column answer: 'perhaps'"),
        ("left_id,answer\nNM-0003,same\n", "no column right_id"),
    ],
)
def test_answers_that_teach_nothing_are_refused_with_row_and_cure(tmp_path: Path, capsys, text: str, told: str):
    answers = tmp_path / "answers.csv"
    answers.write_text(text, encoding="utf-8")
    assert trace(MISSING, HELD, "--out", tmp_path / "out", "--train", answers) == 2
    error = capsys.readouterr().err
    assert re.search(told, error)
    assert "What to do" in error
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("text", ["{", "[]", '{"format": "homeward.matching.model", "version": 99}', "\xff"])
def test_a_broken_file_of_weights_is_refused_with_its_name(tmp_path: Path, capsys, text: str):
    weights = tmp_path / "weights.json"
    weights.write_bytes(text.encode("latin-1"))
    assert trace(MISSING, HELD, "--out", tmp_path / "out", "--model", weights) == 2
    assert "weights.json" in capsys.readouterr().err


def test_stopping_leaves_nothing_half_written(tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch):
    def stopped(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("homeward.node.trace_run.run.report_html", stopped)
    assert trace(MISSING, HELD, "--out", tmp_path / "out", "--save-model", tmp_path / "weights.json") == 130
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("turned_into", [None, RuntimeError("Query interrupted")])
def test_ctrl_c_that_a_library_swallows_stops_the_work_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turned_into: Exception | None
):
    def library(*_: object) -> str:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            if turned_into:
                raise turned_into from None
        return "page"

    monkeypatch.setattr("homeward.node.trace_run.run.report_html", library)
    assert trace(MISSING, HELD, "--out", tmp_path / "out") == 130
    assert list(tmp_path.iterdir()) == []


# A shell that starts a job in the background lets it ignore the signal; a person at a terminal does not. The search
# waits for the signal, so that the work cannot be over before it comes.
INTERRUPTED = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from homeward.node.commands import main
from homeward.node.trace_run import run
run.search = lambda *_: (print("searching", flush=True), signal.pause())
sys.exit(main(sys.argv[1:]))
"""


def test_ctrl_c_in_the_middle_of_the_work_says_so_and_leaves_nothing(tmp_path: Path):
    words = ["trace", str(MISSING), str(HELD), "--out", "out", "--save-model", "weights.json"]
    environment = {**os.environ, "PYTHONPATH": str(EXAMPLES.parent / "src")}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "env": environment}
    with subprocess.Popen([sys.executable, "-c", INTERRUPTED, *words], cwd=tmp_path, **pipes) as process:
        assert process.stdout is not None
        assert "searching\n" in iter(process.stdout.readline, "")
        assert [path.name.split("-")[0] for path in tmp_path.iterdir()] == [".out.making"]
        process.send_signal(signal.SIGINT)
        _, told = process.communicate()
    assert process.returncode == 130, told
    assert "Stopped at your request" in told
    assert list(tmp_path.iterdir()) == []


def test_progress_is_told_step_by_step_where_there_is_no_terminal(tmp_path: Path, capsys):
    assert trace(MISSING, HELD, "--out", tmp_path / "out") == 0
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith("done: ")]
    assert told[0] == "done: reading the list of the missing"
    assert told[-1] == "done: writing the report"
    assert len(told) == len(set(told)) >= 8


def test_a_reader_of_one_card_learns_who_how_sure_what_against_who_else_and_what_must_happen(tmp_path: Path):
    head = "id,surname,given name,patronymic,birth date,unit\n"
    (tmp_path / "missing.csv").write_text(head + "M1,Мельник,Олег,Іванович,01.02.1985,\nM2,Гай,Юрій,,1990,\n", "utf-8")
    held = head + "H1,Мельник,Олег,Иванович,01.03.1985,\nH2,Мельник,Олег,Иванович,01.03.1985,\n"
    (tmp_path / "held.csv").write_text(held, "utf-8")
    assert trace(tmp_path / "missing.csv", tmp_path / "held.csv", "--out", tmp_path / "out") == 0
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    card = re.sub(r"<[^>]+>", "", page[page.index("<article") : page.index("</article>")])
    assert "Proposed for the missing Мельник Олег Іванович (M1): the held Мельник Олег Иванович (H" in card
    assert "review · probability" in card
    assert "level with the runner-up" in card
    assert "A person must decide, because" in card
    assert "somebody else fits just as well" in card
    assert "(held, H" in card
    assert "could also be this missing person" in card
    assert "What speaks against it" in card
    assert "Two people must each compare the records and confirm" in card
