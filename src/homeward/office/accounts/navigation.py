"""The stages a person may go to, and today's work: desks put their lines in, the roof shows what the viewer may see.

    add_stage(title=_("Register"), address="register:list", right="register.read", order=10, search=True)

    @todays_work
    def unread_batches(*, viewer: Actor) -> list[Card]: ...

Desks call these from the `ready` of their AppConfig (or from a module that it imports).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.urls import reverse

from homeward.office.journal.rights import Actor, has_right


@dataclass(frozen=True, slots=True)
class Stage:
    """One entry of the navigation: a lazily translated title, the name of an address, the rights of which one opens it.

    `apart`: a side room, set off from the journey.
    """

    title: Any
    address: str
    rights: tuple[str, ...]
    order: int
    search: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One piece of today's work: what waits, how much of it, and where it is done."""

    title: str
    text: str
    url: str
    count: int | None = None
    link: str = ""
    tone: str = "info"


class Work(Protocol):
    """Tells one desk's work for the person who looks; empty when there is none, or none for that person."""

    def __call__(self, *, viewer: Actor) -> list[Card]: ...


STAGES: dict[str, Stage] = {}
_WORK: list[Callable[..., list[Card]]] = []


def add_stage(
    *, title: Any, address: str, right: str | tuple[str, ...], order: int, search: bool = False, apart: bool = False
) -> None:
    """Puts a stage into the navigation.

    Args:
        right: what opens it; where several do, any one of them. search: the address takes the search box as `?q=`.
    """
    rights = (right,) if isinstance(right, str) else right
    STAGES[address] = Stage(title, address, rights, order, search, apart)


def todays_work(function: Work) -> Work:
    """Registers a function that tells a desk's work of today."""
    if function not in _WORK:
        _WORK.append(function)
    return function


def work_for(viewer: Actor) -> list[Card]:
    """All desks' cards for this person, in the order of the journey."""
    return [card for function in _WORK for card in function(viewer=viewer)]


def entries_for(actor: Actor, path: str) -> list[dict[str, Any]]:
    """Navigation for the shell: the stages this person may open, the present one marked."""
    shown = sorted((stage for stage in STAGES.values() if _opens(stage, actor)), key=lambda stage: stage.order)
    addresses = [(stage, reverse(stage.address)) for stage in shown]
    return [
        {"title": stage.title, "url": url, "active": path.startswith(url), "apart": stage.apart}
        for stage, url in addresses
    ]


def search_address(actor: Actor) -> str:
    """Where the shell's search box leads; '' when this person may search nowhere."""
    for stage in STAGES.values():
        if stage.search and _opens(stage, actor):
            return reverse(stage.address)
    return ""


def _opens(stage: Stage, actor: Actor) -> bool:
    return any(has_right(actor, right) for right in stage.rights)
