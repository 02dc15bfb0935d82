"""Places as written -> one key for all names of a town, and its coarse region, from packs/places.txt.

Called by details. A place that is not listed stays itself, folded. Names of towns: GeoNames (geonames.org), CC BY 4.0.
"""

import re
from functools import lru_cache

from homeward.base.scripts import clean
from homeward.engine.matching.ranks import PACKS
from homeward.engine.names import fold
from homeward.engine.names.packs import field_lines

_PLACE_WORD = re.compile(
    r"\b(?:с|м|г|д|х|смт|пгт|сел|село|вёска|горад|місто|город|гор|поселок|посёлок|селище|сщ|хутор|станица|н\.?п|ст|обл|"
    r"область|вобласць|район|раён|р-н|village|town|city|settlement|of|near|поблизу|біля|возле|близ|под|під|у|в|ля|"
    r"oblast|region|district)\b\.?"
)
_BLANKS = re.compile(r"[\s,;()/.\-–—]+")


@lru_cache(maxsize=1)
def _listed() -> dict[str, tuple[str, str]]:
    """Folded words of a name, parted by blanks -> key of the town and its region."""
    found: dict[str, tuple[str, str]] = {}
    for line in field_lines("places.txt", 3, PACKS):
        latin, region, names = line.fields
        if not (region and names):
            raise line.error("expected 'Latin name ; region ; names'.")
        town = " ".join(_folds(latin))
        for name in [*names.split(","), latin]:
            found.setdefault(" ".join(_folds(name)), (town, region.lower()))
    return found


def _folds(text: str) -> list[str]:
    return [folded for folded in map(fold, _BLANKS.split(text.lower())) if folded]


@lru_cache(maxsize=1 << 16)
def read_place(text: str) -> str:
    """Folded words without 'village', 'м.', 'обл.', in alphabetical order; a listed town by its key."""
    words = _folds(_PLACE_WORD.sub(" ", clean(text).lower()))
    found: set[str] = set()
    while words:
        taken, key = _town(words)
        found.update(key.split())
        words = words[taken:]
    return " ".join(sorted(found))


@lru_cache(maxsize=1 << 16)
def region_of(text: str) -> str:
    """The coarse region of the first listed town in a text; '' when none is listed."""
    words = _folds(_PLACE_WORD.sub(" ", clean(text).lower()))
    while words:
        for length in (3, 2, 1):
            if listed := _listed().get(" ".join(words[:length])):
                return listed[1]
        words = words[1:]
    return ""


def _town(words: list[str]) -> tuple[int, str]:
    """How many words name the next town, and its key; one word stays itself when none does."""
    for length in (3, 2, 1):
        if length <= len(words) and (listed := _listed().get(" ".join(words[:length]))):
            return length, listed[0]
    return 1, words[0]
