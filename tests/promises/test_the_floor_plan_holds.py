"""Each import contract is broken on purpose in a temporary copy, and seen caught."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# contract -> (file that gets the offending line, the line)
BREACHES = {
    "floors": ("office/journal/breach.py", "import homeward.desks.register"),
    "engines-plain": ("engine/law/breach.py", "import django"),
    "base-alone": ("base/breach.py", "import numpy"),
    "engines-apart": ("engine/paper/breach.py", "import homeward.engine.charts"),
    "office-order": ("office/journal/breach.py", "import homeward.office.accounts"),
    "journey-order": ("desks/register/breach.py", "import homeward.desks.tracing"),
    "claims-apart": ("desks/tracing/breach.py", "import homeward.desks.claims"),
    "surrender-apart": ("post/breach.py", "import homeward.desks.surrender"),
    "surrender-register-only": ("desks/surrender/breach.py", "import homeward.desks.tracing"),
    "claims-queries-only": ("desks/claims/breach.py", "import homeward.desks.register.actions"),
    "desk-faces-tracing": ("desks/tracing/breach.py", "import homeward.desks.register.models"),
    "desk-faces-exchange": ("desks/exchange/breach.py", "import homeward.desks.tracing.models"),
    "desk-faces-families": ("desks/families/breach.py", "import homeward.desks.register.models"),
    "desk-faces-handover": ("desks/handover/breach.py", "import homeward.desks.exchange.models"),
    "desk-faces-reception": ("desks/reception/breach.py", "import homeward.desks.handover.models"),
    "desk-faces-recovery": ("desks/recovery/breach.py", "import homeward.desks.reception.models"),
    "inside-a-desk": ("desks/register/models/breach.py", "import homeward.desks.register.views"),
    "no-circles": ("engine/matching/breach.py", "import homeward.engine.matching.breach_back"),
    "node-is-the-roof": ("post/breach.py", "import homeward.node"),
}
_SECOND_FILES = {"no-circles": ("engine/matching/breach_back.py", "import homeward.engine.matching.breach")}


def contract_ids() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [contract["id"] for contract in settings["tool"]["importlinter"]["contracts"]]


@pytest.fixture(scope="module")
def copy_of_the_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("house")
    only_code = shutil.ignore_patterns("__pycache__", "static", "locale", "templates", "fonts", "migrations")
    shutil.copytree(ROOT / "src", place / "src", ignore=only_code)
    shutil.copy(ROOT / "pyproject.toml", place)
    return place


def lint(place: Path, contract: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "lint-imports"
    environment = {**os.environ, "PYTHONPATH": str(place / "src")}
    command = [program, "--no-cache", "--no-logo", "--contract", contract]
    return subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)


def test_every_contract_has_a_breach_that_shows_it_can_fail():
    assert set(BREACHES) == set(contract_ids())


@pytest.mark.parametrize("contract", sorted(BREACHES))
def test_a_broken_contract_is_caught(contract: str, copy_of_the_house: Path):
    whole = lint(copy_of_the_house, contract)
    assert whole.returncode == 0, whole.stdout + whole.stderr

    breaches = [BREACHES[contract], *([_SECOND_FILES[contract]] if contract in _SECOND_FILES else [])]
    with breached(copy_of_the_house / "src" / "homeward", breaches):
        broken = lint(copy_of_the_house, contract)
    assert broken.returncode == 1
    assert "BROKEN" in broken.stdout
    imported = BREACHES[contract][1].removeprefix("import ")
    assert imported in broken.stdout or "breach" in broken.stdout


class breached:
    """Offending lines in the copy, gone again afterwards. A module may be a file or a folder of the same name."""

    def __init__(self, house: Path, breaches: list[tuple[str, str]]) -> None:
        self._files = [(self._fitting(house, name), line) for name, line in breaches]
        self._before: dict[Path, str | None] = {}

    @staticmethod
    def _fitting(house: Path, name: str) -> Path:
        file = house / name
        as_module = file.parent.with_suffix(".py")
        return as_module if as_module.exists() and not file.parent.is_dir() else file

    def __enter__(self) -> None:
        for file, line in self._files:
            self._before[file] = file.read_text(encoding="utf-8") if file.exists() else None
            file.write_text(f"{self._before[file] or ''}\n{line}  # breach\n", encoding="utf-8")

    def __exit__(self, *failure: object) -> None:
        for file, before in self._before.items():
            if before is None:
                file.unlink()
            else:
                file.write_text(before, encoding="utf-8")
