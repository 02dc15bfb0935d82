"""What `exchange.offer` and `exchange.request` share: one version of a list between two parties, for the intermediary.

An offer says of each person held what planning needs, a request which of them the home side asks for. Neither names
anybody, and neither tells what a person wishes: the desk's reader knows no such field.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from homeward.base.errors import InputError, RefusedError
from homeward.base.identifiers import typed_number
from homeward.desks.exchange.actions.lists import take_list
from homeward.desks.exchange.lists import read_list_document
from homeward.desks.exchange.queries.lists import list_document_visible_to, list_versions_visible_to
from homeward.engine.sealing import canonical_bytes, digest
from homeward.engine.sealing.words import eight_words
from homeward.office.journal.rights import Actor
from homeward.office.parties.naming import party_words
from homeward.post.items import HOLD, Arrived, Kind, Sender, Thing, Verdict, require_voice, sends, takes
from homeward.post.models import SentItem
from homeward.post.partners import open_partner
from homeward.post.reading import bad
from homeward.post.sending import queue_item, references_given

RIGHT = "exchange.write_lists"
_LONGEST_REASON = 80


def send_version(
    *, actor: Actor, partner_id: str, kind: str, list_kind: str, party: str, other: str, number: int
) -> SentItem:
    """Gives one stored version to the post for the intermediary.

    Raises:
        RefusedError: the partner is no intermediary: lists of who is asked for and offered go to nobody else.
        InputError: there is no such version. ConflictError: that partner gets it already.
    """
    if open_partner(partner_id).role != "intermediary":
        raise RefusedError(
            _("Request and offer lists go to the intermediary alone."), cure=_("Choose the intermediary's node.")
        )
    name = {"kind": list_kind, "party": party, "other": other, "number": number}
    document = list_document_visible_to(viewer=actor, **name)
    reference = f"{party}:{other}:{number}"
    return queue_item(actor=actor, partner_id=partner_id, kind=kind, document=document, reference=reference)


def takes_lists(kind: str, list_kind: str, title: Any, sentence: Callable[[], str]) -> Kind:
    """Registers one of the two kinds.

    Args:
        sentence: the line about one version, with %(party)s, %(other)s, %(number)d and %(rows)d, translated when asked.
    """

    def read(value: Any) -> dict[str, Any]:
        document = read_list_document(value)
        if document["type"] != f"homeward.{list_kind}":
            raise bad(f"It is no {list_kind}.")
        for row in document["rows"]:
            if len(row.get("veto", "")) > _LONGEST_REASON:
                raise bad("A veto is a short reason class, no text.")
        return document

    def words(told: Mapping[str, Any]) -> str:
        told = {**told, "party": party_words(told["party"]), "other": party_words(told["other"])}
        return sentence() % {**told, "digest": told["digest"][:16], "words": " ".join(eight_words(told["digest"]))}

    described = takes(
        Kind(
            kind=kind,
            version=1,
            title=title,
            sends=RIGHT,
            opens=RIGHT,
            read=read,
            arrive=arrive,
            decide=take,
            address="exchange:list_version",
            about=about,
            words=words,
        )  # fmt: skip
    )
    sends(described, Sender(things=partial(_things, kind, list_kind, words), send=partial(_send, kind, list_kind)))
    return described


def arrive(arrived: Arrived) -> Verdict:
    """Held for whoever writes lists, when the partner may speak for that party."""
    require_voice(arrived.partner, [arrived.document["party"]])
    return HOLD


def take(actor: Actor, arrived: Arrived) -> str:
    """The desk's own act: the version is stored when it is the next of its list."""
    version = take_list(actor=actor, document=arrived.document, came_from=arrived.partner.pk)
    return f"{version.kind}:{version.party}:{version.other}:{version.number}"


def about(document: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "party": document["party"],
        "other": document["to"],
        "number": document["number"],
        "rows": len(document["rows"]),
        "digest": digest(canonical_bytes(dict(document))),
    }


def _things(kind: str, list_kind: str, words: Callable[[Mapping[str, Any]], str], viewer: Actor) -> list[Thing]:
    """The last version of each list that was drawn up here."""
    last: dict[tuple[str, str], Any] = {}
    drawn_up = list_versions_visible_to(viewer=viewer).filter(kind=list_kind, came_from="")
    for version in drawn_up.order_by("number"):
        last[version.party, version.other] = version
    given = references_given(kind)
    return [_thing(version, words, given) for version in last.values()]


def _thing(version: Any, words: Callable[[Mapping[str, Any]], str], given: set[tuple[str, str]]) -> Thing:
    key = f"{version.party}:{version.other}:{version.number}"
    told = {name: getattr(version, name) for name in ("party", "other", "number", "rows", "digest")}
    return Thing(
        key,
        words(told),
        goes_to=lambda partner: partner.role == "intermediary",
        news=lambda partner: int((partner.pk, key) not in given),
    )


def _send(kind: str, list_kind: str, actor: Actor, partner_id: str, key: str) -> SentItem:
    party, other, told = ([*key.split(":"), "", ""])[:3]
    number = typed_number(told)
    if number is None:
        raise InputError(_("There is no such version of a list."))
    return send_version(
        actor=actor, partner_id=partner_id, kind=kind, list_kind=list_kind, party=party, other=other, number=number
    )
