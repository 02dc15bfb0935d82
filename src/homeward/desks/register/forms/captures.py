"""One person, or a group at one event; arrivals that are expected."""

import secrets
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from homeward.base.dates import parse_date
from homeward.base.errors import InputError
from homeward.desks.register.actions.captures import MOST_AT_ONCE, UNIDENTIFIED
from homeward.desks.register.entering import LONGEST, LONGEST_PLACE, coarse_place
from homeward.desks.register.words import SIZE_TITLES
from homeward.office.journal.rights import Actor
from homeward.office.parties.queries import parties_visible_to

IDENTITY = ("surname", "given_name", "patronymic", "other_name", "rank", "birth_date", "service_number")
MOST_LINES = 200


def day_field(label: Any, **named: Any) -> forms.DateField:
    """A day, by the browser's own calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **named)


def plain(label: Any, longest: int = LONGEST, **named: Any) -> forms.CharField:
    """One line that nobody has to fill."""
    attributes = {"autocomplete": "off", "dir": "auto", "spellcheck": "false"}
    return forms.CharField(
        label=label, max_length=longest, required=False, widget=forms.TextInput(attrs=attributes), **named
    )


class IdentityFields(forms.Form):
    """The fields of art. 17. None is required: a person with a number alone is a whole record."""

    def clean_birth_date(self) -> str:
        return _as_date(self.cleaned_data["birth_date"])

    def identity(self) -> dict[str, str]:
        """The fields that were filled."""
        return {name: self.cleaned_data[name] for name in IDENTITY if self.cleaned_data.get(name)}


class _EventFields(forms.Form):
    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    party = forms.ChoiceField(label=_("In whose power?"))
    day = day_field(_("Day"), help_text=_("The day on which the person came into the power of the party."))
    region = plain(_("Region"), LONGEST_PLACE, help_text=_("The district by its name, without figures."))

    def __init__(self, viewer: Actor, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        language = get_language() or "en"
        parties = [(party.code, party.name_in(language)) for party in parties_visible_to(viewer=viewer)]
        self.fields["party"].choices = [("", _("Choose a party")), *parties]
        if settings.NODE.party in dict(parties):
            self.fields["party"].initial = settings.NODE.party
        self.fields["form_key"].initial = secrets.token_hex(16)

    def clean_region(self) -> str:
        return _as_place(self.cleaned_data["region"])


class CaptureForm(IdentityFields, _EventFields):
    """One person."""

    surname = plain(_("Surname, as written"), help_text=_("As the person or a document writes it, in its own script."))
    given_name = plain(_("Given name, as written"))
    patronymic = plain(_("Patronymic, as written"))
    other_name = plain(_("Name, as spoken"), help_text=_("As you heard it, in your own letters."))
    rank = plain(_("Rank"))
    birth_date = plain(_("Date of birth"), 40, help_text=_("As far as it is known: 07.03.1998, 03.1998 or 1998."))
    service_number = plain(_("Service number"), help_text=_("Army, personal or serial number, or what stands for it."))
    unidentified = forms.BooleanField(
        label=_("The person cannot say who they are"),
        required=False,
        help_text=_("Too ill or too hurt to say. The medical service takes over, and the person is identified later."),
    )
    field_order = ("form_key", "party", "day", "region", *IDENTITY, UNIDENTIFIED)


class GroupForm(_EventFields):
    """One event with many persons."""

    arrival = forms.CharField(widget=forms.HiddenInput, max_length=32, required=False)
    count = forms.IntegerField(label=_("How many persons?"), min_value=1, max_value=MOST_AT_ONCE)
    place = plain(_("Place"), LONGEST_PLACE, help_text=_("The nearest village by its name, without figures."))
    unit = plain(_("Unit"), help_text=_("When all are of one unit and said so."))
    field_order = ("form_key", "arrival", "party", "count", "day", "region", "place", "unit")

    def clean_place(self) -> str:
        return _as_place(self.cleaned_data["place"])


class LineForm(IdentityFields):
    """One line of the quick table."""

    full_name = plain(_("Name, as written"))
    other_name = plain(_("Name, as spoken"))
    birth_date = plain(_("Date of birth"), 40)
    rank = plain(_("Rank"))
    service_number = plain(_("Service number"))
    unidentified = forms.BooleanField(label=_("Cannot say who they are"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        # In a table the head of the column is the label; a reader of the screen hears it with the line.
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label

    def identity(self) -> dict[str, str]:
        names = ("full_name", *IDENTITY, UNIDENTIFIED)
        told = {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name)}
        return {**told, UNIDENTIFIED: "yes"} if UNIDENTIFIED in told else told


LinesForm = forms.formset_factory(LineForm, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES)


class ArrivalForm(forms.Form):
    """How many, roughly, and between which days; nothing else."""

    size_class = forms.ChoiceField(label=_("How many?"), choices=list(SIZE_TITLES.items()))
    first_day = day_field(_("First day"))
    last_day = day_field(_("Last day"))


def _as_date(text: str) -> str:
    try:
        return parse_date(text).isoformat()
    except InputError as error:
        raise forms.ValidationError(_("this is no date. Write it as 07.03.1998, 03.1998 or 1998.")) from error


def _as_place(text: str) -> str:
    try:
        return coarse_place(text)
    except InputError as error:
        raise forms.ValidationError(str(error)) from error
