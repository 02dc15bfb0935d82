"""Persons come into the power of a party: one, or many at one event. They have a number from that moment.

Asked for is what art. 17 lets one ask for, and nothing of it is required. How anybody was captured is no field.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from homeward.base.dates import HalfKnownDate
from homeward.base.errors import ConflictError, InputError
from homeward.base.scripts import clean
from homeward.desks.register.actions.custody import place_in_custody
from homeward.desks.register.actions.storing import store_persons
from homeward.desks.register.entering import LONGEST, as_listed, asked_identity, coarse_place
from homeward.desks.register.models import SIZE_CLASSES, Batch, Capture, Evidence, ExpectedArrival, Person
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor
from homeward.office.parties.queries import party_of

MOST_AT_ONCE = 500
UNIDENTIFIED = "unidentified"
_LONGEST_WINDOW = 60
_RIGHT = "register.capture"
# Which right a desk's officer needs to say that an arrival is expected; the desk itself is not kept.
_EXPECTS = {"register": _RIGHT, "surrender": "surrender.write"}


@action("register.register_capture", right=_RIGHT)
def register_capture(
    *,
    actor: Actor,
    party: str,
    day: date,
    identity: Mapping[str, str],
    unidentified: bool = False,
    region: str = "",
    unit: str = "",
    form_key: str = "",
) -> Outcome[Person]:
    """Registers one person.

    Args:
        party: the party in whose power the person is.
        identity: fields of art. 17 alone, each may be missing (`other_name` is the name as spoken).
        unidentified: the person cannot say who they are (art. 17(5)).
        form_key: the form's own key; sent twice, it leads to the one capture.

    Raises:
        InputError: unknown party, a field that may not be asked, a day to come, a place that is not coarse.
    """
    person = {**identity, UNIDENTIFIED: "yes"} if unidentified else identity
    capture = _capture(actor, party, 1, day, [person], region=region, unit=unit, form_key=form_key)
    found = capture.batch.persons.get()
    return Outcome(found, facts=_facts(capture), subjects=[found.pk])


@action("register.register_group_capture", right=_RIGHT)
def register_group_capture(
    *,
    actor: Actor,
    party: str,
    count: int,
    day: date,
    region: str = "",
    place: str = "",
    unit: str = "",
    persons: Sequence[Mapping[str, str]] = (),
    arrival_id: str = "",
    form_key: str = "",
) -> Outcome[Capture]:
    """Registers many persons at one event: one day, one coarse place. Those not told by name have a number alone.

    Args:
        count: how many persons, told by name or not.
        persons: identities by the fields of art. 17; `unidentified` beside them for who cannot say who they are.
        arrival_id: an expected arrival that this closes, by count and day; neither refers to the other.

    Raises:
        InputError: as for one person; or more persons told than counted.
        ConflictError: the arrival was closed before.
    """
    known = Capture.objects.filter(form_key=form_key).first() if form_key else None
    capture = known or _capture(
        actor, party, count, day, persons, region=region, place=place, unit=unit, form_key=form_key
    )
    if arrival_id and not known:
        _close_arrival(arrival_id, count, day)
    ids = list(capture.batch.persons.order_by("number").values_list("pk", flat=True))
    return Outcome(capture, facts=_facts(capture), subjects=ids)


@action("register.record_expected_arrival", right=lambda *, desk="register", **_others: _EXPECTS.get(desk, _RIGHT))
def record_expected_arrival(
    *, actor: Actor, size_class: str, first_day: date, last_day: date, desk: str = "register"
) -> Outcome[str]:
    """Notes that somebody may arrive; the id is for whoever asks later how many came.

    Args:
        size_class: one of `SIZE_CLASSES`.
        desk: which desk's officer says so, for the right alone. It is not kept, and the journal names no arrival.

    Raises:
        InputError: unknown size, or days out of order or too far apart.
    """
    if size_class not in SIZE_CLASSES:
        raise InputError(_("There is no such size."), cure=", ".join(SIZE_CLASSES))
    if last_day < first_day or (last_day - first_day).days > _LONGEST_WINDOW:
        raise InputError(
            _("The days are out of order or too far apart."), cure=_("Give a first and a last day, 60 days at most.")
        )
    arrival = ExpectedArrival.objects.create(size_class=size_class, first_day=first_day, last_day=last_day)
    return Outcome(arrival.pk, facts={"size_class": size_class})


def _close_arrival(arrival_id: str, count: int, day: date) -> None:
    closed = ExpectedArrival.objects.filter(pk=arrival_id, closed_day=None).update(closed_count=count, closed_day=day)
    if not closed:
        raise ConflictError(
            _("This arrival was closed before, or there is none."), cure=_("Look at the expected arrivals again.")
        )


def _capture(
    actor: Actor,
    party: str,
    count: int,
    day: date,
    persons: Sequence[Mapping[str, str]],
    *,
    region: str = "",
    place: str = "",
    unit: str = "",
    form_key: str = "",
) -> Capture:
    known = Capture.objects.filter(form_key=form_key).first() if form_key else None
    if known:
        return known
    party_of(viewer=actor, code=party)
    _check_numbers(count, day, persons)
    region, place, unit = coarse_place(region), coarse_place(place), clean(unit)[:LONGEST]
    capture = Capture(
        number=(Capture.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        batch=batch_at_desk(actor, Batch.Source.CAPTURE, party, "held", count),
        form_key=form_key or None,
        day=day,
        region=region,
        place=place,
        unit=unit,
        count=count,
    )
    capture.save(force_insert=True)
    event = {
        "event_date": HalfKnownDate(day.year, day.month, day.day),
        "event_place": place,
        "region": region,
        "unit": unit,
    }
    told = [*persons, *({} for _unnamed in range(count - len(persons)))]
    listed = [
        as_listed(
            asked_identity({name: text for name, text in person.items() if name != UNIDENTIFIED}),
            list_id=f"C{capture.number:05d}-{line:02d}",
            row=line,
            **event,
        )
        for line, person in enumerate(told, start=1)
    ]
    made = store_persons(capture.batch, listed, clock.now())
    place_in_custody(actor, [person.pk for person in made], "IN_POWER", "", day, f"capture:{capture.pk}")
    cannot_say = [person for person, given in zip(made, told, strict=True) if given.get(UNIDENTIFIED)]
    Evidence.objects.bulk_create(
        Evidence(
            person=person,
            code="UNIDENTIFIED_LIVING",
            source=f"capture:{capture.pk}",
            added_by=actor.officer_id,
            added_at=clock.now(),
        )
        for person in cannot_say
    )
    return capture


def _check_numbers(count: int, day: date, persons: Sequence[Mapping[str, str]]) -> None:
    if not 1 <= count <= MOST_AT_ONCE:
        raise InputError(_("Say how many persons, from 1 to 500."))
    if len(persons) > count:
        raise InputError(_("More persons are told than were counted."), cure=_("Correct the count."))
    if day > clock.now().date():
        raise InputError(_("This day is still to come."), cure=_("Give the day of the capture."))


def batch_at_desk(actor: Actor, source: str, party: str, kind: str, count: int) -> Batch:
    """A batch that no list brought: what was entered at a desk, in one act."""
    moment = clock.now()
    return Batch.objects.create(
        number=(Batch.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        source=source,
        party=party,
        kind=kind,
        state=Batch.State.COMMITTED,
        mapping={"id": "number"},
        rows_read=count,
        new=count,
        proposed_by=actor.officer_id,
        proposed_at=moment,
        committed_by=actor.officer_id,
        committed_at=moment,
    )


def _facts(capture: Capture) -> dict[str, object]:
    return {"capture": capture.pk, "party": capture.batch.party, "count": capture.count, "batch": capture.batch_id}
