"""What the duty officer chooses. No field asks for a name, a number, a place or an account."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from homeward.desks.surrender.scanning import LONGEST, refusals
from homeward.desks.surrender.wording import KINDS, SIZES


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class _ScannedField(forms.CharField):
    """Words that the scanner looks at and that are kept nowhere; a refused text is not shown again."""

    def clean(self, value: Any) -> str:
        text = str(value or "")
        found = sorted(refusals(text))
        if found:
            raise forms.ValidationError(
                _("leave out: %(kinds)s. Ask again, coarsely."),
                params={"kinds": ", ".join(str(KINDS[kind]) for kind in found)},
            )
        return text


class _ForgetfulArea(forms.Textarea):
    """Never puts back what was typed."""

    def format_value(self, value: Any) -> str:
        return ""


def _scanned(label: Any, help_text: Any) -> _ScannedField:
    attributes = {"rows": 2, "dir": "auto", "autocomplete": "off", "spellcheck": "false", "maxlength": str(LONGEST)}
    return _ScannedField(label=label, help_text=help_text, required=False, widget=_ForgetfulArea(attrs=attributes))


class NoticeForm(forms.Form):
    """How many, roughly when, wounded or not, a language."""

    size_class = forms.ChoiceField(label=_("How many?"), choices=list(SIZES.items()), widget=forms.RadioSelect)
    first_day = _day(_("Not before"))
    last_day = _day(_("Not after"))
    wounded = forms.ChoiceField(
        label=_("Is anybody wounded?"), choices=[("no", _("No")), ("yes", _("Yes"))], widget=forms.RadioSelect
    )
    language = forms.ChoiceField(label=_("Language"), choices=list(settings.LANGUAGES))
    words = _scanned(
        _("What was said"), _("Looked at for names, numbers and positions, and kept nowhere. May stay empty.")
    )


class CodeForm(forms.Form):
    """The code, as it is said."""

    code = forms.CharField(
        label=_("Case code"),
        max_length=60,
        help_text=_("Two words and three digits."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )


class SentenceForm(forms.Form):
    """A sentence that an officer is about to say or send."""

    sentence = _scanned(_("A sentence before you say it"), _("Officers are bound by the same rule as callers."))
