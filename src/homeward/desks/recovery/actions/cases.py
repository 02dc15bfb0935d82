"""People taken into recovery: needs and wish, which may change, and dates to ask after them."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError
from homeward.desks.reception.queries import received_person
from homeward.desks.recovery.actions.checks import codes_of, languages_of, region_of
from homeward.desks.recovery.calendar import due_dates
from homeward.desks.recovery.models import Case, FollowUp
from homeward.desks.recovery.proposals import IN_REGION, NEAR_FAMILY, NO_WISH
from homeward.desks.recovery.wording import CARE, WISHES
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor


@dataclass(frozen=True, slots=True)
class Needs:
    """What a person needs and wishes, as a form tells it: codes, region ids, languages parted by commas."""

    needs: Collection[str] = ()
    wish: str = NO_WISH
    wish_region: str = ""
    family_region: str = ""
    languages: str = ""


@action("recovery.open_case", right="recovery.write")
def open_case(*, actor: Actor, arrival_id: str, needs: Needs) -> Outcome[Case]:
    """Takes a person who has come into recovery, with the dates to ask after them.

    Raises:
        ConflictError: they are in recovery already.
        InputError: nobody has arrived under that id, or needs and wish do not go together.
    """
    received = received_person(viewer=actor, arrival_id=arrival_id)
    if Case.objects.filter(arrival_id=arrival_id).exists():
        raise ConflictError(_("This person is in recovery already."), cure=_("Open their page."))
    case = Case(
        number=(Case.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        arrival_id=arrival_id,
        person_id=received.person_id,
        case_number=received.case_number,
        name=received.name,
        returned_on=received.arrived_at.date(),
        opened_by=actor.officer_id,
    )
    _take(case, needs)
    case.save(force_insert=True)
    FollowUp.objects.bulk_create(
        FollowUp(case=case, day=day, due=due) for day, due in due_dates(case.returned_on).items()
    )
    return Outcome(case, facts={"case": case.pk}, subjects=[case.subject])


@action("recovery.change_needs", right="recovery.write")
def change_needs(*, actor: Actor, case_id: str, needs: Needs, seen: int) -> Outcome[Case]:
    """Needs, wish or the family's region are others now: places are proposed again. A reserved bed stays until then.

    Args:
        seen: the version on the page.

    Raises:
        ConflictError: somebody changed them meanwhile.
    """
    case = _locked(case_id)
    if case.version != seen:
        raise ConflictError(_("Somebody changed this since you opened it; yours was not kept."), cure=_("Look again."))
    before = (case.family_region_id, case.wish, case.wish_region_id, case.needs)
    _take(case, needs)
    after = (case.family_region_id, case.wish, case.wish_region_id, case.needs)
    why = next(
        (word for word, a, b in zip(("moved", "wish", "wish", "needs"), before, after, strict=True) if a != b), ""
    )
    if why:
        case.state, case.reopened_why = Case.State.PLACING, why
    case.version += 1
    case.save()
    return Outcome(case, facts={"case": case.pk, "why": why, "version": case.version}, subjects=[case.subject])


@action("recovery.record_follow_up", right="recovery.write")
def record_follow_up(*, actor: Actor, follow_up_id: str, outcome: str) -> Outcome[FollowUp]:
    """The person was asked after, or could not be reached on that date. What was missed may be done later.

    Raises:
        ConflictError: it is recorded already.
    """
    found = FollowUp.objects.select_for_update().filter(pk=follow_up_id).first()
    if found is None or outcome not in (FollowUp.State.DONE, FollowUp.State.MISSED):
        raise InputError(_("This form is not whole."), cure=_("Open the person's page again."))
    if found.state in (FollowUp.State.DONE, outcome):
        raise ConflictError(_("This date is recorded already."), cure=_("Look at the person's page."))
    found.state, found.by, found.at = outcome, actor.officer_id, clock.now()
    found.save(update_fields=["state", "by", "at"])
    facts = {"case": found.case_id, "day": found.day, "outcome": outcome}
    return Outcome(found, facts=facts, subjects=[found.case.subject])


def _take(case: Case, needs: Needs) -> None:
    """Puts needs and wish into the case; InputError when they do not go together."""
    if needs.wish not in WISHES:
        raise InputError(_("That is none of the answers."), cure=_("Choose from the list."))
    if needs.wish == NEAR_FAMILY and not needs.family_region:
        raise InputError(_("To be near the family, the family's region must be known."), cure=_("Choose the region."))
    if needs.wish == IN_REGION and not needs.wish_region:
        raise InputError(_("Which region does the person wish?"), cure=_("Choose the region."))
    case.needs = codes_of(needs.needs, list(CARE))
    case.wish, case.languages = needs.wish, languages_of(needs.languages)
    case.wish_region = region_of(needs.wish_region) if needs.wish == IN_REGION else None
    case.family_region = region_of(needs.family_region)


def _locked(case_id: str) -> Case:
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None:
        raise InputError(_("There is no such person in recovery."))
    return case
