"""What one party may see of a plan whose wishes stay with the mediators, and how it recomputes the plan all the same.

Called by node and the exchange desk. A party reads every record but the wishes of other parties; whose wishes counted
follows from the plan's table of classes. It plans again with the wishes as the table states them, and opens the leaves
of its own lines, so that a wish that was changed shows there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations_with_replacement
from typing import Any

from homeward.base.errors import NewerFormatError, TamperedError
from homeward.engine.planning.audit import Opening, is_in_audit
from homeward.engine.planning.lottery import trial_key
from homeward.engine.planning.objectives import WISHES, Objective
from homeward.engine.planning.planner import plan
from homeward.engine.planning.plans import FORMAT, Plan
from homeward.engine.planning.terms import Terms
from homeward.engine.planning.traits import Traits
from homeward.engine.planning.units import Unit
from homeward.engine.planning.verifying import PlanDiffersError, compare


def units_open_to(party: str, units: Sequence[Unit]) -> list[Unit]:
    """The units as this party may read them: wishes of its own requests only."""
    return [unit if unit.traits.destination == party else _without_wish(unit) for unit in units]


def own_lines(party: str, units: Sequence[Unit]) -> list[Unit]:
    """The units that go home to this party: those it asked for."""
    return [unit for unit in units if unit.traits.destination == party]


def verify_view(document: Any, terms: Terms, units: Sequence[Unit], *, draw_key: bytes | None) -> Plan:
    """The plan computed again from what is open to one party.

    Args:
        units: as `units_open_to` gives them. draw_key: of the draw; None for a rehearsal.

    Raises:
        NewerFormatError: the plan was written by a later version.
        PlanDiffersError: names the first field that differs.
        NoPlanError: the plan cannot be recomputed.
    """
    if not isinstance(document, Mapping):
        raise PlanDiffersError("the whole file", document, "a plan")
    if type(document.get("format")) is int and document["format"] > FORMAT:
        raise NewerFormatError(f"The plan is written in format {document['format']}; this version reads {FORMAT}.")
    stated = document.get("inputs_digest")
    if not isinstance(stated, str) or len(stated) != 64:
        raise PlanDiffersError("inputs_digest", stated, "64 hexadecimal digits")
    compare("terms", document.get("terms"), terms.document())
    levels = {number: wish for number, wish in enumerate(terms.objectives) if wish.kind == "wishes-met"}
    told = _stated_levels(document) if levels else {}
    filled = [_with_stated_wish(unit, levels, told) for unit in units]
    key = trial_key(terms.digest(), stated) if draw_key is None else draw_key
    made = replace(plan(terms, filled, draw_key=key), trial=draw_key is None, stated_inputs=stated)
    compare("plan", dict(document), made.document())
    return made


def check_openings(
    party: str, made: Plan, units: Sequence[Unit], openings: Sequence[Opening], audit: Mapping[str, Any]
) -> None:
    """That the audit file holds this party's own lines with the wishes it asked with, each once.

    Raises:
        TamperedError: names the party's own line that is missing or another one.
    """
    opened = {str(each.unit.get("id")): each for each in openings}
    if len(opened) != len(openings):
        raise TamperedError("An own line is opened twice.", cure="Ask the mediators for the openings again.")
    for unit in own_lines(party, units):
        opening = opened.pop(unit.id, None)
        if opening is None:
            raise TamperedError(f"The line {unit.id} is not opened.", cure="Ask the mediators to open it.")
        same = opening.unit == unit.public() and opening.reason == made.reasons[unit.id].document()
        if not same or not is_in_audit(opening, audit):
            cure = "Do not sign: the mediators planned with another record or wish than the one you gave."
            raise TamperedError(f"The line {unit.id} is not what the audit file vouches for.", cure=cure)
        planned = next(each for each in made.units if each.id == unit.id)
        if planned.public() != unit.public() and "class" in made.reasons[unit.id].detail:
            _refuse_other_wish(made.terms, planned, unit)
    if opened:
        raise TamperedError("Lines of others are opened.", cure="Ask the mediators for the openings again.")


def _refuse_other_wish(terms: Terms, planned: Unit, own: Unit) -> None:
    for wish in terms.objectives:
        if wish.kind == "wishes-met" and wish.coefficient(planned.traits) != wish.coefficient(own.traits):
            raise TamperedError(
                f"The line {own.id} stands in a class of persons asked for otherwise.",
                cure="Do not sign: the mediators planned with another wish than the one you gave.",
            )


def _without_wish(unit: Unit) -> Unit:
    members = tuple(each._replace(wish="") for each in unit.traits.members)
    return replace(unit, traits=unit.traits._replace(wish="", members=members))


def _with_stated_wish(unit: Unit, levels: Mapping[int, Objective], stated: Mapping[str, Sequence[int]]) -> Unit:
    """The unit with wishes that count as much as the class does in which the plan puts it."""
    if unit.id not in stated:
        return unit
    for wishes in combinations_with_replacement(("", *WISHES), len(unit.traits.persons)):
        told = _wished(unit.traits, wishes)
        if all(level.coefficient(told) == stated[unit.id][number] for number, level in levels.items()):
            return replace(unit, traits=told)
    raise PlanDiffersError(
        "classes", "a class of other wishes", f"wishes that {len(unit.traits.persons)} persons can have"
    )


def _stated_levels(document: Mapping[str, Any]) -> dict[str, Sequence[int]]:
    """Unit id -> what its class counts in every level."""
    try:
        seated = [each for way in document["package"] for each in way["seats"]]
        numbers = {each["id"]: each["reason"].get("class") for each in (*seated, *document["stay"])}
        levels = [each["levels"] for each in document["classes"]]
        return {unit: levels[number - 1] for unit, number in numbers.items() if number is not None}
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise PlanDiffersError("classes", None, "a class for everybody who is bargained over") from error


def _wished(traits: Traits, wishes: Sequence[str]) -> Traits:
    members = tuple(each._replace(wish=wish) for each, wish in zip(traits.members, wishes, strict=False))
    return traits._replace(wish=next((wish for wish in WISHES if wish in wishes), ""), members=members)
