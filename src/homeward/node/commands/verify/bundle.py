"""A sealed bundle, opened with a node's own key and looked at without being taken: nothing is stored."""

import argparse
from importlib import import_module
from pathlib import Path

from homeward.engine.sealing.bundle import BundleRefusedError, Refusal, read_bundle, require_size
from homeward.node.commands.verify.nodes import add_node, opened_node

HELP = "a sealed file (.hwb), with the key of the node it is written to"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    add_node(parser)


def lines(options: argparse.Namespace) -> list[str]:
    return verify_bundle(options.file, options.node)


def verify_bundle(file: Path, node_name: str) -> list[str]:
    """Sender, number and items of a bundle that would be taken next.

    Raises:
        BundleRefusedError: with the reason of the first step that failed, and sender and number where they are certain.
    """
    node = opened_node(node_name)
    partners, own = import_module("homeward.post.partners"), import_module("homeward.post.own").own()
    require_size(file.stat().st_size)
    try:
        read = read_bundle(file.read_bytes(), me=own.card.id, key=own.sealing, correspondents=partners.KnownPartners())
    except BundleRefusedError as refusal:
        raise _explained(refusal, _name_of(refusal.sender)) from refusal
    payload = read.payload
    return [
        f"{node.name} can open it, its sender is known, and it is the next one of that sender. Nothing was taken.",
        f"from    {_name_of(payload.sender)}, key id {payload.sender}",
        f"number  {payload.seq}",
        f"created {payload.created.isoformat()}",
        f"expires {payload.expires.isoformat()}",
        f"items   {len(payload.items)}",
        *[f"  {item.kind} (version {item.version}), {len(item.body):,} bytes, {item.hash}" for item in payload.items],
        f"receipts for {len(payload.receipts)} items sent earlier",
    ]


def _explained(refusal: BundleRefusedError, sender: str) -> BundleRefusedError:
    head = refusal.head
    told = [f"{refusal.reason}: {refusal.message}"]
    told += [f"It comes from {sender}."] if sender else []
    told += [f"Its number is {head.seq}."] if head else []
    again = BundleRefusedError(refusal.reason, " ".join(told), sender=refusal.sender, head=head)
    again.cure = _CURES.get(refusal.reason, "It would not be taken. Ask its sender for it again.")
    return again


_CURES = {
    Refusal.NUMBER_USED: "A bundle with that number was taken before; nothing needs to be done if it is the same one.",
    Refusal.OUT_OF_ORDER: "Take the bundles before it first.",
    Refusal.NOT_OPENED: "It is sealed to another node, or damaged. Name the node with --node.",
}


def _name_of(key_id: str) -> str:
    if not key_id:
        return ""
    found = import_module("homeward.post.models").Partner.objects.filter(pk=key_id).first()
    return found.name if found else "a node that nobody here knows"
