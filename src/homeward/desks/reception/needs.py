"""What the next team must have ready for a person: a bed and an escort. From a list's words; tells no history."""

from collections.abc import Collection

_GRAVE = frozenset({"SERIOUSLY_WOUNDED", "SERIOUSLY_SICK"})


def needs_of(categories: Collection[str]) -> tuple[str, str]:
    """Bed and escort, as codes of `wording.BEDS` and `wording.ESCORTS`.

    On the safe side: whoever a list calls seriously wounded or sick gets the infirmary and a stretcher; somebody who
    looks at the person changes it.
    """
    if _GRAVE & set(categories):
        return "infirmary", "stretcher"
    if "PREGNANT" in categories:
        return "single", "helper"
    return "general", "none"
