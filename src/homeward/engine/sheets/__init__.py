"""Reads lists of persons (CSV, XLSX, Parquet) and writes what goes back: bad rows with reasons, a blank list.

Called by the command and the register desk. It never corrects a value, drops a row in silence or computes a formula.
"""

from homeward.engine.sheets.blank import write_template
from homeward.engine.sheets.columns import mapping_of_choices
from homeward.engine.sheets.fields import FIELDS, IDENTIFYING, Field
from homeward.engine.sheets.lists import look_at, open_table, read_list
from homeward.engine.sheets.readings import Flag, Guess, ListReading, RejectedCell, SheetLook, Vocabulary
from homeward.engine.sheets.streams import ListStream, stream_list
from homeward.engine.sheets.tables import PAGE_LIMITS, STREAM_LIMITS, Limits
from homeward.engine.sheets.writing import file_digest, safe_cell, save_workbook, write_rejected

__all__ = [
    "FIELDS",
    "IDENTIFYING",
    "PAGE_LIMITS",
    "STREAM_LIMITS",
    "Field",
    "Flag",
    "Guess",
    "Limits",
    "ListReading",
    "ListStream",
    "RejectedCell",
    "SheetLook",
    "Vocabulary",
    "file_digest",
    "look_at",
    "mapping_of_choices",
    "open_table",
    "read_list",
    "safe_cell",
    "save_workbook",
    "stream_list",
    "write_rejected",
    "write_template",
]
