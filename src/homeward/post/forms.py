"""Forms of the post."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from homeward.engine.sealing.cards import LARGEST
from homeward.office.parties.models import Party
from homeward.post.kinds.person_list import LISTS
from homeward.post.kinds.retraction import REASONS
from homeward.post.models import Partner
from homeward.post.partners import END_REASONS

LIST_TITLES = {"missing": _("missing persons"), "held": _("persons held")}


class PartnerForm(forms.Form):
    """A card, and the eight words as they were heard."""

    card = forms.FileField(label=_("Card of the partner's node"))
    words = forms.CharField(
        label=_("The eight words that the partner reads to you"),
        help_text=_("Call a person at the other node whose voice you know. Type what you hear, not what a file says."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )
    address = forms.CharField(
        label=_("Address of its node"),
        help_text=_("Leave it empty when bundles go by stick."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "placeholder": "https://"}),
    )

    def clean_card(self) -> bytes:
        content: bytes = self.cleaned_data["card"].read(LARGEST + 1)
        return content

    def clean_words(self) -> list[str]:
        words: list[str] = self.cleaned_data["words"].replace(",", " ").split()
        return words


class EndForm(forms.Form):
    """Why a partner is ended."""

    reason = forms.ChoiceField(label=_("Why"), choices=[("", "…"), *END_REASONS.items()])


class RetractForm(forms.Form):
    """Why an item is taken back."""

    reason = forms.ChoiceField(label=_("Why"), choices=[("", "…"), *REASONS.items()])


class ListForm(forms.Form):
    """Which list goes to which partner."""

    partner = forms.ChoiceField(label=_("To"))
    party = forms.ChoiceField(label=_("List of"))
    list_kind = forms.ChoiceField(label=_("Kind of list"), choices=[(kind, LIST_TITLES[kind]) for kind in LISTS])

    def __init__(self, *arguments: Any, language: str, **others: Any) -> None:
        super().__init__(*arguments, **others)
        partners = Partner.objects.filter(state=Partner.State.CONFIRMED).only("id", "title")
        self.fields["partner"].choices = [("", "…"), *((each.pk, each.title) for each in partners)]
        parties = Party.objects.exclude(role=Party.Role.INTERMEDIARY)
        self.fields["party"].choices = [("", "…"), *((each.pk, each.name_in(language)) for each in parties)]
