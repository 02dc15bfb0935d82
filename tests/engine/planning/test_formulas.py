"""Formulas of history as terms files: each gives the numbers that were published."""

import tomllib
from pathlib import Path

import pytest

from engine.planning.invented import KEY
from homeward.base.errors import InputError
from homeward.engine.planning import ConflictingClausesError, Traits, Unit, move_together, plan, read_terms

FOLDER = Path(__file__).parents[3] / "examples" / "terms"
NORTH, SOUTH = "NORTH", "SOUTH"
WEST = ("COAST", "FJORD", "LAKE", "PLAIN", "RIVER")


def tables(name, **changes):
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8")) | changes


def held(holder, destination, number, *, first=1, **traits):
    """So many free persons with these traits."""
    return [
        Unit(f"{holder}/{holder[0]}-{place:03d}", Traits(holder, destination, **traits))
        for place in range(first, first + number)
    ]


def planned(table, units):
    return plan(read_terms(table), units, draw_key=KEY)


def exchanged(made, holder, destination):
    return made.heads((holder, destination))[0]


def both_ways(made):
    return exchanged(made, NORTH, SOUTH), exchanged(made, SOUTH, NORTH)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_file_reads_and_is_in_the_table_of_its_folder(path):
    terms = read_terms(tomllib.loads(path.read_text(encoding="utf-8")))
    assert read_terms(terms.document()).document() == terms.document()
    assert f"`{path.name}`" in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_115_for_115():
    made = planned(tables("115-for-115"), held(NORTH, SOUTH, 190) + held(SOUTH, NORTH, 140))
    assert both_ways(made) == (115, 115)


def test_a_thousand_for_a_thousand_in_three_batches():
    gone = 0
    units = held(NORTH, SOUTH, 1100, months_held=9) + held(SOUTH, NORTH, 1050, months_held=4)
    for batch, seats in ((1, 390), (2, 307), (3, 303)):
        table = tables("1000-in-three-batches")
        table["clauses"][0] |= {"batch": batch, "done": [gone, gone]}
        # The last batch needs no limit of seats: it ends at the target.
        table["clauses"] = [
            clause | ({"seats": seats if batch < 3 else 900} if clause["kind"] == "seats" else {})
            for clause in table["clauses"]
        ]
        made = planned(table, units)
        assert both_ways(made) == (seats, seats)
        units = [unit for unit in units if not made.reasons[unit.id].in_package]
        gone += seats
    assert gone == 1000


@pytest.mark.parametrize(
    ("rank", "privates"),
    [("captain", 6), ("colonel", 15), ("major general", 40), ("commanding general", 60), ("lieutenant", 4)],
)
def test_one_officer_for_as_many_privates_as_in_1862(rank, privates):
    units = held(NORTH, SOUTH, 1, rank=rank) + held(SOUTH, NORTH, 80, rank="private")
    assert both_ways(planned(tables("rank-points-1862"), units)) == (1, privates)


def test_ranks_of_1862_even_out_with_privates_and_never_leave_a_point_open():
    units = held(NORTH, SOUTH, 2, rank="colonel") + held(NORTH, SOUTH, 3, first=10, rank="private")
    units += held(SOUTH, NORTH, 1, rank="major general")
    assert both_ways(planned(tables("rank-points-1862"), units)) == (0, 0)
    units += held(SOUTH, NORTH, 1, first=2, rank="captain") + held(SOUTH, NORTH, 27, first=10, rank="private")
    made = planned(tables("rank-points-1862"), units)
    assert both_ways(made) == (5, 28)
    assert made.document()["clauses"][0]["value"] == 0


def test_a_rank_that_the_table_lacks_is_refused_by_party_and_rank():
    with pytest.raises(InputError, match="NORTH lists the rank 'drummer'"):
        planned(tables("rank-points-1862"), held(NORTH, SOUTH, 1, rank="drummer"))


def two_blocs():
    """16 held by one bloc, 8 by the other, two of these with two children."""
    units = held("HILL", "COAST", 12) + held("HILL", "LAKE", 3, first=50) + held("MARSH", "COAST", 1)
    for number, holder in enumerate(("COAST", "FJORD", "LAKE", "LAKE", "LAKE", "PLAIN")):
        units += held(holder, "HILL", 1, first=100 + number)
    family = held("RIVER", "HILL", 2) + held("RIVER", "HILL", 2, first=8, categories=("CHILDREN",))
    family[2:] = [
        Unit(child.id, child.traits, "VETO", "not an exchange category", "not an exchange category")
        for child in family[2:]
    ]
    return move_together([*units, *family], {"RIVER/family": [unit.id for unit in family]})


def test_sixteen_against_eight_between_two_blocs_with_two_children_beside():
    made = planned(tables("two-blocs"), two_blocs())
    home = {
        party: sum(sum(made.heads(way)) for way in made.directions if way[1] == party) for party in made.terms.parties
    }
    assert home == {"HILL": 10, "COAST": 13, "LAKE": 3, "MARSH": 0, "FJORD": 0, "PLAIN": 0, "RIVER": 0}
    assert [line["value"] for line in made.document()["clauses"]] == [16, 8]
    assert sum(home.values()) == 26


def test_no_balance_of_each_country_allows_that_exchange():
    table = tables("two-blocs")
    table["clauses"].append({"kind": "balance"})
    with pytest.raises(ConflictingClausesError) as caught:
        planned(table, two_blocs())
    assert caught.value.clauses == (1, 2)


def test_all_for_all_takes_everybody_under_25_and_nobody_else():
    young, old = {"categories": ("UNDER_25",)}, {"months_held": 40}
    units = held(NORTH, SOUTH, 37, **young) + held(SOUTH, NORTH, 61, **young)
    units += held(NORTH, SOUTH, 20, first=500, **old) + held(SOUTH, NORTH, 20, first=500, **old)
    assert both_ways(planned(tables("all-for-all"), units)) == (37, 61)


def test_230_for_248():
    made = planned(tables("230-for-248"), held(NORTH, SOUTH, 300) + held(SOUTH, NORTH, 300))
    assert both_ways(made) == (248, 230)


@pytest.mark.parametrize(("come", "back"), [(28, 420), (27, 270), (0, 0)])
def test_bodies_at_a_ratio_that_falls_when_fewer_come(come, back):
    remains = {"categories": ("REMAINS",)}
    made = planned(
        tables("bodies-at-a-ratio"), held(NORTH, SOUTH, come, **remains) + held(SOUTH, NORTH, 500, **remains)
    )
    assert both_ways(made) == (0, 0)
    assert [len(made.seats(way)) for way in ((NORTH, SOUTH), (SOUTH, NORTH))] == [come, back]


def test_the_wounded_go_first_and_twelve_come_back_later():
    wounded = held(NORTH, SOUTH, 12, categories=("SERIOUSLY_WOUNDED",))
    first = planned(tables("wounded-first"), wounded + held(NORTH, SOUTH, 9, first=50))
    assert both_ways(first) == (12, 0)
    table = tables("wounded-first")
    table["clauses"] = [{"kind": "carry", "brought": 12, "limit": 0}]
    assert both_ways(planned(table, held(SOUTH, NORTH, 40))) == (0, 12)


def test_one_for_two_hundred_and_five_for_fifty_five():
    made = planned(tables("named-for-many"), held(NORTH, SOUTH, 90) + held(SOUTH, NORTH, 400))
    assert both_ways(made) == (56, 205)
    for name in ("NORTH/N-001", *(f"SOUTH/S-00{number}" for number in range(1, 6))):
        assert made.reasons[name].in_package


def test_without_one_of_the_five_the_others_stay_too():
    units = [unit for unit in held(NORTH, SOUTH, 90) + held(SOUTH, NORTH, 400) if unit.id != "SOUTH/S-003"]
    made = planned(tables("named-for-many"), units)
    assert not any(made.reasons[f"SOUTH/S-00{number}"].in_package for number in (1, 2, 4, 5))
    # The one still counts for two hundred, and the fifty-five others for one each.
    assert both_ways(made) == (6, 205)


def test_seven_parties_each_balance_and_the_smallest_share_comes_first():
    parties = ("HILL", "MARSH", *WEST)
    units = []
    for number, holder in enumerate(parties):
        for step, home in enumerate(parties):
            if home != holder:
                codes = ("SERIOUSLY_WOUNDED",) if step == 0 else ("OFFICERS",) if step == 3 else ()
                units += held(
                    holder, home, 4 + (number * step) % 5, first=100 * step, categories=codes, months_held=step
                )
    made = planned(tables("seven-parties"), units)
    for party in parties:
        leaving = sum(exchanged(made, party, other) for other in parties if other != party)
        assert leaving == sum(exchanged(made, other, party) for other in parties if other != party) > 0
    shares = made.document()["levels"][2]["values"]
    assert len(shares) == 7
    assert shares == sorted(shares)
