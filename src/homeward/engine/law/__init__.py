"""The Convention as data: categories, the person's will, medical decisions, what may be asked.

Read by desks, by the command and (handed in as callables) by `engine.sheets`. It never decides about a person.
`art. n` is the Third Geneva Convention of 1949; AP I is Additional Protocol I of 1977.
"""

from homeward.engine.law.categories import CATEGORIES, Category, read_categories
from homeward.engine.law.covered import LEGAL_CATEGORIES, LegalCategory
from homeward.engine.law.identity import ASKED_BY_LAW
from homeward.engine.law.medical import DECISIONS, MedicalDecision, read_decision
from homeward.engine.law.willingness import WILLS, Will, read_willingness

__all__ = [
    "ASKED_BY_LAW",
    "CATEGORIES",
    "DECISIONS",
    "LEGAL_CATEGORIES",
    "WILLS",
    "Category",
    "LegalCategory",
    "MedicalDecision",
    "Will",
    "read_categories",
    "read_decision",
    "read_willingness",
]
