"""The http gate: the same bytes by POST to `/post/in/`. Identity rests on the envelope inside, never on the line.

The caller's side. What answers is `post.views.gate`. Sending again is harmless: the other side knows the bytes.
"""

import json
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from homeward.base.errors import HomewardError

PATH = "post/in/"
CONTENT_TYPE = "application/vnd.homeward.sealed"
SECONDS = 30
_LONGEST_ANSWER = 4096
_STATES = ("taken", "known", "refused", "own", "early")


class NotReachedError(HomewardError):
    """The partner's node did not answer as a node does; its bundles stay in the outbox."""

    exit_code = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other node says it did. Not signed: the receipt that counts comes in its next bundle."""

    state: str
    reason: str


def carry(address: str, content: bytes) -> Answer:
    """Hands one bundle over.

    Args:
        address: 'https://host/' as checked when the partner was added.

    Raises:
        NotReachedError: no line, no answer in time, or an answer that no node gives.
    """
    parts = urlsplit(address)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=SECONDS)
    try:
        connection.request("POST", f"{parts.path}{PATH}", body=content, headers={"Content-Type": CONTENT_TYPE})
        response = connection.getresponse()
        return _answer(response.status, response.read(_LONGEST_ANSWER))
    except (OSError, HTTPException) as error:
        raise _not_reached(parts.hostname or "") from error
    finally:
        connection.close()


def _answer(status: int, body: bytes) -> Answer:
    try:
        told = json.loads(body)
    except ValueError as error:
        raise HTTPException(f"status {status} without an answer") from error
    if not isinstance(told, dict) or told.get("state") not in _STATES:
        raise HTTPException(f"status {status} without an answer")
    return Answer(str(told["state"]), str(told.get("reason", ""))[:40])


def _not_reached(host: str) -> NotReachedError:
    return NotReachedError(
        f"The node at {host} did not answer as a node does.", cure="Try again later, or carry the bundles by stick."
    )
