"""A plan as another node proposes it: terms, opened units and plan, all recomputed here before anything is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from homeward.base.errors import InputError, NewerFormatError, TamperedError
from homeward.desks.exchange.checking import TIME_LIMIT, stated_key
from homeward.desks.exchange.readings import read_terms_text
from homeward.engine.planning import Plan, PlanDiffersError, Terms, Unit, plan, verify
from homeward.engine.planning.opening import read_units
from homeward.engine.sealing import canonical_bytes, require_nfc

TYPE, FORMAT = "homeward.proposal", 1
_FIELDS = {"format", "type", "terms_text", "terms", "units", "plan"}
_CURE = "Nothing was stored. Tell whoever sent it, and ask for the proposal again."


class ProposalDiffersError(TamperedError):
    """A proposal's parts do not belong together. `field`: the first one that differs."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message, cure=_CURE)
        self.field = field


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal that was recomputed whole: this plan follows from these terms and units, to the last byte."""

    text: str
    terms: Terms
    units: Sequence[Unit]
    plan: Plan


def proposal_of(
    *, text: str, terms: Mapping[str, Any], units: Sequence[Any], plan: Mapping[str, Any]
) -> dict[str, Any]:
    """The document that is sent."""
    return {"format": FORMAT, "type": TYPE, "terms_text": text, "terms": terms, "units": units, "plan": plan}


def recomputed_proposal(document: Any) -> Proposed:
    """Reads terms and units anew and plans again with the draw key that the plan states.

    Raises:
        InputError, NewerFormatError, TermsError: no proposal of this format, or parts of it cannot be read.
        TamperedError: names the first field that differs. NoPlanError: it cannot be recomputed in the time given.
    """
    told = _read(document)
    text = told["terms_text"].replace("\r\n", "\n")
    terms, units = read_terms_text(text), read_units(told["units"])
    if canonical_bytes(terms.document()) != canonical_bytes(told["terms"]):
        raise ProposalDiffersError("terms", "The proposal differs at terms: its text says other terms.")
    if [unit.id for unit in units] != sorted({unit.id for unit in units}):
        raise ProposalDiffersError("units", "The proposal differs at units: not each person once, in order of ids.")
    for unit in units:
        if unit.id.partition("/")[0] != unit.traits.holder or not unit.person_id:
            raise ProposalDiffersError("units", f"The unit {unit.id} names another holder than its id.")
    again = _planned(told["plan"], terms, units)
    return Proposed(text, terms, units, again)


def _planned(stated: Any, terms: Terms, units: Sequence[Unit]) -> Plan:
    if not isinstance(stated, dict):
        raise PlanDiffersError("the whole plan", stated, "a plan")
    key = terms.draw_key or stated_key(stated)
    again = plan(terms, units, draw_key=key, time_limit=TIME_LIMIT)
    if again.data != canonical_bytes(stated):
        verify(stated, terms, units, time_limit=TIME_LIMIT)
        raise ProposalDiffersError("plan", "The proposed plan differs from the one that its inputs give.")
    return again


def _read(document: Any) -> dict[str, Any]:
    if not isinstance(document, dict) or document.get("type") != TYPE:
        raise InputError("That is no proposal of a plan.", cure=_CURE)
    if type(document.get("format")) is int and document["format"] > FORMAT:
        raise NewerFormatError(f"The proposal has format {document['format']}; this version reads format {FORMAT}.")
    if set(document) != _FIELDS or type(document["format"]) is not int or document["format"] != FORMAT:
        raise InputError(f"A proposal has exactly the fields {', '.join(sorted(_FIELDS))}.", cure=_CURE)
    if not isinstance(document["terms_text"], str):
        raise InputError("The text of the proposed terms is no text.", cure=_CURE)
    # Refuses what has no canonical bytes (decimals, half characters), and texts that are not composed.
    canonical_bytes(document)
    return require_nfc(document)
