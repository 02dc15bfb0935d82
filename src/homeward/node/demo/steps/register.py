"""The register: lists imported, a person and a group captured, custody, and what is sent to partners."""

from datetime import date
from pathlib import Path

from homeward.desks.register.actions import (
    commit_import,
    propose_import,
    record_custody,
    register_capture,
    register_group_capture,
)
from homeward.desks.register.queries import arrivals_visible_to, listed_persons
from homeward.node.demo.steps.post import accept
from homeward.node.demo.steps.registry import actor, step
from homeward.post.kinds.person_list import KIND, send_list
from homeward.post.models import Partner


@step
def import_list(officer: str, path: str, party: str, kind: str) -> int:
    """The registrar proposes a list and commits it. Returns how many persons came into the register."""
    file = Path(path)
    registrar = actor(officer)
    batch = propose_import(actor=registrar, file_name=file.name, content=file.read_bytes(), party=party, kind=kind)
    commit_import(actor=registrar, batch_id=batch.pk)
    return len(listed_persons(viewer=registrar, party=party, kind=kind))


@step
def send_held(officer: str, party: str, partner: str) -> None:
    """Gives the list of persons held to the post, with the fields that may leave and no others."""
    found = Partner.objects.get(name=partner)
    send_list(actor=actor(officer), partner_id=found.pk, party=party, list_kind="held")


@step
def take_lists(officer: str) -> int:
    """The registrar opens lists that came and commits each after its dry run. Returns how many lists."""
    batches = accept(officer, KIND)
    for batch_id in batches:
        commit_import(actor=actor(officer), batch_id=batch_id)
    return len(batches)


@step
def capture(officer: str, party: str, day: str, region: str, unit: str, identity: dict[str, str]) -> str:
    """One person registered at capture, taken to a place of custody the day after. Returns the person's id."""
    registrar, captured = actor(officer), date.fromisoformat(day)
    person = register_capture(actor=registrar, party=party, day=captured, identity=identity, region=region, unit=unit)
    record_custody(actor=registrar, person_id=person.pk, code="TRANSFERRED", place_code="C-07", at=captured)
    return person.pk


@step
def capture_group(officer: str, party: str, day: str, region: str, place: str, unit: str, count: int) -> int:
    """A group of one unit. An arrival that was expected in that size and on that day is closed by its count."""
    registrar = actor(officer)
    expected = [arrival for arrival in arrivals_visible_to(viewer=registrar) if arrival.closed_day is None]
    found = register_group_capture(
        actor=registrar,
        party=party,
        count=count,
        day=date.fromisoformat(day),
        region=region,
        place=place,
        unit=unit,
        arrival_id=expected[0].pk if expected else "",
    )
    return found.count
