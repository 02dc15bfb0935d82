"""Reads back the units that were opened to all parties, so that a plan can be recomputed from a folder alone.

Called by `homeward verify plan`. It reads the public side only: who declined, is unfit or was not asked stays NOT_NOW.
"""

from typing import Any

from homeward.base.errors import InputError
from homeward.engine.planning.traits import Traits
from homeward.engine.planning.units import CODES_OF_STATUS, Unit


def read_units(opened: Any) -> list[Unit]:
    """The units written by `Unit.public`, one a person held.

    Raises:
        InputError: names the entry that is not whole.
    """
    if not isinstance(opened, list):
        raise InputError("The opened units are not a list.", cure="Take units.json as the command wrote it.")
    return [_unit(entry, number) for number, entry in enumerate(opened, start=1)]


def _unit(entry: Any, number: int) -> Unit:
    try:
        unit = _read(entry)
    except (KeyError, TypeError, AttributeError) as error:
        message = f"Opened unit {number} lacks or garbles {error}."
        raise InputError(message, cure="Take units.json as the command wrote it.") from error
    if not _as_written(unit, entry):
        message = f"Opened unit {number} is not as the command writes it."
        raise InputError(message, cure="Take units.json as the command wrote it.")
    return unit


def _as_written(unit: Unit, entry: dict[str, object]) -> bool:
    # JSON knows 1, true and "1" apart; so must a reader whose bytes are compared.
    each = (unit.traits, *unit.traits.members)
    counts = (unit.medical_order, *(n for one in each for n in (one.heads, one.months_held, one.passed_over)))
    whole = all(type(count) is int and count >= 0 for count in counts)
    return whole and unit.public() == entry and unit.code in CODES_OF_STATUS.get(unit.status, ())


def _read(entry: Any) -> Unit:
    members = tuple(_traits(member, entry, 1, ()) for member in entry.get("members", ()))
    traits = _traits(entry, entry, entry["heads"], members)
    return Unit(
        id=entry["id"],
        traits=traits,
        status=entry["status"],
        code=entry["code"],
        exact=entry["code"],
        veto=entry["veto"],
        objection=entry["objection"],
        people=tuple(entry.get("people", ())),
        medical_order=entry.get("medical_order", 0),
    )


def _traits(told: Any, unit: Any, heads: int, members: tuple[Traits, ...]) -> Traits:
    return Traits(
        holder=unit["holder"], destination=unit["destination"], heads=heads, categories=tuple(told["categories"]),
        region=told["region"], months_held=told["months_held"], rank=told.get("rank", ""),
        passed_over=told.get("passed_over", 0), wish=told.get("wish", ""), members=members,
    )  # fmt: skip
