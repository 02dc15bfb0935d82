"""Decides what a terms file says: the parties, the clauses, the order of objectives, and nothing that it does not say.

Called by node and the exchange desk with the tables of a TOML file. It never fills a gap with a guess; what is hashed
and signed is the canonical document made from it, without the draw key, which is drawn after the terms are fixed.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from homeward.base.errors import NewerFormatError, TermsError
from homeward.engine.planning.clauses import Clause, Must, Rings, read_clause
from homeward.engine.planning.clauses.weights import Points
from homeward.engine.planning.objectives import Objective, read_objective
from homeward.engine.planning.tables import KeyedTable, nearest, refuse_floats
from homeward.engine.planning.traits import REMAINS
from homeward.engine.sealing import canonical_bytes, digest

# Format 2 knows more clauses and levels, more than two parties and mediators; what format 1 can say it says unchanged.
FORMAT = 2
LIST_COLUMN, ASK_LATER = "list-column", "ask-later"
_KEYS = ("format", "title", "parties", "reference_date", "willingness", "draw_key", "clauses", "objectives")
_LATER_KEYS = ("mediators",)
_HEX_32 = re.compile("[0-9a-f]{64}")


class UnknownPartyError(TermsError):
    """A party that the terms do not name."""

    def __init__(self, party: str, parties: Collection[str]) -> None:
        super().__init__(f"{party!r} is no party of these terms.", cure=nearest(party, parties))


@dataclass(frozen=True, slots=True)
class Terms:
    """Agreed terms. `draw_key` is what the file carried, or None; it is no part of the document and its digest."""

    title: str
    parties: tuple[str, ...]
    reference_date: date
    willingness: str
    clauses: tuple[Clause, ...]
    objectives: tuple[Objective, ...]
    draw_key: bytes | None = None
    format: int = 1
    mediators: tuple[str, ...] = ()

    @property
    def switched(self) -> tuple[str, ...]:
        """Parties that may abstain: those for which a clause says what must be in it for them."""
        return tuple(sorted({clause.party for clause in self.clauses if isinstance(clause, Must)}))

    @property
    def reads_ranks(self) -> bool:
        return any(isinstance(clause, Points) for clause in self.clauses)

    @property
    def reads_wishes(self) -> bool:
        return any(wish.kind == "wishes-met" for wish in self.objectives)

    def document(self) -> dict[str, object]:
        """The terms as canonical data: what both parties sign."""
        mediators = {"mediators": list(self.mediators)} if self.mediators else {}
        return {
            "format": self.format,
            "title": self.title,
            "parties": list(self.parties),
            **mediators,
            "reference_date": self.reference_date.isoformat(),
            "willingness": self.willingness,
            "clauses": [clause.document() for clause in self.clauses],
            "objectives": [objective.document() for objective in self.objectives],
        }

    def digest(self) -> str:
        """SHA-256 of the canonical document, hex."""
        return digest(canonical_bytes(self.document()))


def read_terms(data: Mapping[str, Any], *, categories: Collection[str] | None = None) -> Terms:
    """Reads the tables of a terms file (`docs/reference/terms.md`).

    Args:
        data: what `tomllib` returns, or the same shape from JSON; other than a draw key, `Terms.document()` reads back.
        categories: the codes that exist; None leaves that check to the caller.

    Raises:
        NewerFormatError: written for a later version.
        TermsError: names the key, and the cure.
    """
    version = _format(data)
    refuse_floats(data)
    table = KeyedTable(data, "Terms", _KEYS if version == 1 else (*_KEYS, *_LATER_KEYS))
    parties = _parties(table, version)
    clauses = tuple(
        read_clause(item, f"Clause {number}", parties, version)
        for number, item in enumerate(_list(table, "clauses"), start=1)
    )
    objectives = tuple(
        read_objective(item, f"Objective {number}", parties, version)
        for number, item in enumerate(_list(table, "objectives"), start=1)
    )
    if not objectives:
        raise TermsError("The terms name no objective.", cure='Add [[objectives]] with kind = "persons-home".')
    _check_together(clauses, objectives)
    _check_categories(clauses, objectives, categories)
    return Terms(
        title=table.text("title"),
        parties=parties,
        reference_date=table.day("reference_date"),
        willingness=table.one_of("willingness", (LIST_COLUMN, ASK_LATER)),
        clauses=clauses,
        objectives=objectives,
        draw_key=_draw_key(table),
        format=version,
        mediators=_mediators(table, parties),
    )


def _format(data: Mapping[str, Any]) -> int:
    if not isinstance(data, Mapping) or "format" not in data:
        raise TermsError("Terms: the key 'format' is missing.", cure="Write format = 1 in the first line.")
    version = data["format"]
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise TermsError(f"Terms: format must be 1 or {FORMAT}, not {version!r}.")
    if version > FORMAT:
        raise NewerFormatError(
            f"The terms are written in format {version}; this version reads format {FORMAT}.",
            cure="Use a later version of Homeward.",
        )
    return version


def _parties(table: KeyedTable, version: int) -> tuple[str, ...]:
    parties = table.words("parties")
    if len(parties) < 2:
        raise TermsError("Terms: an exchange has two parties.", cure='parties = ["NORTH", "SOUTH"]')
    if len(parties) > 2 and version == 1:
        raise TermsError(
            f"Terms: format 1 knows two parties, not {len(parties)}.", cure="Write format = 2 in the first line."
        )
    for party in parties:
        if "/" in party:
            raise TermsError(f"Terms: the party name {party!r} must not hold a slash.")
    return parties


def _mediators(table: KeyedTable, parties: tuple[str, ...]) -> tuple[str, ...]:
    mediators = table.words("mediators") if "mediators" in table else ()
    if both := sorted(set(mediators) & set(parties)):
        raise TermsError(f"Terms: {both[0]!r} cannot be a party and a mediator.")
    return mediators


def _check_together(clauses: tuple[Clause, ...], objectives: tuple[Objective, ...]) -> None:
    rings = [number for number, clause in enumerate(clauses, start=1) if isinstance(clause, Rings)]
    if len(rings) > 1:
        raise TermsError(f"Clauses {rings[0]} and {rings[1]} both limit rings.", cure="Keep the smaller number.")
    for number, wish in enumerate(objectives, start=1):
        if wish.kind == "fewest-rings" and not rings:
            raise TermsError(f"Objective {number}: fewest-rings needs a clause of kind 'rings'.")


def _list(table: KeyedTable, key: str) -> list[Any]:
    value = table.value(key)
    if not isinstance(value, list):
        raise TermsError(f"Terms: {key} must be a list of tables.", cure=f"Write [[{key}]] before each.")
    return value


def _draw_key(table: KeyedTable) -> bytes | None:
    if "draw_key" not in table:
        return None
    text = table.text("draw_key").lower()
    if not _HEX_32.fullmatch(text):
        raise TermsError("Terms: draw_key must be 32 bytes as 64 hexadecimal digits.")
    return bytes.fromhex(text)


def _check_categories(
    clauses: tuple[Clause, ...], objectives: tuple[Objective, ...], known: Collection[str] | None
) -> None:
    if known is None:
        return
    named = [
        (f"Clause {n}", getattr(clause, key, ""))
        for n, clause in enumerate(clauses, start=1)
        for key in ("category", "answer")
    ]
    named += [(f"Objective {n}", code) for n, wish in enumerate(objectives, start=1) for code in wish.categories]
    for where, code in named:
        if code and code != REMAINS and code.partition("(")[0] not in known:
            raise TermsError(f"{where}: the category {code!r} is unknown.", cure=nearest(code, known))
