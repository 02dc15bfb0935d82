"""Makes one unit of several persons who move together, a family or a crew, or says why they cannot be one.

Called by node and the exchange desk after the gate. A group is as free as its least free member; a person who goes
under art. 109 is never made to wait for the others, and the others are never assumed to come along.
"""

from collections.abc import Mapping, Sequence

from homeward.base.errors import InputError
from homeward.engine.planning.objectives import WISHES
from homeward.engine.planning.traits import CHILDREN, Traits
from homeward.engine.planning.units import (
    FREE,
    MAND,
    NO_OBSTACLE,
    NOT_EXCHANGE_CATEGORY,
    NOT_NOW,
    NOT_REQUESTED,
    VETO,
    VETO_BY_HOLDER,
    Unit,
)

# The first that holds is told for all: a plain reason before the one that draws attention to a person.
_OBSTACLES = (NOT_EXCHANGE_CATEGORY, VETO_BY_HOLDER, NOT_REQUESTED)


def move_together(units: Sequence[Unit], groups: Mapping[str, Sequence[str]]) -> list[Unit]:
    """The units with each group of free, vetoed or waiting persons made one; whoever goes under art. 109 stays apart.

    Args:
        groups: id of the new unit ("NORTH/family-3") -> ids of its persons' units.

    Raises:
        InputError: names the group and the id: unknown, in two groups, held by two parties, or going to two.
    """
    by_id = {unit.id: unit for unit in units}
    taken: dict[str, str] = {}
    made = []
    for name, ids in sorted(groups.items()):
        for each in ids:
            if each not in by_id:
                raise InputError(f"The group {name} names {each}, who is on no list of persons held.")
            if each in taken:
                raise InputError(f"{each} is in two groups, {taken[each]} and {name}.", cure="Keep one of them.")
            taken[each] = name
        members = [by_id[each] for each in sorted(ids)]
        _refuse_two_ends(name, members)
        made += [unit for unit in members if unit.status == MAND]
        if rest := [unit for unit in members if unit.status != MAND]:
            made.append(_one_unit(name, rest))
    return sorted([*(unit for unit in units if unit.id not in taken), *made], key=lambda unit: unit.id)


def _refuse_two_ends(name: str, members: Sequence[Unit]) -> None:
    for what, found in (
        ("is held by", {unit.traits.holder for unit in members}),
        ("goes home to", {unit.traits.destination for unit in members}),
    ):
        if len(found) > 1:
            raise InputError(
                f"The group {name} {what} {' and '.join(sorted(found))}; a unit has one of each.",
                cure="Make one group for each holder, and link them with a clause of kind 'link'.",
            )
    if members and name.partition("/")[0] != members[0].traits.holder:
        raise InputError(f"The group {name} is held by {members[0].traits.holder}.", cure="Begin its name with that.")


def _one_unit(name: str, members: Sequence[Unit]) -> Unit:
    if len(members) == 1:
        return members[0]
    status, code, exact = _worst(members)
    people = tuple(person for unit in members for person in (unit.people or (unit.person_id,)))
    veto = next((unit.veto for unit in members if unit.veto), "") if code == VETO_BY_HOLDER else ""
    return Unit(name, _sum([unit.traits for unit in members]), status, code, exact, veto=veto, people=people)


def _worst(members: Sequence[Unit]) -> tuple[str, str, str]:
    """(status, code, exact): children hold nobody back by being children, for they travel with a parent."""
    adults = any(CHILDREN not in unit.traits.categories for unit in members)
    held_up = [unit for unit in members if unit.status != FREE and not (adults and _only_a_child(unit))]
    for code in _OBSTACLES:
        if found := [unit for unit in held_up if unit.code == code]:
            return VETO, code, found[0].exact
    if held_up:
        return NOT_NOW, held_up[0].code, held_up[0].exact
    return FREE, NO_OBSTACLE, NO_OBSTACLE


def _only_a_child(unit: Unit) -> bool:
    return unit.code == NOT_EXCHANGE_CATEGORY == unit.exact and CHILDREN in unit.traits.categories


def _sum(traits: Sequence[Traits]) -> Traits:
    members = tuple(sorted(person for each in traits for person in each.persons))
    regions = {person.region for person in members}
    wishes = [person.wish for person in members]
    return Traits(
        members[0].holder,
        members[0].destination,
        sum(person.heads for person in members),
        tuple(sorted(code for person in members for code in person.categories)),
        regions.pop() if len(regions) == 1 else "",
        sum(person.months_held for person in members),
        passed_over=sum(person.passed_over for person in members),
        wish=next((wish for wish in WISHES if wish in wishes), ""),
        members=members,
    )
