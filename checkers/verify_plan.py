#!/usr/bin/env python3
"""Checks the folder of a plan without Homeward: the standard library, `verify_draw.py` beside it, no solver.

    python3 verify_plan.py DIR

Exit code 0: every byte follows from the inputs and every level is proved best. 3: the same, but a certificate leaves a
gap, or cannot be read without a solver, so that level is not proved here. 1: it is not so, and one line says why.
2: wrong use. Written apart from `homeward.engine` on purpose; docs/reference (plan-folder.md, terms.md) has the rules.
"""

import csv
import hmac
import sys
import unicodedata
from math import gcd
from pathlib import Path

from verify_draw import BROKEN, Wrong, canonical, check_draw, need, raw, read, sha, tree

SCALE, BITS, FEWEST = 1 << 24, 20, 10
# Clauses and levels with columns beyond the classes: their certificate cannot be added up from the plan alone.
BEYOND = {"must", "rings", "conditional-ratio", "fair-shares", "wishes-met", "fewest-convoys", "fewest-rings"}
# Clauses by which named persons, or goodwill on top, count otherwise in every balance.
SHIFTING = {"named-for-many", "unilateral", "must"}


def persons(unit):
    return unit.get("members") or [unit] * unit["heads"]


def moved(first, second, *but):
    """unit -> its persons in none of these categories, when it is held in `first` and goes home to `second`."""
    return lambda unit: (
        (unit["holder"] in first and unit["destination"] in second)
        * sum(not set(but) & set(each["categories"]) for each in persons(unit))
    )


def balance(first, second, lo, hi, a=1, b=1):
    there, back = (moved(*ends, "REMAINS", "CHILDREN") for ends in ((first, second), (second, first)))
    return lo, hi, lambda unit: a * there(unit) - b * back(unit)


def clause_rows(clause, terms, units):
    """(lo, hi, unit -> coefficient) of each row of a clause; None for a kind that this program does not know."""
    kind, parties, within = clause["kind"], terms["parties"], clause.get("tolerance", 0)
    if kind == "seats":
        seated = moved(*([clause[end]] if end in clause else parties for end in ("from", "to")), "REMAINS")
        return [(None, clause["seats"] - sum(seated(unit) for unit in units if unit["status"] == "MAND"), seated)]
    if kind in ("at-least", "at-most"):
        lo, hi = (clause["count"], None) if kind == "at-least" else (None, clause["count"])
        own = lambda unit: sum(clause["category"] in each["categories"] for each in persons(unit))  # noqa: E731
        return [(lo, hi, lambda unit: own(unit) * (unit["holder"] == clause["side"]))]
    if kind == "captured-in" or SHIFTING & {each["kind"] for each in terms["clauses"]}:
        return [] if kind == "captured-in" else None
    if kind == "balance":
        others = {party: [other for other in parties if other != party] for party in clause["parties"]}
        return [balance([party], rest, -within, within) for party, rest in others.items()]
    if kind not in ("equal-heads", "heads", "bloc", "carry"):
        return None
    first, second = clause.get("blocs") or [[party] for party in clause.get("between", parties)]
    one, other = (moved(*ends, "REMAINS", "CHILDREN") for ends in ((first, second), (second, first)))
    if "counts" in clause:
        return [(count, count, row) for count, row in zip(clause["counts"], (one, other), strict=True)]
    if kind == "carry":
        return [balance(first, second, -clause["limit"] - clause["brought"], clause["limit"] - clause["brought"])]
    if kind == "equal-heads":
        least, most = clause.get("heads"), clause.get("heads", clause.get("up_to"))
        return [balance(first, second, 0, 0), *([] if most is None else [(least, most, one), (least, most, other)])]
    a, b = (number // gcd(*clause["ratio"]) for number in clause["ratio"])
    within //= gcd(*clause["ratio"])
    return [balance(first, second, -within, within, b, a)]


def excluded(clauses, unit):
    for clause in clauses:
        if clause["kind"] == "captured-in" and unit["holder"] == clause["side"]:
            known = [" ".join(unicodedata.normalize("NFC", word).casefold().split()) for word in clause["regions"]]
            if any(each["region"] not in known for each in persons(unit)):
                return True
    return False


def level_of(wish, unit):
    """What a unit adds to a level; None for a kind that this program does not know."""
    if wish["kind"] == "persons-home":
        return moved([unit["holder"]], [unit["destination"]], "REMAINS")(unit)
    if wish["kind"] == "categories-home":
        return sum(bool(set(wish["categories"]) & set(each["categories"])) for each in persons(unit))
    if wish["kind"] == "months-in-captivity":
        return unit["months_held"] + wish.get("bonus", 0) * unit.get("passed_over", 0)
    return int(unit["heads"] > 1) if wish["kind"] == "families-home" else None


def ledger_of(plan, units):
    """(rows in order as (lo, hi, function or None), kinds of clauses taken as the plan tells them)."""
    rows, unknown = [], set()
    for number, clause in enumerate(plan["terms"]["clauses"], start=1):
        own = clause_rows(clause, plan["terms"], units)
        if own is None:
            unknown.add(clause["kind"])
            own = [(line["lo"], line["hi"], None) for line in plan["clauses"] if line["clause"] == number]
        rows += [(number, *row) for row in own]
    told = [(line["clause"], line["lo"], line["hi"]) for line in plan["clauses"]]
    need(told == [row[:3] for row in rows], "the plan counts other clauses or other limits than the terms")
    return [row[1:] for row in rows], unknown


def check_classes(classes, counter, key):
    """Class keys in order, each that of its own column, and the weights that the draw gives them."""
    keys = [each["key"] for each in classes]
    need(keys == sorted(set(keys)), "the classes are not in order, each once")
    bits = BITS
    while bits and (1 << bits) * max(sum(each["persons"] for each in classes), 1) >= 1 << 50:
        bits -= 1
    for each in classes:
        column = {"holder": each["from"], "destination": each["to"], "heads": each.get("heads", 1)}
        column |= {"rows": each["rows"], "levels": each["levels"]}
        need(sha(canonical(column)).hex() == each["key"], "a class has another key than its column gives")
        drawn = hmac.digest(key, b"hw/class/1" + counter.to_bytes(8, "big") + raw(each["key"]), "sha256")
        need(each["weight"] == 1 + int.from_bytes(drawn, "big") % (1 << bits), "a class weight was not drawn")


def members_of(plan, units, rows, told):
    """Ids of the units of each class: everybody free stands in the class of their own coefficients, nobody else."""
    clauses, members = plan["terms"]["clauses"], [[] for _ in plan["classes"]]
    for unit in units:
        number = told[unit["id"]].get("class")
        free = unit["status"] == "FREE" and not excluded(clauses, unit)
        if number is None:
            need(not free or "seat" in told[unit["id"]]["code"], "somebody free is in no class")
            continue
        mine = plan["classes"][number - 1]
        own = unit["holder"], unit["destination"], unit["heads"]
        need(free and own == (mine["from"], mine["to"], mine.get("heads", 1)), "somebody is in a class of others")
        own = [row(unit) if row else value for (_, _, row), value in zip(rows, mine["rows"], strict=True)]
        need(own == mine["rows"], "somebody counts otherwise in a clause than their class")
        for wish, value in zip(plan["terms"]["objectives"], mine["levels"], strict=True):
            need(level_of(wish, unit) in (None, value), "somebody counts otherwise in a level than their class")
        members[number - 1].append(unit["id"])
    return members


def check_package(plan, units, told, members, key):
    """Who goes: art. 109 first, of each class those with the smallest lots; seats, reasons and counts."""

    def order(name):
        return hmac.digest(key, b"hw/lot/1" + name.encode(), "sha256"), name

    waiting = {name for name, reason in told.items() if reason["code"] == "medical queue"}
    mandatory = {unit["id"] for unit in units if unit["status"] == "MAND"} - waiting
    chosen = set(mandatory)
    for number, (each, ids) in enumerate(zip(plan["classes"], members, strict=True), start=1):
        size, taken = len(ids), each["go"]
        need(size == each["persons"] and 0 <= taken <= size, "a class has other persons or places")
        for place, name in enumerate(sorted(ids, key=order), start=1):
            chosen |= {name} if place <= taken else set()
            reason = {"code": "class shared" if place <= taken else "lot", "lot": place, "places": taken}
            if taken in (0, size):
                reason = {"code": "class filled" if taken else "class closed"}
            need(told[name] == reason | {"class": number, "of": size}, "a reason is not that of its class and lot")
    need(chosen == {each["id"] for way in plan["package"] for each in way["seats"]}, "others go than the lots say")
    for each, count in zip(plan["package"], plan["counts"], strict=True):
        ends = each["from"], each["to"]
        road = moved([ends[0]], [ends[1]], "REMAINS")
        own = {unit["id"]: road(unit) for unit in units if (unit["holder"], unit["destination"]) == ends}
        seats = sorted(chosen & set(own), key=lambda name: (name not in mandatory, *order(name)))
        need([(one["seat"], one["id"]) for one in each["seats"]] == list(enumerate(seats, start=1)), "the seats")
        figures = [sum(own[name] for name in seats if (name in mandatory) == beside) for beside in (False, True)]
        stated = dict(zip(("from", "to", "exchanged", "mandatory"), (*ends, *figures), strict=True))
        need(count == stated, "the number of persons who go")
    refused = [{"id": unit["id"], "veto_refused": unit["objection"]} for unit in units if unit["objection"]]
    need(plan["objections"] == refused, "the vetoes that were refused")


def check_levels(plan, run, ledger):
    """Clauses and level values as sums over classes, and each bound; the levels that are not proved here."""
    classes, terms, proofs = plan["classes"], plan["terms"], run["certificate"]
    go, most = [each["go"] for each in classes], [each["persons"] for each in classes]
    rows = [([each["rows"][n] for each in classes], lo, hi) for n, (lo, hi, _) in enumerate(ledger)]
    plain = not BEYOND & {each["kind"] for each in (*terms["clauses"], *terms["objectives"])}
    for (own, lo, hi), line in zip(rows, plan["clauses"], strict=True):
        value = sum(a * n for a, n in zip(own, go, strict=True))
        kept = (lo is None or lo <= value) and (hi is None or value <= hi)
        need(kept or not plain, f"clause {line['clause']} is not kept")
        need((line["value"], line["tight"]) == (value, value in (lo, hi)), f"clause {line['clause']} counts {value}")
    gains = [[each["levels"][n] for each in classes] for n in range(len(terms["objectives"]))]
    gains.append([each["weight"] for each in classes])
    values = [sum(a * n for a, n in zip(own, go, strict=True)) for own in gains]
    for wish, value, stated in zip([*terms["objectives"], {"kind": "lottery"}], values, plan["levels"], strict=True):
        need(wish["kind"] in BEYOND or stated == wish | {"value": value}, f"the value of the level {wish['kind']}")
    if not plain:
        return [proof["level"] for proof in proofs]
    need(len(proofs) == (len(gains) if classes else 0), "the certificate has other levels than the terms")
    gaps = []
    for own, proof, value in zip(gains, proofs, values, strict=bool(classes)):
        reduced, total = [SCALE * gain for gain in own], 0
        for (coefficients, lo, hi), text in zip(rows, proof["multipliers"], strict=True):
            y = int(text)
            if (y > 0 and hi is not None) or (y < 0 and lo is not None):
                total += max(y * side for side in (lo, hi) if side is not None)
                reduced = [cost - y * a for cost, a in zip(reduced, coefficients, strict=True)]
        bound = (total + sum(max(0, cost) * n for cost, n in zip(reduced, most, strict=True))) // SCALE
        proved = {"value": value, "bound": bound, "closed": bound == value, "scale": SCALE}
        need(proved.items() <= proof.items(), f"the certificate of the level {proof['level']}")
        gaps += [] if bound == value else [f"{proof['level']} (reached {value}, at most {bound})"]
        rows.append((own, value, value))
    return gaps


def check_audit(audit, plan, run, leaves, drawn, draw):
    """That the published figures are those of the plan; `drawn`: (key, joint digest, rebuilt, faults)."""
    found = sorted((each["persons"], each["key"], each["go"]) for each in plan["classes"])
    small = 0
    while small < len(found) and (found[small][0] < FEWEST or 0 < sum(n for n, _, _ in found[:small]) < FEWEST):
        small += 1
    public = sorted(({"key": k, "persons": n, "go": go} for n, k, go in found[small:]), key=lambda each: each["key"])
    if small:
        people, going = (sum(each[place] for each in found[:small]) for place in (0, 2))
        public.append({"key": "", "merged": small, "persons": people, "go": going})
    told = audit["draw"]
    faults = [(each["name"], each["of"]) for each in told["faults"]]
    need((raw(told["key"]), told["joint_digest"], told["rebuilt"], faults) == drawn, "audit: the draw")
    record = {name: value for name, value in draw.items() if name != "salts"} if draw else None
    kind = "drawn" if draw else "trial", plan["draw"]["counter"], record
    need((told["kind"], told["counter"], told["record"]) == kind, "audit: the record of the draw")
    own = {name: plan[name] for name in ("terms_digest", "inputs_digest", "levels", "counts")}
    own |= {"plan": sha(canonical(plan)).hex(), "classes": public, "certificate": run["certificate"]}
    own["records"] = {"size": len(leaves), "root": tree(leaves).hex()}
    need(set(audit) == {*own, "format", "type", "draw"}, "audit: other fields")
    for name, value in own.items():
        need(audit[name] == value, f"audit: {name}")


def check_reasons(folder, plan, told):
    seats = {each["id"]: str(each["seat"]) for way in plan["package"] for each in way["seats"]}
    with (folder / "reasons.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = {f"{row['holder']}/{row['id']}": row for row in csv.DictReader(stream)}
    stated = {name: (row["status"], row["seat"], row["reason"]) for name, row in rows.items()}
    own = {name: ("goes" if name in seats else "stays", seats.get(name, ""), told[name]["code"]) for name in told}
    need(stated == own, "reasons.csv does not tell the reasons of the plan")


def check(folder):
    """(levels not proved here, kinds of clauses taken as the plan tells them); raises Wrong."""
    for line in (folder / "files.sha256").read_text(encoding="utf-8").splitlines():
        need(sha((folder / line[66:]).read_bytes()).hex() == line[:64], f"{line[66:]} is not the file that was written")
    names = ("plan", "run", "audit", "inputs/terms", "inputs/units")
    plan, run, audit, terms, units = (read(folder, f"{name}.json") for name in names)
    digests = plan["terms_digest"], plan["inputs_digest"]
    need(plan["terms"] == terms and digests == (sha(canonical(terms)).hex(), sha(canonical(units)).hex()), "the inputs")
    ids = [unit["id"] for unit in units]
    need(ids == sorted(set(ids)), "the units are not in order, each once")
    lists = {party: [unit for unit in units if unit["holder"] == party] for party in terms["parties"]}
    salts = {party: sha(b"hw/trial-salt/1", canonical(own)) for party, own in lists.items()}
    draw, drawn = None, (sha(b"hw/trial-key/1", *map(raw, digests)), None, [], [])
    if (folder / "inputs/draw.json").exists():
        draw = read(folder, "inputs/draw.json")
        drawn = check_draw(draw, digests[0], terms["parties"], units)
        salts = {each["party"]: raw(each["salt"]) for each in draw["salts"]}
    need((raw(plan["draw"]["key"]), plan["draw"]["trial"]) == (drawn[0], draw is None), "the draw key")
    formats = run["format"], audit["format"], audit["type"], plan["format"]
    need(formats == (1, 1, "homeward.audit", terms["format"]), "a file of another format")
    need(plan["method"].startswith(f"hw/plan/{plan['format']} "), "a plan by another method")
    need(run["plan"] == sha(canonical(plan)).hex(), "the run record is of another plan")
    reasons = [*(each for way in plan["package"] for each in way["seats"]), *plan["stay"]]
    told = {each["id"]: each["reason"] for each in reasons}
    need(len(reasons) == len(told) and set(told) == set(ids), "not everybody has exactly one reason")
    ledger, unknown = ledger_of(plan, units)
    check_classes(plan["classes"], plan["draw"]["counter"], drawn[0])
    check_package(plan, units, told, members_of(plan, units, ledger, told), drawn[0])
    leaves = []
    for unit in units:
        salt = hmac.digest(salts[unit["holder"]], b"hw/record/1" + unit["id"].encode(), "sha256").hex()
        leaves.append(sha(b"\0", canonical({"salt": salt, "unit": unit, "reason": told[unit["id"]]})))
    check_audit(audit, plan, run, leaves, drawn, draw)
    check_reasons(folder, plan, told)
    return check_levels(plan, run, ledger), unknown


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        gaps, unknown = check(Path(arguments[0]))
    except (Wrong, *BROKEN) as error:
        print(f"IT DOES NOT FOLLOW: {error if isinstance(error, Wrong) else repr(error)}.", file=sys.stderr)
        return 1
    print("Plan, draw, commitments, classes, lots, seats, audit file and reasons follow from the inputs.")
    for kind in sorted(unknown):
        print(f"Clauses of kind {kind}: this program took their counts from the plan's table of classes.")
    for gap in gaps:
        print(f"NOT PROVED HERE that nothing better exists: {gap}. ./homeward verify plan solves it again.")
    return 3 if gaps else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
