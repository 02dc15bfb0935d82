"""The exchange: lists as versions, interviews, terms, plan, proposal, one agreement under three signatures."""

import csv
import io
from pathlib import Path
from typing import Any

from homeward.desks.exchange.actions import approve_plan, save_terms
from homeward.desks.exchange.actions.agreements import draw_up_agreement, sign_agreement
from homeward.desks.exchange.actions.interviews import record_interview_sheet
from homeward.desks.exchange.actions.lists import draw_up_offer, draw_up_request
from homeward.desks.exchange.queries import plan_visible_to
from homeward.desks.exchange.tasks import KIND as PLAN
from homeward.desks.register.vocabulary import VOCABULARY
from homeward.engine.sealing import eight_words
from homeward.engine.sheets import read_list
from homeward.node.demo.steps.registry import actor, step
from homeward.node.demo.steps.tracing import do_long_work
from homeward.post.kinds.agreement import send_agreement
from homeward.post.kinds.offer_list import send_offer
from homeward.post.kinds.proposal import send_proposal
from homeward.post.kinds.request_list import send_request
from homeward.post.models import Partner


def partner_id(name: str) -> str:
    """The key id of the confirmed partner of that name."""
    return str(Partner.objects.get(name=name).pk)


@step
def draw_up_lists(officer: str, party: str, other: str, partner: str) -> dict[str, int]:
    """The list officer draws up what this side asks for and what it offers, and gives both to the post."""
    own = actor(officer)
    asked, offered = draw_up_request(actor=own, party=party, to=other), draw_up_offer(actor=own, party=party, to=other)
    send_request(actor=own, partner_id=partner_id(partner), party=party, other=other, number=asked.number)
    send_offer(actor=own, partner_id=partner_id(partner), party=party, other=other, number=offered.number)
    return {"requested": asked.rows, "offered": offered.rows}


@step
def interview(officer: str, party: str, path: str) -> dict[str, int]:
    """The neutral interviewer's sheet: what each person said, alone with the interviewer. A list of the story tells it.

    Returns how many answers were recorded, and how many said something other than a wish to return.
    """
    reading = read_list(Path(path), kind="held", vocabulary=VOCABULARY)
    asked = [person for person in reading.persons if person.willingness]
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(["id", "answer", "language", "interpreter", "private"])
    writer.writerows([person.id, person.willingness, "Ukrainian", "none needed", "yes"] for person in asked)
    recorded = record_interview_sheet(
        actor=actor(officer), file_name=f"interviews-{party}.csv", content=sheet.getvalue().encode(), party=party
    )
    return {
        "recorded": recorded,
        "declined": sum(person.willingness != "WISHES_TO_RETURN" for person in asked),
    }


@step
def plan(officer: str, terms: str) -> dict[str, Any]:
    """The intermediary's list officer writes the terms that both sides agreed on, and plans."""
    version = save_terms(actor=actor(officer), text=Path(terms).read_text(encoding="utf-8"))
    number = int(do_long_work(officer, PLAN, {"terms": str(version.number)})[0])
    return _figures(officer, number)


def _figures(officer: str, number: int) -> dict[str, Any]:
    """A plan by its number: hash, eight words, counts a direction."""
    record = plan_visible_to(viewer=actor(officer), number=number)
    return {
        "number": record.number,
        "hash": record.hash,
        "words": list(eight_words(record.hash)),
        "persons": record.persons,
        "directions": record.summary["directions"],
        "reasons": record.summary["reasons"],
    }


@step
def propose(officer: str, number: int, partner: str) -> None:
    """The plan goes to a party with everything that it can be recomputed from."""
    send_proposal(actor=actor(officer), partner_id=partner_id(partner), plan_number=number)


@step
def approve(officer: str, number: int) -> None:
    """A decision maker who made no plan counts who travels, and approves."""
    decider = actor(officer)
    record = plan_visible_to(viewer=decider, number=number)
    approve_plan(actor=decider, number=number, persons=record.persons)


@step
def draw_up(officer: str, number: int) -> dict[str, Any]:
    """The agreement on one plan, as one immutable document."""
    agreement = draw_up_agreement(actor=actor(officer), plan_number=number)
    return {"number": agreement.number, "hash": agreement.hash, "words": list(eight_words(agreement.hash))}


@step
def send(officer: str, agreement_hash: str, partner: str) -> None:
    """The agreement goes to a partner with the signatures it has so far."""
    send_agreement(actor=actor(officer), partner_id=partner_id(partner), agreement_hash=agreement_hash)


@step
def sign(officer: str, agreement_hash: str, words: list[str]) -> None:
    """Signs for this node, after the eight words that the other side read aloud were compared."""
    sign_agreement(actor=actor(officer), agreement_hash=agreement_hash, words=" ".join(words))
