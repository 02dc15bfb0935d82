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

# What somebody may write on the public page: whichever of these they choose, one queue receives it.
NOTE_KINDS: Mapping[str, Any] = {
    "search": _("I look for somebody"),
    "wrong": _("A record or a letter is about me, or I know that it is wrong"),
    "other": _("Something else"),
}
# What whoever holds the receipt reads. Chosen, never written: no name and no news of anybody can slip in.
REPLIES: Mapping[str, Any] = {
    "COME": _("Please come to this office, call or write again: we would like to speak with you about it."),
    "TAKEN": _("Your request is recorded. You need not file it again; an officer reaches you the way you told."),
    "PUT_RIGHT": _("We looked at the record and put it right. Thank you."),
    "STANDS": _("We looked at the record, and it stands. If you know otherwise, please come or call."),
    "NOT_HERE": _("Another office has to answer this, and it was handed on there. You need not file it again."),
}
# Within these days somebody answers; what waits longer stands out at the desk.
ANSWER_DAYS = 7
