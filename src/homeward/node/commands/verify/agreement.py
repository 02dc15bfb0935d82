"""An agreement's file: who signed, that all signers of the document did and the intermediary last. Needs no node."""

import argparse
from pathlib import Path

from homeward.base.errors import InputError
from homeward.engine.sealing import agreements, eight_words
from homeward.engine.sealing.keys import key_id

HELP = "the file of an agreement, as a node's page hands it out"
LARGEST = 4 * 1024 * 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    add_keys(parser)


def add_keys(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--key", action="append", default=[], metavar="HEX", help="a signing key that was compared by voice; once a key"
    )


def lines(options: argparse.Namespace) -> list[str]:
    return verify_agreement(options.file, read_keys(options.key))


def verify_agreement(file: Path, keys: list[bytes] | None) -> list[str]:
    """What the file says when it is whole; whatever is wrong with it is raised, see `verify_agreement_file`."""
    agreement = agreements.verify_agreement_file(read_file(file), keys)
    return [
        "Every signer of the document signed exactly these bytes, the intermediary last: it is in force.",
        f"agreement   {agreement.hash}",
        f"eight words {' '.join(eight_words(agreement.hash))}",
        f"title       {agreement.title}",
        f"plan        {agreement.plan}",
        *[
            f"persons     {way['from']} -> {way['to']}: {way['exchanged']}, and {way['mandatory']} under art. 109"
            for way in agreement.counts
        ],
        f"replaces    {agreement.predecessor or 'none'}",
        f"drawn up    {agreement.drawn_up_at}",
        *[
            f"signed by   {signer.name}: key {signer.key.hex()}, id {key_id(signer.key)}"
            for signer in agreement.signers
        ],
        _word_on_keys(keys),
    ]


def _word_on_keys(keys: list[bytes] | None) -> str:
    if keys is None:
        return "The keys are those that the document names. Name with --key the ones that you compared by voice."
    return "Every key is one of those that you named."


def read_keys(texts: list[str]) -> list[bytes] | None:
    """The keys as bytes; None when none were named. InputError for what is no key in hexadecimal."""
    try:
        found = [bytes.fromhex(text) for text in texts]
    except ValueError as error:
        raise InputError(
            "A key is written as 64 hexadecimal digits.", cure="Copy it from the partner's card."
        ) from error
    return found or None


def read_file(file: Path) -> bytes:
    """The bytes; InputError when the file is larger than any that Homeward writes of this kind."""
    if file.stat().st_size > LARGEST:
        raise InputError(f"{file.name} is larger than any file of this kind.")
    return file.read_bytes()
