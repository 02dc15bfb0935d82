"""Rank, unit, service number and place as written -> values that can be compared. Called by tables, once a value.

Equivalents are data (packs/ of this room, ranks.txt of the language packs). Nothing is rejected: an unknown word stays
itself, folded.
"""

import re
import unicodedata
from functools import lru_cache

from homeward.base.scripts import clean
from homeward.engine.matching.places import read_place, region_of
from homeward.engine.matching.ranks import read_rank
from homeward.engine.matching.units import read_unit
from homeward.engine.names import fold

__all__ = ["read_number", "read_place", "read_rank", "read_unit", "region_of"]

_LOOK_ALIKE = str.maketrans("асекмнорхтвіуACEKMHOPXTBIY", "acekmhopxtbiyacekmhopxtbiy")


@lru_cache(maxsize=1 << 18)
def read_number(text: str) -> str:
    """A service number without signs, Cyrillic look-alikes as Latin; '123.0' as spreadsheets write it is '123'."""
    value = re.sub(r"\.0+$", "", clean(text)).lower().translate(_LOOK_ALIKE)
    value = re.sub(r"[\W_]+", "", value)
    return "".join(c if c.isascii() else fold(c) for c in unicodedata.normalize("NFC", value)) if value else ""
