"""The manifest: the same bytes each time, every name as written, every code readable, nothing of a person in a code."""

import dataclasses
import hashlib
import random
import unicodedata
from datetime import UTC, date, datetime

import pypdfium2
import pytest
import zxingcpp

from homeward.base.dates import HalfKnownDate
from homeward.base.errors import InputError, NotBuiltError
from homeward.base.identifiers import case_number, uuid7
from homeward.engine.paper import Manifest, ManifestError, ManifestRow, NotOpaqueError, list_code, manifest_pdf
from homeward.engine.paper.typesetting import drawable

MOMENT = datetime(2026, 3, 1, 9, tzinfo=UTC)
HASH = hashlib.sha256(b"an invented plan").hexdigest()
WORDS = ("goose", "diagram", "tent", "strong", "gaze", "absorb", "drastic", "unable")


def _row(seat: int, **changed) -> ManifestRow:
    row = ManifestRow(
        seat=str(seat),
        number=1000 + 7 * seat,
        name="Коваленко-Дем’яненко Олександр Миколайович",
        person_id=str(uuid7(MOMENT, random.Random(seat).getrandbits(74))),
        other_name="Kovalenko-Demianenko Oleksandr Mykolaiovych",
        birth_date=HalfKnownDate(1970 + seat % 30, 3, 7),
        rank="старший сержант",
        service_number="АА-123456",
        category="Medical staff",
    )
    return dataclasses.replace(row, **changed)


def _manifest(rows, **changed) -> Manifest:
    manifest = Manifest(
        list_id=str(uuid7(MOMENT, 1)),
        list_number="7",
        from_party="Northland",
        to_party="Southland",
        reference_date=date(2026, 3, 1),
        plan_hash=HASH,
        eight_words=WORDS,
        rows=rows,
        moment=MOMENT,
    )
    return dataclasses.replace(manifest, **changed)


def _text(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(unicodedata.normalize("NFC", text).split())


def _codes(pdf: bytes, dpi: int) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        pictures = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    formats = zxingcpp.BarcodeFormat.QRCode
    return [found.text for picture in pictures for found in zxingcpp.read_barcodes(picture, formats=formats)]


def _pages(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


@pytest.fixture(scope="module")
def full_list() -> Manifest:
    rows = [_row(seat, outside_parity=seat > 126) for seat in range(1, 131)]
    return _manifest(rows, stamp="PROVISIONAL", stamp_note="Not yet asked.")


@pytest.fixture(scope="module")
def full_pdf(full_list) -> bytes:
    return manifest_pdf(full_list)


def test_the_same_manifest_gives_the_same_bytes(full_list, full_pdf):
    assert manifest_pdf(full_list) == full_pdf
    assert manifest_pdf(dataclasses.replace(full_list, list_number="8")) != full_pdf


def test_it_is_an_archive_file_and_an_accessible_one(full_pdf):
    assert full_pdf.startswith(b"%PDF-1.7")
    assert b"pdfaid:part" in full_pdf
    assert b"pdfuaid:part" in full_pdf


@pytest.mark.parametrize("dpi", [150, 200])
def test_every_code_is_read_from_the_rendered_pages_and_holds_ids_alone(full_list, full_pdf, dpi):
    assert sorted(set(_codes(full_pdf, dpi))) == sorted(
        {list_code(full_list), *(row.person_id for row in full_list.rows)}
    )


def test_persons_stand_in_the_order_of_their_seats_each_with_a_typed_number(full_list, full_pdf):
    text = _text(full_pdf)
    places = [text.index(case_number(row.number)) for row in full_list.rows]
    assert places == sorted(places)


def test_article_109_persons_in_the_first_seats_are_printed_first():
    rows = [_row(seat, outside_parity=seat < 3) for seat in range(1, 6)]
    text = _text(manifest_pdf(_manifest(rows)))
    places = [text.index(case_number(row.number)) for row in rows]
    assert places == sorted(places)
    assert text.index("Persons outside parity (Third") < places[0] < text.index("Persons within the agreed") < places[2]


def test_it_shows_hash_words_totals_and_the_stamp(full_pdf):
    text = _text(full_pdf)
    assert f"SHA-256 {HASH}" in text
    assert " ".join(f"{number} {word}" for number, word in enumerate(WORDS, start=1)) in text
    assert "Within parity · У межах паритету 126" in text
    assert "Outside parity (art. 109) · Поза паритетом (ст. 109) 4" in text
    assert "Persons on this list · Осіб у цьому списку 130" in text
    assert text.count("PROVISIONAL") == text.count("ПОПЕРЕДНІЙ") == _pages(full_pdf)
    assert "Not yet asked." in text


def test_a_plan_that_is_final_bears_no_stamp():
    text = _text(manifest_pdf(_manifest([_row(1)])))
    assert "PROVISIONAL" not in text
    assert "ПОПЕРЕДНІЙ" not in text


# Arabic letters need a taller line, which lengthens the paper: the count is fixed for each pair of languages.
@pytest.mark.parametrize(
    ("languages", "pages"), [(("en", "uk"), 6), (("uk", "ru"), 6), (("ru", "ar"), 6), (("ar", "en"), 6)]
)
def test_thirty_persons_take_the_known_number_of_pages_in_each_language(languages, pages):
    rows = [_row(seat, outside_parity=seat > 26) for seat in range(1, 31)]
    pdf = manifest_pdf(_manifest(rows, languages=languages))
    assert _pages(pdf) == pages
    assert len(set(_codes(pdf, 150))) == 31


@pytest.mark.parametrize(
    "name",
    [
        "#set *Petro* _Hai_ $x^2$ @ref <b> [x] \\ `code`",
        "= Heading // none /* of */ it",
        '"}],"within":[',
        "Iv. ~ -- --- ...",
        "#sys.inputs",
    ],
)
def test_a_name_that_looks_like_markup_is_printed_as_written(name):
    assert name in _text(manifest_pdf(_manifest([_row(1, name=name)])))


def test_a_name_without_letters_in_the_fonts_is_printed_by_code_point_and_not_lost():
    text = _text(manifest_pdf(_manifest([_row(1, name="გიო", other_name="Gio"), _row(2, name="\U0001f600", number=9)])))
    assert "[U+10D2][U+10D8][U+10DD]" in text
    assert "[U+1F600]" in text
    assert drawable("Їжак Ґудзь محمد Ωμέγα №7") == "Їжак Ґудзь محمد Ωμέγα №7"


def test_a_very_long_name_wraps_and_stays_whole():
    name = " ".join(["Найдовший-Предовгий"] * 12)
    assert name in _text(manifest_pdf(_manifest([_row(1, name=name)]))).replace(
        "\ufffe", "-"
    )  # how pdfium tells a hyphen at a line end


def test_arabic_labels_and_names_are_printed_beside_latin_ones():
    pdf = manifest_pdf(
        _manifest([_row(1, name="عبد الله", other_name="Abdullah")], languages=("ar", "en"), stamp="PROVISIONAL")
    )
    text = _text(pdf)
    assert "Abdullah" in text
    assert "2026-03-01" in text
    assert "PROVISIONAL" in text
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        (index, _) = page.get_textpage().search("Abdullah").get_next()
        name = page.get_textpage().get_charbox(index)[0] / page.get_width()
        picture = page.render(scale=2).to_pil()
    codes = {found.text: found.position.top_left.x / picture.width for found in zxingcpp.read_barcodes(picture)}
    # The page runs from right to left: the person's code right of the name, the list's code at the far left.
    assert codes[_row(1).person_id] > name > codes[f"{uuid7(MOMENT, 1)}/{HASH}"]


def test_each_language_that_no_native_speaker_has_confirmed_is_named_as_a_draft():
    assert "Draft wording, not yet confirmed by a native speaker: українська" in _text(manifest_pdf(_manifest([])))


def test_spare_lines_are_numbered_and_none_is_added_unseen():
    text = _text(manifest_pdf(_manifest([_row(1)], spare_lines=6)))
    assert all(f"R{number} Spare" in text for number in range(1, 7))
    assert "R7" not in text
    assert "Spare" not in _text(manifest_pdf(_manifest([_row(1)], spare_lines=0)))


def test_an_empty_list_says_so():
    assert "No person in this part." in _text(manifest_pdf(_manifest([])))


@pytest.mark.parametrize(
    ("rows", "changed"),
    [
        ([_row(1), _row(1, number=5, person_id="x")], {}),
        ([_row(1), _row(2, number=1007)], {}),
        ([_row(1), _row(2, person_id=_row(1).person_id)], {}),
        ([], {"plan_hash": "abc"}),
        ([], {"plan_hash": "Z" * 64}),
        ([], {"eight_words": ("one",)}),
        ([], {"languages": ("en", "en")}),
    ],
)
def test_a_manifest_that_contradicts_itself_is_not_printed(rows, changed):
    with pytest.raises(ManifestError):
        manifest_pdf(_manifest(rows, **changed))


def test_a_name_in_the_place_of_an_id_is_refused():
    with pytest.raises(NotOpaqueError):
        manifest_pdf(_manifest([_row(1, person_id="Kovalenko Oleksandr")]))


def test_it_refuses_a_language_it_does_not_have_and_a_moment_without_a_zone():
    with pytest.raises(NotBuiltError):
        manifest_pdf(_manifest([], languages=("en", "fr")))
    with pytest.raises(InputError):
        manifest_pdf(_manifest([], moment=datetime(2026, 3, 1)))
