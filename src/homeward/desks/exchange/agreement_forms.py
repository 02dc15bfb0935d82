"""Forms of agreements: what is replaced, and the eight words as they were heard."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_WORDS = 200


class DrawUpForm(forms.Form):
    """Which agreement the new one replaces, if any."""

    predecessor = forms.ChoiceField(label=_("Does it replace an earlier agreement?"), required=False)

    def __init__(self, *arguments: Any, choices: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["predecessor"].choices = [("", _("no, it replaces none")), *choices]  # type: ignore[attr-defined]


class SignForm(forms.Form):
    """The eight words, typed from the other side's mouth and not from this screen."""

    words = forms.CharField(
        label=_("The eight words that you heard"),
        help_text=_("In their order, with blanks between them. Capital letters do not matter."),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(
            attrs={"rows": 2, "dir": "ltr", "lang": "en", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    confirm = forms.BooleanField(
        label=_("I may bind this side, and I sign exactly this agreement."),
        error_messages={"required": _("Confirm that you sign exactly this agreement.")},
    )
