"""What a relative is asked, and nothing else: the fields of a tracing request, each in its group. Read by forms,
actions and tests; a field that is not here is refused. None of them is required by itself."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

SOUGHT: Mapping[str, Any] = {
    "full_name": _("Full name"),
    "other_names": _("Other names or spellings"),
    "sex": _("Sex"),
    "birth_date": _("Date of birth"),
    "birth_place": _("Place of birth"),
    "father_name": _("Father's name"),
    "mother_name": _("Mother's name"),
    "nationality": _("Nationality"),
    "marital_state": _("Married or not"),
    "occupation": _("Occupation"),
    "last_address": _("Last address"),
    "unit": _("Unit"),
    "rank": _("Rank"),
    "marks": _("Physical marks"),
}
LOSS: Mapping[str, Any] = {
    "lost_date": _("When contact was lost"),
    "lost_place": _("Where"),
    "lost_circumstances": _("How contact was lost"),
    "last_news": _("Last news"),
    "last_news_source": _("Who brought the last news"),
    "others_with": _("Who else was there"),
}
ENQUIRER: Mapping[str, Any] = {
    "name": _("Name of the relative"),
    "relation": _("Relation to the person sought"),
    "contact": _("How the relative can be reached"),
    "other_relatives": _("Other relatives who should know"),
    "languages": _("Languages the relative speaks"),
}
LONG = frozenset({"marks", "lost_circumstances", "last_news", "others_with", "contact", "other_relatives"})
LONGEST, LONGEST_TEXT = 200, 1000
CONSENTS: Mapping[str, Any] = {
    "SEARCH": _("This office may search with what is told here"),
    "NEUTRAL": _("It may be passed on to the neutral intermediary"),
    "PARTY": _("It may be passed on to the party that may hold the person"),
}
# How kinship was shown.
PROOFS: Mapping[str, Any] = {
    "DOCUMENT": _("a document was seen"),
    "REGISTRY": _("a civil registry confirmed it"),
    "KNOWN_FACTS": _("the relative knew what only kin know"),
    "NOT_SHOWN": _("it could not be shown"),
}
WAYS: Mapping[str, Any] = {
    "IN_PERSON": _("in person"),
    "READ_ALOUD": _("read aloud by telephone"),
    "POST": _("by post"),
}
