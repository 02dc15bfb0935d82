"""Small sealed lists, terms and draws as files, for tests of `./homeward plan` and of what reads its folder."""

from pathlib import Path

from engine.planning.draws import played
from homeward.engine.sealing import canonical_bytes
from homeward.node.exchange_run.run import read_terms_file
from homeward.node.plan_run.intake import read_planned_units

HEADER = "id,rank,date of birth,date of capture,region,categories,medical decision,fit to travel,wishes to return,veto"
TERMS = """\
format = 1
title = "Invented exchange"
parties = ["NORTH", "SOUTH"]
reference_date = 2024-08-24
willingness = "list-column"

[[clauses]]
kind = "equal-heads"

[[clauses]]
kind = "seats"
from = "NORTH"
to = "SOUTH"
seats = 9

[[objectives]]
kind = "persons-home"

[[objectives]]
kind = "categories-home"
categories = ["SERIOUSLY_WOUNDED"]

[[objectives]]
kind = "months-in-captivity"
"""


def line(number, *, captured="2023-11-03", region="Karst", categories="", decision="", fit="", wish="yes", veto=""):
    return f"H-{number:02d},private,1990-01-01,{captured},{region},{categories},{decision},{fit},{wish},{veto}"


NORTH = [
    *(line(number) for number in range(1, 9)),
    line(9, categories="seriously wounded"),
    line(10, decision="A", fit="yes", veto="proceedings"),
    line(11, wish="no"),
    line(12, captured="2022-03-01"),
    line(13, veto="proceedings"),
]
SOUTH = [*(line(number) for number in range(21, 27)), line(27, fit="no"), line(28, captured="2022-03-01")]


def lists(folder: Path, **changed: list[str]) -> Path:
    """One sheet for each party, named after it."""
    folder.mkdir(parents=True, exist_ok=True)
    for party, rows in ({"NORTH": NORTH, "SOUTH": SOUTH} | changed).items():
        (folder / f"{party}.csv").write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return folder


def terms(folder: Path, text: str = TERMS, name: str = "terms.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def drawn(folder: Path, change=lambda record: record, text: str = TERMS) -> Path:
    """The record of a draw over these lists and terms, as a file."""
    agreed = read_terms_file(terms(folder, text))
    record = change(played(agreed, read_planned_units(lists(folder / "lists"), agreed)))
    (folder / "draw.json").write_bytes(canonical_bytes(record.document()))
    return folder / "draw.json"


def command(folder: Path, *more: str, out: str = "out", given: Path | None = None) -> list[str]:
    """Words of `./homeward plan` over the lists of this folder."""
    place = lists(folder / "lists") if given is None else given
    file = folder / "terms.toml"
    return [
        "plan",
        str(place),
        "--terms",
        str(file if file.exists() else terms(folder)),
        "--out",
        str(folder / out),
        *more,
    ]
