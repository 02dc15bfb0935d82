"""Names of steps, and the officers who take them."""

from collections.abc import Callable
from typing import Any

from homeward.base.errors import HomewardError
from homeward.office.accounts.models import Officer
from homeward.office.journal.rights import Actor

Step = Callable[..., Any]
STEPS: dict[str, Step] = {}


class StoryError(HomewardError):
    """A step of the story did not end as it should."""


def step(function: Step) -> Step:
    """Registers a step as 'module.function'."""
    STEPS[f"{function.__module__.rpartition('.')[2]}.{function.__name__}"] = function
    return function


def actor(username: str, reason: str = "") -> Actor:
    """The officer of that sign-in name, as the frame knows people."""
    return Officer.objects.get(username=username).as_actor(reason)
