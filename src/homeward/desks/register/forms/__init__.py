"""What officers type and choose at the register."""

from homeward.desks.register.forms.captures import ArrivalForm, CaptureForm, GroupForm, LinesForm
from homeward.desks.register.forms.lists import UndoForm, UploadForm
from homeward.desks.register.forms.persons import (
    CardForm,
    CorrectCustodyForm,
    CustodyForm,
    DecisionForm,
    EditForm,
)

__all__ = [
    "ArrivalForm",
    "CaptureForm",
    "CardForm",
    "CorrectCustodyForm",
    "CustodyForm",
    "DecisionForm",
    "EditForm",
    "GroupForm",
    "LinesForm",
    "UndoForm",
    "UploadForm",
]
