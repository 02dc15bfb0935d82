"""What bureaux really send, through `./homeward trace`: a clear message or an honest result, never a crash, never a
silent drop."""

import csv
import json
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import openpyxl
import pytest

from homeward.node.commands import main

HEAD = ["id", "surname", "given name", "patronymic", "birth date", "service number"]
KNOWN = [
    ["M1", "Коваль", "Микола", "Петрович", "07.03.1990", "АВ-1001"],
    ["M2", "Бондар", "Ірина", "Олегівна", "15.11.1988", "АВ-1002"],
]
HELD = [
    ["H1", "Koval", "Nikolay", "Petrovich", "1990-03-07", "AB-1001"],
    ["H2", "Бондарь", "Ирина", "Олеговна", "15.11.1988", ""],
]
Rows = Sequence[Sequence[object]]


def write(path: Path, rows: Rows) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


class Run:
    """One run of the command and what came of it."""

    def __init__(self, code: int, out: Path, told: str) -> None:
        self.code, self.out, self.told = code, out, told

    def rows(self, name: str) -> list[dict[str, str]]:
        with (self.out / name).open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))

    def pairs(self) -> set[tuple[str, str]]:
        return {(row["left_id"], row["right_id"]) for name in ("matches.csv", "review.csv") for row in self.rows(name)}

    def summary(self) -> dict:
        return json.loads((self.out / "summary.json").read_text(encoding="utf-8"))

    def drops_nothing(self) -> bool:
        lists = self.summary()["lists"]
        return all(one["rows_read"] == one["persons"] + one["rows_rejected"] for one in lists.values())


@pytest.fixture
def run(tmp_path: Path, capsys) -> Callable[..., Run]:
    """Runs the command on two lists, each given as rows or as a path."""

    def _run(missing: Rows | Path, held: Rows | Path, *more: object) -> Run:
        paths = [
            each if isinstance(each, Path) else write(tmp_path / f"{name}.csv", each)
            for name, each in (("missing", missing), ("held", held))
        ]
        out = tmp_path / "out"
        code = main(["trace", *map(str, paths), "--out", str(out), *map(str, more)])
        assert out.exists() == (code == 0)
        assert not list(tmp_path.glob(".out*"))
        return Run(code, out, capsys.readouterr().err)

    return _run


@pytest.mark.parametrize(
    "content", [b"", b"\n\n\n", b"\xef\xbb\xbf", b"id,surname,given name\n", b"id,surname\n,\n,\n"]
)
def test_an_empty_list_is_refused_by_name(run, tmp_path: Path, content: bytes):
    path = tmp_path / "empty.csv"
    path.write_bytes(content)
    for lists in ((path, [HEAD, *HELD]), ([HEAD, *KNOWN], path)):
        told = run(*lists)
        assert told.code == 2
        assert re.search(r"empty|no rows", told.told)
        assert "What to do" in told.told


def test_a_list_whose_every_row_is_rejected_is_refused_with_the_first_reason(run):
    told = run([HEAD, ["M1", "Коваль", "", "", "31.02.1990", ""]], [HEAD, *HELD])
    assert told.code == 2
    assert "none of its 1 rows could be taken. Row 2: 31.02.1990 is no date." in told.told


def test_a_list_of_one_column_is_searched_by_that_column(run):
    names = [["ПІБ"], ["Коваль Микола Петрович"], ["Бондар Ірина Олегівна"], ["Заєць Лев Юрійович"]]
    found = run(names, [["ФИО"], ["Коваль Николай Петрович"], ["Синица Павел Ильич"]])
    assert found.pairs() == {("row-2", "row-2")}
    assert {row["band"] for row in found.rows("review.csv")} == {"review"}  # a name alone is never likely


def test_a_list_of_one_column_that_names_nobody_is_refused_with_its_heading(run):
    told = run([["Remarks"], ["tall"], ["short"]], [HEAD, *HELD])
    assert told.code == 2
    assert "no column says who the persons are" in told.told
    assert "Remarks" in told.told


def test_thousands_of_one_name_end_and_are_level_and_nobody_is_likely(run):
    same = ["Іваненко", "Іван", "Іванович", "", ""]
    many = [[f"{side}x{number}", *same] for side in "MH" for number in range(10_000)]
    found = run([HEAD, *many[:10_000], *KNOWN], [HEAD, *many[10_000:], *HELD])
    assert found.drops_nothing()
    assert {("M1", "H1"), ("M2", "H2")} <= found.pairs()
    assert not [row for row in found.rows("matches.csv") if "Іваненко" in row["left_name"]]


@pytest.mark.parametrize(
    "name", ["김철수", "ᏣᎳᎩ ᎠᏂᏴᏫᏯ", "მამუკა გელაშვილი", "אברהם לוי", "ꦗꦮ", "𐍈𐌰𐌹", "😀😀", "…", "١٢٣"]
)
def test_names_in_scripts_that_nobody_taught_are_kept_as_written(run, name: str):
    found = run(
        [HEAD, *KNOWN, ["M9", name, "", "", "01.02.1991", "ZZ-77"]],
        [HEAD, *HELD, ["H9", name, "", "", "01.02.1991", "ZZ-77"]],
    )
    assert ("M1", "H1") in found.pairs()
    assert ("M9", "H9") in found.pairs()
    (row,) = [row for name in ("matches.csv", "review.csv") for row in found.rows(name) if row["left_id"] == "M9"]
    assert row["left_name"] == row["right_name"] == name
    assert name in (found.out / "report.html").read_text(encoding="utf-8")


def test_names_of_300_letters_are_searched_and_written_in_full(run):
    long = "Ковальчук" * 34
    found = run(
        [HEAD, ["M1", long, long, long, "07.03.1990", "1"]], [HEAD, ["H1", long, long, long, "07.03.1990", "1"]]
    )
    assert found.pairs() == {("M1", "H1")}
    assert (
        found.rows("review.csv" if found.rows("review.csv") else "matches.csv")[0]["left_name"]
        == f"{long} {long} {long}"
    )


@pytest.mark.parametrize(
    "mark", ["\u202e", "\u2066", "\u200f", "\u200b", "\ufeff", "\x07", "\x1b", "\x7f", "\u0085", "\u00ad"]
)
def test_marks_that_steer_writing_or_are_unseen_reach_no_result(run, mark: str):
    found = run([HEAD, ["M1", f"Ко{mark}валь", f"{mark}Микола", "Петрович", "07.03.1990", "1"]], [HEAD, *HELD])
    assert found.pairs() == {("M1", "H1")}
    for name in ("matches.csv", "review.csv", "report.html", "summary.json"):
        text = (found.out / name).read_bytes().decode("utf-8-sig")
        assert mark not in text, name


def test_a_zero_byte_makes_no_crash(run, tmp_path: Path):
    path = tmp_path / "zero.csv"
    path.write_bytes("id,surname,birth date\nM1,Ков\0аль,1990\n".encode())
    told = run(path, [HEAD, *HELD])
    assert told.code == 0 or "What to do" in told.told


STYLES = [
    "07.03.1990", "7.3.1990", "07/03/1990", "07-03-1990", "1990-03-07", "1990/03/07", "19900307", "7 марта 1990 г.",
    "7 березня 1990 р.", "7 March 1990", "March 7, 1990", "1990-03-07 00:00:00", "07.03.90", "32939",
]  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_a_birth_date_is_read_in_whatever_style_it_is_written(run, style: str):
    found = run([HEAD, ["M1", "Коваль", "Микола", "Петрович", style, ""]], [HEAD, *HELD])
    assert "birth dates are the same (1990-03-07 / 1990-03-07)" in found.rows("matches.csv")[0]["reasons"]


@pytest.mark.parametrize(
    "date", ["31.02.1990", "00.00.0000", "1990-13-45", "29.02.1991", "yesterday", "01.01.3020", "99999"]
)
def test_an_impossible_date_rejects_its_row_with_row_column_value_and_cure(run, date: str):
    found = run([HEAD, *KNOWN, ["M3", "Заєць", "Лев", "", date, ""]], [HEAD, *HELD])
    (row,) = found.rows("rejected-rows.csv")
    assert (row["list"], row["row"], row["column"], row["value"]) == ("missing", "4", "birth date", date)
    assert row["reason"]
    assert row["cure"]
    assert found.drops_nothing()
    assert found.pairs() == {("M1", "H1"), ("M2", "H2")}


def test_service_numbers_turned_to_floats_meet_and_those_that_lost_digits_are_rejected(run, tmp_path: Path):
    book = openpyxl.Workbook()
    for row in (
        HEAD,
        ["M1", "Коваль", "", "", "", 12345.0],
        ["M2", "Бондар", "", "", "", "1.2E+05"],
        ["M3", "Гай", "", "", "", "6789.0"],
    ):
        book.active.append(row)
    book.save(tmp_path / "missing.xlsx")
    held = [HEAD, ["H1", "Коваль", "", "", "", "12345"], ["H3", "Гай", "", "", "", "6789"]]
    found = run(tmp_path / "missing.xlsx", held)
    reasons = [row["reasons"] for name in ("matches.csv", "review.csv") for row in found.rows(name)]
    assert len(reasons) == 2
    assert all("service numbers are the same" in one for one in reasons)
    (row,) = found.rows("rejected-rows.csv")
    assert (row["row"], row["value"]) == ("3", "1.2E+05")
    assert "digits are lost" in row["reason"]


def test_the_same_id_twice_keeps_the_first_row_and_tells_of_the_second(run):
    found = run([HEAD, *KNOWN, ["M1", "Інший", "Павло", "", "", ""], KNOWN[1]], [HEAD, *HELD])
    told = {(row["row"], row["reason"]) for row in found.rows("rejected-rows.csv")}
    assert told == {("4", "row 2 has the same id and other content"), ("5", "same id and same content as row 3")}
    assert found.pairs() == {("M1", "H1"), ("M2", "H2")}


def test_two_columns_called_name_are_refused_until_one_is_named(run):
    twice = [["id", "name", "name"], ["M1", "Коваль Микола", "Koval"]]
    told = run(twice, [HEAD, *HELD])
    assert told.code == 2
    assert "'name' and 'name (2)'" in told.told
    assert (
        run(twice, [HEAD, *HELD], "--map", "missing:full_name=name (2)", "--map", "missing:other_name=name (1)").code
        == 2
    )
    found = run(twice, [HEAD, *HELD], "--map", "missing:full_name=name", "--map", "missing:other_name=name (2)")
    assert found.code == 2 or found.pairs()


def test_a_mapping_that_fits_no_column_or_field_names_what_there_is(run):
    for word, told in (
        ("missing:surname=Nachname", "Its columns are: id, surname"),
        ("shoe=size", "Fields: id, surname"),
    ):
        refused = run([HEAD, *KNOWN], [HEAD, *HELD], "--map", word)
        assert refused.code == 2
        assert told in refused.told
    assert run([HEAD, *KNOWN], [HEAD, *HELD], "--map", "surname").code == 2


def test_cells_that_a_spreadsheet_would_run_are_defused_in_every_file(run):
    evil = '=HYPERLINK("http://x","y")'
    found = run(
        [HEAD, ["=1+1", evil, "@Микола", "+Петрович", "07.03.1990", "1"]],
        [
            HEAD,
            ["-H1", evil, "@Микола", "+Петрович", "31.02.1990", "1"],
            ["-H2", evil, "@Микола", "+Петрович", "07.03.1990", "1"],
        ],
    )
    assert found.code == 0
    for path in found.out.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            cells = [cell for row in csv.reader(stream) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))], path.name
    assert "<script>alert" not in (found.out / "report.html").read_text(encoding="utf-8")


def test_markup_in_a_name_is_text_in_the_report(run):
    name = "<script>alert(1)</script>"
    found = run([HEAD, ["M1", name, name, "", "07.03.1990", "1"]], [HEAD, ["H1", name, name, "", "07.03.1990", "1"]])
    page = (found.out / "report.html").read_text(encoding="utf-8")
    assert name not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_same_list_as_csv_workbook_and_parquet_gives_the_same_pairs(run, tmp_path: Path):
    source = write(tmp_path / "held-as.csv", [HEAD, *HELD])
    with duckdb.connect() as connection:
        copy = f"COPY (FROM read_csv('{source}', all_varchar=true)) TO '{tmp_path}/held-as.parquet'"
        connection.execute(copy)
    book = openpyxl.Workbook()
    for row in (HEAD, *HELD):
        book.active.append(row)
    book.save(tmp_path / "held-as.xlsx")
    results = []
    for kind in ("csv", "xlsx", "parquet"):
        found = run([HEAD, *KNOWN], tmp_path / f"held-as.{kind}", "--replace")
        results.append([(found.out / name).read_bytes() for name in ("matches.csv", "review.csv")])
    assert results[0] == results[1] == results[2]


# Programs and libraries themselves take address space, so the limit counts from there.
LIMITED = """
import resource, sys
from pathlib import Path
import homeward.node.commands.trace, homeward.engine.sheets.parquet
from homeward.node.commands import main
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + {room}, used + {room}))
sys.exit(main({arguments!r}))
"""


def limited(room: int, *arguments: object) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own that may take `room` bytes more than it is itself."""
    code = LIMITED.format(room=room, arguments=["trace", *map(str, arguments)])
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300)


@pytest.mark.skipif(sys.platform != "linux", reason="limits of address space are Linux's")
def test_a_file_larger_than_memory_is_searched_when_its_persons_fit(tmp_path: Path):
    """300 MB of remarks beside some thousand persons in 270 MB: memory follows persons, not bytes."""
    remark = "x" * 100_000
    with (tmp_path / "held.csv").open("w", encoding="utf-8", newline="") as stream:
        stream.write(",".join([*HEAD, "remarks"]) + "\n")
        for number in range(3_000):
            stream.write(f"H{number},Коваль{number},Николай,Петрович,07.03.19{50 + number % 50},{number},{remark}\n")
    missing = write(tmp_path / "missing.csv", [HEAD, ["M1", "Коваль7", "Микола", "Петрович", "07.03.1957", "7"]])
    done = limited(270 << 20, missing, tmp_path / "held.csv", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "M1,H7," in (tmp_path / "out" / "matches.csv").read_text(encoding="utf-8-sig")


@pytest.mark.skipif(sys.platform != "linux", reason="limits of address space are Linux's")
def test_more_persons_than_memory_takes_are_refused_before_the_work_with_both_figures(tmp_path: Path):
    with (tmp_path / "held.csv").open("w", encoding="utf-8", newline="") as stream:
        stream.write(",".join(HEAD) + "\n")
        stream.writelines(f"H{number},Коваль,Иван,,1990,\n" for number in range(400_000))
    missing = write(tmp_path / "missing.csv", [HEAD, *KNOWN])
    refused = limited(500 << 20, missing, tmp_path / "held.csv", "--out", tmp_path / "out")
    assert refused.returncode == 2, refused.stderr
    assert re.search(
        r"held\.csv holds about [34]\d\d,\d{3} rows; .* about \d\.\d\d GB of memory, .* \d\.\d\d GB left",
        refused.stderr,
    )
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".", "out"))] == []
