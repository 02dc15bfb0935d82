"""Bundles: written to a stick, taken from it, and what lies in them decided on by whom it concerns."""

from pathlib import Path

from homeward.node.demo.steps.registry import StoryError, actor, step
from homeward.post.carrying import Carried, send_by_stick, take_from_stick
from homeward.post.deciding import accept_item
from homeward.post.models import Partner, ReceivedItem


@step
def write_stick(stick: str, partner: str) -> int:
    """Seals what waits for that partner and writes the bundles it has not acknowledged."""
    return send_by_stick(Path(stick), Partner.objects.get(name=partner)).written


@step
def read_stick(stick: str) -> int:
    """Takes in what lies on the stick; StoryError when a file is refused."""
    carried = take_from_stick(Path(stick))
    _refuse_refused(carried)
    return carried.states.total()


def _refuse_refused(carried: Carried) -> None:
    if carried.refused:
        raise StoryError(f"A bundle was not taken: {carried.refused[0].reason}.")


@step
def accept(officer: str, kind: str) -> list[str]:
    """The officer opens every held item of that kind. Returns the desk's ids of what came of them."""
    waiting = ReceivedItem.objects.filter(kind=kind, state=ReceivedItem.State.HELD).order_by("id")
    results = [accept_item(actor=actor(officer), item_pk=item.pk).result for item in waiting]
    if not results:
        raise StoryError(f"Nothing of the kind {kind} waits.")
    return results
