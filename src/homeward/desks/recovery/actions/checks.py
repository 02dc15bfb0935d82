"""What several acts of this desk ask before they change anything."""

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.base.scripts import clean
from homeward.desks.recovery.models import Region


def codes_of(chosen: Iterable[str], known: Collection[str]) -> list[str]:
    """The chosen codes in the order of the list; InputError for one that is none."""
    wanted = set(chosen)
    if not wanted <= set(known):
        raise InputError(_("That is none of the answers."), cure=_("Choose from the list."))
    return [code for code in known if code in wanted]


def words_of(text: str, longest: int) -> str:
    """The text as it is kept; InputError when it is missing or too long."""
    kept = clean(text)
    if not kept or len(kept) > longest:
        raise InputError(
            _("A field has between 1 and %(most)d characters.") % {"most": longest}, cure=_("Look at what you wrote.")
        )
    return kept


def languages_of(text: str) -> list[str]:
    """Languages as written, parted by commas."""
    return [kept for part in text.replace("،", ",").split(",") if (kept := clean(part)[:40])][:20]


def region_of(region_id: str) -> Region | None:
    """The region of that id, None for ''; InputError when there is none."""
    if not region_id:
        return None
    region = Region.objects.filter(pk=region_id).first()
    if region is None:
        raise InputError(_("There is no such region."), cure=_("Choose one of the list, or add it first."))
    return region
