"""Whether a plan's units are what the lists give that it names. Only who is not on this transport lies outside them:
that follows from interviews and fitness as well, and nobody may tell the two apart."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from homeward.desks.exchange.lists import OFFER, REQUEST, asked_in, persons_in
from homeward.desks.exchange.models import ListVersion, PlanRecord
from homeward.desks.exchange.readings import terms_of
from homeward.desks.exchange.stored_lists import ListKey, document_of_list
from homeward.engine.law.willingness import WISHES_TO_RETURN
from homeward.engine.planning import NOT_NOW, VETO, Unit, gate
from homeward.engine.planning.units import NOT_REQUESTED

# What a plan's summary keeps beside the figures of its document.
BESIDE = ("lists", "interviews")


def beside(record: PlanRecord) -> dict[str, Any]:
    """Lists and number of interviews, as the summary names them; plans of earlier versions name none."""
    return {name: record.summary.get(name) for name in BESIDE}


def first_difference(record: PlanRecord, units: list[Unit]) -> str:
    """Where the lists and the units part; '' when they do not.

    Raises:
        TamperedError: a list is not what was stored.
    """
    documents: dict[ListKey, Mapping[str, Any]] = {}
    for each in record.summary.get("lists") or ():
        version = ListVersion.objects.filter(
            kind=each["kind"], party=each["party"], other=each["to"], number=each["number"]
        ).first()
        if version is None or version.digest != each["digest"]:
            return f"lists ({each['kind']} {each['party']} {each['number']})"
        documents[version.kind, version.party, version.other] = document_of_list(version)
    for (kind, holder, home), document in documents.items():
        if kind == OFFER and (
            where := _difference(record, units, holder, document, documents.get((REQUEST, home, holder)))
        ):
            return where
    return ""


def _difference(
    record: PlanRecord,
    units: list[Unit],
    holder: str,
    offer: Mapping[str, Any],
    request: Mapping[str, Any] | None,
) -> str:
    held = {unit.person_id: unit for unit in units if unit.traits.holder == holder}
    terms = terms_of(record.terms)
    persons = persons_in(offer)
    if {person.id for person in persons} != set(held):
        return f"units (persons held by {holder})"
    asked = None if request is None else asked_in(request)
    for person in persons:
        unit = held[person.id]
        wanted = unit.code != NOT_REQUESTED if asked is None else person.id in asked
        willing = replace(person, willingness=WISHES_TO_RETURN)
        told = gate(willing, holder=holder, destination=offer["to"], requested=wanted, terms=terms)
        if not _fits(unit, told):
            return f"units ({unit.id})"
    return ""


def _fits(unit: Unit, told: Unit) -> bool:
    if unit.public() == told.public():
        return True
    return unit.status == NOT_NOW and told.status != VETO and unit.traits == told.traits
