"""Who is protected and on what ground (art. 4-5, 33; AP I art. 43-45, 50): the legal categories of a record.

Named by the register. A doubtful case stays protected until a competent tribunal decides (art. 5(2)), never by code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class LegalCategory:
    """One ground of protection: code, who falls under it, article."""

    code: str
    title: str
    basis: str


_TABLE = (
    ("AF", "members of the armed forces, and militias or volunteer corps forming part of them", "art. 4A(1)"),
    ("MILITIA", "other militias and organised resistance meeting the four conditions", "art. 4A(2)"),
    ("UNRECOGNISED", "regular forces loyal to an authority the other side does not recognise", "art. 4A(3)"),
    ("ACCOMPANYING", "civilians authorised to accompany the force", "art. 4A(4)"),
    ("CREW", "merchant marine and civil aircraft crews without better treatment elsewhere", "art. 4A(5)"),
    ("LEVEE", "inhabitants rising on the adverse force's approach", "art. 4A(6)"),
    ("DEMOB", "former forces of an occupied country, interned again", "art. 4B(1)"),
    ("NEUTRAL_INTERNEE", "persons of these categories received by a neutral State", "art. 4B(2)"),
    ("RETAINED", "medical personnel and chaplains kept to care for prisoners", "art. 4C, 33"),
    ("CIVILIAN_INTERNEE", "civilians, never bartered as prisoners of war", "GC IV 136-141"),
    ("UNDETERMINED", "status in doubt: treated as a prisoner of war", "art. 5(2); AP I 45(1)"),
)

LEGAL_CATEGORIES: Mapping[str, LegalCategory] = MappingProxyType(
    {code: LegalCategory(code, title, basis) for code, title, basis in _TABLE}
)
DEFAULT_CATEGORY = "UNDETERMINED"
