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
    counts = (unit.traits.heads, unit.traits.months_held)
    whole = all(type(count) is int and count >= 0 for count in counts)
    return whole and unit.public() == entry and unit.code in CODES_OF_STATUS.get(unit.status, ())


def _read(entry: Any) -> Unit:
    traits = Traits(
        holder=entry["holder"],
        destination=entry["destination"],
        heads=entry["heads"],
        categories=tuple(entry["categories"]),
        region=entry["region"],
        months_held=entry["months_held"],
    )
    return Unit(
        id=entry["id"],
        traits=traits,
        status=entry["status"],
        code=entry["code"],
        exact=entry["code"],
        veto=entry["veto"],
        objection=entry["objection"],
    )
