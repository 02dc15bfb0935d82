"""What may travel in a bundle: a registry of kinds. A room joins by one module in `post/kinds/`.

    takes(Kind(kind="exchange.list", version=1, …, read=read_body, arrive=hold, decide=propose))

    @offers("exchange.acceptance")
    def acceptances(partner: Partner) -> Iterable[Offer]: ...

Desks know nothing of the post: the module in `post/kinds/` calls their queries and actions.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from homeward.base.errors import InputError, NewerFormatError
from homeward.engine.sealing.canonical import canonical_bytes, read_strict
from homeward.office.journal.rights import Actor
from homeward.post.models import Partner

MOST_BYTES = 8 * 1024 * 1024


class ItemRefusal(StrEnum):
    """Why one item of an accepted bundle is refused: the closed list."""

    UNKNOWN_KIND = "UNKNOWN_KIND"
    NEWER_VERSION = "NEWER_VERSION"
    TOO_LARGE = "TOO_LARGE"
    BAD_BODY = "BAD_BODY"
    NOT_ALLOWED = "NOT_ALLOWED"
    CAME_BEFORE = "CAME_BEFORE"
    UNKNOWN_ITEM = "UNKNOWN_ITEM"
    DECLINED = "DECLINED"


class ItemRefusedError(InputError):
    """A desk does not take this item; the sender reads `reason` in its receipts."""

    def __init__(self, reason: ItemRefusal, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Arrived:
    """One item as its kind sees it: who sent it, its id, and its document as `Kind.read` returned it."""

    partner: Partner
    id: str
    document: Any


@dataclass(frozen=True, slots=True)
class Verdict:
    """`held` for a person, or taken at once; `result` is the desk's id of what it made of it."""

    held: bool
    result: str = ""


HOLD = Verdict(held=True)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of item.

    Attributes:
        kind, version: 'room.thing', and the version that this node writes; it reads every version up to that.
        title: lazily translated, for pages.
        sends: the right that queues one by hand. opens: the right that decides on a held one.
        read: JSON value -> document, strictly; raises ItemRefusedError (BAD_BODY) for any field outside the schema.
        arrive: inside the transaction of the bundle, as the node: hold it or take it; raises ItemRefusedError.
            It may write through actions; whatever else it raises undoes the whole bundle.
        decide: by a person, for held items: does the desk's action, returns the desk's id of the result.
        decide_first: `decide` takes long and comes to the same when done twice; it runs before the act that closes the
            item, so that nobody waits for the journal meanwhile.
        retract: the sender takes back an item that was taken; None when that is for a person to see.
        address: name of the address that shows the result of `decide`, as 'register:check'; parts of the result stand
            between colons.
        about: codes and counts of a document, kept beside it for lists of items: no name, nothing sealed.
        words: the same as one line for a page, in its language.
    """

    kind: str
    version: int
    title: Any
    sends: str
    opens: str
    read: Callable[[Any], Any]
    arrive: Callable[[Arrived], Verdict]
    decide: Callable[[Actor, Arrived], str] | None = None
    decide_first: bool = False
    retract: Callable[[Arrived, str], None] | None = None
    address: str = ""
    about: Callable[[Any], Mapping[str, Any]] | None = None
    words: Callable[[Mapping[str, Any]], str] | None = None
    most_bytes: int = MOST_BYTES


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing for one partner. `reference` is the desk's own name of it; the post sends each reference once."""

    reference: str
    document: Any


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that a person may give to the post.

    Attributes:
        key: the desk's name of it, as the form brings it back. line: what it is, for the page.
        goes_to: whether it is a partner's business. news: how much of it the partner does not have; 0 for nothing.
    """

    key: str
    line: str
    goes_to: Callable[[Partner], bool]
    news: Callable[[Partner], int]


@dataclass(frozen=True, slots=True)
class Sender:
    """How a person sends things of one kind: what there is for this viewer, and the act for one of them."""

    things: Callable[[Actor], Iterable[Thing]]
    send: Callable[[Actor, str, str], Any]


KINDS: dict[str, Kind] = {}
SENDERS: dict[str, Sender] = {}
OFFERS: dict[str, Callable[[Partner], Iterable[Offer]]] = {}


def takes(kind: Kind) -> Kind:
    """Registers a kind. TypeError when two are called the same."""
    if kind.kind in KINDS:
        raise TypeError(f"two kinds of items are called {kind.kind}")
    KINDS[kind.kind] = kind
    return kind


def sends(kind: Kind, sender: Sender) -> None:
    """Registers how a person sends things of a registered kind from the page of the post."""
    SENDERS[kind.kind] = sender


def offers(kind: str) -> Callable[[Callable[[Partner], Iterable[Offer]]], Callable[[Partner], Iterable[Offer]]]:
    """Registers what a room offers of that kind; asked each time a bundle for a partner is collected."""

    def register(function: Callable[[Partner], Iterable[Offer]]) -> Callable[[Partner], Iterable[Offer]]:
        if kind not in KINDS or kind in OFFERS:
            raise TypeError(f"{kind} is not registered, or is offered by two")
        OFFERS[kind] = function
        return function

    return register


def kind_named(name: str) -> Kind:
    """InputError when this node has no such kind."""
    if name not in KINDS:
        raise InputError(f"This node has no items of the kind {name}.", cure=", ".join(sorted(KINDS)))
    return KINDS[name]


def body_of(kind: Kind, document: Any) -> bytes:
    """Canonical bytes of a document, after the kind's own reader has taken it: nothing leaves that none would read."""
    kind.read(document)
    body = canonical_bytes(document)
    if len(body) > kind.most_bytes:
        raise ItemRefusedError(ItemRefusal.TOO_LARGE, f"{len(body):,} bytes are more than one item holds.")
    return body


def document_in(name: str, version: int, body: bytes) -> Any:
    """The document of an item that arrived, strictly read.

    Raises:
        ItemRefusedError: UNKNOWN_KIND, NEWER_VERSION, TOO_LARGE, BAD_BODY, or what the kind's reader says.
    """
    kind = KINDS.get(name)
    if kind is None:
        raise ItemRefusedError(ItemRefusal.UNKNOWN_KIND, f"This node has no items of the kind {name}.")
    if version > kind.version:
        raise ItemRefusedError(ItemRefusal.NEWER_VERSION, f"{name} has version {version}.")
    if len(body) > kind.most_bytes:
        raise ItemRefusedError(ItemRefusal.TOO_LARGE, f"{len(body):,} bytes are more than one item holds.")
    try:
        value = read_strict(body)
        if canonical_bytes(value) != body:
            raise ItemRefusedError(ItemRefusal.BAD_BODY, "The same could be written in other bytes.")
        return kind.read(value)
    except ItemRefusedError:
        raise
    except NewerFormatError as error:
        raise ItemRefusedError(ItemRefusal.NEWER_VERSION, error.message) from error
    except InputError as error:
        raise ItemRefusedError(ItemRefusal.BAD_BODY, error.message) from error


def about(kind: str, document: Any) -> dict[str, Any]:
    """What lists of items show of a document: codes and counts; empty for a kind that tells nothing."""
    told = KINDS[kind].about
    return dict(told(document)) if told else {}


def line_about(kind: str, told: Mapping[str, Any]) -> str:
    """The same in words; '' when nothing is told, or this node knows no such kind."""
    described = KINDS.get(kind)
    return described.words(told) if described and described.words and told else ""


def has_part(partner: Partner, parties: Iterable[str]) -> bool:
    """Whether the partner is an intermediary, or the own bureau of one of these parties."""
    return partner.role == "intermediary" or (partner.role == "party" and partner.party in set(parties))


def require_voice(partner: Partner, parties: Iterable[str]) -> None:
    """ItemRefusedError (NOT_ALLOWED) unless the partner has part in what is between these parties."""
    if not has_part(partner, parties):
        raise ItemRefusedError(ItemRefusal.NOT_ALLOWED, "The partner does not speak for that party.")


def fields_of(value: Any, fields: frozenset[str] | set[str], where: str) -> dict[str, Any]:
    """For readers: the object, when it has exactly these fields; ItemRefusedError (BAD_BODY) otherwise."""
    if not isinstance(value, dict) or set(value) != set(fields):
        raise ItemRefusedError(ItemRefusal.BAD_BODY, f"{where} has other fields than {', '.join(sorted(fields))}.")
    return value
