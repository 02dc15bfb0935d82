"""Documentation that lags makes the check fail: broken links, unexplained commands, gone pictures and tests."""

import re
import sys
from pathlib import Path

from homeward.node.commands import COMMANDS

ROOT = Path(__file__).parents[3]
_LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
_COMMAND = re.compile(r"\./homeward ([a-z]+)")
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
_NOT_BUILT = "not built yet"


def faults() -> list[str]:
    """One line a fault, each naming the file; empty when the documentation keeps up."""
    pages = [page for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")]]
    kinds = (_broken_links, _unknown_commands, _missing_tests)
    return [fault for page in pages for kind in kinds for fault in kind(page)] + _unproved() + _unexplained()


def _broken_links(page: Path) -> list[str]:
    targets = _LINK.findall(page.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target and not target.startswith("mailto:")]
    return [
        f"{page.relative_to(ROOT)}: no such file {target}" for target in local if not (page.parent / target).exists()
    ]


def _unknown_commands(page: Path) -> list[str]:
    named = set(_COMMAND.findall(page.read_text(encoding="utf-8")))
    return [f"{page.relative_to(ROOT)}: no such command {name}" for name in sorted(named - set(COMMANDS))]


def _missing_tests(page: Path) -> list[str]:
    named = _TEST.findall(page.read_text(encoding="utf-8"))
    return [f"{page.relative_to(ROOT)}: no such test {file}::{name}" for file, name in named if not _has(file, name)]


def _has(file: str, name: str) -> bool:
    return (ROOT / file).is_file() and f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")


def _unproved() -> list[str]:
    lines = (ROOT / "NEUTRALITY.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| ") and not line.startswith("| Homeward refuses")]
    return [f"NEUTRALITY.md: no proof: {row}" for row in rows if not _TEST.search(row) and _NOT_BUILT not in row]


def _unexplained() -> list[str]:
    text = "\n".join(page.read_text(encoding="utf-8") for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
    return [
        f"README.md and docs: ./homeward {name} is explained nowhere"
        for name in COMMANDS
        if f"./homeward {name}" not in text
    ]


if __name__ == "__main__":
    found = faults()
    print("\n".join(found) or "The documentation keeps up.")
    sys.exit(1 if found else 0)
