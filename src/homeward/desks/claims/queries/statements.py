"""This node's statements: all of them for the desk, the released ones for everybody."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.claims.models import Statement
from homeward.desks.claims.queries.claims import READ
from homeward.office.journal import clock
from homeward.office.journal.rights import Actor, require_right

PUBLIC = (Statement.State.RELEASED, Statement.State.SUPERSEDED)


def statements_visible_to(*, viewer: Actor) -> QuerySet[Statement]:
    """Drafts and released ones, newest first."""
    require_right(viewer, READ)
    return Statement.objects.select_related("supersedes", "correction")


def statement_visible_to(*, viewer: Actor, number: int) -> Statement:
    """One of them; InputError when there is none with that number."""
    found = statements_visible_to(viewer=viewer).filter(number=number).first()
    if found is None:
        raise InputError(_("There is no statement with that number."), cure=_("Choose one from the list."))
    return found


def released_statements() -> QuerySet[Statement]:
    """What anybody may read, signed in or not: released statements and those they superseded, embargo over."""
    found = Statement.objects.filter(state__in=PUBLIC, embargo_until__lte=clock.now())
    return found.select_related("supersedes", "correction")


def waiting_for_release(*, viewer: Actor) -> int:
    """How many drafts of others this person could release now."""
    require_right(viewer, "statements.release")
    drafts = Statement.objects.filter(state=Statement.State.DRAFT, embargo_until__lte=clock.now())
    return drafts.exclude(drafted_by=viewer.officer_id).count()
