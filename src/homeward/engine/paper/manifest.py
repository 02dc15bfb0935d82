"""Decides how the list of persons on one transport looks on paper: seat order, both scripts, boxes, signatures.

Called by the exchange command and the exchange desk, which hand in words and hashes. It never decides who travels,
never puts a name into a QR code, and prints the same bytes for the same manifest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from homeward.base.dates import UNKNOWN_DATE, HalfKnownDate
from homeward.base.errors import InputError
from homeward.base.identifiers import case_number
from homeward.base.scripts import clean, script_of
from homeward.engine.paper.labels import RIGHT_TO_LEFT, labels
from homeward.engine.paper.qr import qr_svg
from homeward.engine.paper.typesetting import typeset

_RIGHT_TO_LEFT_SCRIPTS = frozenset({"Arab", "Hebr"})


class ManifestError(InputError):
    """The manifest contradicts itself: two persons in one seat, one person twice, no hash."""


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """One person on the transport.

    Attributes:
        seat: as painted on the seat or called out, unique on the list.
        number: the case number without its check character.
        person_id: random id, the only content of the QR code; '' prints no code.
        name, other_name: as written, and in a second script ('' when there is none).
        category, remarks: words for the crew; never health, never the person's will.
        outside_parity: art. 109 person, listed and counted apart.
    """

    seat: str
    number: int
    name: str
    person_id: str = ""
    other_name: str = ""
    birth_date: HalfKnownDate = UNKNOWN_DATE
    rank: str = ""
    service_number: str = ""
    category: str = ""
    remarks: str = ""
    outside_parity: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """One list of one direction, in seat order as handed in; the part that holds the first seat is printed first.

    Attributes:
        list_id: opaque id of the list, in the QR code together with the hash. list_number: as people call it ("7").
        from_party, to_party: names of the releasing and the receiving party.
        reference_date: the day on which the list's facts stand.
        plan_hash: SHA-256 of the plan's canonical bytes, 64 hex digits. eight_words: its spoken form.
        moment: aware time that the file carries as its date.
        stamp: '' or a word in capitals over the list, such as PROVISIONAL. stamp_note: why, in a sentence.
        languages: the two label languages, the first leading the page.
        spare_lines: numbered empty lines at the end.
    """

    list_id: str
    list_number: str
    from_party: str
    to_party: str
    reference_date: date
    plan_hash: str
    eight_words: Sequence[str]
    rows: Sequence[ManifestRow]
    moment: datetime = datetime(2000, 1, 1, tzinfo=UTC)
    stamp: str = ""
    stamp_note: str = ""
    languages: tuple[str, str] = ("en", "uk")
    spare_lines: int = 4


def manifest_pdf(manifest: Manifest) -> bytes:
    """The manifest as PDF/A-2b and PDF/UA-1, A4 landscape; equal manifests give equal bytes.

    Raises:
        ManifestError: a seat or an id twice, a hash or check words that are none, one language twice.
        NotOpaqueError: an id that is no plain id. NotBuiltError: a language this form does not have.
    """
    _check(manifest)
    return typeset("manifest", _form_data(manifest), moment=manifest.moment)


def list_code(manifest: Manifest) -> str:
    """What the QR code at the head of the list says: id of the list, slash, hash of the plan."""
    return f"{manifest.list_id}/{manifest.plan_hash}"


def _check(manifest: Manifest) -> None:
    _each_once("seat", [row.seat for row in manifest.rows])
    _each_once("case number", [str(row.number) for row in manifest.rows])
    _each_once("id", [row.person_id for row in manifest.rows if row.person_id])
    if len(manifest.plan_hash) != 64 or not set(manifest.plan_hash) <= set("0123456789abcdef"):
        raise ManifestError("the hash of the plan is not 64 lower-case hex digits.")
    if len(manifest.eight_words) != 8:
        raise ManifestError("a manifest carries eight check words.")
    if len(set(manifest.languages)) != 2:
        raise ManifestError("a manifest is printed in two different languages.")


def _each_once(what: str, values: Sequence[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ManifestError(f"the {what} {value} stands twice on one manifest.")
        seen.add(value)


def _form_data(manifest: Manifest) -> dict[str, object]:
    first, second = (labels("manifest", language) for language in manifest.languages)
    rows = [_row_data(row, first) for row in manifest.rows]
    return {
        "languages": list(manifest.languages),
        "rtl": [language in RIGHT_TO_LEFT for language in manifest.languages],
        "first": dict(first),
        "second": dict(second),
        "drafts": ", ".join(str(table["language"]) for table in (first, second) if table["draft"]),
        "list_number": clean(manifest.list_number),
        "list_id": manifest.list_id,
        "from": _text(manifest.from_party),
        "to": _text(manifest.to_party),
        "reference_date": manifest.reference_date.isoformat(),
        "plan_hash": manifest.plan_hash,
        "words": list(manifest.eight_words),
        "stamp": _stamp(manifest.stamp, first, second),
        "stamp_note": _text(manifest.stamp_note),
        "qr": qr_svg(list_code(manifest), border=0),
        "within": [row for row, listed in zip(rows, manifest.rows, strict=True) if not listed.outside_parity],
        "outside": [row for row, listed in zip(rows, manifest.rows, strict=True) if listed.outside_parity],
        "outside_first": bool(manifest.rows) and manifest.rows[0].outside_parity,
        "spare_lines": manifest.spare_lines,
    }


def _row_data(row: ManifestRow, words: Mapping[str, str | bool]) -> dict[str, object]:
    return {
        "seat": clean(row.seat),
        "case": case_number(row.number),
        "qr": qr_svg(row.person_id, border=0) if row.person_id else "",
        "qr_alt": str(words["qr_person"]).replace("{seat}", clean(row.seat)),
        "name": _text(row.name),
        "other_name": _text(row.other_name),
        "birth_date": row.birth_date.isoformat(),
        "rank": _text(row.rank),
        "service_number": clean(row.service_number),
        "category": _text(row.category),
        "remarks": _text(row.remarks),
    }


def _text(value: str) -> dict[str, object]:
    """A text with the direction of its own script: a Latin name stays left to right on an Arabic page, and back."""
    return {"text": clean(value), "rtl": script_of(value) in _RIGHT_TO_LEFT_SCRIPTS}


def _stamp(stamp: str, *tables: Mapping[str, str | bool]) -> list[dict[str, object]]:
    """The stamp as handed in, and in the languages of the form where their tables know it."""
    known = [str(table[stamp.lower()]) for table in tables if stamp.lower() in table]
    return [_text(word) for word in dict.fromkeys([stamp, *known]) if word]
