"""Taking a plan that another node proposes: recomputed whole, then stored like one that was made here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from homeward.base.errors import InputError
from homeward.desks.exchange.checking import TAKEN
from homeward.desks.exchange.documents import lines_of, summary_of
from homeward.desks.exchange.lists import REQUEST, asked_in
from homeward.desks.exchange.models import PlanLine, PlanRecord, TermsVersion
from homeward.desks.exchange.proposals import Proposed, recomputed_proposal
from homeward.desks.exchange.stored_lists import document_of_list, last_versions
from homeward.desks.register.queries import person_ids_of
from homeward.engine.planning import Unit
from homeward.engine.sealing import canonical_bytes, digest, read_strict
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor, require_right

RIGHT = "exchange.write_lists"
JOB = "proposal-"
_SHOWN_IDS = 3


class UnknownPersonsError(InputError):
    """A proposed plan speaks of persons whom this node's register does not know. `count`: how many."""

    def __init__(self, unknown: list[str]) -> None:
        shown = ", ".join(unknown[:_SHOWN_IDS]) + (", …" if len(unknown) > _SHOWN_IDS else "")
        message = ngettext(
            "The plan speaks of %(count)d person whom the register of this node does not know: %(ids)s.",
            "The plan speaks of %(count)d persons whom the register of this node does not know: %(ids)s.",
            len(unknown),
        )
        super().__init__(
            message % {"count": len(unknown), "ids": shown},
            cure=_("Import the last list of persons held that the holding party sent, then take the proposal again."),
        )
        self.count = len(unknown)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A recomputed proposal with the register's ids: of the person held, and of the home side's record."""

    proposed: Proposed
    person_ids: Mapping[str, str]
    home_ids: Mapping[str, str]


def take_proposal(*, actor: Actor, document: dict[str, Any], came_from: str) -> PlanRecord:
    """Recomputes a proposal and stores its plan; the same plan twice is the same record, withdrawn or not.

    The work lies before the act, so that nobody waits for the journal while a plan is computed.

    Args:
        document: as `queries.proposal_document` gives it. came_from: key id of the partner who sent it.

    Raises:
        TamperedError: names the first field that differs. NoPlanError: it cannot be recomputed in the time given.
        InputError: the document is not whole, or speaks of persons whom the register does not know.
    """
    require_right(actor, RIGHT)
    proposed = recomputed_proposal(document)
    known = _known(proposed.plan.hash)
    if known is not None:
        return known
    return store_proposal(actor=actor, recognised=_recognised(actor, proposed), came_from=came_from)


@action(TAKEN, right=RIGHT)
def store_proposal(*, actor: Actor, recognised: Recognised, came_from: str) -> Outcome[PlanRecord]:
    """Stores a recomputed proposal with one line a person; its terms become a version here when they are new."""
    proposed = recognised.proposed
    plan = proposed.plan
    known = _known(plan.hash)
    if known is not None:
        return Outcome(known, facts={"plan": known.number, "hash": known.hash, "again": True})
    document, units = plan.document(), [unit.public() for unit in proposed.units]
    terms = _terms_version(proposed, actor)
    record = PlanRecord.objects.create(
        number=(PlanRecord.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        terms=terms,
        job_id=JOB + plan.hash,
        came_from=came_from,
        document=plan.data,
        hash=plan.hash,
        units=canonical_bytes(units),
        run_record=canonical_bytes(plan.run_record()),
        summary=summary_of(document, units, plan.run_record()),
        made_by=actor.officer_id,
    )
    store_lines(record, recognised.person_ids, recognised.home_ids)
    facts = {
        "plan": record.number, "terms": terms.number, "hash": record.hash, "persons": record.persons,
        "came_from": came_from,
    }  # fmt: skip
    return Outcome(record, facts=facts, subjects=[came_from] if came_from else [])


def store_lines(record: PlanRecord, person_ids: Mapping[str, str], home_ids: Mapping[str, str]) -> None:
    """One line a person held, in the order of the plan's table."""
    document, units = (read_strict(bytes(data)) for data in (record.document, record.units))
    PlanLine.objects.bulk_create(
        [
            PlanLine(
                plan=record,
                place=line.place,
                unit_id=line.unit_id,
                person_id=person_ids[line.unit_id],
                home_id=home_ids.get(line.unit_id, ""),
                holder=line.holder,
                destination=line.destination,
                in_package=line.in_package,
                seat=line.seat,
                code=line.code,
                detail=dict(line.detail),
            )
            for line in lines_of(document, units)
        ],
        batch_size=1000,
    )


def _known(plan_hash: str) -> PlanRecord | None:
    """A plan with that hash, taken before or made here from the same terms, units and key."""
    return PlanRecord.objects.filter(hash=plan_hash).order_by("number").first()


def _terms_version(proposed: Proposed, actor: Actor) -> TermsVersion:
    known = TermsVersion.objects.filter(text=proposed.text).first()
    if known is not None:
        return known
    document = canonical_bytes(proposed.terms.document())
    return TermsVersion.objects.create(
        number=(TermsVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        title=proposed.terms.title,
        text=proposed.text,
        document=document,
        digest=digest(document),
        by=actor.officer_id,
    )


def _recognised(actor: Actor, proposed: Proposed) -> Recognised:
    person_ids: dict[str, str] = {}
    for holder in sorted({unit.traits.holder for unit in proposed.units}):
        person_ids |= _by_unit(actor, [unit for unit in proposed.units if unit.traits.holder == holder], holder)
    unknown = [unit.id for unit in proposed.units if unit.id not in person_ids]
    if unknown:
        raise UnknownPersonsError(unknown)
    return Recognised(proposed, person_ids, _home_ids(actor, proposed))


def _by_unit(actor: Actor, units: list[Unit], holder: str) -> dict[str, str]:
    known = person_ids_of(viewer=actor, party=holder, kind="held", list_ids=[unit.person_id for unit in units])
    return {unit.id: known[unit.person_id] for unit in units if unit.person_id in known}


def _home_ids(actor: Actor, proposed: Proposed) -> dict[str, str]:
    """Unit -> the home side's own record, where this node itself asked for that person; other sides' stay at home."""
    found: dict[str, str] = {}
    versions = last_versions(proposed.terms.parties)
    for holder, home in sorted({unit.direction for unit in proposed.units}):
        last = versions.get((REQUEST, home, holder))
        if last is None or last.came_from:
            continue
        asked = asked_in(document_of_list(last))
        own = person_ids_of(viewer=actor, party=home, kind="missing", list_ids=list(asked.values()))
        found |= {f"{holder}/{held}": own[own_id] for held, own_id in asked.items() if own_id in own}
    return found
