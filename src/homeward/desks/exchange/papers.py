"""Papers of a stored plan: a manifest is set only from a plan that recomputes to its stored bytes."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError
from homeward.base.persons import ListedPerson
from homeward.desks.exchange.checking import recomputed
from homeward.desks.exchange.manifests import Traveller, list_id, manifest_bytes
from homeward.desks.exchange.models import PlanRecord
from homeward.desks.register.queries import PersonCard, cards
from homeward.engine.planning import Unit
from homeward.office.journal.rights import Actor, require_right


@dataclass(frozen=True, slots=True)
class Paper:
    """One printed manifest: its bytes and what the journal says of it."""

    file_name: str
    content: bytes
    plan_hash: str
    list_id: str
    persons: int


def manifest_paper(*, viewer: Actor, record: PlanRecord, holder: str, destination: str) -> Paper:
    """The manifest of one direction, with the register's case numbers.

    Raises:
        ConflictError: the plan is withdrawn, or nobody travels that way.
        InputError: no such direction. TamperedError: the stored plan is not what its inputs give.
    """
    require_right(viewer, "exchange.print")
    if record.state == PlanRecord.State.WITHDRAWN:
        raise ConflictError(
            _("This plan is withdrawn; nothing is printed from it."), cure=_("Print from the plan that replaced it.")
        )
    plan, direction = recomputed(record), (holder, destination)
    if direction not in plan.directions:
        raise InputError(_("The plan knows no such direction."))
    seats = plan.seats(direction)
    if not seats:
        raise ConflictError(_("Nobody travels that way in this plan."))
    ids = _register_ids(record, holder)
    known = cards(viewer=viewer, person_ids=[one for pair in ids.values() for one in pair if one])

    def number_of(unit: Unit, _seat: int) -> int:
        return known[ids[unit.id][0]].number

    content = manifest_bytes(
        plan,
        direction,
        {unit.id: _traveller(known, *ids[unit.id]) for unit in seats},
        number_of=number_of,
        approved=record.state == PlanRecord.State.APPROVED,
    )
    name = f"manifest-{holder}-to-{destination}-plan-{record.number}.pdf"
    return Paper(name, content, plan.hash, list_id(plan, direction), len(seats))


def _register_ids(record: PlanRecord, holder: str) -> dict[str, tuple[str, str]]:
    """Unit id -> (the register's id of the person held, that of the missing person found in them)."""
    rows = record.lines.filter(holder=holder, in_package=True).values_list("unit_id", "person_id", "home_id")
    return {unit_id: (person_id, home_id) for unit_id, person_id, home_id in rows}


def _traveller(known: dict[str, PersonCard], person_id: str, home_id: str) -> Traveller:
    return Traveller(_listed(known[person_id]), _listed(known[home_id]) if home_id in known else None)


def _listed(card: PersonCard) -> ListedPerson:
    """A card as the manifest needs it: names, birth date, rank, number; nothing of health or will."""
    return ListedPerson(
        id=card.list_id,
        full_name=card.name,
        other_name=card.other_name,
        birth_date=card.birth_date,
        rank=card.rank,
        service_number=card.service_number,
    )
