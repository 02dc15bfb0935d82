"""How a written word is compared with the words of the law room's tables.

Called by the readers of categories, willingness and medical decisions. It never changes what is stored.
"""

import re
from functools import lru_cache

from homeward.base.scripts import clean

_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "‘": "'", "ё": "е", "_": " "})
_EDGES = " .:!\"'«»()"
NOT_SAID = frozenset({"", "-", "--", "—", "–", "?", "n/a", "н/д", "невідомо", "неизвестно", "unknown", "не указано"})


@lru_cache(maxsize=8192)
def plain_word(text: str) -> str:
    """Lower case, one apostrophe, ё as е, underscores as blanks, no punctuation at the edges."""
    folded = clean(text).casefold().translate(_APOSTROPHES)
    return re.sub(r"\s+", " ", folded).strip(_EDGES)
