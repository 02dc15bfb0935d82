"""Opening a node: tables, officers with keys, parties, partners by their eight words, and the story's clock."""

import base64
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from homeward.base.clock import StoryClock, SystemClock
from homeward.node.demo import cast
from homeward.node.demo.steps.registry import actor, step
from homeward.node.home import write_demonstration, write_time_behind
from homeward.node.prepare import prepare_node
from homeward.office.accounts.actions import create_officer
from homeward.office.compartments.actions import give_keys
from homeward.office.compartments.keys import found_recovery
from homeward.office.journal import clock
from homeward.office.journal.rights import THE_NODE
from homeward.office.journal.verification import verify_journal
from homeward.office.parties.actions import admit_party
from homeward.post.own import own
from homeward.post.partners import add_partner as add


@step
def set_time(moment: str) -> None:
    """From here on the story's clock runs from that moment, a second a look."""
    clock.set_clock(StoryClock(datetime.fromisoformat(moment)))


@step
def leave_time() -> None:
    """The story is told: from here on this node's days follow its last one, as the machine's clock goes."""
    write_time_behind(Path(settings.NODE.path), SystemClock().now() - clock.now())


@step
def open_node() -> int:
    """Tables, officers, keys and parties of this node. Returns how many officers."""
    prepare_node()
    folder = Path(settings.NODE.path)
    # A real node hands these secrets to people who keep them elsewhere; nothing in a demonstration is worth recovering.
    found_recovery(folder / "keys" / "compartments")
    accounts = [_officer(played) for played in cast.of_node(settings.NODE.name)]
    write_demonstration(folder, accounts)
    for code, names in cast.PARTIES.items():
        admit_party(actor=THE_NODE, code=code, role="party", names=names)
    return len(accounts)


def _officer(played: cast.Played) -> dict[str, str]:
    password = cast.new_password()
    officer = create_officer(
        actor=THE_NODE,
        username=played.username,
        display_name=played.display_name,
        password=password,
        roles=played.roles,
    )
    give_keys(actor=THE_NODE, officer_id=str(officer.pk))
    return {"role": ", ".join(played.roles), "name": played.username, "password": password}


@step
def card() -> dict[str, Any]:
    """This node's card for partners, and the eight words that its people read aloud."""
    return {"file": base64.b64encode(own().card_file()).decode(), "words": list(own().card.words())}


@step
def add_partner(officer: str, file: str, words: list[str]) -> None:
    """The administrator takes a card in after hearing its words."""
    add(actor=actor(officer), card_file=base64.b64decode(file), words=words)


@step
def journal_head() -> dict[str, Any]:
    """Size and root of this node's journal, recomputed from its first entry."""
    report = verify_journal()
    return {"size": report.size, "root": report.root}
