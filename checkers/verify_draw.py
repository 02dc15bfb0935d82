#!/usr/bin/env python3
"""Checks the record of a draw without Homeward: one file, the standard library.

    python3 verify_draw.py draw.json [units.json]

Says which key the draw gives, who never opened and who was at fault; with the opened lists, that they are those sealed.
Exit code 0: the draw is closed. 1: it is not so, and one line says why. 2: wrong use. `verify_plan.py` uses it.

Written apart from `homeward.engine` on purpose; docs/reference/plan-folder.md holds the formulas.
"""

import hashlib
import json
import re
import sys
from pathlib import Path

BROKEN = (LookupError, TypeError, ValueError, AttributeError, OSError, RecursionError)


class Wrong(Exception):
    """Why the files are not what they say."""


def need(fits, why):
    if not fits:
        raise Wrong(why)


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def raw(text):
    need(isinstance(text, str) and re.fullmatch("[0-9a-f]{64}", text), f"{text!r} is no digest")
    return bytes.fromhex(text)


def canonical(value):
    """RFC 8785 bytes; whole numbers only, and all keys of these files sort alike in every encoding."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def each_once(pairs):
    need(len(dict(pairs)) == len(pairs), "a key stands twice in one object")
    return dict(pairs)


def no_decimal(text):
    raise Wrong(f"{text} is no whole number")


def read(folder, name):
    """The value of one file of canonical JSON."""
    data = (folder / name).read_bytes()
    value = json.loads(data.decode(), object_pairs_hook=each_once, parse_float=no_decimal, parse_constant=no_decimal)
    need(canonical(value) == data, f"{name} is not in its canonical bytes")
    return value


def tree(leaves):
    """Root of RFC 9162 over leaf hashes."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha()
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha(b"\1", tree(leaves[:split]), tree(leaves[split:]))


def times(a, b):
    product = 0
    for _ in range(8):
        product ^= a * (b & 1)
        a, b = (a << 1) ^ (0x11B if a & 0x80 else 0), b >> 1
    return product


def join(shares, place):
    """What the curve through these shares (place -> bytes) holds at another place."""
    result = bytes(32)
    for x, share in shares.items():
        above = below = 1
        for other in shares:
            if other != x:
                above, below = times(above, place ^ other), times(below, x ^ other)
        inverse = next(b for b in range(1, 256) if times(below, b) == 1)
        result = bytes(r ^ times(times(above, inverse), y) for r, y in zip(result, share, strict=True))
    return result


def check_draw(draw, terms_digest, parties, units):
    """(key, joint digest, names rebuilt, (name, dealer) at fault) of a record; `units`: the opened lists, or None."""
    rule, td, faults = draw["rule"], raw(terms_digest), []
    need((draw["format"], draw["type"]) == (1, "homeward.draw"), "it is no draw of format 1")
    need(draw["terms_digest"] == terms_digest, "the draw belongs to other terms")
    sealed = {each["party"]: each["commitment"] for each in draw["lists"]}
    need(set(sealed) == set(parties) <= set(rule["contributors"]), "a party is not in the draw")
    for each in draw["salts"] if units is not None else []:
        own = canonical([unit for unit in units if unit["holder"] == each["party"]])
        listed = sha(b"hw/list/1", td, raw(each["salt"]), own).hex()
        need(listed == sealed[each["party"]], f"the list of {each['party']} is not the one it sealed")
    opened_lists = {each["party"] for each in draw["salts"]}
    need(units is None or opened_lists == set(parties), "a list was not opened")
    joint = sha(b"hw/joint/1", td, sha(canonical(rule)), b"".join(sorted(map(raw, sealed.values()))))
    opened = {each["name"]: raw(each["nonce"]) for each in draw["reveals"]}
    handed = {(each["of"], each["by"]): raw(each["share"]) for each in draw["shares"]}
    published = {each["name"]: each for each in draw["nonces"]}
    nonces = []
    for name in sorted(rule["contributors"]):
        told, nonce = published[name], opened.get(name)

        def fits(value, told=told, name=name):
            return value is not None and sha(b"hw/nonce/1", joint, name.encode(), value).hex() == told["commitment"]

        if nonce is not None and not fits(nonce):
            faults, nonce = [*faults, (name, name)], None
        good = {}
        for place, mediator in enumerate(rule["mediators"], start=1):
            share = handed.get((name, mediator))
            if share is not None:
                digest = sha(b"hw/share/1", joint, bytes([place]), name.encode(), share).hex()
                if digest == told["shares"][place - 1]:
                    good[place] = share
                else:
                    faults.append((mediator, name))
        if len(good) >= rule["threshold"]:
            first = dict(list(good.items())[: rule["threshold"]])
            nonce = join(first, 0)
            if not fits(nonce) or any(join(first, place) != share for place, share in good.items()):
                faults, nonce = [*faults, (name, name)], bytes(32)
        need(nonce is not None, f"{name} did not open its nonce and too few shares are there")
        nonces.append(nonce)
    rebuilt = [name for name in sorted(rule["contributors"]) if name not in opened]
    return sha(b"hw/key/1", joint, *nonces, draw["outside"].encode()), joint.hex(), rebuilt, faults


def main(arguments):
    if len(arguments) not in (1, 2):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        files = [Path(each) for each in arguments]
        draw, *units = (read(file.parent, file.name) for file in files)
        parties = [each["party"] for each in draw["lists"]]
        key, joint, rebuilt, faults = check_draw(draw, draw["terms_digest"], parties, units[0] if units else None)
    except (Wrong, *BROKEN) as error:
        print(f"THE DRAW DOES NOT HOLD: {error if isinstance(error, Wrong) else repr(error)}.", file=sys.stderr)
        return 1
    print(f"draw key     {key.hex()}\njoint digest {joint}\nterms        {draw['terms_digest']}")
    print("The lists are the ones that were sealed." if units else "Name the opened lists to have them compared too.")
    for name in rebuilt:
        print(f"never opened {name}")
    for name, of in faults:
        print(f"at fault     {name}" + (f", with the share dealt by {of}" if of != name else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
