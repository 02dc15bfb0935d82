"""The record of one draw: its rule and everything that was published, in the one form that is kept and handed on.

Written by whoever keeps the minutes, read by node and the exchange desk. It reads forms and names alone; whether the
numbers fit each other is for `closing` and `lists`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from homeward.base.errors import InputError, NewerFormatError, TermsError
from homeward.engine.planning.tables import KeyedTable

FORMAT, TYPE, SIZE = 1, "homeward.draw", 32
ALONE, WITNESSED, BEACON = "none", "witnessed", "beacon"
_HEX = re.compile("[0-9a-f]{64}")
_KEYS = ("format", "type", "terms_digest", "rule", "lists", "salts", "nonces", "reveals", "shares", "outside")


@dataclass(frozen=True, slots=True)
class Outside:
    """Chance from outside, named before anybody opens: none, a witnessed draw, or one round of a public beacon."""

    kind: str = ALONE
    words: str = ""


@dataclass(frozen=True, slots=True)
class DrawRule:
    """Who contributes, who keeps shares and how many of them rebuild a nonce; part of the joint digest.

    Attributes:
        contributors: names in ascending order. mediators: in the order of their shares' places, from 1.
    """

    contributors: tuple[str, ...]
    mediators: tuple[str, ...]
    threshold: int
    outside: Outside = Outside()

    def document(self) -> dict[str, object]:
        return {
            "contributors": list(self.contributors), "mediators": list(self.mediators), "threshold": self.threshold,
            "outside": {"kind": self.outside.kind, "words": self.outside.words},
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Nonce:
    """What one contributor published: the commitment to its nonce, and one for each mediator's share."""

    name: str
    commitment: str
    shares: tuple[str, ...]


@dataclass(frozen=True)
class DrawRecord:
    """Everything that was published. Salts come with the opened lists and stay out of what the public reads.

    Attributes:
        lists, salts: party -> digest, party -> 32 bytes. reveals: contributor -> nonce.
        shares: (dealer, mediator) -> share. outside: what the witnessed draw or the beacon gave.
    """

    terms_digest: str
    rule: DrawRule
    lists: Mapping[str, str]
    salts: Mapping[str, bytes] = field(default_factory=dict)
    nonces: Mapping[str, Nonce] = field(default_factory=dict)
    reveals: Mapping[str, bytes] = field(default_factory=dict)
    shares: Mapping[tuple[str, str], bytes] = field(default_factory=dict)
    outside: str = ""

    def document(self, *, salts: bool = True) -> dict[str, object]:
        """The record as canonical data; without salts it may be published."""
        opened = {"salts": [{"party": p, "salt": s.hex()} for p, s in sorted(self.salts.items())]} if salts else {}
        return {
            "format": FORMAT, "type": TYPE, "terms_digest": self.terms_digest, "rule": self.rule.document(),
            "lists": [{"party": party, "commitment": each} for party, each in sorted(self.lists.items())],
            "nonces": [
                {"name": name, "commitment": each.commitment, "shares": list(each.shares)}
                for name, each in sorted(self.nonces.items())
            ],
            "reveals": [{"name": name, "nonce": nonce.hex()} for name, nonce in sorted(self.reveals.items())],
            "shares": [{"of": of, "by": by, "share": s.hex()} for (of, by), s in sorted(self.shares.items())],
            "outside": self.outside,
        } | opened  # fmt: skip


def read_draw(data: object) -> DrawRecord:
    """The record that `DrawRecord.document` wrote.

    Raises:
        NewerFormatError: written for a later version.
        InputError: names the place that is missing or garbled.
    """
    try:
        return _read(data)
    except TermsError as error:  # its message names the place; only the kind of file is another
        raise InputError(error.message, cure=error.cure) from error


def _read(data: object) -> DrawRecord:
    table = KeyedTable(data, "The draw", _KEYS)
    _check_format(table)
    rule = _rule(table.value("rule"))
    contributors = rule.contributors
    return DrawRecord(
        terms_digest=_hex(table, "terms_digest"),
        rule=rule,
        lists=_once(table, "lists", ("party", "commitment"), lambda row: (row.text("party"), _hex(row, "commitment"))),
        salts=_once(table, "salts", ("party", "salt"), lambda row: (row.text("party"), _bytes(row, "salt"))),
        nonces=_once(table, "nonces", ("name", "commitment", "shares"), lambda row: _nonce(row, rule)),
        reveals=_once(
            table, "reveals", ("name", "nonce"), lambda row: (row.one_of("name", contributors), _bytes(row, "nonce"))
        ),
        shares=_once(table, "shares", ("of", "by", "share"), lambda row: _share(row, rule)),
        outside=_outside_value(table, rule),
    )


def _share(table: KeyedTable, rule: DrawRule) -> tuple[tuple[str, str], bytes]:
    pair = table.one_of("of", rule.contributors), table.one_of("by", rule.mediators)
    return pair, _bytes(table, "share")


def _check_format(table: KeyedTable) -> None:
    if table.value("type") != TYPE:
        raise InputError("The file holds no draw.", cure="Name the record of the draw with --draw.")
    version = table.value("format")
    if type(version) is int and version > FORMAT:
        raise NewerFormatError(f"The draw is written in format {version}; this version reads format {FORMAT}.")
    if version != FORMAT or type(version) is not int:
        raise InputError(f"The draw: format must be {FORMAT}, not {version!r}.")


def _rule(data: object) -> DrawRule:
    table = KeyedTable(data, "The draw's rule", ("contributors", "mediators", "threshold", "outside"))
    contributors, mediators = table.words("contributors"), table.words("mediators")
    if list(contributors) != sorted(contributors):
        raise InputError("The draw's rule: contributors stand in the order of their names.")
    threshold = table.count("threshold")
    if not 1 <= threshold <= len(mediators) <= 255:
        raise InputError(f"The draw's rule: {threshold} of {len(mediators)} mediators cannot rebuild a nonce.")
    told = KeyedTable(table.value("outside"), "The draw's rule, outside", ("kind", "words"))
    kind = told.one_of("kind", (ALONE, WITNESSED, BEACON))
    words = "" if kind == ALONE else told.text("words")
    return DrawRule(contributors, mediators, threshold, Outside(kind, words))


def _nonce(table: KeyedTable, rule: DrawRule) -> tuple[str, Nonce]:
    name = table.one_of("name", rule.contributors)
    shares = table.words("shares")
    if len(shares) != len(rule.mediators) or not all(_HEX.fullmatch(each) for each in shares):
        raise InputError(
            f"{table.where}: {name} owes one digest of a share for each of {len(rule.mediators)} mediators."
        )
    return name, Nonce(name, _hex(table, "commitment"), shares)


def _outside_value(table: KeyedTable, rule: DrawRule) -> str:
    value = table.value("outside")
    if not isinstance(value, str) or (rule.outside.kind == ALONE and value):
        raise InputError("The draw: outside holds what the rule names, as text, and nothing when it names nothing.")
    return value


def _once(table: KeyedTable, key: str, fields: tuple[str, ...], read: Any) -> dict[Any, Any]:
    """name -> what was published under it; a name twice is refused, since one of the two would win unseen."""
    rows = table.value(key) if key != "salts" or key in table else []
    if not isinstance(rows, list):
        raise InputError(f"The draw: {key} must be a list.")
    found: dict[Any, Any] = {}
    for number, row in enumerate(rows, start=1):
        name, value = read(KeyedTable(row, f"The draw, {key} {number}", fields))
        if name in found:
            raise InputError(f"The draw, {key} {number}: {name} stands twice.", cure="Keep what was published first.")
        found[name] = value
    return found


def _hex(table: KeyedTable, key: str) -> str:
    text = table.text(key)
    if not _HEX.fullmatch(text):
        raise InputError(f"{table.where}: {key} must be 64 hexadecimal digits.")
    return text


def _bytes(table: KeyedTable, key: str) -> bytes:
    return bytes.fromhex(_hex(table, key))
