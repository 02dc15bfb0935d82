"""Rights are asked by name. Which role holds which right is known to `accounts`, which plugs itself in at start."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from homeward.base.errors import RefusedError


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts or looks.

    Attributes:
        officer_id: id of the officer; '' for nobody, 'node' for the node itself.
        roles: codes of the roles held at this moment.
        reason: a code out of the desk's list of reasons, never free text: it stays in the journal for ever.
    """

    officer_id: str
    roles: frozenset[str]
    reason: str = ""


NOBODY = Actor(officer_id="", roles=frozenset())
# The node's own work: the first administrator, the sweep of broken jobs. No officer can be given this role.
NODE_ROLE = "node"
THE_NODE = Actor(officer_id="node", roles=frozenset({NODE_ROLE}))

Source = Callable[[Actor, str], bool]
# Tells the reason code under which one record is open to someone without the right, or ''.
Openings = Callable[[Actor, str, str], str]


def _refuse_everything(_actor: Actor, _right: str) -> bool:
    return False


def _open_nothing(_actor: Actor, _right: str, _subject: str) -> str:
    return ""


class _Holder:
    source: Source = staticmethod(_refuse_everything)
    openings: Openings = staticmethod(_open_nothing)


def set_source(source: Source) -> None:
    """Plugs in who knows the roles; until then every right is refused."""
    _Holder.source = staticmethod(source)


def set_openings(openings: Openings) -> None:
    """Plugs in who knows the emergency openings of single records; until then there are none."""
    _Holder.openings = staticmethod(openings)


def has_right(actor: Actor, right: str) -> bool:
    """Whether that person's roles hold that right; nobody's do."""
    return bool(actor.officer_id) and _Holder.source(actor, right)


def require_right(actor: Actor, right: str, *, subject: str = "") -> Actor:
    """For queries and actions: RefusedError unless the actor holds the right.

    Args:
        subject: the one record that is asked for, where an emergency opening of that record will do as well.

    Returns:
        The actor as it goes into the look log: under the reason of the opening, where one let them in.
    """
    if has_right(actor, right):
        return actor
    reason = _Holder.openings(actor, right, subject) if subject and actor.officer_id else ""
    if reason:
        return Actor(actor.officer_id, actor.roles, reason)
    raise RefusedError(
        _("Your role does not allow this."),
        cure=_("Ask a colleague who has the role, or the administrator of this node."),
    )
