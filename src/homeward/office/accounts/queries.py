"""Reading officers and, for oneself, looks."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.office.accounts.models import Officer
from homeward.office.journal.rights import Actor, require_right


def officers_visible_to(*, viewer: Actor) -> QuerySet[Officer]:
    """All officers, for who manages accounts."""
    require_right(viewer, "accounts.manage")
    return Officer.objects.all()


def actor_for(officer_id: str) -> Actor:
    """The officer as actor, with the roles held now: long work acts as the person who asked for it.

    Raises:
        InputError: there is no such officer, or the account is disabled.
    """
    officer = Officer.objects.filter(pk=officer_id, is_active=True).first()
    if officer is None:
        raise InputError(_("The officer who asked for this has no open account any more."))
    return officer.as_actor()


def names_of(officer_ids: set[str]) -> dict[str, str]:
    """Display names by id, for pages that show who acted; unknown ids are left out."""
    real = [officer_id for officer_id in officer_ids if len(officer_id) == 36]
    return {str(officer.pk): officer.display_name for officer in Officer.objects.filter(pk__in=real)}
