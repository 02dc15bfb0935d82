"""Says which bytes each party sealed as its list, and that the lists planned from are those.

Called by node and the exchange desk once the lists are opened. It names the party whose list was changed,
never a person.
"""

import hmac
from collections.abc import Mapping, Sequence

from homeward.base.errors import InputError, TamperedError
from homeward.engine.planning.draw.commitments import commit_list
from homeward.engine.planning.draw.record import DrawRecord
from homeward.engine.planning.units import Unit
from homeward.engine.sealing import canonical_bytes


class ListChangedError(TamperedError):
    """A list is not the one its party sealed. `party`: whose."""

    def __init__(self, party: str, message: str) -> None:
        super().__init__(
            message, cure="A changed list is a new round: seal all lists again and draw again. Nothing was planned."
        )
        self.party = party


def list_bytes(party: str, units: Sequence[Unit]) -> bytes:
    """Canonical bytes of the public side of all units that this party holds, in order of ids: what it seals."""
    return canonical_bytes([unit.public() for unit in sorted(units, key=lambda u: u.id) if unit.traits.holder == party])


def check_parties(record: DrawRecord, terms_digest: str, parties: Sequence[str]) -> None:
    """Raises unless the draw is of these terms and every party sealed a list and took part.

    Raises:
        TamperedError: other terms.
        InputError: a party without commitment or part in the draw, or one that the terms do not name.
    """
    if record.terms_digest != terms_digest:
        raise TamperedError(
            "The draw belongs to other terms.", cure="Plan with the terms that were fixed before the lists were sealed."
        )
    if strangers := sorted(set(record.lists) ^ set(parties)):
        raise InputError(f"The draw and the terms do not name the same parties: {', '.join(strangers)}.")
    if left_out := sorted(set(parties) - set(record.rule.contributors)):
        cure = "Every party contributes: a draw without it could be bent against it."
        raise InputError(f"{', '.join(left_out)} took no part in the draw.", cure=cure)


def check_lists(record: DrawRecord, terms_digest: str, parties: Sequence[str], units: Sequence[Unit]) -> None:
    """Raises unless these terms and lists are the ones that were sealed before the draw.

    Raises:
        ListChangedError: names the party whose list, or salt, does not match its commitment.
        InputError: a list that was not opened. Others as `check_parties`.
    """
    check_parties(record, terms_digest, parties)
    for party in sorted(parties):
        salt = record.salts.get(party)
        if salt is None:
            raise InputError(f"The draw holds no salt of {party}.", cure=f"Ask {party} to open its list.")
        if commit_list(terms_digest, salt, list_bytes(party, units)) != record.lists[party]:
            raise ListChangedError(party, f"The list of {party} is not the one it sealed.")


def record_salt(salts: Mapping[str, bytes], unit: Unit) -> bytes:
    """The salt of one unit's record: HMAC-SHA256(salt of its list, "hw/record/1" | unit id)."""
    return hmac.digest(salts[unit.traits.holder], b"hw/record/1" + unit.id.encode(), "sha256")
