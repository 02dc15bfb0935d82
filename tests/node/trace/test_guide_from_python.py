"""The blocks of docs/guides/tracing-from-python.md run, one after another, on the example lists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
GUIDE = ROOT / "docs" / "guides" / "tracing-from-python.md"


def test_every_block_of_the_guide_runs_and_its_assertions_hold(monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.chdir(ROOT)
    text = GUIDE.read_text(encoding="utf-8")
    blocks = [
        (text[: found.start()].count("\n") + 2, found[1])
        for found in re.finditer(r"```python\n(.*?)```", text, re.DOTALL)
    ]
    assert len(blocks) >= 10
    names: dict[str, object] = {}
    for line, block in blocks:
        padded = "\n" * (line - 1) + block  # so that a failure names the line of the guide
        exec(compile(padded, str(GUIDE), "exec"), names)  # noqa: S102 - our own guide
    assert "Жаворонев" in capsys.readouterr().out
