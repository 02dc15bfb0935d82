"""What the exchange desk owns: lists as versions, interviews, terms, plans, agreements."""

from homeward.desks.exchange.models.agreements import Agreement, AgreementSignature
from homeward.desks.exchange.models.interviews import Interview
from homeward.desks.exchange.models.lists import ListVersion
from homeward.desks.exchange.models.plans import PlanLine, PlanRecord, TermsVersion

__all__ = [
    "Agreement",
    "AgreementSignature",
    "Interview",
    "ListVersion",
    "PlanLine",
    "PlanRecord",
    "TermsVersion",
]
