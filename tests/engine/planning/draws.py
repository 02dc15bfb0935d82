"""Draws as two parties and three mediators hold them, with chance that a test hands in."""

from dataclasses import replace
from hashlib import sha256

from homeward.engine.planning.draw import DrawRecord, DrawRule, Outside, commit_list, deal, joint_digest, list_bytes

MEDIATORS = ("M1", "M2", "M3")
WITNESSED = Outside("witnessed", "twenty throws of one die, by both delegations")


def chance(word, size=32):
    """Bytes that stand for chance in a test."""
    found = b""
    while len(found) < size:
        found += sha256(f"{word}{len(found)}".encode()).digest()
    return found[:size]


def rule_of(parties, *, threshold=2, outside=WITNESSED, mediators=MEDIATORS):
    return DrawRule(tuple(sorted((*parties, mediators[0]))), mediators, threshold, outside)


def sealed(terms, units, **rule):
    """(record before anybody committed to a nonce, its joint digest)."""
    salts = {party: chance(f"salt {party}") for party in terms.parties}
    lists = {party: commit_list(terms.digest(), salts[party], list_bytes(party, units)) for party in terms.parties}
    record = DrawRecord(terms.digest(), rule_of(terms.parties, **rule), lists, salts)
    return record, joint_digest(record.terms_digest, record.rule, lists.values())


def played(terms, units, *, seed="", **rule):
    """A draw that went as agreed: everybody opened, all mediators handed in their shares, a die was thrown."""
    record, joint = sealed(terms, units, **rule)
    dealt = {
        name: deal(
            joint, record.rule, name, chance(f"{seed}{name}"),
            chance=chance(f"{seed}{name} shares", 32 * (record.rule.threshold - 1)),
        )
        for name in record.rule.contributors
    }  # fmt: skip
    return replace(
        record,
        nonces={name: each.nonce for name, each in dealt.items()},
        reveals={name: chance(f"{seed}{name}") for name in dealt},
        shares={
            (name, mediator): share
            for name, each in dealt.items()
            for mediator, share in zip(record.rule.mediators, each.shares, strict=True)
        },
        outside="3 1 6 6 2 5" if record.rule.outside.kind != "none" else "",
    )
