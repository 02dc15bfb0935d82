"""What a plan is made from: the registered lists under their own ids, and who is asked for by the home side.

The register knows a person by its id, a plan by party and the list's own id, so that the same lists give the same plan
bytes here and on the command line. Nothing is decided here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import permutations

from django.utils.translation import gettext as _

from homeward.base.errors import InputError
from homeward.base.persons import ListedPerson
from homeward.desks.exchange.package import Answer, PartyLists, requested
from homeward.desks.exchange.package import units as units_of_lists
from homeward.desks.register.queries import cards, listed_persons
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
        home_ids: unit id -> the register's id of the missing person found in them, for those who are asked for.
    """

    sides: tuple[PartyLists, ...]
    asked: Mapping[Way, Mapping[str, str]]
    person_ids: Mapping[str, str]
    home_ids: Mapping[str, str]


def sources_for(*, viewer: Actor, terms: Terms) -> Sources:
    """Reads the present lists of the parties of these terms, and what tracing found between them.

    Raises:
        RefusedError: the viewer may not read the register and tracing.
        InputError: a list or a search is missing, or two persons of one list share an id; names the cure.
    """
    _refuse_unsearched(viewer, terms)
    lists = {(party, kind): _list(viewer, party, kind) for party in sorted(terms.parties) for kind in (MISSING, HELD)}
    sides = tuple(
        PartyLists(party, tuple(lists[party, MISSING].values()), tuple(lists[party, HELD].values()))
        for party in sorted(terms.parties)
    )
    _refuse_no_answers(sides, terms)
    found = {way: _asked(viewer, *way, lists) for way in permutations(sorted(terms.parties), 2)}
    unit_of = {
        person_id: f"{party}/{person.id}"
        for (party, kind), persons in lists.items()
        if kind == HELD
        for person_id, person in persons.items()
    }
    return Sources(
        sides=sides,
        asked={
            (seeker, holder): {
                lists[holder, HELD][held].id: lists[seeker, MISSING][missing].id for held, missing in pairs.items()
            }
            for (seeker, holder), pairs in found.items()
        },
        person_ids={unit_id: person_id for person_id, unit_id in unit_of.items()},
        home_ids={unit_of[held]: missing for pairs in found.values() for held, missing in pairs.items()},
    )


def changed_since(*, viewer: Actor, terms: Terms, units: Iterable[Unit]) -> int:
    """How many persons the present lists, answers and confirmations tell otherwise than these units, or not at all.

    Raises: as `sources_for`.
    """
    sources = sources_for(viewer=viewer, terms=terms)
    now = {unit.id: unit.public() for unit in units_of_lists(sources.sides, sources.asked, terms)}
    then = {unit.id: unit.public() for unit in units}
    return sum(now.get(unit_id) != then.get(unit_id) for unit_id in {*now, *then})


def _list(viewer: Actor, party: str, kind: str) -> dict[str, ListedPerson]:
    """Register id -> the person under the list's own id."""
    persons = listed_persons(viewer=viewer, party=party, kind=kind)
    if not persons:
        message = _("No persons are registered that %(party)s looks for.") % {"party": party}
        if kind == HELD:
            message = _("No persons are registered that %(party)s holds.") % {"party": party}
        raise InputError(message, cure=_("Import that list first."))
    known = cards(viewer=viewer, person_ids=[person.id for person in persons])
    own = {person.id: replace(person, id=known[person.id].list_id) for person in persons}
    _refuse_double(party, (person.id for person in own.values()))
    return own


def _refuse_double(party: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for own_id in ids:
        if own_id in seen:
            message = _("Two persons of %(party)s share the id %(id)s of their lists.") % {"party": party, "id": own_id}
            raise InputError(message, cure=_("Import the lists with a column of ids, or undo one of the batches."))
        seen.add(own_id)


def _refuse_unsearched(viewer: Actor, terms: Terms) -> None:
    done = {(run.seeker, run.holder) for run in runs_visible_to(viewer=viewer).only("seeker", "holder")}
    for seeker, holder in permutations(sorted(terms.parties), 2):
        if (seeker, holder) not in done:
            message = _("Nobody has searched for the missing of %(seeker)s among those held by %(holder)s.")
            raise InputError(
                message % {"seeker": seeker, "holder": holder}, cure=_("Search at the tracing desk first.")
            )


def _refuse_no_answers(sides: Iterable[PartyLists], terms: Terms) -> None:
    """Without anybody's wish on record nobody could travel: said at once, as the command says it."""
    if terms.willingness == ASK_LATER:
        return
    for side in sides:
        if not any(person.willingness for person in side.held):
            message = _("The list of persons held by %(party)s tells nobody's own wish to return.")
            cure = _('Add that column, or write willingness = "ask-later" in the terms: the plan is then PROVISIONAL.')
            raise InputError(message % {"party": side.party}, cure=cure)


def _asked(viewer: Actor, seeker: str, holder: str, lists: Mapping[Way, Mapping[str, ListedPerson]]) -> dict[str, str]:
    """Held -> missing by the register's ids; pairs of persons who left the lists ask for nobody."""
    found = search_results(viewer=viewer, seeker=seeker, holder=holder)
    missing, held = lists[seeker, MISSING], lists[holder, HELD]
    pairs = [pair for pair in found.pairs if pair.left_id in missing and pair.right_id in held]
    answers = [Answer(*each) for each in found.answers if each[0] in missing and each[1] in held]
    return requested(pairs, answers)
