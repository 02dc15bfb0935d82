"""The example lists are what their generator makes, and hold the choice that the story needs."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from examples.make_lists import make

EXAMPLES = Path(__file__).parents[3] / "examples"
LISTS = {
    "north_missing.xlsx": "missing",
    "held_by_south.csv": "held",
    "south_missing.csv": "missing",
    "held_by_north.xlsx": "held",
}
MADE = [*LISTS, "truth.csv", "blank_list.xlsx", "README.md"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lists")
    make(folder)
    return folder


@pytest.mark.parametrize("name", MADE)
def test_the_generator_makes_the_committed_files_byte_for_byte(made, name):
    assert (made / name).read_bytes() == (EXAMPLES / name).read_bytes()


@pytest.mark.parametrize(("name", "kind"), LISTS.items())
def test_each_list_is_read_whole_with_its_few_bad_rows(read, name, kind):
    reading = read(EXAMPLES / name, kind=kind)
    assert 160 <= len(reading.persons) <= 200
    assert 3 <= len(reading.rejected_rows) <= 5
    assert {"impossible-date", "same-id", "repeated"} <= {cell.code for cell in reading.rejected}
    assert {"id", "birth_date", "rank", "service_number", "unit", "event_date", "region"} <= set(reading.mapping)
    assert not reading.unsure
    assert reading.flags


def test_the_lists_share_no_ids_and_no_headings(read):
    readings = [read(EXAMPLES / name, kind=kind) for name, kind in LISTS.items()]
    ids = Counter(person.id for reading in readings for person in reading.persons)
    assert max(ids.values()) == 1
    north, south = (set(readings[0].mapping.values()), set(readings[1].mapping.values()))
    assert not north & south


def test_more_are_free_than_can_go_on_both_sides_so_that_the_choice_is_real(read):
    held = {
        name: {p.id: p for p in read(EXAMPLES / name).persons} for name in ("held_by_south.csv", "held_by_north.xlsx")
    }
    free, direct = Counter(), Counter()
    with (EXAMPLES / "truth.csv").open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(stream):
            person = held[line["held_list"]][line["held_id"]]
            goes = person.willingness == "WISHES_TO_RETURN" and person.fit_to_travel == "yes" and not person.veto
            direct[line["held_list"]] += goes and person.medical_decision == "A"
            in_region = line["held_list"] == "held_by_south.csv" or person.region == "KARST"
            free[line["held_list"]] += goes and in_region and not person.medical_decision
    assert direct == {"held_by_south.csv": 5, "held_by_north.xlsx": 3}
    assert all(115 < count <= 135 for count in free.values())
