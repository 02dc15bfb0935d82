"""Two invented parties' lists for the tests of the exchange desk: as CSV files, registered, and searched both ways."""

import csv
import io
from pathlib import Path

from cast import actor_with
from homeward.desks.exchange.actions import save_terms
from homeward.desks.exchange.models import PlanRecord, TermsVersion
from homeward.desks.exchange.tasks import KIND
from homeward.desks.register.actions import commit_import, propose_import
from homeward.desks.tracing.actions import search
from homeward.office.jobs.actions import start_job
from homeward.office.jobs.models import Job
from homeward.office.journal.rights import THE_NODE, Actor
from homeward.office.parties.actions import admit_party

HEADER = (
    "List id", "Surname", "Given name", "Patronymic", "Date of birth", "Sex", "Rank", "Service number",
    "Date of capture", "Region", "Categories", "Medical decision", "Fit to travel", "Own wish", "Veto",
)  # fmt: skip
_SURNAMES = (
    "Берегвін", "Гайченя", "Дольмарук", "Жовтинець", "Зарудняк", "Криничар", "Лозовейко", "Мальвинюк", "Орелянко",
    "Підсоняр",
)  # fmt: skip
_GIVEN = ("Остап", "Назар", "Тарас", "Юліан", "Захар", "Лука", "Гордій", "Мирон", "Федір", "Яким")
_FATHERS = ("Іванович", "Петрович", "Степанович", "Андрійович", "Миколайович")
YES = "wishes to return"
# What is particular about the persons NORTH and SOUTH hold, by their number; everybody else is free to go.
PARTICULAR: dict[tuple[str, int], dict[str, str]] = {
    ("NORTH", 1): {"Medical decision": "A", "Fit to travel": "yes"},
    ("NORTH", 2): {"Own wish": "does not wish"},
    ("NORTH", 3): {"Categories": "seriously wounded"},
    ("NORTH", 4): {"Veto": "proceedings"},
    ("SOUTH", 2): {"Sex": "f", "Categories": "women"},
    ("SOUTH", 3): {"Fit to travel": "no"},
    ("SOUTH", 4): {"Region": "Coast"},
}
HELD_BY = {"NORTH": 9, "SOUTH": 7}
OTHER = {"NORTH": "SOUTH", "SOUTH": "NORTH"}
# Nobody looks for this one.
NOT_LOOKED_FOR = ("NORTH", 9)
KEY = bytes(range(32)).hex()


def _row(holder: str, number: int, kind: str) -> dict[str, str]:
    shift = 0 if holder == "NORTH" else 5
    row = {
        "List id": f"{holder[0]}{'H' if kind == 'held' else 'M'}-{number:03d}",
        "Surname": _SURNAMES[(number + shift) % 10],
        "Given name": _GIVEN[(number * 3 + shift) % 10],
        "Patronymic": _FATHERS[(number + shift) % 5],
        "Date of birth": f"{number + shift + 1:02d}.0{number % 9 + 1}.19{70 + number + shift}",
        "Sex": "m",
        "Rank": "soldier",
        "Service number": f"{holder[0]}Q-{7000 + 137 * number}",
    }
    row |= {"Sex": "f"} if PARTICULAR.get((holder, number), {}).get("Sex") == "f" else {}
    if kind == "held":
        row |= {"Date of capture": f"05.{number:02d}.2023", "Region": "Karst", "Own wish": YES}
        row |= PARTICULAR.get((holder, number), {})
    return row


def list_bytes(party: str, kind: str) -> bytes:
    """One list as CSV: `held`, the persons that party holds; `missing`, those the other one holds whom it looks for."""
    holder = party if kind == "held" else OTHER[party]
    numbers = [
        number for number in range(1, HELD_BY[holder] + 1) if kind == "held" or (holder, number) != NOT_LOOKED_FOR
    ]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, HEADER, restval="")
    writer.writeheader()
    writer.writerows(_row(holder, number, kind) for number in numbers)
    return text.getvalue().encode()


def write_lists(folder: Path) -> list[tuple[str, str, Path]]:
    """(party, kind, file) of the same four lists on disk, as the command takes them."""
    written = []
    for party in sorted(OTHER):
        for kind in ("missing", "held"):
            path = folder / f"{kind}-{party}.csv"
            path.write_bytes(list_bytes(party, kind))
            written.append((party, kind, path))
    return written


def registered_and_searched() -> None:
    """All four lists in the register, each party's missing searched among the other's held."""
    registrar, tracer = actor_with("registrar"), actor_with("tracing_officer")
    for party in sorted(OTHER):
        admit_party(actor=THE_NODE, code=party, role="party", names={"en": party.title()})
        for kind in ("missing", "held"):
            batch = propose_import(
                actor=registrar, file_name=f"{kind}.csv", content=list_bytes(party, kind), party=party, kind=kind
            )
            commit_import(actor=registrar, batch_id=batch.pk)
    for party, other in OTHER.items():
        job = search(actor=tracer, seeker=party, holder=other)
        job.refresh_from_db()
        assert job.state == Job.State.DONE, job.message


def terms_text(*clauses: str, willingness: str = "list-column", key: str = KEY, title: str = "Invented") -> str:
    """Terms as somebody writes them; each clause a TOML body without its heading."""
    head = (
        f'format = 1\ntitle = "{title}"\nparties = ["NORTH", "SOUTH"]\nreference_date = 2024-08-24\n'
        f'willingness = "{willingness}"\n'
    )
    drawn = (f'draw_key = "{key}"\n' if key else "") + ("" if clauses else "clauses = []\n")
    wishes = ('kind = "persons-home"', 'kind = "months-in-captivity"')
    return (
        head
        + drawn
        + "".join(f"[[clauses]]\n{clause}\n" for clause in clauses)
        + "".join(f"[[objectives]]\n{wish}\n" for wish in wishes)
    )


EQUAL_HEADS = 'kind = "equal-heads"\nup_to = 4'
FROM_KARST = 'kind = "captured-in"\nside = "SOUTH"\nregions = ["Karst"]'
TOO_MANY = 'kind = "equal-heads"\nheads = 50'


def saved_terms(*clauses: str, actor: Actor | None = None, **changes: str) -> TermsVersion:
    """A saved version of terms."""
    return save_terms(actor=actor or actor_with("list_officer"), text=terms_text(*clauses, **changes))


def planned(version: TermsVersion, actor: Actor | None = None) -> PlanRecord:
    """The plan that the long work made of these terms."""
    job = asked(version, actor)
    assert job.state == Job.State.DONE, f"{job.message} {job.cure}"
    return PlanRecord.objects.get(number=int(job.results[0]))


def asked(version: TermsVersion, actor: Actor | None = None) -> Job:
    """The long work that was asked to plan with these terms, ended."""
    who = actor or actor_with("list_officer")
    job = start_job(actor=who, kind=KIND, arguments={"terms": str(version.number)})
    job.refresh_from_db()
    return job
