"""Documentation that lags makes the check fail: broken links, commands nobody explains, pictures that are gone."""

import re
import sys
from pathlib import Path

from homeward.node.commands import COMMANDS

ROOT = Path(__file__).parents[3]
_LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
_COMMAND = re.compile(r"\./homeward ([a-z]+)")


def faults() -> list[str]:
    """One line a fault, each naming the file; empty when the documentation keeps up."""
    pages = [page for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")]]
    return [fault for page in pages for fault in [*_broken_links(page), *_unknown_commands(page)]] + _unexplained()


def _broken_links(page: Path) -> list[str]:
    targets = _LINK.findall(page.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target and not target.startswith("mailto:")]
    return [
        f"{page.relative_to(ROOT)}: no such file {target}" for target in local if not (page.parent / target).exists()
    ]


def _unknown_commands(page: Path) -> list[str]:
    named = set(_COMMAND.findall(page.read_text(encoding="utf-8")))
    return [f"{page.relative_to(ROOT)}: no such command {name}" for name in sorted(named - set(COMMANDS))]


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
