"""Plans without their sealed bytes, and one plan with them."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.desks.exchange.models import PlanRecord
from homeward.office.journal.looks import record_look
from homeward.office.journal.rights import Actor, require_right

READ = "exchange.read"


def plans_visible_to(*, viewer: Actor) -> QuerySet[PlanRecord]:
    """All plans, newest first, withdrawn ones too; figures alone, so no look."""
    require_right(viewer, READ)
    return PlanRecord.objects.select_related("terms").defer("document", "units", "run_record", "terms__document")


def plan_visible_to(*, viewer: Actor, number: int) -> PlanRecord:
    """One plan; InputError when there is none of that number."""
    return _found(plans_visible_to(viewer=viewer).filter(number=number).first())


def whole_plan_visible_to(*, viewer: Actor, number: int) -> PlanRecord:
    """One plan with document, units and run record, for recomputing and downloading."""
    require_right(viewer, READ)
    return _found(PlanRecord.objects.select_related("terms").filter(number=number).first())


def document_visible_to(*, viewer: Actor, number: int) -> bytes:
    """The plan file of one plan. It tells of every person by the list's id: one look at a list."""
    record = whole_plan_visible_to(viewer=viewer, number=number)
    shown = sum(way["listed"] for way in record.summary["directions"])
    record_look(viewer=viewer, what="exchange.document", shown=shown, filter=f"plan={number}")
    return bytes(record.document)


def _found(record: PlanRecord | None) -> PlanRecord:
    if record is None:
        raise InputError(_("There is no plan with that number."), cure=_("Choose one from the list of plans."))
    return record
