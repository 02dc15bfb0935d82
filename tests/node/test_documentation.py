"""The check of the documentation sees what has gone."""

from pathlib import Path

import pytest

from homeward.node import documentation


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "examples").mkdir()
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_promises.py").write_text("def test_it_refuses():\n    ...\n", encoding="utf-8")
    told = "".join(f"./homeward {name}\n" for name in documentation.COMMANDS)
    (tmp_path / "README.md").write_text(told, encoding="utf-8")
    (tmp_path / "NEUTRALITY.md").write_text("| rank people | `tests/test_promises.py::test_it_refuses` |\n", "utf-8")
    monkeypatch.setattr(documentation, "ROOT", tmp_path)
    return tmp_path


def test_a_house_in_order_has_no_fault(house: Path):
    assert documentation.faults() == []


@pytest.mark.parametrize(
    ("page", "text", "told"),
    [
        ("README.md", "![](docs/pictures/gone.png)", "README.md: no such file docs/pictures/gone.png"),
        ("README.md", "./homeward fly", "README.md: no such command fly"),
        ("README.md", "`tests/test_promises.py::test_gone`", "no such test tests/test_promises.py::test_gone"),
        ("NEUTRALITY.md", "| sell a place | `tests/` |", "NEUTRALITY.md: no proof: | sell a place | `tests/` |"),
    ],
)
def test_what_is_gone_is_named(house: Path, page: str, text: str, told: str):
    with (house / page).open("a", encoding="utf-8") as stream:
        stream.write(text + "\n")
    (fault,) = documentation.faults()
    assert fault.endswith(told)


def test_a_refusal_that_is_not_built_says_so(house: Path):
    (house / "NEUTRALITY.md").write_text("| name those who surrender | not built yet |\n", encoding="utf-8")
    assert documentation.faults() == []
