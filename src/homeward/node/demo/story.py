"""Plays the story inside a node's folder, in a process of its own: each step is the action of the officer it names.

Started by `homeward.node.demo.building` with the node in `HOMEWARD_NODE_DIR`. It reads list files and terms and knows
no answer: another input gives another result. Each finished step is told as one line on standard output.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - tables can be imported only after set-up

from homeward.base.clock import StoryClock  # noqa: E402
from homeward.base.errors import HomewardError  # noqa: E402
from homeward.desks.claims.actions import load_public_tables  # noqa: E402
from homeward.desks.exchange.actions import save_terms  # noqa: E402
from homeward.desks.exchange.tasks import KIND as PLAN  # noqa: E402
from homeward.desks.register.actions import commit_import, propose_import  # noqa: E402
from homeward.desks.tracing.actions import SEARCH, answer_pair  # noqa: E402
from homeward.desks.tracing.queries import Filter, pairs_visible_to  # noqa: E402
from homeward.node.demo import cast  # noqa: E402
from homeward.node.demo.building import Listed, Script  # noqa: E402
from homeward.node.home import write_demonstration  # noqa: E402
from homeward.node.prepare import prepare_node  # noqa: E402
from homeward.office.accounts.actions import create_officer  # noqa: E402
from homeward.office.accounts.models import Officer  # noqa: E402
from homeward.office.compartments.actions import give_keys  # noqa: E402
from homeward.office.compartments.keys import found_recovery  # noqa: E402
from homeward.office.jobs.actions import start_job  # noqa: E402
from homeward.office.jobs.models import Job  # noqa: E402
from homeward.office.journal.clock import set_clock  # noqa: E402
from homeward.office.journal.rights import THE_NODE, Actor  # noqa: E402
from homeward.office.parties.actions import admit_party  # noqa: E402

# The first officer answers so many pairs of the queue, the second fewer: some are left for whoever tries the page.
FIRST_ANSWERS, SECOND_ANSWERS = 8, 5
MORNING = datetime(2024, 8, 22, 7, 0, tzinfo=UTC)


class StoryError(HomewardError):
    """A step of the story did not end as it should."""


def play(folder: Path, script: Script) -> None:
    """The whole story, from an empty folder to a plan."""
    prepare_node()
    set_clock(StoryClock(MORNING))
    _open_the_node(folder)
    _told("officers and parties")
    for listed in script.lists:
        _import(listed)
    _told("lists registered")
    for seeker, holder in script.searches():
        _long_work(cast.FIRST_TRACER, SEARCH, {"seeker": seeker, "holder": holder})
    _told("searched for the missing among the held")
    _answer_pairs()
    _told("pairs confirmed by two people")
    terms = save_terms(actor=_actor(cast.LIST_OFFICER), text=script.terms.read_text(encoding="utf-8"))
    _long_work(cast.LIST_OFFICER, PLAN, {"terms": str(terms.number)})
    load_public_tables(actor=_actor(cast.CLAIMS_EDITOR))
    _told("exchange planned, public claims loaded")


def _open_the_node(folder: Path) -> None:
    accounts = []
    # A real node hands these secrets to people who keep them elsewhere; nothing in a demonstration is worth recovering.
    found_recovery(folder / "keys" / "compartments")
    for played in cast.CAST:
        password = cast.new_password()
        officer = create_officer(
            actor=THE_NODE,
            username=played.username,
            display_name=played.display_name,
            password=password,
            roles=played.roles,
        )
        give_keys(actor=THE_NODE, officer_id=str(officer.pk))
        accounts.append({"role": ", ".join(played.roles), "name": played.username, "password": password})
    write_demonstration(folder, accounts)
    for code, names in cast.PARTIES.items():
        admit_party(actor=THE_NODE, code=code, role="party", names=names)


def _import(listed: Listed) -> None:
    registrar = _actor(cast.REGISTRAR)
    content = listed.path.read_bytes()
    batch = propose_import(
        actor=registrar, file_name=listed.path.name, content=content, party=listed.party, kind=listed.kind
    )
    commit_import(actor=registrar, batch_id=batch.pk)


def _long_work(played: cast.Played, kind: str, arguments: dict[str, str]) -> None:
    job = start_job(actor=_actor(played), kind=kind, arguments=arguments)
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0, reload=False)
    job.refresh_from_db()
    if job.state != Job.State.DONE:
        raise StoryError(f"{kind} ended as {job.state}: {job.message}")


def _answer_pairs() -> None:
    first, second = _actor(cast.FIRST_TRACER), _actor(cast.SECOND_TRACER)
    page = pairs_visible_to(viewer=first, chosen=Filter(), limit=FIRST_ANSWERS, what="tracing.queue")
    answered = [(row.pair.pk, row.pair.round) for row in page.rows]
    for pair_id, round_ in answered:
        answer_pair(actor=first, pair_id=pair_id, word="same", round=round_)
    for pair_id, round_ in answered[:SECOND_ANSWERS]:
        answer_pair(actor=second, pair_id=pair_id, word="same", round=round_)


def _actor(played: cast.Played) -> Actor:
    return Officer.objects.get(username=played.username).as_actor()


def _told(step: str) -> None:
    print(step, flush=True)


if __name__ == "__main__":
    play(Path(sys.argv[1]), Script.from_data(json.loads(sys.argv[2])))
