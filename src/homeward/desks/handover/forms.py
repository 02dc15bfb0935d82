"""Forms of the handover desk. Whether an act is allowed is the act's word."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from homeward.desks.handover.actions.closing import LONGEST_PLACE
from homeward.desks.handover.day import codes as c
from homeward.desks.handover.models import new_event_id
from homeward.desks.handover.wording import ABORT_REASONS, DISCREPANCIES, OUTCOMES, RETRACT_REASONS

_TYPED = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "dir": "ltr"}


class OnceForm(forms.Form):
    """Brings an id along, drawn when the page is opened: sent twice, it counts once."""

    event_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "%s", **kwargs})
        self.fields["event_id"].initial = new_event_id

    def once(self) -> str:
        """The id as text, '' for none."""
        return str(self.cleaned_data.get("event_id") or "")


class NumberForm(OnceForm):
    """A person by what is printed beside the name."""

    number = forms.CharField(
        label=_("Case number or code"),
        help_text=_("As printed, with its last character: HW-00042-5. A code reader that types may be used."),
        max_length=80,
        widget=forms.TextInput(attrs=_TYPED),
    )


class DifferenceForm(OnceForm):
    """One code of the closed list, about a person of the list or about somebody on no list."""

    code = forms.ChoiceField(
        label=_("What is different?"),
        choices=[(code, DISCREPANCIES[code]) for code in c.DISCREPANCIES if code != c.WITHDRAWN_PROTECTED],
        widget=forms.RadioSelect,
    )
    number = forms.CharField(
        label=_("Case number or code"),
        help_text=_("Leave it empty for somebody who is on no list: the next spare line is taken."),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs=_TYPED),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        extra, number = cleaned.get("code") == c.EXTRA_PERSON, cleaned.get("number")
        if cleaned.get("code") and not extra and not number:
            self.add_error("number", _("Say who it is about."))
        return cleaned


class ReasonForm(forms.Form):
    """Why a check is taken back."""

    reason = forms.ChoiceField(
        label=_("What was wrong?"), choices=list(RETRACT_REASONS.items()), widget=forms.RadioSelect
    )


class BreakOffForm(forms.Form):
    """Why the day is broken off."""

    reason = forms.ChoiceField(
        label=_("Why is the day broken off?"), choices=list(ABORT_REASONS.items()), widget=forms.RadioSelect
    )


class OutcomeForm(forms.Form):
    """How one difference ends: of the outcomes that this person can have."""

    outcome = forms.ChoiceField(label=_("How does this end?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, outcomes: Sequence[str], told: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, f"{OUTCOMES[code]}{told.get(code, '')}") for code in outcomes]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]


class CountForm(forms.Form):
    """How many the neutral counted."""

    way = forms.CharField(widget=forms.HiddenInput)
    count = forms.IntegerField(
        label=_("How many did you see cross?"),
        min_value=1,
        max_value=100_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class PlaceForm(forms.Form):
    """Where the handover took place, for the paper."""

    place = forms.CharField(
        label=_("Where did the handover take place?"),
        help_text=_("In a few words, as it shall stand on the protocol."),
        max_length=LONGEST_PLACE,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
