"""From a plan to the papers of the day: one manifest a direction, in seat order, without a database.

The command `exchange`, the demo and the exchange desk call it; the page itself is set by `engine.paper`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time

from homeward.base.persons import ListedPerson
from homeward.base.scripts import script_of
from homeward.engine.law.categories import CATEGORIES
from homeward.engine.names import likely_language, transliterate
from homeward.engine.paper import Manifest, ManifestRow, manifest_pdf
from homeward.engine.planning import MAND, Direction, Plan, Unit
from homeward.engine.sealing import canonical_bytes, digest, eight_words

# What a manifest may say of a person beside name and number: never health, never the person's will.
SHOWN_CATEGORIES = ("WOMEN", "CONSCRIPTS", "OFFICERS", "UNDER_25")
NOT_APPROVED_NOTE = "NOT APPROVED: nobody has decided on this plan yet."


@dataclass(frozen=True, slots=True)
class Traveller:
    """One person on a manifest: the holder's record, and the same person's record on the home side's list, if known."""

    held: ListedPerson
    missing: ListedPerson | None = None

    @property
    def names(self) -> tuple[str, str]:
        """As the holder wrote it, and in a second script: from either list, else derived letter by letter."""
        written = self.held.display_name()
        others = [self.held.other_name, self.missing.display_name() if self.missing else ""]
        script = script_of(written)
        second = next((name for name in others if name and script_of(name) != script), "")
        return written, second or transliterate(written, likely_language(written))


Numbering = Callable[[Unit, int], int]


def seat_number(_unit: Unit, seat: int) -> int:
    """The case number where no register has given one: the seat's own."""
    return seat


def manifest_of(
    plan: Plan,
    direction: Direction,
    travellers: Mapping[str, Traveller],
    *,
    number_of: Numbering = seat_number,
    approved: bool = True,
) -> Manifest:
    """The manifest of one direction.

    Args:
        travellers: unit id -> the person's records. number_of: the case number printed beside the seat.
        approved: False stamps a plan that nobody at a desk has approved yet.
    """
    seats = plan.seats(direction)
    place = plan.directions.index(direction) + 1
    stamp, note = _stamp(plan, approved)
    return Manifest(
        list_id=list_id(plan, direction),
        list_number=str(place),
        from_party=direction[0],
        to_party=direction[1],
        reference_date=plan.terms.reference_date,
        plan_hash=plan.hash,
        eight_words=eight_words(plan.hash),
        rows=[_row(unit, seat, travellers[unit.id], number_of(unit, seat), plan) for seat, unit in enumerate(seats, 1)],
        moment=datetime.combine(plan.terms.reference_date, time(), tzinfo=UTC),
        stamp=stamp,
        stamp_note=note,
        languages=("en", "uk"),
    )


def manifest_bytes(
    plan: Plan,
    direction: Direction,
    travellers: Mapping[str, Traveller],
    *,
    number_of: Numbering = seat_number,
    approved: bool = True,
) -> bytes:
    """The manifest as PDF; arguments as `manifest_of`."""
    return manifest_pdf(manifest_of(plan, direction, travellers, number_of=number_of, approved=approved))


def list_id(plan: Plan, direction: Direction) -> str:
    """Opaque id of one direction's list, the same on every node that holds the plan."""
    return _opaque("hw/list/1", plan.hash, *direction)


def person_code(plan: Plan, unit: Unit) -> str:
    """What a person's QR code holds: opaque, useless without the plan, the same on every node that holds it."""
    return _opaque("hw/person/1", plan.draw_key.hex(), plan.hash, unit.id)


def _opaque(*parts: str) -> str:
    return digest(canonical_bytes(list(parts)))[:24]


def _stamp(plan: Plan, approved: bool) -> tuple[str, str]:
    notes = [*plan.obstacles_to_signing(), *([] if approved else [NOT_APPROVED_NOTE])]
    if not notes:
        return "", ""
    word, _, _ = notes[0].partition(":")
    return word, " ".join(notes)


def _row(unit: Unit, seat: int, traveller: Traveller, number: int, plan: Plan) -> ManifestRow:
    name, other_name = traveller.names
    shown = [CATEGORIES[code].title for code in unit.traits.categories if code in SHOWN_CATEGORIES]
    return ManifestRow(
        seat=str(seat),
        number=number,
        name=name,
        person_id=person_code(plan, unit),
        other_name=other_name,
        birth_date=traveller.held.birth_date,
        rank=traveller.held.rank,
        service_number=traveller.held.service_number,
        category=", ".join(shown),
        outside_parity=unit.status == MAND,
    )
