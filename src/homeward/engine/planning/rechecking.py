"""Holds a run record and an audit file against the plan that was recomputed from its inputs.

Called by `homeward verify plan` and the exchange desk. It trusts no stated bound: every certificate is added up again.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from homeward.base.errors import NewerFormatError
from homeward.engine.planning.audit import FORMAT as AUDIT_FORMAT
from homeward.engine.planning.audit import audit_document
from homeward.engine.planning.certificate import SCALE, level_bound
from homeward.engine.planning.draw import Drawn, DrawRecord
from homeward.engine.planning.levels import exactly, model_rows, padded
from homeward.engine.planning.plans import RUN_FORMAT, Plan
from homeward.engine.planning.verifying import PlanDiffersError, compare


def check_run(run: Any, made: Plan) -> None:
    """Raises PlanDiffersError unless the run record is of this plan and its certificate holds.

    Raises:
        NewerFormatError: written by a later version.
    """
    _refuse_later(run, RUN_FORMAT, "The run record")
    compare("run.plan", run.get("plan"), made.hash)
    stated = run.get("certificate")
    expected = [proof.document() for proof in made.run.proofs]
    if not isinstance(stated, list) or len(stated) != len(expected):
        raise PlanDiffersError("run.certificate", stated, f"{len(expected)} levels")
    rows, upper = model_rows(made.model), made.model.upper()
    gains = [*(level.gains for level in made.model.levels), padded(made.weights, len(upper))]
    for number, (proof, own) in enumerate(zip(stated, expected, strict=True)):
        where = f"run.certificate[{number}]"
        compare(where, _without_multipliers(proof), _without_multipliers(own) | _bound(proof, own))
        bound = level_bound(upper, rows, gains[number], _multipliers(proof, len(rows), where))
        compare(f"{where}.bound", proof["bound"], bound)
        compare(f"{where}.closed", proof["closed"], bound == own["value"])
        rows.append(exactly(gains[number], int(str(own["value"]))))


def check_audit(
    audit: Any,
    made: Plan,
    run: Mapping[str, Any],
    record: DrawRecord | None,
    drawn: Drawn | None,
    *,
    partly: bool = False,
) -> None:
    """Raises PlanDiffersError naming the first field of the audit file that its inputs do not give.

    Args:
        partly: whether records stay closed, so that the tree's root is taken as stated; see `viewing`.

    Raises:
        NewerFormatError: written by a later version.
    """
    _refuse_later(audit, AUDIT_FORMAT, "The audit file")
    records = audit.get("records") if partly else None
    if partly and not isinstance(records, Mapping):
        raise PlanDiffersError("audit.records", records, "size and root")
    expected = audit_document(made, record, drawn, records) | {"certificate": run["certificate"]}
    compare("audit", audit, expected)


def _refuse_later(document: Any, known: int, what: str) -> None:
    if not isinstance(document, Mapping):
        raise PlanDiffersError(what, document, "a table")
    version = document.get("format")
    if type(version) is int and version > known:
        raise NewerFormatError(f"{what} is written in format {version}; this version reads format {known}.")
    compare(f"{what}, format", version, known)


def _without_multipliers(proof: Any) -> dict[str, object]:
    if not isinstance(proof, Mapping):
        raise PlanDiffersError("run.certificate", proof, "a table for each level")
    return {key: value for key, value in proof.items() if key != "multipliers"}


def _bound(proof: Mapping[str, Any], own: Mapping[str, object]) -> dict[str, object]:
    # Another solver gives other multipliers and so another bound: whether it is the right one is added up afterwards.
    return {key: proof.get(key) for key in ("bound", "closed")} | {"scale": SCALE, "value": own["value"]}


def _multipliers(proof: Mapping[str, Any], rows: int, where: str) -> Sequence[int]:
    texts = proof.get("multipliers")
    if not isinstance(texts, list) or len(texts) != rows:
        raise PlanDiffersError(f"{where}.multipliers", texts, f"{rows} whole numbers")
    try:
        found = [int(text) for text in texts]
    except (TypeError, ValueError) as error:
        raise PlanDiffersError(f"{where}.multipliers", texts, "whole numbers") from error
    if [str(each) for each in found] != texts:
        raise PlanDiffersError(f"{where}.multipliers", texts, "whole numbers in one way of writing")
    return found
