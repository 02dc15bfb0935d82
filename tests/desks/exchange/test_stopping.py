"""A stopped plan leaves nothing behind. Outside a transaction, since long work reports its progress between actions."""

import pytest

from cast import actor_with
from desks.exchange.given import EQUAL_HEADS, registered_and_searched, saved_terms
from homeward.desks.exchange.models import PlanRecord
from homeward.desks.exchange.tasks import KIND, plan_the_exchange
from homeward.office.jobs.models import Job
from homeward.office.jobs.runs import Run, StoppedError


@pytest.mark.django_db(transaction=True)
def test_stopped_work_stores_no_plan_and_work_that_goes_on_shows_its_stage():
    registered_and_searched()
    officer, version = actor_with("list_officer"), saved_terms(EQUAL_HEADS)
    asked = {"kind": KIND, "arguments": {"terms": str(version.number)}, "asked_by": officer.officer_id}
    stopped = Job.objects.create(**asked, state=Job.State.RUNNING, stop_asked=True)
    with pytest.raises(StoppedError):
        plan_the_exchange(Run(stopped, officer))
    assert not PlanRecord.objects.exists()
    going_on = Job.objects.create(**asked, state=Job.State.RUNNING)
    assert plan_the_exchange(Run(going_on, officer)) == ["1"]
    going_on.refresh_from_db()
    assert (going_on.stage, going_on.share) == ("storing", 0.9)
