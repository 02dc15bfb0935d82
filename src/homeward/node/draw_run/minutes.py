"""Keeps the record of a draw: begins it with rule and sealed lists, and takes what is published, step by step."""

import os
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from homeward.base.errors import InputError
from homeward.engine.planning import Terms
from homeward.engine.planning.draw import DrawRecord, check_parties, read_draw
from homeward.engine.sealing import canonical_bytes
from homeward.node.draw_run.parts import read_part


def begin(terms: Terms, rule: Path, parts: Sequence[Path], out: Path) -> DrawRecord:
    """Writes a record with the rule and every party's commitment to its list; from here on nobody is added.

    Raises:
        InputError: a party has not sealed, or is no contributor; the rule is not whole; the record is there already.
    """
    if out.exists():
        raise InputError(f"{out} is there already.", cure="A late change is a new round: name another file.")
    document: dict[str, Any] = {
        "format": 1, "type": "homeward.draw", "terms_digest": terms.digest(), "rule": _rule(rule), "lists": [],
        "nonces": [], "reveals": [], "shares": [], "outside": "",
    }  # fmt: skip
    for part in parts:
        document["lists"] += read_part(part, terms.digest()).get("lists", [])
    record = read_draw(document)
    check_parties(record, terms.digest(), terms.parties)
    return _keep(record, out)


def take(record: DrawRecord, parts: Sequence[Path], outside: str, file: Path) -> DrawRecord:
    """Adds what was published. Nothing is opened before all have committed, and the outside draw comes last.

    Raises:
        InputError: a part that comes too early, or says again what was said; nothing of it is kept.
    """
    document: dict[str, Any] = record.document()
    for part in parts:
        for name, told in read_part(part, record.terms_digest).items():
            if name == "lists":
                raise InputError(f"{part.name}: the lists are sealed already.", cure="A changed list is a new round.")
            document[name] += [each for each in told if each not in document[name]]
    if outside:
        if record.outside not in ("", outside):
            raise InputError("The outside draw is written down already.", cure="It is drawn once.")
        document["outside"] = outside
    found = read_draw(document)
    _in_order(record, found)
    return _keep(found, file)


def _in_order(before: DrawRecord, after: DrawRecord) -> None:
    waiting = [name for name in after.rule.contributors if name not in after.nonces]
    if waiting and (after.reveals or after.shares):
        cure = "Take the commitments first: whoever commits later would know what the others drew."
        raise InputError(f"Opened before all have committed; missing: {', '.join(waiting)}.", cure=cure)
    if before.reveals and set(after.nonces) != set(before.nonces):
        raise InputError("A commitment after the opening is none.", cure="Begin a new round.")
    if after.outside and not after.reveals:
        raise InputError("The outside draw comes after the opening.", cure="Take the opened nonces first.")


def _rule(file: Path) -> dict[str, Any]:
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise InputError(f"There is no rule {file}.", cure="See docs/reference/plan-folder.md.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{file.name} is not TOML: {error}.", cure="See docs/reference/plan-folder.md.") from error
    if isinstance(told.get("contributors"), list):
        told["contributors"] = sorted(told["contributors"], key=str)
    return {"outside": {"kind": "none", "words": ""}} | told


def _keep(record: DrawRecord, file: Path) -> DrawRecord:
    """Written beside and renamed, so that a cut never leaves half of it."""
    making = file.with_name(f".{file.name}.making-{os.getpid()}")
    making.write_bytes(canonical_bytes(record.document()))
    making.replace(file)
    return record
