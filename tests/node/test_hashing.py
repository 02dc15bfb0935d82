"""A demonstration's passwords are shown on its sign-in page and hashed quickly; a real node's never are."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.test import override_settings

from homeward.node.home import build_node
from homeward.node.serving import node_environment

QUICK = "homeward.node.hashing.ShownPasswordHasher"
SLOW = "django.contrib.auth.hashers.ScryptPasswordHasher"


def test_the_quick_hasher_keeps_and_checks_a_password():
    with override_settings(PASSWORD_HASHERS=[QUICK]):
        kept = make_password("amber-quill-seven")
        assert kept.startswith("pbkdf2_sha256_shown$1000$")
        assert check_password("amber-quill-seven", kept)
        assert not check_password("amber-quill-eight", kept)


@pytest.mark.parametrize(("demo", "first"), [(True, QUICK), (False, SLOW)])
def test_only_a_demonstration_hashes_quickly(demo: bool, first: str, tmp_path: Path):
    node = build_node("inn", tmp_path, demo=demo, role="party", fill=lambda folder: None)
    program = "from homeward.node import settings; print(settings.PASSWORD_HASHERS[0])"
    words = [sys.executable, "-c", program]
    done = subprocess.run(words, env=node_environment(node.path), capture_output=True, text=True, check=True)
    assert done.stdout.strip() == first
