"""The acts of this desk: saving terms, storing a plan, approving and withdrawing it, printing a manifest."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.desks.exchange.actions.agreements import refuse_agreed_plan
from homeward.desks.exchange.actions.proposals import store_lines
from homeward.desks.exchange.checking import MADE
from homeward.desks.exchange.documents import TRIAL, UNPROVED, summary_of
from homeward.desks.exchange.models import PlanRecord, TermsVersion
from homeward.desks.exchange.papers import Paper
from homeward.desks.exchange.readings import read_terms_text
from homeward.desks.exchange.sources import Sources
from homeward.engine.planning import Plan, Unit
from homeward.engine.sealing import canonical_bytes, digest
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

State = PlanRecord.State
# The journal keeps codes, not prose: why a plan is withdrawn is chosen from here.
WITHDRAWAL_REASONS = {
    "LISTS_CHANGED": gettext_lazy("lists, answers or confirmations changed"),
    "TERMS_CHANGED": gettext_lazy("the parties changed the terms"),
    "NOT_AGREED": gettext_lazy("the other party does not agree"),
    "MISTAKE": gettext_lazy("it was made by mistake"),
    "TRAINING": gettext_lazy("it was an exercise"),
}


class SamePersonError(RefusedError):
    """Whoever made a plan does not approve it."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan as the engine gave it, with the sources it was made from."""

    terms: TermsVersion
    sources: Sources
    units: Sequence[Unit]
    plan: Plan


@action("exchange.save_terms", right="exchange.write_terms")
def save_terms(*, actor: Actor, text: str) -> Outcome[TermsVersion]:
    """Saves terms as a new version; earlier ones stay.

    Raises:
        TermsError: names the line or the key, and the cure; nothing is saved.
        ConflictError: these are the terms of the last version.
    """
    text = text.replace("\r\n", "\n")
    terms = read_terms_text(text)
    last = TermsVersion.objects.first()
    if last is not None and last.text == text:
        raise ConflictError(_("Version %(number)d says exactly this already.") % {"number": last.number})
    document = canonical_bytes(terms.document())
    version = TermsVersion.objects.create(
        number=(last.number if last else 0) + 1,
        title=terms.title,
        text=text,
        document=document,
        digest=digest(document),
        by=actor.officer_id,
    )
    return Outcome(version, facts={"version": version.number, "digest": version.digest})


@action(MADE, right="exchange.plan")
def make_plan(*, actor: Actor, prepared: Prepared, job_id: str) -> Outcome[PlanRecord]:
    """Stores a plan with one line a person. The work before it, in `tasks`, reads lists and solves."""
    known = PlanRecord.objects.filter(job_id=job_id).first()
    if known is not None:
        return Outcome(known, facts={"plan": known.number, "hash": known.hash, "again": True})
    plan, sources = prepared.plan, prepared.sources
    made_from = {"lists": [dict(each) for each in sources.lists], "interviews": sources.interviews}
    document, units = plan.document(), [unit.public() for unit in sorted(prepared.units, key=lambda unit: unit.id)]
    record = PlanRecord.objects.create(
        number=(PlanRecord.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        terms=prepared.terms,
        job_id=job_id,
        document=plan.data,
        hash=plan.hash,
        units=canonical_bytes(units),
        run_record=canonical_bytes(plan.run_record()),
        summary=summary_of(document, units, plan.run_record()) | made_from,
        made_by=actor.officer_id,
    )
    store_lines(record, sources.person_ids, sources.home_ids)
    facts = {"plan": record.number, "terms": prepared.terms.number, "hash": record.hash, "persons": record.persons}
    return Outcome(record, facts=facts | made_from)


@action("exchange.approve_plan", right="exchange.approve")
def approve_plan(*, actor: Actor, number: int, persons: int) -> Outcome[PlanRecord]:
    """The decision: this plan is the one to carry out.

    Args:
        persons: how many travel, as the deciding person counted and typed it.

    Raises:
        SamePersonError: the plan was made by the person who would approve it.
        ConflictError: the plan is approved or withdrawn already, or cannot be signed.
        InputError: no such plan, or another number of persons.
    """
    record = _locked(number)
    if record.made_by == actor.officer_id:
        raise SamePersonError(
            _("You made this plan; somebody else decides on it."), cure=_("Ask another decision maker.")
        )
    if record.state != State.MADE:
        raise ConflictError(_("This plan is approved or withdrawn already."))
    if {TRIAL, UNPROVED} & set(record.summary["obstacles"]):
        raise ConflictError(
            _("This plan cannot be signed, so it cannot be approved."),
            cure=_("Put the draw key into the terms and make the plan again."),
        )
    if persons != record.persons:
        raise InputError(_("The plan does not have that many persons."), cure=_("Count again in the plan's figures."))
    record.state, record.approved_by, record.approved_at = State.APPROVED, actor.officer_id, clock.now()
    record.save(update_fields=["state", "approved_by", "approved_at"])
    return Outcome(record, facts={"plan": record.number, "hash": record.hash, "persons": persons})


def _right_to_withdraw(*, number: int, **_others: object) -> str:
    """Who made plans takes back one that nobody approved; an approved one is taken back by who may approve."""
    approved = PlanRecord.objects.filter(number=number, state=State.APPROVED).exists()
    return "exchange.approve" if approved else "exchange.plan"


@action("exchange.withdraw_plan", right=_right_to_withdraw)
def withdraw_plan(*, actor: Actor, number: int, why: str) -> Outcome[PlanRecord]:
    """Takes a plan back; it stays to be read, and nothing is printed from it any more.

    Raises:
        ConflictError: it is withdrawn already, or an agreement binds it. InputError: no such plan or reason.
    """
    record = _locked(number)
    if why not in WITHDRAWAL_REASONS:
        raise InputError(_("There is no such reason."), cure=_("Choose one of the list."))
    if record.state == State.WITHDRAWN:
        raise ConflictError(_("This plan is withdrawn already."))
    refuse_agreed_plan(record)
    was = record.state
    record.state, record.withdrawn_by, record.withdrawn_at = State.WITHDRAWN, actor.officer_id, clock.now()
    record.withdrawn_why = why
    record.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "withdrawn_why"])
    return Outcome(record, facts={"plan": record.number, "hash": record.hash, "was": was, "why": why})


@action("exchange.print_manifest", right="exchange.print")
def print_manifest(*, actor: Actor, number: int, paper: Paper) -> Outcome[Paper]:
    """Hands a manifest out; the journal keeps which one by its hash. `papers.manifest_paper` sets it.

    Raises:
        ConflictError: the plan was withdrawn, or is another one than that of the paper.
    """
    record = _locked(number)
    if record.state == State.WITHDRAWN or record.hash != paper.plan_hash:
        raise ConflictError(
            _("This plan is withdrawn; nothing is printed from it."), cure=_("Print from the plan that replaced it.")
        )
    facts = {
        "plan": record.number,
        "plan_hash": record.hash,
        "list": paper.list_id,
        "sha256": digest(paper.content),
        "persons": paper.persons,
        "state": record.state,
    }
    return Outcome(paper, facts=facts)


def _locked(number: int) -> PlanRecord:
    plans = PlanRecord.objects.defer("document", "units", "run_record")
    record = plans.select_for_update().filter(number=number).first()
    if record is None:
        raise InputError(_("There is no plan with that number."), cure=_("Choose one from the list of plans."))
    return record
