"""Sending and taking by either gate: seals what waits, hands out what is not acknowledged, takes in what is there."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from homeward.post.gates import http, stick
from homeward.post.models import Outgoing, Partner
from homeward.post.receiving import Received, State, receive, refuse_unread
from homeward.post.sending import seal_waiting, unacknowledged


@dataclass(slots=True)
class Carried:
    """What one run did: bundles sealed and handed out, or files by what became of them."""

    sealed: int = 0
    written: int = 0
    states: Counter[str] = field(default_factory=Counter)
    refused: list[Received] = field(default_factory=list)

    def note(self, received: Received) -> None:
        self.states[received.state] += 1
        if received.state is State.REFUSED:
            self.refused.append(received)


def send_by_stick(directory: Path, partner: Partner | None = None) -> Carried:
    """Seals what waits and writes every bundle that no partner has acknowledged, those of one partner when named."""
    stick.look(directory)
    carried = Carried(sealed=len(_seal(partner)))
    carried.written = stick.put(directory, (bytes(each.content) for each in unacknowledged(partner).iterator(10)))
    return carried


def take_from_stick(directory: Path) -> Carried:
    """Takes every bundle file of the directory in. Names tell no order: it goes round while that helps."""
    carried, waiting = Carried(), stick.look(directory)
    progress = True
    while waiting and progress:
        early = [found for found in waiting if not _take(found, carried, may_wait=True)]
        progress, waiting = len(early) < len(waiting), early
    for found in waiting:
        _take(found, carried, may_wait=False)
    return carried


def send_by_http(partner: Partner) -> Carried:
    """Hands what the partner has not acknowledged to its gate, in order; NotReachedError leaves the rest for later."""
    carried = Carried(sealed=len(_seal(partner)))
    for outgoing in unacknowledged(partner).iterator(10):
        answer = http.carry(partner.address, bytes(outgoing.content))
        carried.states[answer.state] += 1
        carried.written += 1
        if answer.state == State.REFUSED:
            carried.refused.append(Received(State.REFUSED, outgoing.digest, answer.reason))
            break
    return carried


def _seal(partner: Partner | None) -> list[Outgoing]:
    return seal_waiting(Partner.objects.filter(pk=partner.pk, state=Partner.State.CONFIRMED) if partner else None)


def _take(found: stick.Found, carried: Carried, *, may_wait: bool) -> bool:
    """Whether the file is dealt with; False when its forerunner must come first."""
    if found.is_too_large:
        received = refuse_unread(size=found.size, name=f"{found.path.name}:{found.size}", gate="stick")
    else:
        received = receive(found.read(), gate="stick", may_wait=may_wait)
    if received.state is State.EARLY:
        return False
    carried.note(received)
    return True
