"""Regions and places, as the coordinator keeps them."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from homeward.base.errors import ConflictError, InputError
from homeward.desks.recovery.actions.checks import codes_of, languages_of, region_of, words_of
from homeward.desks.recovery.models import Place, Referral, Region
from homeward.desks.recovery.wording import CARE
from homeward.office.journal import clock
from homeward.office.journal.frame import Outcome, action
from homeward.office.journal.rights import Actor

MOST_BEDS = 5_000


@action("recovery.keep_region", right="recovery.write")
def keep_region(*, actor: Actor, name: str, neighbours: Collection[str] = ()) -> Outcome[Region]:
    """Adds a region, or changes which regions lie beside it."""
    known = list(Region.objects.values_list("pk", flat=True))
    region, _new = Region.objects.update_or_create(
        name=words_of(name, 80), defaults={"neighbours": codes_of(neighbours, known)}
    )
    return Outcome(region, facts={"region": region.pk, "neighbours": region.neighbours}, subjects=[region.pk])


@action("recovery.keep_place", right="recovery.write")
def keep_place(
    *,
    actor: Actor,
    name: str,
    region_id: str,
    kinds: Collection[str],
    beds: int,
    languages: str = "",
    place_id: str = "",
) -> Outcome[Place]:
    """Adds a place, or changes one.

    Raises:
        ConflictError: another place has this name, or fewer beds than people who are in them.
        InputError: no region, no kind of care, or beds that are no number of beds.
    """
    region = region_of(region_id)
    if region is None or not kinds or not 0 <= beds <= MOST_BEDS:
        raise InputError(_("A place has a region, at least one kind of care, and a number of beds."))
    place = _locked(place_id) if place_id else Place()
    if Place.objects.filter(name=words_of(name, 120)).exclude(pk=place.pk).exists():
        raise ConflictError(_("There is a place with this name already."), cure=_("Change that one."))
    highest = place.referrals.filter(state=Referral.State.ACCEPTED).order_by("-bed").first() if place_id else None
    if highest is not None and beds < (highest.bed or 0):
        raise ConflictError(_("More beds than that are reserved."), cure=_("Take referrals back first."))
    place.name, place.region, place.beds = words_of(name, 120), region, beds
    place.kinds, place.languages = codes_of(kinds, list(CARE)), languages_of(languages)
    place.save()
    return Outcome(place, facts={"place": place.pk, "beds": beds, "kinds": place.kinds}, subjects=[place.pk])


@action("recovery.close_place", right="recovery.write")
def close_place(*, actor: Actor, place_id: str) -> Outcome[Place]:
    """Nobody is proposed this place any more; who is in it stays. ConflictError when it is closed already."""
    place = _locked(place_id)
    if place.closed_at:
        raise ConflictError(_("This place is closed already."))
    place.closed_at = clock.now()
    place.save(update_fields=["closed_at"])
    return Outcome(place, facts={"place": place.pk}, subjects=[place.pk])


def _locked(place_id: str) -> Place:
    place = Place.objects.select_for_update().filter(pk=place_id).first()
    if place is None:
        raise InputError(_("There is no such place."))
    return place
