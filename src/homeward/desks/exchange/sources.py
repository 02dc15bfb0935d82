"""What a plan is made from: who is held, under the lists' own ids, and who is asked for by the home side.

Where a party's offer stands as a version, the persons are those of its last one; where a request stands, it says who is
asked for. Elsewhere they come from this node's register and tracing. The register knows a person by its id, a plan by
party and the list's own id, so that the same lists give the same plan bytes here and on the command line. Nothing is
decided here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from homeward.base.errors import InputError
from homeward.base.persons import ListedPerson
from homeward.desks.exchange.interviews import as_interviewed
from homeward.desks.exchange.lists import OFFER, REQUEST, asked_in, persons_in
from homeward.desks.exchange.models import ListVersion
from homeward.desks.exchange.package import Answer, PartyLists, requested
from homeward.desks.exchange.package import units as units_of_lists
from homeward.desks.exchange.queries.interviews import transport_words
from homeward.desks.exchange.stored_lists import ListKey, document_of_list, last_versions, named
from homeward.desks.register.queries import listed_under_own_ids, person_ids_of
from homeward.desks.tracing.queries import runs_visible_to, search_results
from homeward.engine.planning import ASK_LATER, Terms, Unit
from homeward.office.journal.rights import Actor

MISSING, HELD = "missing", "held"
Way = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sources:
    """Lists and requests under the lists' own ids.

    Attributes:
        asked: (seeker, holder) -> held id -> missing id, as in the lists.
        person_ids: unit id -> the register's id of the person held.
        home_ids: unit id -> the register's id of the missing person found in them, for those who are asked for and
            whose record lies on this node.
        lists: the versions of lists this was read from, as plans and agreements name them.
        interviews: how many persons' word comes from an interview on this node.
    """

    sides: tuple[PartyLists, ...]
    asked: Mapping[Way, Mapping[str, str]]
    person_ids: Mapping[str, str]
    home_ids: Mapping[str, str]
    lists: tuple[Mapping[str, Any], ...] = ()
    interviews: int = 0


def sources_for(*, viewer: Actor, terms: Terms) -> Sources:
    """Reads the present lists of the parties of these terms, and who is asked for between them.

    Raises:
        RefusedError: the viewer may not plan, or not read the register; nor tracing where no request stands.
        InputError: a list or a search is missing, two persons of one list share an id, or an offer names persons whom
            the register does not know; names the cure.
        TamperedError: a version of a list is not what was stored.
    """
    parties = sorted(terms.parties)
    versions = last_versions(parties)
    _refuse_unsearched(viewer, [way for way in permutations(parties, 2) if (REQUEST, *way) not in versions])
    lists = {key: _persons(viewer, *key, versions) for key in _lists_needed(parties, versions)}
    words = transport_words(viewer=viewer, person_ids=[key for party in parties for key in lists[party, HELD]])
    for party in parties:
        lists[party, HELD] = {key: as_interviewed(each, key, words) for key, each in lists[party, HELD].items()}
    sides = tuple(
        PartyLists(party, tuple(lists.get((party, MISSING), {}).values()), tuple(lists[party, HELD].values()))
        for party in parties
    )
    _refuse_no_answers(sides, terms, versions)
    found = {way: _asked_for(viewer, *way, lists, versions) for way in permutations(parties, 2)}
    unit_of = {
        person_id: f"{party}/{person.id}" for party in parties for person_id, person in lists[party, HELD].items()
    }
    return Sources(
        sides=sides,
        asked={way: asked for way, (asked, _home) in found.items()},
        person_ids={unit_id: person_id for person_id, unit_id in unit_of.items()},
        home_ids={unit_of[held]: home for _asked, homes in found.values() for held, home in homes.items()},
        lists=tuple(named(versions[key]) for key in sorted(versions)),
        interviews=len(words),
    )


def changed_since(*, viewer: Actor, terms: Terms, units: Iterable[Unit]) -> int:
    """How many persons the present lists, answers and confirmations tell otherwise than these units, or not at all.

    Raises: as `sources_for`.
    """
    sources = sources_for(viewer=viewer, terms=terms)
    now = {unit.id: unit.public() for unit in units_of_lists(sources.sides, sources.asked, terms)}
    then = {unit.id: unit.public() for unit in units}
    return sum(now.get(unit_id) != then.get(unit_id) for unit_id in {*now, *then})


def held_under_own_ids(*, viewer: Actor, party: str) -> list[ListedPerson]:
    """Everybody whom that party holds by this node's register, under the list's own ids.

    Raises:
        InputError: nobody is registered, or two persons share an id.
    """
    return list(_list(viewer, party, HELD).values())


def traced_under_own_ids(*, viewer: Actor, seeker: str, holder: str) -> dict[str, str]:
    """Held id -> missing id, as in the lists: whom tracing on this node found.

    Raises:
        InputError: a list is missing, nobody has searched, or two persons share an id.
    """
    _refuse_unsearched(viewer, [(seeker, holder)])
    keys = ((seeker, MISSING), (holder, HELD))
    return _asked_for(viewer, seeker, holder, {key: _list(viewer, *key) for key in keys}, {})[0]


def _lists_needed(parties: list[str], versions: Mapping[ListKey, ListVersion]) -> list[Way]:
    """(party, kind) of every list to read: missing persons only where tracing on this node says who is asked for."""
    needed = [(party, HELD) for party in parties]
    return needed + [(one, MISSING) for one, other in permutations(parties, 2) if (REQUEST, one, other) not in versions]


def _persons(viewer: Actor, party: str, kind: str, versions: Mapping[ListKey, ListVersion]) -> dict[str, ListedPerson]:
    """Register id -> the person under the list's own id: of the last offer where one stands, else of the register."""
    offers = [version for (what, holder, _home), version in versions.items() if (what, holder) == (OFFER, party)]
    return _offered(viewer, offers[0]) if kind == HELD and offers else _list(viewer, party, kind)


def _offered(viewer: Actor, version: ListVersion) -> dict[str, ListedPerson]:
    persons = persons_in(document_of_list(version))
    ids = person_ids_of(viewer=viewer, party=version.party, kind=HELD, list_ids=[person.id for person in persons])
    if unknown := len(persons) - len(ids):
        message = ngettext(
            "The offer of %(party)s names %(count)d person whom the register of this node does not know.",
            "The offer of %(party)s names %(count)d persons whom the register of this node does not know.",
            unknown,
        )
        raise InputError(
            message % {"party": version.party, "count": unknown},
            cure=_("Take in that party's list of persons first."),
        )
    return {ids[person.id]: person for person in persons}


def _list(viewer: Actor, party: str, kind: str) -> dict[str, ListedPerson]:
    """Register id -> the person under the list's own id."""
    persons = listed_under_own_ids(viewer=viewer, party=party, kind=kind)
    if not persons:
        message = _("No persons are registered that %(party)s looks for.") % {"party": party}
        if kind == HELD:
            message = _("No persons are registered that %(party)s holds.") % {"party": party}
        raise InputError(message, cure=_("Import that list first."))
    return persons


def _refuse_unsearched(viewer: Actor, ways: list[Way]) -> None:
    if not ways:
        return
    done = {(run.seeker, run.holder) for run in runs_visible_to(viewer=viewer).only("seeker", "holder")}
    for seeker, holder in ways:
        if (seeker, holder) not in done:
            message = _("Nobody has searched for the missing of %(seeker)s among those held by %(holder)s.")
            raise InputError(
                message % {"seeker": seeker, "holder": holder}, cure=_("Search at the tracing desk first.")
            )


def _refuse_no_answers(sides: Iterable[PartyLists], terms: Terms, versions: Mapping[ListKey, ListVersion]) -> None:
    """Without anybody's wish on record nobody could travel: said at once, as the command says it."""
    if terms.willingness == ASK_LATER:
        return
    for side in sides:
        if side.held and not any(person.willingness for person in side.held):
            if any(key[:2] == (OFFER, side.party) for key in versions):
                raise InputError(
                    _("Nobody held by %(party)s has been asked yet.") % {"party": side.party},
                    cure=_("A neutral interviewer asks each person and records the talk."),
                )
            message = _("The list of persons held by %(party)s tells nobody's own wish to return.")
            cure = _('Add that column, or write willingness = "ask-later" in the terms: the plan is then PROVISIONAL.')
            raise InputError(message % {"party": side.party}, cure=cure)


def _asked_for(
    viewer: Actor,
    seeker: str,
    holder: str,
    lists: Mapping[Way, Mapping[str, ListedPerson]],
    versions: Mapping[ListKey, ListVersion],
) -> tuple[dict[str, str], dict[str, str]]:
    """Held -> missing by the lists' own ids, and by the register's where both records lie on this node."""
    held = lists[holder, HELD]
    version = versions.get((REQUEST, seeker, holder))
    if version is None:
        pairs = _asked(viewer, seeker, holder, lists)
        missing = lists[seeker, MISSING]
        return {held[one].id: missing[other].id for one, other in pairs.items()}, pairs
    asked = asked_in(document_of_list(version))
    homes = person_ids_of(viewer=viewer, party=seeker, kind=MISSING, list_ids=list(asked.values()))
    pairs = {key: homes[asked[each.id]] for key, each in held.items() if asked.get(each.id) in homes}
    return asked, pairs


def _asked(viewer: Actor, seeker: str, holder: str, lists: Mapping[Way, Mapping[str, ListedPerson]]) -> dict[str, str]:
    """Held -> missing by the register's ids; pairs of persons who left the lists ask for nobody."""
    found = search_results(viewer=viewer, seeker=seeker, holder=holder)
    missing, held = lists[seeker, MISSING], lists[holder, HELD]
    pairs = [pair for pair in found.pairs if pair.left_id in missing and pair.right_id in held]
    answers = [Answer(*each) for each in found.answers if each[0] in missing and each[1] in held]
    return requested(pairs, answers)
