"""The weights of a run as a thing of its own: learnt once, read by people, kept in a file, used again.

Whole numbers only, so that a model that was written and read back weighs the same to the bit. It knows no names: what
a value is worth by its rarity is counted anew on the lists at hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from homeward.base.errors import InputError
from homeward.engine.matching.fields import FIELDS

FORMAT, VERSION = "homeward.matching.model", 1
MILLION = 1_000_000
_MOST_MILLIBITS = 64_000


class ModelError(InputError):
    """A document is no model that this version reads."""


@dataclass(frozen=True, slots=True)
class Model:
    """What agreeing and differing are worth.

    Attributes:
        m: by field how often each level, worst to best, is met among pairs that are one person, in millionths.
        weights: by field the thousandths of a bit of each level, worst to best. ('same' weighs by the rarity of the
            value where values are counted; then this is what an average value would weigh.)
        share: how many persons of the smaller list are thought to be on the other, in millionths.
        learnt_from: how the weights came about: {'pairs': …} after learning from lists, {'same': …, 'different': …}
            after training with answers, nothing for priors alone.
    """

    m: Mapping[str, tuple[int, ...]]
    weights: Mapping[str, tuple[int, ...]]
    share: int = MILLION // 2
    learnt_from: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    def document(self) -> dict[str, Any]:
        """Words and whole numbers, for a file."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "matched_share_millionths": self.share,
            "learnt_from": dict(self.learnt_from),
            "fields": {
                each.name: {
                    level.code: {"m_millionths": m, "millibits": weight}
                    for level, m, weight in zip(each.levels, self.m[each.name], self.weights[each.name], strict=True)
                }
                for each in FIELDS
            },
        }

    @classmethod
    def read(cls, document: object) -> "Model":
        """The model that `document` wrote.

        Raises: ModelError naming the first thing that is wrong.
        """
        whole = _dictionary(document, "the document")
        if whole.get("format") != FORMAT or whole.get("version") != VERSION:
            raise ModelError(
                f"this is no model of format {FORMAT}, version {VERSION}.", cure="Train one with this version."
            )
        levels = {each.name: _levels(whole, each.name, [level.code for level in each.levels]) for each in FIELDS}
        unknown = set(_dictionary(whole.get("fields"), "'fields'")) - set(levels)
        if unknown:
            raise ModelError(f"the model weighs fields that do not exist: {', '.join(sorted(unknown))}.")
        learnt = _dictionary(whole.get("learnt_from"), "'learnt_from'")
        return cls(
            {name: tuple(m for m, _ in pairs) for name, pairs in levels.items()},
            {name: tuple(weight for _, weight in pairs) for name, pairs in levels.items()},
            _number(whole, "matched_share_millionths", 1, MILLION),
            MappingProxyType({name: _number(learnt, name, 0, 2**62) for name in learnt}),
        )


def _levels(whole: dict[str, Any], name: str, codes: list[str]) -> list[tuple[int, int]]:
    fields = _dictionary(whole.get("fields"), "'fields'")
    levels = _dictionary(fields.get(name), f"the field {name!r}")
    if set(levels) != set(codes):
        raise ModelError(f"the levels of {name!r} are not {', '.join(codes)}.")
    read = []
    for code in codes:
        level = _dictionary(levels[code], f"the level {code!r} of {name!r}")
        weight = _number(level, "millibits", -_MOST_MILLIBITS, _MOST_MILLIBITS)
        read.append((_number(level, "m_millionths", 1, MILLION), weight))
    return read


def _dictionary(value: object, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ModelError(f"{what} of the model is missing or has no names in it.")
    return value


def _number(values: dict[str, Any], name: str, least: int, most: int) -> int:
    value = values.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ModelError(f"{name!r} of the model is {value!r}, not a whole number from {least} to {most}.")
    return value
