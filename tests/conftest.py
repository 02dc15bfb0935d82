"""What all tests share. Kept small: people come from `cast.py`."""

import signal
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation

from homeward.office.journal.triggers import taken_off


def pytest_configure() -> None:
    # A password hash made to be slow has no place in a test.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _speak_english() -> None:
    # A request leaves its language behind in the thread.
    translation.activate("en")


@pytest.fixture(autouse=True)
def _signals_as_they_were() -> Iterator[None]:
    """A worker that ran inside a test leaves its handlers in the process; the next Ctrl-C would end in its hands."""
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


@pytest.fixture(scope="session", autouse=True)
def _transaction_tests_clean_up_as_owner() -> Iterator[None]:
    """Django empties every table after a transaction test; the journals refuse that to everyone but their owner."""
    usual = TransactionTestCase._fixture_teardown

    def as_owner(case: TransactionTestCase) -> None:
        with taken_off(connection):
            usual(case)

    TransactionTestCase._fixture_teardown = as_owner
    yield
    TransactionTestCase._fixture_teardown = usual
