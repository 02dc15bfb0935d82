"""Recomputes a plan from its terms and lists and says where a plan file differs; compares two plans.

Called by `homeward verify`, the exchange desk and node. It never repairs anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from homeward.base.errors import NewerFormatError, TamperedError
from homeward.engine.planning.conflicts import ConflictingClausesError
from homeward.engine.planning.planner import plan
from homeward.engine.planning.plans import FORMAT, Plan, inputs_digest
from homeward.engine.planning.terms import Terms
from homeward.engine.planning.units import Unit


class PlanDiffersError(TamperedError):
    """A plan file is not what its terms and lists give. `field`: the first place that differs."""

    def __init__(self, field: str, found: object, expected: object) -> None:
        super().__init__(
            f"The plan differs at {field}: it says {_short(found)}, the inputs give {_short(expected)}.",
            cure="Do not hand over on this plan. Compare lists, terms and draw key with the other party.",
        )
        self.field = field


def verify(
    document: Mapping[str, Any],
    terms: Terms,
    units: Sequence[Unit],
    *,
    draw_key: bytes | None = None,
    time_limit: float | None = None,
) -> Plan:
    """The plan computed again; raises PlanDiffersError (a TamperedError) naming the first field that differs.

    Args:
        draw_key: the key as drawn; without it that of the terms, else the key that the document states.

    Raises:
        NewerFormatError: the plan was written by a later version.
        PlanDiffersError: see above.
        NoPlanError: the plan cannot be recomputed in the time given.
    """
    if not isinstance(document, Mapping):
        raise PlanDiffersError("the whole file", document, "a plan")
    version = document.get("format")
    if isinstance(version, int) and version > FORMAT:
        raise NewerFormatError(f"The plan is written in format {version}; this version reads format {FORMAT}.")
    inputs: dict[str, object] = {
        "format": terms.format, "terms": terms.document(), "terms_digest": terms.digest(),
        "inputs_digest": inputs_digest(tuple(units)),
    }  # fmt: skip
    for field, stated in inputs.items():
        compare(field, document.get(field), stated)
    key = _stated_key(document, draw_key or terms.draw_key)
    try:
        made = plan(terms, units, draw_key=key, time_limit=time_limit)
    except ConflictingClausesError as error:
        raise PlanDiffersError("package", "that there is one", error.message) from error
    recomputed = made.document()
    for field, expected in recomputed.items():
        compare(field, document.get(field), expected)
    for field in sorted(set(document) - set(recomputed)):
        raise PlanDiffersError(str(field), document[field], None)
    return made


def _stated_key(document: Mapping[str, Any], drawn: bytes | None) -> bytes | None:
    """The key to recompute with; None for a trial key, which follows from the inputs."""
    if drawn is not None:
        return drawn
    draw = document.get("draw")
    if not isinstance(draw, Mapping) or draw.get("trial") is not False:
        return None
    try:
        key = bytes.fromhex(draw["key"])
    except (KeyError, TypeError, ValueError) as error:
        raise PlanDiffersError("draw.key", draw.get("key"), "32 bytes in hexadecimal") from error
    if len(key) != 32:
        raise PlanDiffersError("draw.key", draw["key"], "32 bytes in hexadecimal")
    return key


def compare(where: str, found: object, expected: object) -> None:
    """Raises PlanDiffersError naming the first place in which the two values differ."""
    if isinstance(expected, dict) and isinstance(found, Mapping):
        for key in sorted(set(expected) | set(found)):
            if key not in expected or key not in found:
                raise PlanDiffersError(f"{where}.{key}", found.get(key), expected.get(key))
            compare(f"{where}.{key}", found[key], expected[key])
    elif isinstance(expected, list) and isinstance(found, list):
        for number, (one, other) in enumerate(zip(found, expected, strict=False)):
            compare(f"{where}[{number}]", one, other)
        if len(found) != len(expected):
            raise PlanDiffersError(f"{where} (length)", len(found), len(expected))
    elif type(found) is not type(expected) or found != expected:
        raise PlanDiffersError(where, found, expected)


def _short(value: object) -> str:
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= 80 else f"{text[:77]}…"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two plans tell differently; None stands for absent."""

    where: str
    before: str | int | None
    after: str | int | None


def diff(before: Plan, after: Plan) -> tuple[Difference, ...]:
    """Where two plans differ: terms, draw key, level values, counts for each direction, then persons by id."""
    pairs: list[tuple[str, str | int | None, str | int | None]] = [
        ("terms", before.terms.digest(), after.terms.digest()),
        ("inputs", inputs_digest(before.units), inputs_digest(after.units)),
        ("draw key", before.draw_key.hex(), after.draw_key.hex()),
    ]
    one, other = _figures(before), _figures(after)
    pairs += [(name, one.get(name), other.get(name)) for name in {**one, **other}]
    for unit_id in sorted({**before.reasons, **after.reasons}):
        pairs.append((unit_id, _code(before, unit_id), _code(after, unit_id)))
    return tuple(Difference(*pair) for pair in pairs if pair[1] != pair[2])


def _figures(made: Plan) -> dict[str, int]:
    figures = {level.name: value for level, value in zip(made.model.levels, made.values, strict=True)}
    for holder, destination in made.directions:
        exchanged, beside = made.heads((holder, destination))
        figures[f"{holder} to {destination}, exchanged"] = exchanged
        figures[f"{holder} to {destination}, under art. 109"] = beside
    return figures


def _code(made: Plan, unit_id: str) -> str | None:
    reason = made.reasons.get(unit_id)
    return None if reason is None else reason.code
