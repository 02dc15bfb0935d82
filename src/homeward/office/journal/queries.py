"""Reading the journal and the look log."""

import json
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from homeward.base.errors import RefusedError
from homeward.office.journal.models import JournalEntry, Look
from homeward.office.journal.rights import Actor, require_right


def entries_visible_to(*, viewer: Actor, kind: str = "") -> QuerySet[JournalEntry]:
    """The journal, newest first, for who may read it; `kind` keeps one kind of act."""
    require_right(viewer, "journal.read")
    entries = JournalEntry.objects.order_by("-seq")
    return entries.filter(kind=kind) if kind else entries


def newest_seq() -> int:
    """Number of the newest entry, 0 for none: a bookmark for who reads on later; it tells nothing of what was done."""
    return JournalEntry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def subjects_since(*, viewer: Actor, right: str, after: int, kinds: Collection[str]) -> Iterator[tuple[int, list[str]]]:
    """Number and subjects (ids) of the entries behind `after` that are of these kinds of acts, in their order.

    For a desk whose work begins when another desk's moves on; who acted, and what was said, stays closed.

    Args:
        right: the right that opens what the subjects name, as 'register.read'.
    """
    require_right(viewer, right)
    entries = JournalEntry.objects.filter(seq__gt=after, kind__in=kinds).order_by("seq")
    for seq, body in entries.values_list("seq", "body").iterator():
        yield seq, json.loads(bytes(body))["subjects"]


def own_looks(*, viewer: Actor) -> QuerySet[Look]:
    """What the viewer looked at, newest first; everyone may see their own."""
    if not viewer.officer_id:
        raise RefusedError(_("Sign in to see what you looked at."))
    return Look.objects.filter(viewer=viewer.officer_id).order_by("-id")


def looks_at(*, viewer: Actor, subject: str, right: str) -> QuerySet[Look]:
    """Who opened that person, newest first: who may read a person may also see who did.

    Args:
        right: the right that opens the person, as 'register.read'.
    """
    require_right(viewer, right, subject=subject)
    return Look.objects.filter(subject=subject).order_by("-id")


def all_looks(*, viewer: Actor) -> QuerySet[Look]:
    """The look log across persons, newest first, for who may read the journal."""
    require_right(viewer, "journal.read")
    return Look.objects.order_by("-id")


def looks_at_any_of(*, viewer: Actor, subjects: QuerySet[Any]) -> QuerySet[Look]:
    """Looks at single persons among those (a query of ids), newest first, for who may read the journal."""
    require_right(viewer, "journal.read")
    return Look.objects.filter(subject__in=subjects).order_by("-id")
