"""Writes the blank list that one bureau hands to the other. Called by the command and the register desk.

It asks for nothing the Convention does not allow to be asked (art. 17) and says so on its second sheet.
"""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from homeward.engine.sheets.fields import FIELDS
from homeward.engine.sheets.writing import save_workbook

ASKED = ("surname", "given_name", "patronymic", "full_name", "other_name", "rank", "birth_date", "service_number")
_RULES = (
    "No column is required. Leave empty what you do not know; a line with one name alone is kept.",
    "A prisoner may be asked for name, rank, birth date and number only (Third Geneva Convention, art. 17). "
    "Everything else is told freely or known from elsewhere.",
    "Жодна колонка не є обов'язковою. Питати можна лише ім'я, звання, дату народження та номер (ст. 17).",
    "Ни одна колонка не обязательна. Спрашивать можно только имя, звание, дату рождения и номер (ст. 17).",
    "One line is one person. You may rename, reorder or remove columns; keep the heading in one row.",
)


def write_template(path: Path) -> None:
    """Writes the blank list (XLSX): headings in three languages; a second sheet explains each column."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "List"
    for column, field in enumerate(FIELDS.values(), start=1):
        heading = sheet.cell(1, column, " / ".join(field.titles))
        heading.font, heading.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[heading.column_letter].width = 22
        sheet.column_dimensions[heading.column_letter].number_format = "@"  # keeps leading zeros and dates as typed
    sheet.freeze_panes = "A2"
    _explain(workbook)
    save_workbook(workbook, path)


def _explain(workbook: Workbook) -> None:
    sheet = workbook.create_sheet("Columns")
    for rule in _RULES:
        sheet.append([rule])
    sheet.append([])
    sheet.append(["Column", "Required", "May be asked (art. 17)", "Meaning"])
    for field in FIELDS.values():
        sheet.append([" / ".join(field.titles), "no", "yes" if field.name in ASKED else "no", field.meaning])
    for letter, width in zip("ABCD", (60, 10, 22, 90), strict=True):
        sheet.column_dimensions[letter].width = width
