"""Where the list of people who crossed comes from: the handover desk; tests plug in people of their own."""

from collections.abc import Sequence
from typing import Protocol

from homeward.desks.handover.queries import handed_over_persons
from homeward.office.journal.rights import Actor


class HandedOver(Protocol):
    """Register ids of the persons who crossed at that handover towards that party ('' for both), for who looks."""

    def __call__(self, *, viewer: Actor, handover_id: str, destination: str = "") -> Sequence[str]: ...


class _Holder:
    source: HandedOver = staticmethod(handed_over_persons)


def plug_in(source: HandedOver) -> HandedOver:
    """Plugs the source in and gives back the one before it."""
    before, _Holder.source = _Holder.source, staticmethod(source)
    return before


def handed_over(*, viewer: Actor, handover_id: str, destination: str) -> Sequence[str]:
    """Who crossed at that handover towards that party; raises what the handover desk raises."""
    return _Holder.source(viewer=viewer, handover_id=handover_id, destination=destination)
