"""Reading the desk of notices: live cases by danger and window; counts hidden below ten."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.register.queries import arrival_count
from homeward.desks.surrender import clocks
from homeward.desks.surrender.codes import IntakeClosedError
from homeward.desks.surrender.models import IntakeCase
from homeward.office.accounts.queries import languages_read_with
from homeward.office.journal import clock
from homeward.office.journal.rights import Actor, require_right

RIGHT = "surrender.read"


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """One live case; `arrived` is (how many, day) once the register has closed the arrival, else None."""

    case: IntakeCase
    arrived: tuple[int, object] | None
    may_put_off: bool


def languages_spoken() -> list[str]:
    """Codes of the languages that officers on duty work in: what may be promised to whoever gets in touch."""
    spoken = languages_read_with("surrender.write")
    return [code for code, _title in settings.LANGUAGES if code in spoken]


def is_open() -> bool:
    """Whether this node takes notices at all: off unless its node.toml says `surrender = true`."""
    return bool(getattr(settings, "SURRENDER", False))


def require_open() -> None:
    """IntakeClosedError while intake is off."""
    if not is_open():
        raise IntakeClosedError(_("This node takes no notices."), cure=_("An operator decides about it."))


def live_cases(*, viewer: Actor) -> QuerySet[IntakeCase]:
    """Cases that have not ended: wounded first, then by the days they name."""
    require_right(viewer, RIGHT)
    require_open()
    live = IntakeCase.objects.filter(state__in=clocks.LIVE, expires_at__gt=clock.now())
    return live.order_by("-wounded", "first_day", "last_day", "id")


def live_counts(*, viewer: Actor) -> tuple[int, int]:
    """(live cases, of them with wounded), for the duty officer alone."""
    counts = live_cases(viewer=viewer).order_by().aggregate(all=Count("pk"), hurt=Count("pk", filter=Q(wounded=True)))
    return counts["all"], counts["hurt"]


def case_visible_to(*, viewer: Actor, case_id: str) -> CaseRecord:
    """One live case with what the register says of its arrival.

    Raises:
        InputError: no such live case.
    """
    case = live_cases(viewer=viewer).filter(pk=case_id).first()
    if case is None:
        raise InputError(_("There is no such case, or it has ended."))
    came = arrival_count(viewer=viewer, arrival_id=case.arrival_ref) if case.arrival_ref else None
    return CaseRecord(case, came, case.state == clocks.EXPECTED and case.put_off_until is None)


def overdue_count(*, viewer: Actor, moment: datetime | None = None) -> int:
    """How many cases a clock has run out on, or whose details are still to be destroyed."""
    require_right(viewer, RIGHT)
    return IntakeCase.objects.filter(expires_at__lte=moment or clock.now()).count()
