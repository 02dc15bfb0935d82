"""What is known of a person beyond the lists: added with its source, ended with a reason, never changed."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError
from homeward.desks.register.models import Evidence, Person
from homeward.desks.register.statuses import STATUSES
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

# The first word of a source tells which desk speaks, and so which right its officer needs.
_ADDS = {"tracing": "tracing.confirm"}
_ENDS = {"tracing": "tracing.withdraw"}
_OWN_ADD, _OWN_END = "register.import", "register.undo"


def _right_to_add(*, source: str, **_others: Any) -> str:
    return _ADDS.get(source.partition(":")[0], _OWN_ADD)


def _right_to_end(*, evidence_id: str, **_others: Any) -> str:
    source = Evidence.objects.filter(pk=evidence_id).values_list("source", flat=True).first() or ""
    return _ENDS.get(source.partition(":")[0], _OWN_END)


@action("register.add_evidence", right=_right_to_add)
def add_evidence(
    *, actor: Actor, person_id: str, code: str, source: str, detail: Mapping[str, Any] | None = None
) -> Outcome[Evidence]:
    """Adds one thing known of a person.

    Args:
        code: a status code (`statuses.STATUSES`).
        source: who says so, as 'desk:id' ('tracing:<pair id>', 'officer:<id>'); codes and ids, no prose.
        detail: ids, codes and counts that a page may show.

    Raises:
        InputError: no such person, or an unknown code.
    """
    if code not in STATUSES:
        raise InputError(_("There is no status of that code."), cure=", ".join(STATUSES))
    if not Person.objects.filter(pk=person_id).exists():
        raise InputError(_("There is no such person in this register."))
    evidence = Evidence.objects.create(
        person_id=person_id,
        code=code,
        source=source,
        detail=dict(detail or {}),
        added_by=actor.officer_id,
        added_at=clock.now(),
    )
    return Outcome(evidence, facts={"evidence": evidence.pk, "code": code, "source": source}, subjects=[person_id])


@action("register.end_evidence", right=_right_to_end)
def end_evidence(*, actor: Actor, evidence_id: str, reason: str) -> Outcome[Evidence]:
    """Ends one piece of evidence; it stays on the page with its end. `reason` is a code.

    Raises:
        InputError: no such evidence.
        ConflictError: it has ended already.
    """
    evidence = Evidence.objects.select_for_update().filter(pk=evidence_id).first()
    if evidence is None:
        raise InputError(_("There is no such evidence."))
    if evidence.ended_at is not None:
        raise ConflictError(_("This evidence has ended already."))
    evidence.ended_by, evidence.ended_at, evidence.ended_why = actor.officer_id, clock.now(), reason
    evidence.save(update_fields=["ended_by", "ended_at", "ended_why"])
    facts = {"evidence": evidence.pk, "code": evidence.code, "reason": reason}
    return Outcome(evidence, facts=facts, subjects=[evidence.person_id])
