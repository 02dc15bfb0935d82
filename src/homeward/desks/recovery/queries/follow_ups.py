"""Dates to ask after people."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.recovery.calendar import calendar_file
from homeward.desks.recovery.models import Case, FollowUp
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, require_right

MOST = 500


def due_visible_to(*, viewer: Actor, today: date, limit: int = MOST) -> tuple[list[FollowUp], int]:
    """The oldest dates that are due by that day and not done, and how many there are in all; one look for the list."""
    require_right(viewer, "recovery.read")
    found = FollowUp.objects.filter(state=FollowUp.State.DUE, due__lte=today).select_related("case")
    rows = list(found[:limit])
    record_look(viewer=viewer, what="recovery.due", shown=len(rows))
    return rows, len(rows) if len(rows) < limit else found.count()


def calendar_visible_to(*, viewer: Actor, made_at: datetime, case_id: str = "") -> bytes:
    """Dates to come as a calendar file: of one person, or of everybody. Case numbers alone; one look.

    Raises:
        InputError: there is no such person.
    """
    require_right(viewer, "recovery.read")
    dates = FollowUp.objects.filter(state=FollowUp.State.DUE).select_related("case")
    subjects = []
    if case_id:
        case = Case.objects.filter(pk=case_id).first()
        if case is None:
            raise InputError(_("There is no such person in recovery."))
        dates, subjects = dates.filter(case=case), [case.subject]
    rows = list(dates[: MOST * 6])
    record_look(viewer=viewer, subjects=subjects, what="recovery.calendar", shown=len(rows))
    events = [(row.pk, _("%(case)s: day %(day)d") % {"case": row.case.label, "day": row.day}, row.due) for row in rows]
    return calendar_file(events, title=_("Follow-up"), made_at=made_at)
