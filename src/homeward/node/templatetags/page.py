"""What page templates need beyond Django's own tags: addresses with filters, names that keep their direction,
dates as far as they are known, icons, and the note on draft wording. Load with `{% load page %}`."""

import gettext
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template import Context
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext, to_locale

from homeward.base.dates import HalfKnownDate

register = template.Library()

LOCALE = Path(__file__).resolve().parents[1] / "locale"
# "E" is the month as it stands beside a day: the genitive in Ukrainian and Russian, the plain name elsewhere.
DAY, MONTH, YEAR, MOMENT = "j E Y", "F Y", "Y", "j E Y, H:i"
SHAPES = {
    "search": '<circle cx="11" cy="11" r="7"/><path d="m16 16 5 5"/>',
    "globe": '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c5 5.5 5 12.5 0 18M12 3c-5 5.5-5 12.5 0 18"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4 21c0-9 16-9 16 0"/>',
    "onward": '<path d="M5 12h14M13 6l6 6-6 6"/>',
    "back": '<path d="M19 12H5M11 6l-6 6 6 6"/>',
    "download": '<path d="M12 4v11M7 11l5 5 5-5M4 20h16"/>',
    "upload": '<path d="M12 16V4M7 9l5-5 5 5M4 20h16"/>',
    "print": '<path d="M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7z"/>',
    "same": '<path d="M5 9h14M5 15h14"/>',
    "differs": '<path d="M5 9h14M5 15h14M16 4 8 20"/>',
}
TURNING = {"onward", "back"}
TONES = {"debug": "quiet", "info": "info", "success": "good", "warning": "warning", "error": "problem"}


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The page's own address with query values replaced; None or "" removes one.

    A page position (`after`) never survives a change of filter.
    """
    kept: QueryDict = context["request"].GET.copy()
    kept.pop("after", None)
    for key, value in changes.items():
        kept.pop(key, None)
        if value is not None and value != "":
            kept[key] = str(value)
    return "?" + kept.urlencode()


@register.simple_tag(takes_context=True)
def kept_fields(context: Context, *left_out: str) -> SafeString:
    """The current filters as hidden inputs, so that a search form keeps them; never `after` nor the named ones."""
    fields = SafeString("")
    for key, values in context["request"].GET.lists():
        if key != "after" and key not in left_out:
            for value in values:
                fields += format_html('<input type="hidden" name="{}" value="{}">', key, value)
    return fields


@register.filter
def bidi(text: object, language: str = "") -> SafeString:
    """A name or number that keeps its own direction inside any page; a known language picks the right letters."""
    if language:
        return format_html('<bdi lang="{}">{}</bdi>', language, text)
    return format_html("<bdi>{}</bdi>", text)


@register.filter
def day(value: HalfKnownDate | date | str | None) -> SafeString | str:
    """A date as far as it is known, in the page's language: half-known, as ISO text ("1998", "1998-03") or a date."""
    if not value:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    iso = value if isinstance(value, str) else value.isoformat()
    known = HalfKnownDate.fromisoformat(iso)
    pattern = {"day": DAY, "month": MONTH}.get(known.precision, YEAR)
    return format_html('<time datetime="{}">{}</time>', iso, format_date(known.first_day(), pattern))


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """A date with its time of day, in the node's time zone and the page's language."""
    if not value:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), format_date(local, MOMENT))


@register.filter
def signed(value: float) -> str:
    """A weight with its sign, a true minus and one decimal: +6.1, −1.4."""
    return f"{value:+.1f}".replace("-", "−")


@register.filter
def capped(count: int | str, limit: int = 1000) -> str:
    """A count that was taken up to a limit: "more than 1,000" beyond it. A text stands as it is."""
    if not isinstance(count, int):
        return str(count)
    if count > limit:
        words = ngettext("more than %(count)s", "more than %(count)s", limit)
        return words % {"count": number_format(limit, force_grouping=True)}
    return number_format(count, force_grouping=True)


@register.filter
def short_count(count: int | str, limit: int = 1000) -> str:
    """The same for a narrow place, beside the word it counts: "1,000+"."""
    if isinstance(count, int) and count > limit:
        return number_format(limit, force_grouping=True) + "+"
    return capped(count, limit)


@register.filter
def about(error: str, label: str) -> str:
    """An error with the field it speaks of, in the same words above the form and beside the field."""
    return f"{label} {error}" if str(label)[-1:] in ".:?!؟" else f"{label}: {error}"


@register.filter
def anchor(field: BoundField) -> str:
    """The id that a link to this field leads to: its control, or the first one of a group."""
    return f"{field.auto_id}_0" if field.use_fieldset else str(field.id_for_label)


@register.filter
def tone(message: Message) -> str:
    """The notice class of a Django message."""
    return TONES.get(message.level_tag, "info")


@register.simple_tag
def icon(name: str) -> SafeString:
    """A line icon beside a word; it says nothing to a screen reader. Arrows turn round on right-to-left pages."""
    turns = " turns" if name in TURNING else ""
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        turns,
        SafeString(SHAPES[name]),
    )


@register.simple_tag
def wording_is_draft() -> bool:
    """Whether the page's language is shown in wording that no native speaker has signed off."""
    return review_of(to_locale(get_language() or "en")) == "draft"


@lru_cache
def review_of(locale: str) -> str:
    """The `X-Review` header of a compiled catalogue; "" for the source language."""
    compiled = LOCALE / locale / "LC_MESSAGES" / "django.mo"
    if not compiled.exists():
        return ""
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file).info().get("x-review", "")
