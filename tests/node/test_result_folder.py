"""The folder of results: whole or not there, whatever it was called and whoever was killed."""

import subprocess
import sys
from pathlib import Path

import pytest

from homeward.base.errors import InputError, TamperedError
from homeward.node.exchange_run.folder import ALWAYS, HASHES, differing_files, foreign_files, whole_folder


def fill(place: Path, word: str = "first", *, replace: bool = False) -> None:
    with whole_folder(place, replace=replace) as folder:
        (folder / "inputs").mkdir()
        for name in ALWAYS:
            (folder / name).write_text(word, encoding="utf-8")


def process_that_ended() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.communicate()
    return process.pid


def test_a_link_stays_and_the_folder_behind_it_is_filled(tmp_path: Path):
    (tmp_path / "real").mkdir()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "real")
    for word in ("first", "second"):
        fill(link, word, replace=True)
        assert link.is_symlink()
        assert (tmp_path / "real" / "plan.csv").read_text(encoding="utf-8") == word


def test_the_folder_one_stands_in_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="you stand in"):
        fill(Path("."))
    assert list(tmp_path.iterdir()) == []


def test_older_results_come_back_when_a_run_was_killed_between_its_two_renames(tmp_path: Path):
    place = tmp_path / "out"
    fill(place)
    aside = tmp_path / f".out.replaced-{process_that_ended()}"
    place.rename(aside)
    with pytest.raises(InputError, match="already holds files"):
        fill(place)
    assert differing_files(place) == []
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_a_killed_run_had_put_aside_goes_once_the_new_results_stand(tmp_path: Path):
    place = tmp_path / "out"
    fill(place)
    (tmp_path / f".out.replaced-{process_that_ended()}").mkdir()
    fill(place, "second", replace=True)
    assert (place / "plan.csv").read_text(encoding="utf-8") == "second"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_results_that_another_run_finished_meanwhile_are_kept(tmp_path: Path):
    place = tmp_path / "out"

    def slower() -> None:
        with whole_folder(place):
            place.mkdir()
            (place / "plan.csv").write_text("of the faster run", encoding="utf-8")

    with pytest.raises(InputError, match="already holds files"):
        slower()
    assert (place / "plan.csv").read_text(encoding="utf-8") == "of the faster run"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("content", [b"", b"nonsense\n", b"\xff\xfe\x00", b"[1]"])
def test_a_list_of_hashes_that_vouches_for_nothing_is_no_proof(tmp_path: Path, content: bytes):
    fill(tmp_path / "out")
    (tmp_path / "out" / HASHES).write_bytes(content)
    with pytest.raises(TamperedError, match=HASHES):
        differing_files(tmp_path / "out")


def test_a_list_of_hashes_that_leaves_the_plan_out_is_no_proof(tmp_path: Path):
    fill(tmp_path / "out")
    listing = tmp_path / "out" / HASHES
    kept = [line for line in listing.read_text(encoding="utf-8").splitlines() if not line.endswith("plan.json")]
    listing.write_text("\n".join(kept) + "\n", encoding="utf-8")
    with pytest.raises(TamperedError, match=HASHES):
        differing_files(tmp_path / "out")


def test_a_file_that_somebody_added_is_named(tmp_path: Path):
    fill(tmp_path / "out")
    assert foreign_files(tmp_path / "out") == []
    (tmp_path / "out" / "manifest-NORTH-to-SOUTH-2.pdf").write_bytes(b"%PDF")
    assert foreign_files(tmp_path / "out") == ["manifest-NORTH-to-SOUTH-2.pdf"]
