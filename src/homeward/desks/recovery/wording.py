"""Codes of this desk and their words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from homeward.desks.recovery import proposals

Words = Mapping[str, Any]

CARE: Words = {
    "surgery": gettext_lazy("surgery"),
    "prosthetics": gettext_lazy("prosthetics"),
    "burns": gettext_lazy("burns"),
    "eye": gettext_lazy("eyes"),
    "dental": gettext_lazy("teeth"),
    "tb_ward": gettext_lazy("tuberculosis ward"),
    "internal": gettext_lazy("internal medicine"),
    "psychiatry": gettext_lazy("psychiatry"),
    "psychology": gettext_lazy("psychological care"),
    "physio": gettext_lazy("rehabilitation of movement"),
    "nursing": gettext_lazy("long nursing"),
    "rest": gettext_lazy("rest and convalescence"),
}
WISHES: Words = {
    proposals.NEAR_FAMILY: gettext_lazy("Near the family"),
    proposals.IN_REGION: gettext_lazy("In another region, named below"),
    proposals.NO_WISH: gettext_lazy("No wish about the place"),
}
REFUSALS: Words = {
    "no_bed": gettext_lazy("no bed after all"),
    "no_care": gettext_lazy("does not give this care"),
    "too_ill": gettext_lazy("needs more care than the place has"),
    "isolation": gettext_lazy("cannot keep people apart"),
    "person": gettext_lazy("the person does not wish it"),
}
TAKEN_BACK: Words = {
    "person": gettext_lazy("the person does not wish it"),
    "moved": gettext_lazy("the family moved"),
    "needs": gettext_lazy("the needs are others now"),
    "mistake": gettext_lazy("it was a mistake"),
    "left": gettext_lazy("treatment there has ended"),
}
REOPENED: Words = {
    "moved": gettext_lazy("The family moved, so places are proposed again."),
    "wish": gettext_lazy("The wish is another one now, so places are proposed again."),
    "needs": gettext_lazy("The needs are others now, so places are proposed again."),
    "taken_back": gettext_lazy("The last place was taken back, so places are proposed again."),
    "refused": gettext_lazy("The last place refused, so places are proposed again."),
}
REFERRAL_STATES: Mapping[str, tuple[str, Any]] = {
    "sent": ("warning", gettext_lazy("sent, no answer yet")),
    "accepted": ("good", gettext_lazy("accepted, bed reserved")),
    "refused": ("problem", gettext_lazy("refused")),
    "taken_back": ("quiet", gettext_lazy("taken back")),
    "ended": ("quiet", gettext_lazy("ended with the move to another place")),
}
FOLLOW_UP_STATES: Mapping[str, tuple[str, Any]] = {
    "due": ("info", gettext_lazy("to come")),
    "overdue": ("warning", gettext_lazy("due")),
    "done": ("good", gettext_lazy("done")),
    "missed": ("problem", gettext_lazy("missed")),
}


def tag(entry: tuple[str, Any]) -> dict[str, Any]:
    """A status word for `parts/tag.html`."""
    return {"tone": entry[0], "text": entry[1]}


def why_words(why: proposals.Why, languages: Sequence[str] = ()) -> str:
    """One reason of a proposal in the page's language; a language of the staff as the place's page writes it."""
    if why.code == proposals.BEDS:
        beds = int(why.value)
        return ngettext("%(count)d bed free", "%(count)d beds free", beds) % {"count": beds}
    if why.code == proposals.STEPS:
        steps = int(why.value)
        words = ngettext("%(count)d region from the family", "%(count)d regions from the family", steps)
        return words % {"count": steps}
    if why.code in (proposals.HAS, proposals.LACKS):
        words = _("has %(care)s") if why.code == proposals.HAS else _("lacks %(care)s")
        return words % {"care": CARE[why.value]}
    if why.code == proposals.SPEAKS:
        written = next((language for language in languages if language.lower() == why.value), why.value)
        return _("staff speak %(language)s") % {"language": written}
    return {proposals.WISHED: _("where the person wishes"), proposals.FAMILY: _("near the family")}[why.code]
