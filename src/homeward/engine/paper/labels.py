"""Decides the printed words of each form in each paper language, and whether they are still a draft.

Called by the forms of this room. It never translates: a form prints two of these tables side by side.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from homeward.base.errors import NotBuiltError

LANGUAGES = ("en", "uk", "ru", "ar")
RIGHT_TO_LEFT = frozenset({"ar"})
_FOLDER = Path(__file__).parent / "wordings"


@cache
def labels(form: str, language: str) -> Mapping[str, str | bool]:
    """Label key -> words. `draft` is true until a native speaker has signed the wording off.

    Raises:
        NotBuiltError: the form is not printed in that language.
    """
    if language not in LANGUAGES:
        raise NotBuiltError(
            f"the {form} is not printed in {language!r} yet.", cure=f"Choose two of {', '.join(LANGUAGES)}."
        )
    table: dict[str, str | bool] = json.loads((_FOLDER / f"{form}.{language}.json").read_text(encoding="utf-8"))
    return table
