"""Forms of the exchange desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from homeward.desks.exchange.actions import WITHDRAWAL_REASONS
from homeward.desks.exchange.interview_sheets import LONGEST_INTERPRETER, LONGEST_LANGUAGE, NONE_NEEDED
from homeward.desks.exchange.list_wording import ANSWERS
from homeward.desks.exchange.readings import LONGEST_TEXT
from homeward.office.compartments.rooms import REASONS


class TermsForm(forms.Form):
    """Terms as TOML text; whether they can be read is the action's word."""

    text = forms.CharField(
        label=_("Terms"),
        help_text=_("TOML, whole numbers only. What is hashed and signed is the canonical document made from it."),
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 28, "spellcheck": "false", "dir": "ltr", "class": "number"}),
    )


class PlanForm(forms.Form):
    """Which version of the terms to plan with."""

    terms = forms.IntegerField(min_value=1)


class ApproveForm(forms.Form):
    """The count that the deciding person read in the plan, typed."""

    persons = forms.IntegerField(
        label=_("How many persons travel, both ways together?"),
        help_text=_("Count them in the plan's figures, article 109 included, and type the number."),
        min_value=0,
        max_value=10_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class WithdrawForm(forms.Form):
    """Why a plan is taken back."""

    why = forms.ChoiceField(
        label=_("Why is this plan withdrawn?"), choices=list(WITHDRAWAL_REASONS.items()), widget=forms.RadioSelect
    )


class InterviewForm(forms.Form):
    """One talk with a person held. Without language, interpreter and privacy it is no interview."""

    answer = forms.ChoiceField(
        label=_("What did the person say?"),
        help_text=_("Sealed at once. Nobody else learns more than whether the person is on this transport."),
        choices=[(code, ANSWERS[code]) for code in ANSWERS],
        widget=forms.RadioSelect,
    )
    language = forms.CharField(
        label=_("Language of the talk"),
        max_length=LONGEST_LANGUAGE,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    interpreter = forms.CharField(
        label=_("Interpreter"),
        help_text=_("Name of the interpreter. Leave it empty only when you tick the box below."),
        max_length=LONGEST_INTERPRETER,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    none_needed = forms.BooleanField(label=_("No interpreter was needed"), required=False)
    in_private = forms.ChoiceField(
        label=_("Was it held in private?"),
        help_text=_("In private: nobody of the holding party could hear or see it."),
        choices=[("yes", _("yes, in private")), ("no", _("no"))],
        widget=forms.RadioSelect,
    )
    held_at = forms.DateTimeField(
        label=_("When was it held?"),
        help_text=_("Time in UTC. Leave it empty for now. The talk held last counts."),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def clean(self) -> dict[str, Any]:
        """Either a name or the tick: silence would be taken for an interpreter that nobody had."""
        told: dict[str, Any] = super().clean() or {}
        if bool(told.get("interpreter")) == bool(told.get("none_needed")) and "interpreter" not in self.errors:
            self.add_error("interpreter", _("Write a name, or tick that none was needed."))
        return told

    def talk(self) -> dict[str, Any]:
        """What was filled in, as `record_interview` takes it."""
        told = self.cleaned_data
        return {
            "answer": told["answer"],
            "language": told["language"],
            "interpreter": NONE_NEEDED if told["none_needed"] else told["interpreter"],
            "in_private": told["in_private"] == "yes",
            "held_at": told["held_at"],
        }


class OpenWordsForm(forms.Form):
    """Why the sealed answers of one person are opened."""

    reason = forms.ChoiceField(label=_("Why do you open this?"), choices=list(REASONS.items()))


class InterviewSheetForm(forms.Form):
    """A sheet of interviews, and whose persons it is about."""

    party = forms.ChoiceField(label=_("Who holds these persons?"))
    file = forms.FileField(
        label=_("Sheet"),
        help_text=_("CSV or XLSX with the columns id, answer, language, interpreter, private, and day if you wish."),
    )

    def __init__(self, parties: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = parties
