"""What officers send to this desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from homeward.desks.reception.wording import BEDS, ESCORTS, NOT_COME, OUTCOMES, SEATS, WISHES
from homeward.office.compartments.rooms import REASONS

_NONE_NEEDED = _("Write the interpreter's name, or “none needed”.")


def _text(label: Any, longest: int, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )


def _moment(label: Any, *, required: bool = True) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=required,
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Time in UTC."),
    )


class CodeForm(forms.Form):
    """A case number as typed or scanned."""

    code = forms.CharField(
        label=_("Case number or scanned code"),
        max_length=64,
        help_text=_("As on the paper: HW-00042-5."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr", "class": "number"}),
    )


class ConvoyForm(forms.Form):
    """An arrival of people: where, when, and from which handover if any."""

    place = _text(_("Where they arrive"), 120)
    expected_at = _moment(_("When they are expected"), required=False)
    handover = forms.ChoiceField(
        label=_("From which handover"),
        required=False,
        help_text=_("Everybody who crossed there is put on the list. Without a handover you enter people by hand."),
    )

    def __init__(self, *args: Any, handovers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handover"].choices = [("", "—"), *handovers]


class PersonForm(forms.Form):
    """One person entered by hand."""

    name = _text(_("Name, as the person says or writes it"), 200)
    number = forms.CharField(
        label=_("Case number"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "class": "number"}),
    )
    bed = forms.ChoiceField(label=_("Bed"), choices=list(BEDS.items()), widget=forms.RadioSelect, initial="general")
    escort = forms.ChoiceField(
        label=_("Escort"), choices=list(ESCORTS.items()), widget=forms.RadioSelect, initial="none"
    )
    is_here = forms.BooleanField(label=_("The person stands before me"), required=False)


class AbsenceForm(forms.Form):
    """Why somebody did not come."""

    why = forms.ChoiceField(label=_("What happened?"), choices=list(NOT_COME.items()), widget=forms.RadioSelect)


class TalkForm(forms.Form):
    """In which language a talk was held, and who interpreted."""

    language = _text(_("Language of the talk"), 60)
    interpreter = _text(_("Interpreter"), 120, help_text=_NONE_NEEDED)


class WishForm(TalkForm):
    """What a person wishes about the first call home."""

    wish = forms.ChoiceField(
        label=_("Do you wish to call home now?"), choices=list(WISHES.items()), widget=forms.RadioSelect
    )
    contact = _text(
        _("Whom to reach"),
        120,
        required=False,
        help_text=_("In the person's words: “my mother”. No number is kept; the person dials."),
    )
    field_order = ("wish", "contact", "language", "interpreter")


class AttemptForm(forms.Form):
    """How a try ended."""

    outcome = forms.ChoiceField(label=_("How did it end?"), choices=list(OUTCOMES.items()), widget=forms.RadioSelect)


class LegForm(forms.Form):
    """A vehicle onward."""

    destination = _text(_("Where to"), 120)
    departs_at = _moment(_("When it leaves"))
    seats = forms.IntegerField(label=_("Seats"), min_value=0, max_value=500)
    lying = forms.IntegerField(label=_("Lying places"), min_value=0, max_value=500, initial=0)


class SeatForm(forms.Form):
    """Who gets which kind of place."""

    arrival = forms.ChoiceField(label=_("Person"))
    kind = forms.ChoiceField(
        label=_("Kind of place"), choices=list(SEATS.items()), widget=forms.RadioSelect, initial="seat"
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["arrival"].choices = people


class NoteForm(forms.Form):
    """A note to seal, and to whom."""

    words = forms.CharField(
        label=_("Note"),
        max_length=20_000,
        help_text=_(
            "Sealed to you and to the colleagues you choose. Nobody else can open it, nor see that it is there."
        ),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto", "autocomplete": "off"}),
    )
    readers = forms.MultipleChoiceField(
        label=_("Colleagues who can read it too"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if colleagues:
            self.fields["readers"].choices = colleagues
        else:
            del self.fields["readers"]


class OpenNoteForm(forms.Form):
    """Why a note is opened."""

    reason = forms.ChoiceField(label=_("Why do you open it?"), choices=list(REASONS.items()))


class TriageEndForm(TalkForm):
    """The end of a triage: the talk, the flag raised in any case, and details for those who treat."""

    raised = forms.BooleanField(label=_("Raise the refeeding flag in any case"), required=False)
    details = forms.CharField(
        label=_("Details for those who treat"),
        required=False,
        max_length=20_000,
        help_text=_("Sealed: it opens for you and the colleagues you choose, and for nobody else."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "autocomplete": "off"}),
    )
    readers = forms.MultipleChoiceField(
        label=_("Colleagues who can read it too"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, treating: bool, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["readers"].choices = colleagues
        if not treating:
            del self.fields["details"]
        if not colleagues:
            del self.fields["readers"]
