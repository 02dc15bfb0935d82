"""The kinds of long work. A desk registers its function; the worker process runs it.

    @long_work("tracing.search", right="tracing.search", title=_("Search among persons held"))
    def search(job: Run) -> list[str]:
        job.report("reading", 0.1)
        ...
        return [str(search.pk)]

The function acts as `job.actor`, the person who asked, through ordinary actions; it returns the ids of what it made.
A killed worker means that it runs again from the start: it must be idempotent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from homeward.base.errors import NotBuiltError
from homeward.office.jobs.runs import Run

Work = Callable[[Run], list[str]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of long work.

    Attributes:
        right: who may start it.
        address: name of the address that shows a result id; '' for none.
        node_roles: roles as which the node does it of itself, when nobody asked; empty where it never does.
    """

    name: str
    right: str
    title: Any
    work: Work
    address: str = ""
    node_roles: frozenset[str] = frozenset()


KINDS: dict[str, Kind] = {}


def long_work(
    name: str, *, right: str, title: Any, address: str = "", node_roles: frozenset[str] = frozenset()
) -> Callable[[Work], Work]:
    """Registers a function as long work of that kind. Put it in the desk's `tasks.py`, imported at start."""

    def register(function: Work) -> Work:
        if name in KINDS:
            raise TypeError(f"two kinds of long work are called {name}")
        KINDS[name] = Kind(name, right, title, function, address, node_roles)
        return function

    return register


def kind_named(name: str) -> Kind:
    """The kind of that name; NotBuiltError when no desk of this version offers it."""
    if name not in KINDS:
        raise NotBuiltError(f"This version does no long work called {name}.")
    return KINDS[name]
