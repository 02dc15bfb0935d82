"""Tables of the register: persons and lists, captures and arrivals, custody, changes of a record."""

from homeward.desks.register.models.captures import SIZE_CLASSES, Capture, ExpectedArrival
from homeward.desks.register.models.changes import Correction
from homeward.desks.register.models.custody import CaptureCard, CustodyEvent, MedicalDecision
from homeward.desks.register.models.persons import (
    CONTENT_FIELDS,
    DATE_FIELDS,
    KINDS,
    TEXT_FIELDS,
    Batch,
    CategoryTotal,
    Evidence,
    LaterRow,
    NameWord,
    Person,
    PersonCategory,
    RejectedRow,
    content_of,
    new_id,
    repeatable_id,
)

__all__ = [
    "CONTENT_FIELDS",
    "DATE_FIELDS",
    "KINDS",
    "SIZE_CLASSES",
    "TEXT_FIELDS",
    "Batch",
    "Capture",
    "CaptureCard",
    "CategoryTotal",
    "Correction",
    "CustodyEvent",
    "Evidence",
    "ExpectedArrival",
    "LaterRow",
    "MedicalDecision",
    "NameWord",
    "Person",
    "PersonCategory",
    "RejectedRow",
    "content_of",
    "new_id",
    "repeatable_id",
]
