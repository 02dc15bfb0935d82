#!/usr/bin/env python3
"""Checks the file of an agreement without Homeward: one file, the standard library and `cryptography`.

    python3 verify_agreement.py FILE [--key HEX ...] [--words words-1-english.txt]

Exit code 0: every signer that the document names signed exactly these bytes, in the document's order, the intermediary
last, and nothing else stands in the file. 1: it is not so, and one line says why. 2: wrong use.

It is written apart from `homeward.engine.sealing` on purpose: two programs that agree are worth more than one.
"""

import argparse
import base64
import binascii
import hashlib
import json
import re
import sys
import unicodedata
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

TYPE = "application/vnd.homeward.agreement.v1+json"
FIELDS = {
    "format", "type", "title", "plan", "terms", "units", "lists", "signers", "counts", "predecessor", "drawn_up_at",
}  # fmt: skip
HASH = re.compile(r"[0-9a-f]{64}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
MOST_BYTES, MOST_SIGNERS, DEEPEST, LARGEST_INTEGER = 4 * 1024 * 1024, 16, 64, 2**53 - 1
# Points of small order, sign bit cleared: a signature under one of them can fit any message.
SMALL_ORDER = {
    "00" * 32,
    "01" + "00" * 31,
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "ec" + "ff" * 30 + "7f",
    "ed" + "ff" * 30 + "7f",
    "ee" + "ff" * 30 + "7f",
}


class Wrong(Exception):
    """Why the file is not an agreement in force."""


def need(fits, why):
    if not fits:
        raise Wrong(why)


def each_key_once(pairs):
    found = {}
    for key, value in pairs:
        need(key not in found, f"the key {key!r} stands twice in one object")
        found[key] = value
    return found


def no_decimal(text):
    raise Wrong(f"{text[:40]} is no whole number")


def canonical(value):
    """RFC 8785 bytes of objects, lists, texts, whole numbers, true, false and null."""
    if isinstance(value, dict):
        ordered = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return (
            "{" + ",".join(json.dumps(key, ensure_ascii=False) + ":" + canonical(value[key]) for key in ordered) + "}"
        )
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def check_values(value, depth=0):
    need(depth <= DEEPEST, "it is nested too deep")
    if isinstance(value, dict):
        for key, item in value.items():
            check_values(key, depth + 1)
            check_values(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            check_values(item, depth + 1)
    elif isinstance(value, str):
        need(unicodedata.is_normalized("NFC", value), "a text is not composed (NFC)")
        need(not any(0xD800 <= ord(letter) <= 0xDFFF for letter in value), "a text holds half a character")
    elif isinstance(value, int) and not isinstance(value, bool):
        need(abs(value) <= LARGEST_INTEGER, "a whole number is beyond 2^53 - 1")


def read(data, what):
    """The one JSON value of canonical bytes."""
    try:
        value = json.loads(
            data.decode("utf-8"), object_pairs_hook=each_key_once, parse_float=no_decimal, parse_constant=no_decimal
        )
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Wrong(f"{what} is not JSON: {error}") from error
    check_values(value)
    need(canonical(value).encode("utf-8") == data, f"{what} is not in its canonical bytes")
    return value


def from_base64(text):
    need(isinstance(text, str), "base64 is a text")
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Wrong("that is no base64") from error
    need(base64.b64encode(data).decode("ascii") == text, "that is no standard base64")
    return data


def is_hash(value):
    return isinstance(value, str) and HASH.fullmatch(value) is not None


def is_text(value, longest=20):
    return isinstance(value, str) and 0 < len(value) <= longest


def is_count(value, least=0):
    return type(value) is int and value >= least


def rows(value, fields, most=1000):
    need(isinstance(value, list) and len(value) <= most, "a table of the agreement is no list")
    for row in value:
        need(isinstance(row, dict) and set(row) == fields, f"a row has other fields than {', '.join(sorted(fields))}")
    return value


def check_document(value):
    """Names and keys of all signers, in their order."""
    need(isinstance(value, dict) and value.get("type") == "homeward.agreement", "it holds no agreement")
    need(type(value.get("format")) is int and value["format"] == 1, "it has another format than 1")
    need(set(value) == FIELDS, "the agreement has other fields than format 1 has")
    need(all(is_hash(value[name]) for name in ("plan", "terms", "units")), "plan, terms or units is no hash")
    need(value["predecessor"] == "" or is_hash(value["predecessor"]), "the predecessor is no hash")
    need(is_text(value["title"], 2000), "the title is no text")
    need(isinstance(value["drawn_up_at"], str) and MOMENT.fullmatch(value["drawn_up_at"]), "drawn_up_at is no moment")
    for row in rows(value["counts"], {"from", "to", "exchanged", "mandatory"}):
        need(is_text(row["from"]) and is_text(row["to"]), "a count names no party")
        need(is_count(row["exchanged"]) and is_count(row["mandatory"]), "a count is no whole number")
    order = []
    for row in rows(value["lists"], {"kind", "party", "to", "number", "digest"}):
        need(all(is_text(row[name]) for name in ("kind", "party", "to")), "a list has no name")
        need(is_count(row["number"], 1) and is_hash(row["digest"]), "a list has no number or digest")
        order.append((row["kind"], row["party"], row["to"]))
    need(order == sorted(set(order)), "the lists do not stand in their order, each once")
    return check_signers(rows(value["signers"], {"name", "key"}, MOST_SIGNERS))


def check_signers(told):
    need(all(is_text(row["name"]) and is_hash(row["key"]) for row in told), "a signer has no name or key")
    names, keys = [row["name"] for row in told], [row["key"] for row in told]
    need(len(names) > 1 and names[-1] == "intermediary", "the intermediary is not the last signer")
    need(len(set(names)) == len(names), "a signer stands twice")
    need(len(set(keys)) == len(keys), "a key stands twice among the signers")
    for key in keys:
        raw = bytes.fromhex(key)
        need((raw[:-1] + bytes([raw[-1] & 0x7F])).hex() not in SMALL_ORDER, "a key would fit any message")
    return list(zip(names, keys, strict=True))


def check(data, compared=None):
    """(document, its bytes, its signers) of a file in force; raises Wrong."""
    need(len(data) <= MOST_BYTES, "the file is too large")
    envelope = read(data, "the file")
    need(isinstance(envelope, dict), "the file is no envelope")
    need(set(envelope) == {"payload", "payloadType", "signatures"}, "the envelope has other fields than DSSE has")
    need(envelope["payloadType"] == TYPE, "it is signed as something else than an agreement")
    payload = from_base64(envelope["payload"])
    document = read(payload, "the agreement")
    signers = check_document(document)
    given = rows(envelope["signatures"], {"keyid", "sig"}, MOST_SIGNERS)
    ids = [hashlib.sha256(bytes.fromhex(key)).hexdigest() for _name, key in signers]
    told = [row["keyid"] for row in given]
    need(len(set(map(str, told))) == len(told), "two signatures name the same key")
    need(all(each in ids for each in told), "a signature is by a key that the agreement does not name")
    missing = [name for (name, _key), each in zip(signers, ids, strict=True) if each not in told]
    need(not missing, f"not in force: {', '.join(missing)} did not sign")
    need(told == ids, "the signatures do not stand in the order of the agreement, the intermediary last")
    message = b"DSSEv1 %d %s %d %s" % (len(TYPE), TYPE.encode(), len(payload), payload)
    for (name, key), row in zip(signers, given, strict=True):
        try:
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(from_base64(row["sig"]), message)
        except (InvalidSignature, ValueError) as error:
            raise Wrong(f"the signature of {name} does not fit") from error
        need(compared is None or key in compared, f"the key of {name} is none of those that you named")
    return document, payload, signers


def eight_words(digest, words):
    number = int.from_bytes(bytes.fromhex(digest)[:11], "big")
    return " ".join(words[number >> shift & 2047] for shift in range(77, -1, -11))


def word_list(path):
    beside = Path(__file__).resolve().parents[1] / "src/homeward/engine/sealing/wordlists/words-1-english.txt"
    file = Path(path) if path else beside
    return file.read_text(encoding="ascii").split() if path or file.is_file() else []


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--key", action="append", default=[], metavar="HEX", help="a key that was compared by voice")
    parser.add_argument("--words", default="", help="the list of 2,048 words; only needed away from the repository")
    options = parser.parse_args(arguments)
    try:
        document, payload, signers = check(options.file.read_bytes(), set(options.key) or None)
    except Wrong as error:
        print(f"NOT IN FORCE, OR NOT WHOLE: {error}.", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.strerror}: {error.filename}", file=sys.stderr)
        return 2
    digest, words = hashlib.sha256(payload).hexdigest(), word_list(options.words)
    print("Every signer of the agreement signed exactly these bytes, the intermediary last.")
    print(f"agreement   {digest}")
    print(f"eight words {eight_words(digest, words) if len(words) == 2048 else '(name the list with --words)'}")
    print(f"plan        {document['plan']}")
    for name, key in signers:
        print(f"signed by   {name}: {key}")
    if not options.key:
        print("The keys are those that the agreement names. Name with --key those that you compared by voice.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
