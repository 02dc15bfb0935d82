"""Recomputing the journal from its own bytes: every leaf, link and column. `homeward verify journal` calls this."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from django.utils.translation import gettext as _

from homeward.base.errors import HomewardError, TamperedError
from homeward.engine.sealing.canonical import read_strict
from homeward.engine.sealing.chain import GENESIS, next_hash
from homeward.engine.sealing.merkle import Frontier, leaf_hash
from homeward.office.journal.models import JournalEntry


@dataclass(frozen=True, slots=True)
class JournalReport:
    """The head of a journal: what two people compare to know that they hold the same one.

    Attributes:
        size: number of entries.
        root: RFC 9162 tree head over all leaves, hex.
        chain_hash: hash behind the last entry, hex.
    """

    size: int
    root: str
    chain_hash: str


def verify_journal() -> JournalReport:
    """Recomputes everything and returns the head.

    Raises:
        TamperedError: names the first entry (`seq`) that is missing, or does not match its hash, link or columns.
    """
    tree, expected = Frontier(), GENESIS
    for place, entry in enumerate(_entries(), start=1):
        body = bytes(entry.body)
        if entry.seq != place:
            raise _tampered(place, _("it is missing"))
        if bytes(entry.prev_hash) != expected:
            raise _tampered(place, _("its link does not follow from the entry before"))
        if bytes(entry.leaf_hash) != leaf_hash(body):
            raise _tampered(place, _("its bytes do not match their hash"))
        _check_columns(place, entry, body)
        expected = next_hash(expected, body)
        tree.append(leaf_hash(body))
    return JournalReport(tree.size, tree.root().hex(), expected.hex())


def _entries() -> Iterator[JournalEntry]:
    return JournalEntry.objects.order_by("seq").iterator(chunk_size=2000)


def _check_columns(place: int, entry: JournalEntry, body: bytes) -> None:
    try:
        told = read_strict(body)
    except HomewardError as error:
        raise _tampered(place, _("its bytes are not one JSON value")) from error
    columns = {
        "seq": entry.seq,
        "event_id": str(entry.event_id),
        "version": entry.version,
        "kind": entry.kind,
        "recorded_at": entry.recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
    }
    for name, value in columns.items():
        if not isinstance(told, dict) or told.get(name) != value:
            raise _tampered(place, _("its column %(name)s differs from its bytes") % {"name": name})


def _tampered(place: int, what: str) -> TamperedError:
    return TamperedError(
        _("Journal entry %(place)s was changed outside the journal: %(what)s.") % {"place": place, "what": what},
        cure=_("Compare with the partners' co-signed heads, and restore the last back-up whose root they confirm."),
    )
