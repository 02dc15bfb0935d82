"""Roles and rights as data: the table that decides who may do what. Read it as a table; it is tested as one."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from homeward.base.errors import RefusedError
from homeward.office.journal.rights import NODE_ROLE, Actor

RIGHTS: Mapping[str, frozenset[str]] = {
    "registrar": frozenset({
        "register.read", "register.import", "register.undo", "register.capture", "register.custody", "claims.read",
        "post.read",
    }),
    "medical_officer": frozenset({"register.read", "register.decide_art109", "health.notes", "claims.read"}),
    "tracing_officer": frozenset({
        "register.read", "tracing.read", "tracing.search", "tracing.confirm", "tracing.withdraw",
        "families.read", "families.write", "families.answer", "claims.read",
    }),
    "list_officer": frozenset({
        "register.read", "tracing.read", "exchange.read", "exchange.write_terms", "exchange.write_lists",
        "exchange.plan", "exchange.print", "handover.read", "claims.read", "post.read", "post.send",
    }),
    "decision_maker": frozenset({
        "register.read", "exchange.read", "exchange.approve", "exchange.sign", "handover.read", "handover.sign",
        "journal.read", "claims.read", "emergency.approve", "post.read", "post.send",
    }),
    "handover_crew": frozenset({"handover.read", "handover.check", "emergency.ask"}),
    "reception_coordinator": frozenset({
        "register.identity", "handover.read", "reception.read", "reception.write", "recovery.read", "recovery.write",
    }),
    "psychologist": frozenset({"reception.read", "reception.mind", "recovery.read", "emergency.ask"}),
    "surrender_duty_officer": frozenset({"surrender.read", "surrender.write"}),
    "intermediary_desk": frozenset({
        "register.read", "exchange.read", "exchange.write_lists", "exchange.plan", "exchange.sign", "exchange.print",
        "handover.read", "handover.witness", "handover.sign", "post.read", "post.send", "claims.read",
        "emergency.approve",
    }),
    "neutral_interviewer": frozenset({"register.read", "willingness.read", "willingness.write"}),
    "protection_officer": frozenset({"register.read", "protected.read", "protected.write"}),
    "claims_editor": frozenset({"claims.read", "claims.write", "statements.write", "statements.release"}),
    "auditor": frozenset({
        "journal.read", "exchange.read", "handover.read", "claims.read", "post.read", "emergency.ask",
    }),
    "administrator": frozenset({"accounts.manage", "parties.manage", "post.manage", "health.read"}),
    NODE_ROLE: frozenset({
        "accounts.manage", "accounts.note_sign_in", "accounts.own", "families.take_note", "parties.manage",
        "post.manage",
    }),
}  # fmt: skip

ROLE_NAMES = {
    "registrar": _("registrar"),
    "medical_officer": _("medical officer"),
    "tracing_officer": _("tracing officer"),
    "list_officer": _("list officer"),
    "decision_maker": _("decision maker"),
    "handover_crew": _("handover crew"),
    "reception_coordinator": _("reception coordinator"),
    "psychologist": _("psychologist"),
    "surrender_duty_officer": _("surrender duty officer"),
    "intermediary_desk": _("intermediary desk"),
    "neutral_interviewer": _("neutral interviewer"),
    "protection_officer": _("protection officer"),
    "claims_editor": _("claims editor"),
    "auditor": _("auditor"),
    "administrator": _("administrator"),
}

_ALL_BUT_DUTY = frozenset(ROLE_NAMES) - {"surrender_duty_officer"}
_ROLES_OF_A_PARTY = (
    "registrar", "medical_officer", "tracing_officer", "list_officer", "decision_maker", "handover_crew",
    "reception_coordinator",
)  # fmt: skip
_DESKS = frozenset(ROLE_NAMES) - {"administrator"}

# Two roles that may not meet in one person (security.md 5.2). That the proposer of a list does not decide on it is a
# rule about one list, and the exchange desk keeps it.
INCOMPATIBLE: frozenset[frozenset[str]] = frozenset(
    frozenset(pair)
    for pair in (
        *(("list_officer", medical) for medical in ("medical_officer", "psychologist")),
        ("registrar", "auditor"),
        *(("surrender_duty_officer", other) for other in _ALL_BUT_DUTY),
        *(("neutral_interviewer", other) for other in _ROLES_OF_A_PARTY),
        *(("administrator", desk) for desk in _DESKS),
    )
)


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
                    gettext("The roles %(first)s and %(second)s may not meet in one person.")
                    % {"first": ROLE_NAMES[first], "second": ROLE_NAMES[second]},
                    cure=gettext("Give one of them to somebody else."),
                )
    return held
