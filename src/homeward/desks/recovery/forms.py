"""What officers send to this desk."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from homeward.desks.recovery.actions.cases import Needs
from homeward.desks.recovery.models import Case, Region
from homeward.desks.recovery.wording import CARE, REFUSALS, TAKEN_BACK, WISHES

_COMMAS = _("Parted by commas.")


def _text(label: Any, longest: int, **more: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=longest, widget=widget, **more)


class NeedsForm(forms.Form):
    """What a person needs and wishes. Categories of care, never a diagnosis."""

    needs = forms.MultipleChoiceField(
        label=_("Which care is needed?"),
        choices=list(CARE.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kinds of care, no diagnosis."),
    )
    wish = forms.ChoiceField(
        label=_("What does the person wish?"), choices=list(WISHES.items()), widget=forms.RadioSelect
    )
    wish_region = forms.ChoiceField(label=_("Region the person wishes"), required=False)
    family_region = forms.ChoiceField(label=_("Region where the family is"), required=False)
    languages = _text(_("Languages of the person"), 200, required=False, help_text=_COMMAS)

    def __init__(self, *args: Any, regions: Sequence[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "—"), *((region.pk, region.name) for region in regions)]
        self.fields["wish_region"].choices = self.fields["family_region"].choices = choices

    def as_needs(self) -> Needs:
        """What was sent, as the actions take it."""
        return Needs(**self.cleaned_data)

    @staticmethod
    def first_of(case: Case) -> dict[str, Any]:
        """The form's first values for a person who is in recovery already."""
        return {
            "needs": case.needs,
            "wish": case.wish,
            "wish_region": case.wish_region_id or "",
            "family_region": case.family_region_id or "",
            "languages": ", ".join(case.languages),
        }


class PlaceForm(forms.Form):
    """A place of care."""

    name = _text(_("Name of the place"), 120)
    region_id = forms.ChoiceField(label=_("Region"))
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of care"), choices=list(CARE.items()), widget=forms.CheckboxSelectMultiple
    )
    beds = forms.IntegerField(label=_("Beds for people from here"), min_value=0, max_value=5_000)
    languages = _text(_("Languages of the staff"), 200, required=False, help_text=_COMMAS)

    def __init__(self, *args: Any, regions: Sequence[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region_id"].choices = [(region.pk, region.name) for region in regions]


class RegionForm(forms.Form):
    """A region and those beside it."""

    name = _text(_("Name of the region"), 80, help_text=_("A name that is there already changes its neighbours."))
    neighbours = forms.MultipleChoiceField(
        label=_("Regions beside it"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, regions: Sequence[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if regions:
            self.fields["neighbours"].choices = [(region.pk, region.name) for region in regions]
        else:
            del self.fields["neighbours"]


class RefusalForm(forms.Form):
    """Why a place refuses."""

    why = forms.ChoiceField(label=_("Why does the place refuse?"), choices=list(REFUSALS.items()))


class TakeBackForm(forms.Form):
    """Why a referral is taken back."""

    why = forms.ChoiceField(label=_("Why is it taken back?"), choices=list(TAKEN_BACK.items()))
