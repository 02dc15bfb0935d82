"""Versions of terms. They name parties and clauses, no person."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.exchange.models import TermsVersion
from homeward.desks.exchange.queries.plans import READ
from homeward.office.journal.rights import Actor, require_right


def terms_versions_visible_to(*, viewer: Actor) -> QuerySet[TermsVersion]:
    """All versions, newest first."""
    require_right(viewer, READ)
    return TermsVersion.objects.all()


def terms_version_visible_to(*, viewer: Actor, number: int) -> TermsVersion:
    """One version; InputError when there is none of that number."""
    version = terms_versions_visible_to(viewer=viewer).filter(number=number).first()
    if version is None:
        raise InputError(
            _("There is no version of the terms with that number."), cure=_("Choose one from the list of versions.")
        )
    return version
