"""What is added to the record of one person, and how it is corrected."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from homeward.base.errors import InputError
from homeward.desks.register.actions import CORRECTION_REASONS
from homeward.desks.register.actions.changes import read_value
from homeward.desks.register.actions.custody import CODES
from homeward.desks.register.entering import LONGEST, opaque_place
from homeward.desks.register.forms.captures import day_field, plain
from homeward.desks.register.statuses import STATUSES
from homeward.desks.register.words import CUSTODY_REASONS, DECISION_TITLES, field_title


class CustodyForm(forms.Form):
    """One step of custody."""

    code = forms.ChoiceField(label=_("What happened?"))
    at = day_field(_("Day"))
    place_code = plain(
        _("Code of the place"), 20, help_text=_("A code and no description: C-07. It stays on this node.")
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        titles = [(code, str(STATUSES[code].title).capitalize()) for code in CODES]
        self.fields["code"].choices = [("", _("Choose")), *titles]

    def clean_place_code(self) -> str:
        try:
            return opaque_place(self.cleaned_data["place_code"])
        except InputError as error:
            raise forms.ValidationError(str(error)) from error


class CorrectCustodyForm(CustodyForm):
    """The same, in the place of a step that was recorded wrongly."""

    reason = forms.ChoiceField(label=_("What was wrong?"), choices=list(CUSTODY_REASONS.items()))


class CardForm(forms.Form):
    """The day on which the capture card could be written."""

    day = day_field(_("Day"))


class DecisionForm(forms.Form):
    """A decision as it stands on the form of the commission."""

    code = forms.ChoiceField(label=_("Decision"), choices=list(DECISION_TITLES.items()), widget=forms.RadioSelect)
    decided_on = day_field(_("Day of the decision"))
    notified_on = day_field(
        _("Day on which the Detaining Power was told"), required=False, help_text=_("Empty when it was not told yet.")
    )
    fit_to_travel = forms.ChoiceField(
        label=_("Fit to travel"),
        choices=[("", _("not examined")), ("yes", _("yes")), ("no", _("no"))],
        required=False,
    )


class EditForm(forms.Form):
    """The fields of a record that officers correct, with the version that was seen."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, names: tuple[str, ...], kind: str, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name in names:
            self.fields[name] = plain(field_title(name, kind).capitalize(), LONGEST)
        self.fields["reason"] = forms.ChoiceField(
            label=_("Why is it corrected?"), choices=[("", _("Choose")), *CORRECTION_REASONS.items()]
        )
        self.names = names

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in self.names:
            if name in cleaned:
                self._read(name, cleaned)
        return cleaned

    def _read(self, name: str, cleaned: dict[str, Any]) -> None:
        try:
            cleaned[name] = read_value(name, cleaned[name])
        except InputError as error:
            self.add_error(name, str(error))
