"""The surrender desk: a notice that names nobody becomes a size and a few days in the register, and no more."""

from datetime import date

from homeward.desks.surrender.actions import end_case, expect, record_notice
from homeward.node.demo.steps.registry import actor, step


@step
def notice(officer: str, size_class: str, first_day: str, last_day: str) -> str:
    """The duty officer takes a notice by a messenger. Returns the case's id, which stays with this desk."""
    duty = actor(officer)
    found = record_notice(
        actor=duty,
        size_class=size_class,
        first_day=date.fromisoformat(first_day),
        last_day=date.fromisoformat(last_day),
        wounded=False,
        language="uk",
    )
    expect(actor=duty, case_id=found.case_id)
    return str(found.case_id)


@step
def end(officer: str, case_id: str) -> None:
    """The register has counted an arrival: the case ends, its details go at the end of their time."""
    end_case(actor=actor(officer), case_id=case_id, how="arrived")
