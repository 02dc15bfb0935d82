"""What one participant of a draw writes: a part to publish, or one to keep or to hand to one mediator alone.

A part is a piece of the record under the record's own names. The chance comes from the system's own source.
"""

import secrets
from pathlib import Path
from typing import Any

from homeward.base.errors import InputError
from homeward.engine.planning import Terms
from homeward.engine.planning.draw import DrawRecord, commit_list, deal, joint_digest, list_bytes
from homeward.engine.sealing import canonical_bytes, read_strict
from homeward.node.plan_run.intake import read_planned_units

FORMAT, TYPE = 1, "homeward.draw-part"
LISTS = ("lists", "salts", "nonces", "reveals", "shares")


def seal_list(party: str, lists: Path, terms: Terms, out: Path) -> tuple[Path, Path]:
    """Writes the commitment to this party's list (to publish) and its salt (to keep until the lists are opened).

    Raises:
        InputError: the terms do not name the party, or nobody on the lists is held by it.
    """
    if party not in terms.parties:
        raise InputError(f"{party!r} is no party of these terms.", cure=f"They name {', '.join(terms.parties)}.")
    units = [unit for unit in read_planned_units(lists, terms) if unit.traits.holder == party]
    if not units:
        raise InputError(f"Nobody on these lists is held by {party}.", cure="Name the list of the party that seals.")
    salt, digest = secrets.token_bytes(32), terms.digest()
    commitment = commit_list(digest, salt, list_bytes(party, units))
    return (
        _write(out / f"sealed-{party}.json", digest, {"lists": [{"party": party, "commitment": commitment}]}),
        _write(out / f"salt-{party}.json", digest, {"salts": [{"party": party, "salt": salt.hex()}]}),
    )


def commit(name: str, record: DrawRecord, out: Path) -> list[Path]:
    """Writes the commitment (to publish), the nonce (to keep until all have committed), and a share for each mediator.

    Raises:
        InputError: the rule does not name this contributor, or it has committed already.
    """
    if name in record.nonces:
        raise InputError(f"{name} has committed already.", cure="Nobody commits twice: the first commitment stands.")
    joint = joint_digest(record.terms_digest, record.rule, record.lists.values())
    nonce, chance = secrets.token_bytes(32), secrets.token_bytes(32 * (record.rule.threshold - 1))
    dealt = deal(joint, record.rule, name, nonce, chance=chance)
    told = {"name": name, "commitment": dealt.nonce.commitment, "shares": list(dealt.nonce.shares)}
    digest = record.terms_digest
    return [
        _write(out / f"committed-{name}.json", digest, {"nonces": [told]}),
        _write(out / f"nonce-{name}.json", digest, {"reveals": [{"name": name, "nonce": nonce.hex()}]}),
        *(
            _write(
                out / f"share-of-{name}-for-{mediator}.json",
                digest,
                {"shares": [{"of": name, "by": mediator, "share": share.hex()}]},
            )
            for mediator, share in zip(record.rule.mediators, dealt.shares, strict=True)
        ),
    ]


def read_part(file: Path, terms_digest: str) -> dict[str, list[Any]]:
    """The lists of one part.

    Raises:
        InputError: no part of a draw, or one of other terms; names the file.
    """
    try:
        told = read_strict(file.read_bytes().strip())
    except InputError as error:
        raise InputError(f"{file.name}: {error.message}", cure=error.cure) from error
    if not isinstance(told, dict) or told.get("type") != TYPE or told.get("format") != FORMAT:
        raise InputError(f"{file.name} is no part of a draw.", cure="Name files that ./homeward draw wrote.")
    if told.get("terms_digest") != terms_digest:
        raise InputError(f"{file.name} belongs to other terms.", cure="All take part with the same terms.")
    lists = {name: told[name] for name in LISTS if name in told}
    if set(told) - set(lists) != {"format", "type", "terms_digest"} or not all(
        isinstance(each, list) for each in lists.values()
    ):
        raise InputError(f"{file.name} is not as ./homeward draw writes it.", cure="Ask for it again.")
    return lists


def _write(file: Path, terms_digest: str, lists: dict[str, Any]) -> Path:
    """Refuses to write over a part: a second salt or nonce would make the first, already published, worthless."""
    if file.exists():
        raise InputError(f"{file} is there already.", cure="Keep it, or name another folder with --out.")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(canonical_bytes({"format": FORMAT, "type": TYPE, "terms_digest": terms_digest} | lists))
    file.chmod(0o600)
    return file
