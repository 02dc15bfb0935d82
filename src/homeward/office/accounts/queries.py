"""Reading officers, one's own sessions and factors, and emergency openings."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.office.accounts.factors import APP, CODES, PASSKEY
from homeward.office.accounts.models import ANSWERED_WITHIN, DeskSession, EmergencyOpening, Officer, SetUpCode
from homeward.office.journal import clock
from homeward.office.journal.models import JournalEntry
from homeward.office.journal.rights import Actor, has_right, require_right

_NEW_WAYS_IN = ("accounts.invite_officer", "accounts.reset_sign_in", "accounts.reopen_officer")


@dataclass(frozen=True, slots=True)
class OwnFactors:
    """What an officer has set up: the app, passkeys by name, and how many recovery codes are left."""

    app: Authenticator | None
    passkeys: list[Authenticator]
    codes_left: int

    def __bool__(self) -> bool:
        return self.app is not None or bool(self.passkeys)


def officers_visible_to(*, viewer: Actor) -> QuerySet[Officer]:
    """All officers, for who manages accounts."""
    require_right(viewer, "accounts.manage")
    return Officer.objects.all()


def officer_visible_to(*, viewer: Actor, officer_id: str) -> Officer:
    """One officer, for who manages accounts; InputError when there is none."""
    officer = officers_visible_to(viewer=viewer).filter(pk=officer_id).first()
    if officer is None:
        raise InputError("There is no such officer.")
    return officer


def with_factors(*, viewer: Actor, officer_ids: list[UUID]) -> set[UUID]:
    """Which of them have an app or a passkey."""
    require_right(viewer, "accounts.manage")
    found = Authenticator.objects.filter(user_id__in=officer_ids, type__in=(APP, PASSKEY))
    return set(found.values_list("user_id", flat=True))


def open_codes(*, viewer: Actor, officer_ids: list[UUID]) -> dict[UUID, datetime]:
    """Officer -> until when a set-up code of theirs is good."""
    require_right(viewer, "accounts.manage")
    found = SetUpCode.objects.filter(officer__in=officer_ids, used_at=None, withdrawn_at=None, ends_at__gt=clock.now())
    return dict(found.values_list("officer_id", "ends_at"))


def own_factors(*, officer: Officer) -> OwnFactors:
    """One's own second factors."""
    found = list(Authenticator.objects.filter(user=officer).order_by("id"))
    codes = next((each for each in found if each.type == CODES), None)
    return OwnFactors(
        app=next((each for each in found if each.type == APP), None),
        passkeys=[each for each in found if each.type == PASSKEY],
        codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
    )


def own_sessions(*, officer: Officer) -> QuerySet[DeskSession]:
    """One's own open sessions, the last used first."""
    return DeskSession.objects.filter(officer=str(officer.pk), expire_date__gt=clock.now()).order_by("-seen_at")


def openings_visible_to(*, viewer: Actor) -> QuerySet[EmergencyOpening]:
    """Emergency openings, newest first: all for who answers or audits, one's own for who asks."""
    if has_right(viewer, "emergency.approve") or has_right(viewer, "journal.read"):
        return EmergencyOpening.objects.all()
    require_right(viewer, "emergency.ask")
    return EmergencyOpening.objects.filter(asked_by=viewer.officer_id)


def opening_counts(*, viewer: Actor, since: datetime) -> tuple[int, int]:
    """(requests that wait for an answer of this viewer, openings asked for or decided since then, for who reads the
    journal); 0 where the viewer has no such right."""
    waiting = Q(state=EmergencyOpening.State.ASKED, asked_at__gt=clock.now() - ANSWERED_WITHIN)
    recent = Q(asked_at__gte=since) | Q(decided_at__gte=since)
    counts = EmergencyOpening.objects.aggregate(
        waiting=Count("pk", filter=waiting & ~Q(asked_by=viewer.officer_id)), recent=Count("pk", filter=recent)
    )
    answers, hears = has_right(viewer, "emergency.approve"), has_right(viewer, "journal.read")
    return counts["waiting"] if answers else 0, counts["recent"] if hears else 0


def own_openings_now(*, viewer: Actor) -> QuerySet[EmergencyOpening]:
    """Records that are open to this viewer at this moment, the first to close first."""
    require_right(viewer, "emergency.ask")
    mine = EmergencyOpening.objects.filter(asked_by=viewer.officer_id, state=EmergencyOpening.State.APPROVED)
    return mine.filter(ends_at__gt=clock.now()).order_by("ends_at")


def invited_count(*, viewer: Actor) -> tuple[int, int]:
    """(accounts invited and not set up yet, of them without a code that is still good)."""
    require_right(viewer, "accounts.manage")
    good = SetUpCode.objects.filter(officer=OuterRef("pk"), used_at=None, withdrawn_at=None, ends_at__gt=clock.now())
    waiting = Officer.objects.filter(is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)
    counts = waiting.aggregate(all=Count("pk"), lapsed=Count("pk", filter=~Exists(good)))
    return counts["all"], counts["lapsed"]


def resets_since(*, viewer: Actor, moment: datetime) -> int:
    """How many new ways in administrators made since then."""
    require_right(viewer, "journal.read")
    return JournalEntry.objects.filter(kind__in=_NEW_WAYS_IN, recorded_at__gte=moment).count()


def actor_for(officer_id: str) -> Actor:
    """The officer as actor, with the roles held now: long work acts as the person who asked for it.

    Raises:
        InputError: there is no such officer, or the account is disabled.
    """
    officer = Officer.objects.filter(pk=officer_id, is_active=True).first()
    if officer is None:
        raise InputError(_("The officer who asked for this has no open account any more."))
    return officer.as_actor()


def languages_read_with(right: str) -> set[str]:
    """Languages in which officers work who hold that right: what may be promised to people who write to the office."""
    working = Officer.objects.filter(is_active=True)
    return {officer.language for officer in working if has_right(officer.as_actor(), right)}


def names_of(officer_ids: set[str]) -> dict[str, str]:
    """Display names by id, for pages that show who acted; unknown ids are left out."""
    real = [officer_id for officer_id in officer_ids if len(officer_id) == 36]
    return {str(officer.pk): officer.display_name for officer in Officer.objects.filter(pk__in=real)}
