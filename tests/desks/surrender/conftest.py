"""Intake turned on, with a folder for its key: tests run without a node."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings


@pytest.fixture(autouse=True)
def keys(tmp_path: Path) -> Iterator[Path]:
    with override_settings(FILES_DIR=tmp_path, SURRENDER=True, SURRENDER_KEYS=tmp_path):
        yield tmp_path
