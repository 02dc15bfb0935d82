"""Runs inside one real node, in a process of its own: does one officer's step and tells the result as JSON.

python working_node.py register FILE | send PARTNER PARTY KIND | retract ITEM | accept | state
"""

import json
import sys
from pathlib import Path
from typing import Any

import django

django.setup()

from homeward.desks.register.actions import commit_import, propose_import  # noqa: E402 - after set-up
from homeward.desks.register.models import Person  # noqa: E402
from homeward.office.accounts.actions import create_officer  # noqa: E402
from homeward.office.accounts.models import Officer  # noqa: E402
from homeward.office.journal.rights import THE_NODE, Actor  # noqa: E402
from homeward.office.journal.verification import verify_journal  # noqa: E402
from homeward.post.deciding import accept_item  # noqa: E402
from homeward.post.kinds.person_list import send_list  # noqa: E402
from homeward.post.models import Arrival, Partner, Quarantined, ReceivedItem, SeenHead, SentItem  # noqa: E402
from homeward.post.sending import retract_item  # noqa: E402


def officer() -> Actor:
    found = Officer.objects.filter(username="desk").first() or create_officer(
        actor=THE_NODE,
        username="desk",
        display_name="Ida Berg",
        password="kettle-harbour-eleven",
        roles=("registrar", "intermediary_desk"),
    )
    return found.as_actor()


def register(file: str, party: str, kind: str) -> int:
    path = Path(file)
    batch = propose_import(
        actor=officer(), file_name=path.name, content=path.read_bytes(), party=party, kind=kind
    )  # fmt: skip
    return commit_import(actor=officer(), batch_id=batch.pk).new


def send(partner: str, party: str, kind: str) -> str:
    partner_id = Partner.objects.get(name=partner).pk
    return send_list(actor=officer(), partner_id=partner_id, party=party, list_kind=kind).pk


def retract(item_id: str) -> str:
    return retract_item(actor=officer(), item_id=item_id, reason="MISTAKE").state


def accept() -> list[int]:
    held = ReceivedItem.objects.filter(state="held").order_by("id")
    results = [accept_item(actor=officer(), item_pk=item.pk).result for item in held]
    return [commit_import(actor=officer(), batch_id=batch_id).new for batch_id in results]


def state() -> dict[str, Any]:
    verify_journal()
    return {
        "sent": list(SentItem.objects.order_by("id").values_list("state", flat=True)),
        "arrived": list(Arrival.objects.order_by("id").values_list("seq", flat=True)),
        "items": list(ReceivedItem.objects.order_by("id").values_list("state", flat=True)),
        "reasons": list(ReceivedItem.objects.order_by("id").values_list("reason", flat=True)),
        "quarantine": sorted(Quarantined.objects.values_list("reason", "state")),
        "heads": list(SeenHead.objects.order_by("id").values_list("verdict", flat=True)),
        "names": list(Person.objects.order_by("number").values_list("full_name", flat=True)),
    }


if __name__ == "__main__":
    step = {"register": register, "send": send, "retract": retract, "accept": accept, "state": state}[sys.argv[1]]
    print(json.dumps(step(*sys.argv[2:])))
