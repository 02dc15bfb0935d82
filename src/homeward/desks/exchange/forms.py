"""Forms of the exchange desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from homeward.desks.exchange.actions import WITHDRAWAL_REASONS
from homeward.desks.exchange.readings import LONGEST_TEXT


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
