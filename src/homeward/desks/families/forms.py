"""What officers type and choose at the families desk: only what a relative is asked."""

import secrets
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from homeward.desks.families.asked import (
    CONSENTS,
    ENQUIRER,
    LONG,
    LONGEST,
    LONGEST_TEXT,
    LOSS,
    NOTE_KINDS,
    PROOFS,
    REPLIES,
    SOUGHT,
    WAYS,
)
from homeward.desks.families.codes import new_code, receipt_of
from homeward.desks.families.models import Kinship
from homeward.office.journal.rights import Actor
from homeward.office.parties.queries import parties_visible_to

_HELP = {
    "full_name": _("In any script and any spelling."),
    "birth_date": _("As far as it is known."),
    "marks": _("Scars, tattoos, glasses, what kin would recognise."),
    "contact": _("Telephone, address, or where and when somebody can be met."),
    "unit": _("If military: the unit or its number."),
}


def _field(name: str, label: Any) -> forms.CharField:
    attributes: dict[str, Any] = {"dir": "auto", "autocomplete": "off", "spellcheck": "false"}
    if name in LONG:
        return forms.CharField(
            label=label,
            required=False,
            max_length=LONGEST_TEXT,
            help_text=_HELP.get(name, ""),
            widget=forms.Textarea(attrs={**attributes, "rows": 2}),
        )
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST,
        help_text=_HELP.get(name, ""),
        widget=forms.TextInput(attrs=attributes),
    )


class RequestForm(forms.Form):
    """A request in its three groups; nothing is required but a way to reach the relative."""

    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    unsure_spelling = forms.BooleanField(label=_("The spelling of the name is unsure"), required=False)
    consents = forms.MultipleChoiceField(
        label=_("The relative agrees"),
        choices=list(CONSENTS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    language = forms.ChoiceField(label=_("Language of the answers"), choices=list(settings.LANGUAGES))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name, label in (*SOUGHT.items(), *LOSS.items(), *ENQUIRER.items()):
            self.fields[name] = _field(name, label)
        self.fields["form_key"].initial = secrets.token_hex(16)

    def groups(self) -> list[dict[str, Any]]:
        """Titles and bound fields of each group, in the order in which they are asked: the loss before the name."""
        titles = (
            (_("How contact was lost"), tuple(LOSS)),
            (
                _("The person sought"),
                ("full_name", "unsure_spelling", *(name for name in SOUGHT if name != "full_name")),
            ),
            (_("The relative"), (*ENQUIRER, "language", "consents")),
        )
        return [{"title": title, "fields": [self[name] for name in names]} for title, names in titles]

    def told(self, names: Any) -> dict[str, str]:
        """The fields of one group."""
        return {name: self.cleaned_data[name] for name in names}


class KinshipForm(forms.Form):
    """Whether kinship is shown, and by what."""

    word = forms.ChoiceField(
        label=_("Is kinship shown?"),
        choices=[(Kinship.PROVEN, _("Yes")), (Kinship.NOT_PROVEN, _("No, not yet"))],
        widget=forms.RadioSelect,
    )
    proof = forms.ChoiceField(label=_("By what?"), choices=list(PROOFS.items()))


class GiveForm(forms.Form):
    """How the answer reaches the relative."""

    way = forms.ChoiceField(label=_("How is it given?"), choices=list(WAYS.items()), widget=forms.RadioSelect)


class PartyForm(forms.Form):
    """Whose missing person it is, or who is asked to go on."""

    party = forms.ChoiceField(label=_("Party"))

    def __init__(self, viewer: Actor, *arguments: Any, others: bool = False, **named: Any) -> None:
        super().__init__(*arguments, **named)
        language = get_language() or "en"
        parties = [(party.code, party.name_in(language)) for party in parties_visible_to(viewer=viewer)]
        own = settings.NODE.party
        if others:
            parties = [(code, name) for code, name in parties if code != own]
        elif own in dict(parties):
            self.fields["party"].initial = own
        self.fields["party"].choices = [("", _("Choose a party")), *parties]


class NoteForm(forms.Form):
    """What anybody may write to this office without an account. Nothing is required but one of the three."""

    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    kind = forms.ChoiceField(
        label=_("What is it about?"), choices=list(NOTE_KINDS.items()), widget=forms.RadioSelect, initial="search"
    )
    words = forms.CharField(
        label=_("What you want to say"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("In your own words, in your language. An unsure spelling is welcome."),
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto", "autocomplete": "off", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=_("Code of a letter, or a number from a paper"),
        required=False,
        max_length=40,
        help_text=_("If you have one."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )
    contact = forms.CharField(
        label=_("How can you be reached?"),
        required=False,
        max_length=LONGEST,
        help_text=_("Only if you wish. You can read the answer here without it."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["form_key"].initial = secrets.token_hex(16)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.get(name) for name in ("words", "code", "contact")):
            raise forms.ValidationError(_("Write something, or give the code of a letter."))
        return cleaned

    def receipt(self) -> str:
        """The receipt of this filled form; a changed text is another form."""
        told = self.cleaned_data
        if not told["form_key"]:
            return new_code()
        return receipt_of("\n".join(told[name] for name in ("form_key", "kind", "words", "code", "contact")))


class ReplyForm(forms.Form):
    """The words of the answer, chosen from the list."""

    reply = forms.ChoiceField(label=_("Answer"), choices=list(REPLIES.items()), widget=forms.RadioSelect)
