"""Roles and rights as data: the table that decides who may do what. Read it as a table; it is tested as one."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from homeward.base.errors import RefusedError
from homeward.office.journal.rights import NODE_ROLE, Actor

RIGHTS: Mapping[str, frozenset[str]] = {
    "registrar": frozenset({"register.read", "register.import", "register.undo"}),
    "tracing_officer": frozenset({
        "register.read", "tracing.read", "tracing.search", "tracing.confirm", "tracing.withdraw",
    }),
    "list_officer": frozenset({
        "register.read", "tracing.read", "exchange.read", "exchange.write_terms", "exchange.plan", "exchange.print",
    }),
    "decision_maker": frozenset({"exchange.read", "exchange.approve", "register.read"}),
    "auditor": frozenset({"journal.read", "exchange.read"}),
    "administrator": frozenset({"accounts.manage", "parties.manage", "health.read"}),
    NODE_ROLE: frozenset({"accounts.manage", "accounts.note_sign_in", "parties.manage"}),
}  # fmt: skip

ROLE_NAMES = {
    "registrar": _("registrar"),
    "tracing_officer": _("tracing officer"),
    "list_officer": _("list officer"),
    "decision_maker": _("decision maker"),
    "auditor": _("auditor"),
    "administrator": _("administrator"),
}

# Two roles that may not meet in one person. That the proposer of a list does not decide on it is a rule about one list,
# and the exchange desk keeps it.
INCOMPATIBLE: frozenset[frozenset[str]] = frozenset({
    frozenset({"registrar", "auditor"}),
    frozenset({"administrator", "registrar"}),
    frozenset({"administrator", "tracing_officer"}),
    frozenset({"administrator", "list_officer"}),
    frozenset({"administrator", "decision_maker"}),
})  # fmt: skip


class IncompatibleRolesError(RefusedError):
    """Two roles that may not meet in one person."""


def holds_right(actor: Actor, right: str) -> bool:
    """Whether one of the actor's roles holds that right."""
    return any(right in RIGHTS.get(role, ()) for role in actor.roles)


def all_rights() -> frozenset[str]:
    """Every right that some role holds."""
    return frozenset().union(*RIGHTS.values())


def check_roles(roles: Iterable[str]) -> list[str]:
    """The roles, sorted, when one officer may hold them together.

    Raises:
        IncompatibleRolesError: an unknown role, the node's own role, or two that may not meet.
    """
    held = sorted(set(roles))
    for role in held:
        if role not in ROLE_NAMES:
            raise IncompatibleRolesError(
                f"{role!r} is no role for an officer.", cure=f"Roles are {', '.join(ROLE_NAMES)}."
            )
    for first in held:
        for second in held:
            if frozenset({first, second}) in INCOMPATIBLE:
                raise IncompatibleRolesError(
                    f"The roles {first} and {second} may not meet in one person.",
                    cure="Give one of them to somebody else.",
                )
    return held
