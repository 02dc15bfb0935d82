"""Claims as the viewer may see them, and the checks of one event, computed each time from the claims that stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.claims.models import ClaimVersion, EventVersion
from homeward.engine.reading import Check, check_group
from homeward.office.journal import clock
from homeward.office.journal.rights import Actor, has_right, require_right

READ, WRITE = "claims.read", "claims.write"
_STANDS, _TOTAL = ClaimVersion.State.STANDS, "running_total"


@dataclass(frozen=True, slots=True)
class EventView:
    """One event: its row, the claims about it in the order of their codes, what else is needed to read its checks."""

    event: EventVersion | None
    claims: Sequence[ClaimVersion]
    withdrawn: Sequence[ClaimVersion]
    around: Sequence[ClaimVersion]
    checks: Sequence[Check]

    def by_code(self) -> dict[str, ClaimVersion]:
        """Every claim that a check may name."""
        return {claim.code: claim for claim in (*self.around, *self.claims)}


def claims_visible_to(*, viewer: Actor) -> QuerySet[ClaimVersion]:
    """The present versions; a claim under embargo is seen by who writes claims, and by nobody else."""
    require_right(viewer, READ)
    found = ClaimVersion.objects.filter(current=True)
    if not has_right(viewer, WRITE):
        found = found.filter(Q(embargo_until=None) | Q(embargo_until__lte=clock.now()))
    return found


def event_visible_to(*, viewer: Actor, code: str) -> EventView:
    """One event with its claims and their checks; InputError when there is none of that code."""
    visible = claims_visible_to(viewer=viewer)
    event = EventVersion.objects.filter(code=code, current=True).first()
    if event is None:
        raise InputError(_("There is no such event."), cure=_("Choose one from the list of events."))
    return _viewed(event, visible, visible.filter(event_code=code))


def other_claims_visible_to(*, viewer: Actor) -> EventView:
    """The claims that are about no single event, with their checks."""
    visible = claims_visible_to(viewer=viewer)
    return _viewed(None, visible, visible.filter(event_code=""))


def claim_visible_to(*, viewer: Actor, code: str) -> list[ClaimVersion]:
    """All versions of one claim, the present one first; InputError when there is none that the viewer may see."""
    if not claims_visible_to(viewer=viewer).filter(code=code).exists():
        raise InputError(_("There is no such claim."), cure=_("Choose one from the list."))
    return list(ClaimVersion.objects.filter(code=code).order_by("-version"))


def _viewed(event: EventVersion | None, visible: QuerySet[ClaimVersion], mine: QuerySet[ClaimVersion]) -> EventView:
    present = list(mine.order_by("code"))
    claims = [claim for claim in present if claim.state == _STANDS]
    around = list(_around(visible.filter(state=_STANDS), claims))
    checks = check_group([c.as_claim() for c in claims], around=[c.as_claim() for c in around])
    withdrawn = [claim for claim in present if claim.state != _STANDS]
    return EventView(event, claims, withdrawn, around, checks)


def _around(visible: QuerySet[ClaimVersion], claims: Iterable[ClaimVersion]) -> QuerySet[ClaimVersion]:
    """Claims of other events that these refer to or that refer to them, and the same speakers' running totals."""
    codes = {claim.code for claim in claims}
    named = {code for c in claims for code in (*c.sum_of, c.part_of, c.same_origin) if code}
    speakers = {claim.speaker for claim in claims if claim.kind == _TOTAL}
    wanted = Q(code__in=named) | Q(part_of__in=codes) | Q(kind=_TOTAL, speaker__in=speakers)
    return visible.filter(wanted).exclude(code__in=codes).order_by("code")
