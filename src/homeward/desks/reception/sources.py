"""Where the list of people who crossed comes from: the handover desk, plugged in once; tests plug in their own."""

from collections.abc import Sequence
from typing import Protocol

from django.utils.translation import gettext as _

from homeward.base.errors import NotBuiltError
from homeward.office.journal.rights import Actor


class HandedOver(Protocol):
    """Register ids of the persons who crossed at that handover, for who looks."""

    def __call__(self, *, viewer: Actor, handover_id: str) -> Sequence[str]: ...


def _nothing_plugged_in(*, viewer: Actor, handover_id: str) -> Sequence[str]:
    raise NotBuiltError(
        _("This node has no handover desk to take a list from."), cure=_("Enter the people who are expected by hand.")
    )


class _Holder:
    source: HandedOver = staticmethod(_nothing_plugged_in)


def plug_in(source: HandedOver) -> HandedOver:
    """Plugs the source in and gives back the one before it."""
    before, _Holder.source = _Holder.source, staticmethod(source)
    return before


def handed_over(*, viewer: Actor, handover_id: str) -> Sequence[str]:
    """Who crossed at that handover; NotBuiltError on a node without the handover desk."""
    return _Holder.source(viewer=viewer, handover_id=handover_id)
