"""What officers send to this desk, and the filters of the list as they stand in the address."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from homeward.base.errors import InputError
from homeward.desks.claims.actions import CORRECTION_REASONS, WITHDRAWAL_REASONS, Counted
from homeward.desks.claims.models import ClaimVersion, EventVersion
from homeward.desks.claims.queries import STANDINGS, Filter
from homeward.desks.claims.wording import (
    COMPARATORS,
    COUNTED,
    EVENT_KINDS,
    KINDS,
    MODALITIES,
    RELIABILITIES,
    SCOPES,
    SIDES,
    VAGUE,
    WHAT_MOVED,
)
from homeward.office.journal.rights import Actor
from homeward.office.parties.queries import parties_visible_to

LARGEST = 10_000_000
LINES = 4
_NOTHING = [("", "—")]
_WEB_ADDRESS = RegexValidator(r"^https?://\S+$", _("Write the whole address, beginning with http:// or https://."))


_GROUPS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("who", _("Who said it, and where it was read"), ("speaker", "source", "speaker_side", "via", "event_code")),
    ("what", _("What was said"), ("kind", "counted", "side", "modality", "scope", "part_of", "named")),
    ("many", _("How many"), ("cmp", "n", "n_high", "words")),
    ("when", _("When"), ("said_first", "said_last", "holds_first", "holds_last")),
    ("more", _("Beside it"), ("note", "embargo_until")),
    ("reason", _("Reason"), ("why", "words_why")),
)


def filter_from(asked: QueryDict) -> Filter:
    """The filters of an address; what is none of ours is left out."""
    kind, grade, checks = asked.get("kind", ""), asked.get("reliability", ""), asked.get("checks", "")
    year = asked.get("year", "")
    return Filter(
        year=year if year.isascii() and year.isdigit() and len(year) == 4 else "",
        kind=kind if kind in EVENT_KINDS else "",
        reliability=grade if grade in RELIABILITIES else "",
        checks=checks if checks in STANDINGS else "",
    )


def _choices(words: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return list(words.items())


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, **more)


def _number(label: Any, **more: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=LARGEST, widget=widget, **more)


def _moment(label: Any, **more: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, **more)


class ClaimForm(forms.Form):
    """One claim as a person read it in a source."""

    event_code = forms.ChoiceField(label=_("About which event"), required=False)
    speaker = forms.CharField(
        label=_("Who said it"),
        max_length=200,
        help_text=_("An office or an outlet, never a private person."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    speaker_side = forms.ChoiceField(label=_("The speaker belongs to"))
    kind = forms.ChoiceField(label=_("What is said"), choices=_choices(KINDS))
    side = forms.ChoiceField(label=_("Whose people are counted"))
    counted = forms.ChoiceField(label=_("What is counted"), choices=_choices(COUNTED))
    cmp = forms.ChoiceField(label=_("How the figure is meant"), choices=_choices(COMPARATORS))
    n = _number(_("Figure as said"))
    n_high = _number(_("Upper figure of a range"))
    words = forms.ChoiceField(
        label=_("Vague word instead of a figure"), required=False, choices=[*_NOTHING, *_choices(VAGUE)]
    )
    modality = forms.ChoiceField(label=_("Done, planned or denied"), choices=_choices(MODALITIES))
    scope = forms.ChoiceField(label=_("Whole or part"), choices=_choices(SCOPES))
    part_of = forms.CharField(
        label=_("Part of which claim"), required=False, max_length=20, help_text=_("The number of that claim, as C069.")
    )
    named = forms.CharField(
        label=_("Mediators named"),
        required=False,
        max_length=200,
        help_text=_("Separate several by semicolons."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    said_first = _day(_("Said on, first day"))
    said_last = _day(_("Said on, last day"), help_text=_("Leave it empty when it is the same day."))
    holds_first = _day(_("Speaks of, first day"))
    holds_last = _day(_("Speaks of, last day"), help_text=_("Leave it empty when it is the same day."))
    via = forms.CharField(
        label=_("Read in"), required=False, max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    source = forms.CharField(
        label=_("Address of the source"),
        max_length=1000,
        validators=[_WEB_ADDRESS],
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url"}),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=1000,
        help_text=_("What else the source says of this figure. No names of prisoners."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    embargo_until = _moment(
        _("Embargo until"), required=False, help_text=_("Until then claims editors alone see it. Time in UTC.")
    )

    def __init__(self, *args: Any, viewer: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parties = [(party.code, party.name_in(get_language())) for party in parties_visible_to(viewer=viewer)]
        speakers = ("ukraine", "russia", "mediator", "third", "media")
        counted = ("ukraine", "russia", "both", "unknown")
        self.fields["speaker_side"].choices = [*((code, SIDES[code]) for code in speakers), *parties]
        self.fields["side"].choices = [*((code, SIDES[code]) for code in counted), *parties]
        events = EventVersion.objects.filter(current=True).values_list("code", "first_day")
        self.fields["event_code"].choices = [
            ("", _("none of the listed events")),
            *((code, f"{day.isoformat()} · {code}") for code, day in events),
        ]

    def groups(self) -> list[dict[str, Any]]:
        """The fields in the order in which one reads a source, for the template."""
        return [
            {"id": name, "title": title, "fields": [self[field] for field in fields if field in self.fields]}
            for name, title, fields in _GROUPS
            if set(fields) & set(self.fields)
        ]

    def content(self) -> dict[str, Any]:
        """The values as the actions take them; one day typed once is a whole interval."""
        values = {name: value for name, value in self.cleaned_data.items() if name in self.base_fields}
        for name in ("said", "holds"):
            values[f"{name}_last"] = values[f"{name}_last"] or values[f"{name}_first"]
        values["named"] = [part.strip() for part in values["named"].split(";") if part.strip()]
        values["part_of"] = values["part_of"].strip().upper()
        if values["scope"] not in ("part", "listed"):
            values["part_of"] = ""
        for name in set(values) - set(ClaimForm.base_fields):
            del values[name]
        return values


class CorrectForm(ClaimForm):
    """The same with a reason; `version` is the one that was on the screen."""

    why = forms.ChoiceField(label=_("Why it is corrected"), choices=[*_NOTHING, *CORRECTION_REASONS.items()])
    words_why = forms.CharField(
        label=_("Explanation"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    """Why a claim is withdrawn."""

    why = forms.ChoiceField(label=_("Why it is withdrawn"), choices=[*_NOTHING, *WITHDRAWAL_REASONS.items()])
    words_why = forms.CharField(
        label=_("Explanation"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


def initial_of(claim: ClaimVersion) -> dict[str, Any]:
    """A claim as the form shows it."""
    values = {name: getattr(claim, name) for name in ClaimForm.base_fields}
    return values | {"named": "; ".join(claim.named), "version": claim.version}


class HandoverForm(forms.Form):
    """Which closed handover, and until when nobody may release its figures."""

    handover = forms.CharField(max_length=40, widget=forms.HiddenInput)
    embargo_until = _moment(_("Embargo until"), help_text=_("Nobody can release it before. Time in UTC."))


class StatementForm(forms.Form):
    """Counts by direction. Up to four lines; a line without a count is left out."""

    first_day = _day(_("First day"))
    last_day = _day(_("Last day"), help_text=_("Leave it empty when it is the same day."))
    basis = forms.CharField(
        label=_("Where the figures come from"),
        max_length=300,
        help_text=_("These words are published with the statement."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    embargo_until = _moment(_("Embargo until"), help_text=_("Nobody can release it before. Time in UTC."))

    def __init__(self, *args: Any, viewer: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_day"].required = True
        parties = [(party.code, party.name_in(get_language())) for party in parties_visible_to(viewer=viewer)]
        self.has_parties = len(parties) > 1
        for line in range(1, LINES + 1):
            self.fields[f"what_{line}"] = forms.ChoiceField(label=_("What"), choices=_choices(WHAT_MOVED))
            self.fields[f"holder_{line}"] = forms.ChoiceField(label=_("From"), required=False, choices=parties)
            self.fields[f"destination_{line}"] = forms.ChoiceField(
                label=_("Home to"), required=False, choices=parties, initial=parties[1][0] if parties[1:] else None
            )
            self.fields[f"count_{line}"] = _number(_("How many"))

    def lines(self) -> list[list[forms.BoundField]]:
        """The fields of each line, for the template."""
        names = ("what", "holder", "destination", "count")
        return [[self[f"{name}_{line}"] for name in names] for line in range(1, LINES + 1)]

    def counts(self) -> list[Counted]:
        """The lines that were filled in.

        Raises:
            InputError: a line has a count and no parties.
        """
        found = []
        for line in range(1, LINES + 1):
            what, holder, destination, count = (
                self.cleaned_data[f"{name}_{line}"] for name in ("what", "holder", "destination", "count")
            )
            if count is None:
                continue
            if not holder or holder == destination:
                raise InputError(str(_("Line %(line)d needs two different parties.") % {"line": line}))
            found.append(Counted(what, holder, destination, count))
        return found
