"""Decides how the protocol of a handover looks on paper: totals each way, differences by code, three signatures.

Called by the handover desk, which hands in counts, codes and hashes. It never names a person held, never decides an
outcome, and prints the same bytes for the same protocol.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from homeward.base.errors import InputError
from homeward.base.scripts import clean, script_of
from homeward.engine.paper.labels import RIGHT_TO_LEFT, labels
from homeward.engine.paper.qr import qr_svg
from homeward.engine.paper.typesetting import typeset

FIGURES = ("planned", "outside_parity", "present", "boarded", "handed_over", "received", "exchanged", "replaced",
           "extra", "returned", "owed")  # fmt: skip
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"Arab", "Hebr"})


class ProtocolError(InputError):
    """The protocol lacks a figure, a hash or its check words, or carries a code that its form has no words for."""


@dataclass(frozen=True, slots=True)
class ProtocolDirection:
    """One direction: who released, who received, and its figures by the names in `FIGURES`."""

    from_party: str
    to_party: str
    figures: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ProtocolException:
    """One difference. `line`, `instead`: numbers of lines, '' for none. `code`, `outcome`: of the closed lists."""

    from_party: str
    to_party: str
    line: str
    code: str
    outcome: str
    instead: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class ProtocolSignature:
    """One of the three lines. `name` '' leaves it to be signed by hand; `signature`: Ed25519 of the node in hex or ''.

    Attributes:
        stands_for: name of a party, or 'witness'. at: as it shall be printed.
    """

    stands_for: str
    name: str = ""
    at: str = ""
    node_key: str = ""
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Protocol:
    """What three people sign after the day.

    Attributes:
        number: of the handover. place, at: of the handover, as they shall be printed.
        manifest_hash, union_hash, protocol_hash: SHA-256 in hex; eight_words: spoken form of the protocol's.
        events, gaps: events in the union, and places where a device's count has a gap.
        broken_off: '' or why the day was broken off, a code.
        moment: aware time that the file carries as its date.
        languages: the two label languages, the first leading the page.
    """

    number: int
    place: str
    at: str
    manifest_hash: str
    union_hash: str
    protocol_hash: str
    eight_words: Sequence[str]
    events: int
    gaps: int
    moment: datetime
    directions: Sequence[ProtocolDirection]
    exceptions: Sequence[ProtocolException] = ()
    signatures: Sequence[ProtocolSignature] = field(default_factory=tuple)
    broken_off: str = ""
    languages: tuple[str, str] = ("en", "uk")


def protocol_pdf(protocol: Protocol) -> bytes:
    """The protocol as PDF/A-2b and PDF/UA-1, A4; equal protocols give equal bytes.

    Raises:
        ProtocolError: a hash or check words that are none, a figure that is missing, a code without words.
        NotBuiltError: a language this form does not have.
    """
    _check(protocol)
    return typeset("protocol", _form_data(protocol), moment=protocol.moment)


def _check(protocol: Protocol) -> None:
    for hash_ in (protocol.manifest_hash, protocol.union_hash, protocol.protocol_hash):
        if len(hash_) != 64 or not set(hash_) <= set("0123456789abcdef"):
            raise ProtocolError("a hash of the protocol is not 64 lower-case hex digits.")
    if len(protocol.eight_words) != 8:
        raise ProtocolError("a protocol carries eight check words.")
    if len(set(protocol.languages)) != 2:
        raise ProtocolError("a protocol is printed in two different languages.")
    for direction in protocol.directions:
        missing = [name for name in FIGURES if name not in direction.figures]
        if missing:
            raise ProtocolError(f"a direction of the protocol lacks the figure {missing[0]}.")


def _form_data(protocol: Protocol) -> dict[str, object]:
    first, second = (labels("protocol", language) for language in protocol.languages)
    return {
        "languages": list(protocol.languages),
        "rtl": [language in RIGHT_TO_LEFT for language in protocol.languages],
        "first": dict(first),
        "second": dict(second),
        "drafts": ", ".join(str(table["language"]) for table in (first, second) if table["draft"]),
        "number": str(protocol.number),
        "place": _text(protocol.place),
        "at": clean(protocol.at),
        "hashes": [
            ["manifest_hash", protocol.manifest_hash],
            ["union_hash", protocol.union_hash],
            ["protocol_hash", protocol.protocol_hash],
        ],
        "words": list(protocol.eight_words),
        "qr": qr_svg(protocol.protocol_hash, border=0),
        "events": str(protocol.events),
        "gaps": str(protocol.gaps),
        "broken_off": _key("abort", protocol.broken_off, first) if protocol.broken_off else "",
        "figures": list(FIGURES),
        "directions": [_direction_data(direction) for direction in protocol.directions],
        "exceptions": [_exception_data(each, first) for each in protocol.exceptions],
        "signatures": [_signature_data(each) for each in protocol.signatures],
    }


def _direction_data(direction: ProtocolDirection) -> dict[str, object]:
    return {
        "from": _text(direction.from_party),
        "to": _text(direction.to_party),
        "figures": {name: str(direction.figures[name]) for name in FIGURES},
    }


def _exception_data(each: ProtocolException, words: Mapping[str, str | bool]) -> dict[str, object]:
    return {
        "from": _text(each.from_party),
        "to": _text(each.to_party),
        "line": clean(each.line),
        "code": each.code,
        "code_key": _key("code", each.code, words) if each.code else "",
        "outcome_key": _key("outcome", each.outcome, words) if each.outcome else "",
        "instead": clean(each.instead),
        "count": str(each.count),
    }


def _key(group: str, code: str, words: Mapping[str, str | bool]) -> str:
    key = f"{group}_{code}"
    if key not in words:
        raise ProtocolError(f"the protocol has no words for {code}.")
    return key


def _signature_data(each: ProtocolSignature) -> dict[str, object]:
    return {
        "witness": each.stands_for == "witness",
        "party": _text(each.stands_for),
        "name": _text(each.name),
        "at": clean(each.at),
        "key": each.node_key,
        "signature": each.signature,
    }


def _text(value: str) -> dict[str, object]:
    """A text with the direction of its own script."""
    return {"text": clean(value), "rtl": script_of(value) in _RIGHT_TO_LEFT_SCRIPTS}
