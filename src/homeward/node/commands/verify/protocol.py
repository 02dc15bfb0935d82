"""A handover protocol with its signatures: the bytes, and each node's signature over who signed which line, when."""

import argparse
from pathlib import Path

from homeward.desks.handover.signed_protocol import SignedProtocol, verify_protocol_file
from homeward.engine.sealing import eight_words
from homeward.node.commands.verify.agreement import add_keys, read_file, read_keys

HELP = "the signed protocol of a handover day, as the closing page hands it out"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    add_keys(parser)


def lines(options: argparse.Namespace) -> list[str]:
    return verify_protocol(options.file, read_keys(options.key))


def verify_protocol(file: Path, keys: list[bytes] | None) -> list[str]:
    """What the file says when it is whole; whatever is wrong is raised, see `verify_protocol_file`."""
    found = verify_protocol_file(read_file(file), keys)
    return [
        "Both parties and the witness signed exactly this protocol.",
        f"protocol    {found.hash}",
        f"eight words {' '.join(eight_words(found.hash))}",
        f"number      {found.document['number']}, {found.document['place']}, {found.document['at']}",
        *[
            f"persons     from {row['from']} home to {row['to']}: {row['exchanged']} crossed, {row['owed']} owed"
            for row in found.document["directions"]
        ],
        *[
            f"signed for  {line.stands_for}: {line.officer_name}, {line.at}, node key {line.key.hex()}"
            for line in found.lines
        ],
        *_word_on_nodes(found),
        "Every key is one of those that you named."
        if keys is not None
        else "The keys are those in the file. Name with --key the ones that you compared by voice.",
    ]


def _word_on_nodes(found: SignedProtocol) -> list[str]:
    nodes = len({line.key for line in found.lines})
    return [] if nodes == len(found.lines) else [f"Only {nodes} node(s) signed for the three: they share a node."]
