"""What officers type and choose."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from homeward.desks.register.actions import UNDO_REASONS
from homeward.desks.register.words import KIND_TITLES
from homeward.office.journal.rights import Actor
from homeward.office.parties.queries import parties_visible_to


class UploadForm(forms.Form):
    """A list file, whose list it is, and whom it tells of."""

    party = forms.ChoiceField(label=_("Whose list is it?"))
    kind = forms.ChoiceField(
        label=_("Whom does it tell of?"), choices=list(KIND_TITLES.items()), widget=forms.RadioSelect
    )
    file = forms.FileField(
        label=_("List"),
        help_text=_("CSV (UTF-8 or Windows-1251, any delimiter) or XLSX, up to 8 MB. Nothing is taken in yet."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        allow_empty_file=True,
    )

    def __init__(self, viewer: Actor, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        language = get_language() or "en"
        parties = [(party.code, party.name_in(language)) for party in parties_visible_to(viewer=viewer)]
        self.fields["party"].choices = [("", _("Choose a party")), *parties]


class UndoForm(forms.Form):
    """Why a batch is undone."""

    reason = forms.ChoiceField(
        label=_("Why is the batch undone?"), choices=list(UNDO_REASONS.items()), widget=forms.RadioSelect
    )
