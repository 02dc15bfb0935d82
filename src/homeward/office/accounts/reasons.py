"""Why one record may be opened in an emergency: codes for the journal, words for people."""

from django.utils.translation import gettext_lazy

REASONS = {
    "life_at_risk": gettext_lazy("Life or health of the person is at risk"),
    "identity_on_the_spot": gettext_lazy("Who somebody is has to be settled on the spot"),
    "legal_deadline": gettext_lazy("A deadline of law or of a court"),
    "complaint": gettext_lazy("A complaint about this record is being looked into"),
}
