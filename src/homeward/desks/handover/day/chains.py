"""Where the count of a device has a gap, a fork or a broken link: events that are somewhere else, or were altered.

Called by the day page and before closing. It never repairs and never drops an event.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from homeward.desks.handover.day.events import GENESIS, Event

GAP, FORK, BROKEN = "gap", "fork", "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in a device's chain: events `first` to `last` are missing, doubled, or do not follow."""

    device: str
    what: str
    first: int
    last: int


def findings(events: Iterable[Event]) -> list[Finding]:
    """All findings, by device and place; empty when every chain is whole from 1 up to its last known event."""
    chains: defaultdict[str, defaultdict[int, dict[str, Event]]] = defaultdict(lambda: defaultdict(dict))
    for event in events:
        chains[event.device][event.device_seq][event.hash] = event
    return [finding for device in sorted(chains) for finding in _of_device(device, chains[device])]


def _of_device(device: str, chain: dict[int, dict[str, Event]]) -> list[Finding]:
    found, last, before = [], 0, {GENESIS}
    for seq in sorted(chain):
        if seq > last + 1:
            found.append(Finding(device, GAP, last + 1, seq - 1))
        elif not all(event.prev in before for event in chain[seq].values()):
            found.append(Finding(device, BROKEN, seq, seq))
        if len(chain[seq]) > 1:
            found.append(Finding(device, FORK, seq, seq))
        last, before = seq, set(chain[seq])
    return found
