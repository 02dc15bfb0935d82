"""A folder that `./homeward exchange` or `plan` wrote: every hash, then all of it computed again from its inputs."""

import argparse
from pathlib import Path
from typing import Any

from homeward import __version__
from homeward.base.errors import InputError, TamperedError
from homeward.engine.planning import Explanations, Plan, PlanDiffersError, Terms, Unit, read_terms, verify
from homeward.engine.planning.audit import Opening, read_opening
from homeward.engine.planning.draw import Drawn, DrawRecord, check_lists, check_parties, close_draw, read_draw
from homeward.engine.planning.opening import read_units
from homeward.engine.planning.plans import PROVED
from homeward.engine.planning.rechecking import check_audit, check_run
from homeward.engine.planning.verifying import compare
from homeward.engine.planning.viewing import check_openings, verify_view
from homeward.engine.sealing import canonical_bytes, digest, eight_words, read_strict
from homeward.node.exchange_run.folder import HASHES, differing_files, foreign_files
from homeward.node.plan_run.papers import next_round_bytes, reasons_bytes

HELP = "a folder that ./homeward exchange or ./homeward plan wrote"
_AGAIN = "Ask for the folder again."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path)


def lines(options: argparse.Namespace) -> list[str]:
    return verify_plan(options.folder)


def verify_plan(folder: Path) -> list[str]:
    """Every file's hash, then the whole plan recomputed from the opened inputs.

    Raises:
        TamperedError: names the file or the field that differs.
    """
    if not folder.is_dir():
        cure = "Name a folder that ./homeward exchange or ./homeward plan wrote."
        raise InputError(f"There is no folder {folder}.", cure=cure)
    told = recompute(folder)
    if changed := differing_files(folder):
        cure = "Do not use these papers; ask for the folder again, or run the command again."
        raise TamperedError(f"Changed since it was written: {', '.join(changed)}.", cure=cure)
    data = (folder / "plan.json").read_bytes()
    foreign = foreign_files(folder)
    return [
        f"Every file fits {HASHES}, and the plan follows from its inputs.",
        *told,
        f"plan  {digest(data)}",
        f"files {digest((folder / HASHES).read_bytes())}",
        f"eight words of the plan: {' '.join(eight_words(digest(data)))}",
        *([f"Not from this command, so not checked: {', '.join(foreign)}."] if foreign else []),
    ]


def recompute(folder: Path) -> list[str]:
    """Plans again from `inputs/` and compares field by field; of a plan's folder the draw, audit file and reasons too.

    Returns: what was found beside, in words.

    Raises:
        PlanDiffersError: names the first field that differs.
        ListChangedError: names the party whose list is not the one it sealed.
    """
    data, document = _json(folder / "plan.json")
    if not isinstance(document, dict):
        raise TamperedError("plan.json holds no plan.", cure=_AGAIN)
    terms = read_terms(_json(folder / "inputs" / "terms.json")[1])
    units = read_units(_json(folder / "inputs" / "units.json")[1])
    openings = _openings(folder)
    record, drawn = _draw(folder, document, terms, units, opened=openings is None)
    key = None if drawn is None else drawn.key
    try:
        if openings is None:
            made = verify(document, terms, units, draw_key=key)
        else:
            made = verify_view(document, terms, units, draw_key=key)
    except PlanDiffersError as error:
        raise _with_versions(error, folder) from error
    if canonical_bytes(document) != data:
        raise TamperedError("plan.json says the same in other bytes.", cure="Only the canonical bytes are signed.")
    if not _is_of_a_plan(folder):
        return []
    told = _recompute_beside(folder, made, record, drawn, partly=openings is not None)
    if openings is None:
        return told
    party, opened = openings
    check_openings(party, made, units, opened, _canonical(folder / "audit.json"))
    return [
        f"This is the view of {party}: {len(opened)} own lines opened, each with the wish it was asked with.",
        "Wishes of others were taken as the table of classes states them; their sealed lists were not opened here.",
        *told,
    ]


def _openings(folder: Path) -> tuple[str, list[Opening]] | None:
    """(party, its own lines as the mediators opened them) of a party's view; None for a whole folder."""
    if not (folder / "openings.json").exists():
        return None
    told = _canonical(folder / "openings.json")
    if not isinstance(told, dict) or told.get("format") != 1 or not isinstance(told.get("openings"), list):
        raise TamperedError("openings.json is not as the command writes it.", cure=_AGAIN)
    return str(told.get("party")), [read_opening(each) for each in told["openings"]]


def _recompute_beside(
    folder: Path, made: Plan, record: DrawRecord | None, drawn: Drawn | None, *, partly: bool
) -> list[str]:
    run, audit = _canonical(folder / "run.json"), _canonical(folder / "audit.json")
    check_run(run, made)
    check_audit(audit, made, run, record, drawn, partly=partly)
    if (folder / "reasons.csv").read_bytes() != reasons_bytes(made):
        raise TamperedError("reasons.csv does not tell the reasons of the plan.", cure=_AGAIN)
    if not partly:
        _check_explanations(_canonical(folder / "explanations.json"), made)
    if (folder / "next-round.json").read_bytes() != next_round_bytes(made):
        raise TamperedError("next-round.json does not carry over what the plan leaves.", cure=_AGAIN)
    gaps = [proof["level"] for proof in run["certificate"] if not proof["closed"]]
    told = [] if drawn is None else [f"At fault in the draw: {each.name} {each.what}." for each in drawn.faults]
    if gaps:
        told.append(f"Levels whose certificate leaves a gap, proved here by solving again: {', '.join(gaps)}.")
    for where, stated in (("when it was made", run.get("uniqueness")), ("here", made.run.uniqueness)):
        if stated != PROVED:
            told.append(f"That no other package is as good was not proved {where}: such a plan cannot be signed.")
    return ["Draw, commitments, certificate, audit file and reasons follow from the inputs too.", *told]


def _check_explanations(stated: Any, made: Plan) -> None:
    """Solves again what was explained; answers that ran out of time when they were written are left open."""
    if not isinstance(stated, dict) or set(stated) != {"format", "plan", "binding", "what_if"}:
        raise TamperedError("explanations.json is not as the command writes it.", cure=_AGAIN)
    explanations = Explanations(made, time_limit=None)
    compare("explanations.plan", [stated["format"], stated["plan"]], [1, made.hash])
    if stated["binding"] is not None:
        compare("explanations.binding", stated["binding"], [each.document() for each in explanations.binding()])
    if stated["what_if"] is not None:
        asked = stated["what_if"].get("id") if isinstance(stated["what_if"], dict) else None
        expected = explanations.of(asked).document() if asked in made.reasons else None
        compare("explanations.what_if", stated["what_if"], expected)


def _draw(folder: Path, document: dict[str, Any], terms: Terms, units: list[Unit], *, opened: bool) -> tuple[Any, Any]:
    """(record, what came of it) of a plan that was drawn; two times None for a rehearsal or an older folder."""
    file = folder / "inputs" / "draw.json"
    if not file.is_file():
        draw = document.get("draw")
        if _is_of_a_plan(folder) and not (isinstance(draw, dict) and draw.get("trial") is True):
            raise TamperedError("The plan says that it was drawn, and inputs/draw.json is not there.", cure=_AGAIN)
        return None, None
    record = read_draw(_canonical(file))
    if opened:
        check_lists(record, terms.digest(), terms.parties, units)
    else:
        check_parties(record, terms.digest(), terms.parties)
    return record, close_draw(record)


def _is_of_a_plan(folder: Path) -> bool:
    return any((folder / name).exists() for name in ("audit.json", "reasons.csv"))


def _with_versions(error: PlanDiffersError, folder: Path) -> PlanDiffersError:
    """Says so when the plan was made by another version of this software: then compare programs before lists."""
    try:
        made_with = _json(folder / "run.json")[1]["made_with"]["homeward"]
    except (TamperedError, OSError, KeyError, TypeError):
        return error
    if made_with != __version__:
        error.cure = f"It was made with Homeward {made_with}, this is {__version__}: use the same version. {error.cure}"
    return error


def _canonical(path: Path) -> Any:
    data, value = _json(path)
    if canonical_bytes(value) != data:
        raise TamperedError(f"{path.name} is not in its canonical bytes.", cure=_AGAIN)
    return value


def _json(path: Path) -> tuple[bytes, Any]:
    data = path.read_bytes()
    try:
        return data, read_strict(data)
    except InputError as error:
        raise TamperedError(f"{path.name}: {error.message}", cure=_AGAIN) from error
