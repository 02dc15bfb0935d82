"""What officers send to this desk, and the filters of the queue as they stand in the address."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from homeward.desks.tracing.actions import WITHDRAWAL_REASONS
from homeward.desks.tracing.queries import STAGES, USES, Filter
from homeward.desks.tracing.wording import BANDS


def filter_from(asked: QueryDict) -> Filter:
    """The filters of an address; what is none of ours is left out."""
    stage, band, use = asked.get("stage", ""), asked.get("band", ""), asked.get("use", "")
    return Filter(
        stage=stage if stage in STAGES else "",
        band=band if band in BANDS else "",
        direction=asked.get("direction", ""),
        use=use if use in USES else "",
    )


class SearchForm(forms.Form):
    """Whose missing are looked for, and among whose held."""

    seeker = forms.ChoiceField(label=_("Missed by"), help_text=_("The party that looks for its people."))
    holder = forms.ChoiceField(label=_("Held by"), help_text=_("The party whose list of persons held is searched."))

    def __init__(
        self, *args: object, seekers: list[tuple[str, str]], holders: list[tuple[str, str]], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seeker"].choices, self.fields["holder"].choices = seekers, holders
        # The first party that looks, and the first other one that holds: never a search of a party among its own.
        seeker = seekers[0][0] if seekers else ""
        self.fields["holder"].initial = next((code for code, _words in holders if code != seeker), "")

    def clean(self) -> dict[str, str]:
        cleaned = super().clean() or {}
        if cleaned.get("seeker") and cleaned.get("seeker") == cleaned.get("holder"):
            self.add_error("holder", _("Choose another party than the one that looks."))
        return cleaned


class WithdrawForm(forms.Form):
    """Why an answer or a decision is taken back."""

    reason = forms.ChoiceField(label=_("Reason"), choices=[("", "—"), *WITHDRAWAL_REASONS.items()])
    words = forms.CharField(
        label=_("Explanation"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    )
