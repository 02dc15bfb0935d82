"""Fills a real node's folder, in a process of its own: database, first administrator, its own party.

Started by `homeward.node.commands.init` with the node in `HOMEWARD_NODE_DIR` and the rest as JSON on standard input, so
that no password stands on a command line. Answers one line of JSON: the node's eight words and the
recovery keys of its compartments, which lie nowhere on it, or what is wrong.
"""

import json
import sys
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - tables can be imported only after set-up

from homeward.base.errors import HomewardError  # noqa: E402
from homeward.node.prepare import prepare_node  # noqa: E402
from homeward.office.accounts.actions import create_officer  # noqa: E402
from homeward.office.compartments.keys import found_recovery  # noqa: E402
from homeward.office.journal.rights import THE_NODE  # noqa: E402
from homeward.office.parties.actions import admit_party  # noqa: E402
from homeward.post.own import own  # noqa: E402


def fill(told: dict[str, str]) -> dict[str, Any]:
    """Everything a node needs before its first sign-in."""
    prepare_node()
    create_officer(
        actor=THE_NODE,
        username=told["administrator"],
        display_name=told["display_name"],
        password=told["password"],
        roles=("administrator",),
    )
    node = settings.NODE
    if node.party:
        role = "intermediary" if node.role == "intermediary" else "party"
        admit_party(actor=THE_NODE, code=node.party, role=role, names={"en": node.title})
    return {"words": own().card.words(), "recovery": found_recovery(node.keys / "compartments")}


if __name__ == "__main__":
    try:
        print(json.dumps(fill(json.loads(sys.stdin.read()))))
    except HomewardError as error:
        print(json.dumps({"message": error.message, "cure": error.cure}))
        sys.exit(error.exit_code)
