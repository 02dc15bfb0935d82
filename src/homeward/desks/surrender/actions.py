"""A notice is taken, contact noted, an arrival expected, a case ended, details destroyed by the clock.

In the journal an act stands as its kind and officer with a salted digest of the case; the salt dies with the case.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError
from homeward.desks.register.actions import record_expected_arrival
from homeward.desks.register.queries import arrival_count
from homeward.desks.surrender import clocks
from homeward.desks.surrender.codes import digest_of, has_key, make_key, new_code
from homeward.desks.surrender.models import IntakeCase, WrongCodes
from homeward.desks.surrender.queries import require_open
from homeward.desks.surrender.scanning import refusals
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

_RIGHT = "surrender.write"
SIZES = ("ONE", "UP_TO_5", "UP_TO_20", "UP_TO_100", "MORE")
MOST_WRONG_AN_HOUR = 20
_LONGEST_WINDOW, _LATEST_START = 21, 30


class RefusedTextError(InputError):
    """The text holds what may not come in here. It was not kept; `kinds` says what to leave out."""

    def __init__(self, kinds: frozenset[str]) -> None:
        super().__init__(
            _("This text holds what may not be kept here. It was not kept."),
            cure=_("Ask again, coarsely: how many, roughly when, wounded or not."),
        )
        self.kinds = kinds


@dataclass(frozen=True, slots=True)
class Notice:
    """A case and its code. The code is said once and stands nowhere afterwards."""

    case_id: str
    code: str


@action("surrender.record_notice", right=_RIGHT)
def record_notice(
    *, actor: Actor, size_class: str, first_day: date, last_day: date, wounded: bool, language: str, words: str = ""
) -> Outcome[Notice]:
    """Takes a notice. It is notice and not surrender, and no field asks who anybody is.

    Args:
        words: what was said or written, looked at by the scanner and kept nowhere.

    Raises:
        IntakeClosedError: intake is off, or the key is missing while cases need it.
        RefusedTextError: the words hold a name, a number, a handle, a link or a position.
        InputError: an unknown size or language, or days out of order, past or too far off.
    """
    require_open()
    found = refusals(words)
    if found:
        raise RefusedTextError(found)
    _check(size_class, first_day, last_day, language)
    if not IntakeCase.objects.exclude(code_digest="").exists():
        make_key()
    code, moment = new_code(), clock.now()
    seen = clocks.hour_of(moment)
    case = IntakeCase.objects.create(
        code_digest=digest_of(code),
        salt=secrets.token_hex(16),
        size_class=size_class,
        wounded=wounded,
        language=language,
        first_day=first_day,
        last_day=last_day,
        opened_day=moment.date(),
        last_seen=seen,
        expires_at=clocks.ends_at(clocks.WAITING, last_seen=seen, last_day=last_day),
    )
    return Outcome(Notice(case.pk, code), facts=_facts(case))


@action("surrender.note_contact", right=_RIGHT)
def note_contact(*, actor: Actor, code: str) -> Outcome[str]:
    """Finds a case by its code and notes the hour of contact. '' for every code that no live case has.

    Raises:
        ConflictError: too many wrong codes in this hour.
    """
    require_open()
    hour = clocks.hour_of(clock.now())
    tried, _made = WrongCodes.objects.get_or_create(hour=hour)
    if tried.count >= MOST_WRONG_AN_HOUR:
        raise ConflictError(_("Too many codes were wrong in this hour."), cure=_("Try again in the next one."))
    digest = digest_of(code) if has_key() else ""
    case = _live().filter(code_digest=digest).first() if digest else None
    if case is None:
        WrongCodes.objects.filter(pk=hour).update(count=F("count") + 1)
        return Outcome("", facts={"found": 0})
    if case.state == clocks.WAITING:
        case.state = clocks.IN_CONTACT
    case.last_seen = hour
    _wind(case)
    return Outcome(case.pk, facts={"found": 1, **_facts(case)})


@action("surrender.expect", right=_RIGHT)
def expect(*, actor: Actor, case_id: str) -> Outcome[IntakeCase]:
    """The register is told that somebody may arrive: a size and days, nothing else, and not from where it is known.

    Raises:
        InputError: no such live case. ConflictError: it is expected already.
    """
    case = _case(case_id)
    if case.arrival_ref:
        raise ConflictError(_("This arrival is expected already."))
    case.arrival_ref = record_expected_arrival(
        actor=actor, size_class=case.size_class, first_day=case.first_day, last_day=case.last_day, desk="surrender"
    )
    case.state = clocks.EXPECTED
    _wind(case)
    return Outcome(case, facts=_facts(case))


@action("surrender.put_off", right=_RIGHT)
def put_off(*, actor: Actor, case_id: str) -> Outcome[IntakeCase]:
    """ "Later" or "not decided": once, for twenty-one days, within the ceiling of thirty without contact.

    Raises:
        InputError: no such live case. ConflictError: it is not expected, or was put off before.
    """
    case = _case(case_id)
    if case.state != clocks.EXPECTED or case.put_off_until is not None:
        raise ConflictError(_("This case is not expected, or was put off before."))
    case.put_off_until = clocks.hour_of(clock.now()) + clocks.LATER
    _wind(case)
    return Outcome(case, facts=_facts(case))


@action("surrender.end_case", right=_RIGHT)
def end_case(*, actor: Actor, case_id: str, how: str) -> Outcome[IntakeCase]:
    """Ends a case: 'withdrawn', or 'arrived' once the register has counted an arrival.

    Raises:
        InputError: no such live case or end. ConflictError: nobody has arrived.
    """
    case = _case(case_id)
    if how not in (clocks.ARRIVED, clocks.WITHDRAWN):
        raise InputError(_("There is no such end."))
    if how == clocks.ARRIVED:
        came = arrival_count(viewer=actor, arrival_id=case.arrival_ref) if case.arrival_ref else None
        if came is None:
            raise ConflictError(_("The register has not counted this arrival."), cure=_("Wait for its count."))
    _end(case, how)
    return Outcome(case, facts={**_facts(case), "end": how})


@action("surrender.run_clocks", right=_RIGHT)
def run_clocks(*, actor: Actor) -> Outcome[int]:
    """Ends cases whose time is over and destroys the details of ended ones. Runs even while intake is off."""
    moment, ended, destroyed = clock.now(), 0, 0
    for case in IntakeCase.objects.select_for_update().filter(state__in=clocks.LIVE, expires_at__lte=moment):
        # A clock that ran out while nobody looked counts from when it ran out.
        _end(case, clocks.EXPIRED, at=case.expires_at)
        ended += 1
    for case in IntakeCase.objects.select_for_update().filter(state__in=clocks.ENDED, expires_at__lte=moment):
        _destroy(case)
        destroyed += 1
    WrongCodes.objects.filter(hour__lt=clocks.hour_of(moment)).delete()
    if destroyed:
        transaction.on_commit(_forget_on_disk)
    return Outcome(destroyed, facts={"ended": ended, "destroyed": destroyed})


def _check(size_class: str, first_day: date, last_day: date, language: str) -> None:
    if size_class not in SIZES or language not in dict(settings.LANGUAGES):
        raise InputError(_("There is no such size or language."))
    today = clock.now().date()
    too_long = (last_day - first_day).days > _LONGEST_WINDOW or (first_day - today).days > _LATEST_START
    if last_day < first_day or last_day < today or too_long:
        raise InputError(
            _("The days are out of order, past or too far off."),
            cure=_("Give a first and a last day, three weeks apart at most, within a month."),
        )


def _live():
    return IntakeCase.objects.select_for_update().filter(state__in=clocks.LIVE, expires_at__gt=clock.now())


def _case(case_id: str) -> IntakeCase:
    require_open()
    case = _live().filter(pk=case_id).first()
    if case is None:
        raise InputError(_("There is no such case, or it has ended."))
    return case


def _wind(case: IntakeCase) -> None:
    case.expires_at = clocks.ends_at(
        case.state, last_seen=case.last_seen, last_day=case.last_day, put_off_until=case.put_off_until
    )
    case.save()


def _end(case: IntakeCase, how: str, at=None) -> None:
    case.state, case.expires_at = how, clocks.destroyed_at(how, at or clocks.hour_of(clock.now()))
    case.save()


def _destroy(case: IntakeCase) -> None:
    case.code_digest = case.salt = case.language = case.arrival_ref = ""
    case.wounded = case.first_day = case.last_day = None
    case.last_seen = case.expires_at = case.put_off_until = None
    case.save()


def _forget_on_disk() -> None:
    """SQLite overwrites what is deleted (`secure_delete`); its log beside the file is emptied here."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _facts(case: IntakeCase) -> dict[str, object]:
    return {"case": hashlib.sha256(f"{case.salt}{case.pk}".encode()).hexdigest()}
