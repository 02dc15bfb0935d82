"""Promises of the register list at size: whichever way is taken, the rows, their order and the counts are the same.

The register here is just large enough that some searches are gathered and others walked, that some categories are of
few and others of many. Everything is compared with a plain reading of all rows.
"""

import random
from itertools import product

import pytest

from cast import actor_with, registrar
from desks.register.given import batch_of, csv_bytes, party
from homeward.base.errors import InputError, RefusedError
from homeward.desks.register.actions import (
    add_evidence,
    commit_import,
    correct_person,
    propose_import,
    settle_value,
    undo_import,
)
from homeward.desks.register.keys import words_asked
from homeward.desks.register.models import Batch, CategoryTotal, LaterRow, NameWord, Person, PersonCategory
from homeward.desks.register.queries import (
    card_visible_to,
    export_visible_to,
    person_visible_to,
    persons,
    persons_visible_to,
)
from homeward.desks.register.queries.counting import CAP
from homeward.desks.register.queries.finding import GATHERED
from homeward.office.journal.models import Look

pytestmark = pytest.mark.django_db
HEADER = ("ID", "Surname", "Given name", "Patronymic", "Date of birth", "Category")
SURNAMES = ("Verbenko", "Вербенко", "Ставрін", "Ostrov", "Alder", "Birch", "Кущ")
LISTS = (("NORTH", "held", 1600), ("NORTH", "missing", 700), ("SOUTH", "held", 60), ("SOUTH", "missing", 30))
WORDS = ("", "о", "oleh", "Олег", "verb", "Олег Верб", "верб петр", "mykola ivan", "O I", "kushch oleh", "nobody", "%")
NARROWINGS = (
    {}, {"party": "NORTH"}, {"kind": "missing"}, {"party": "SOUTH", "kind": "held"}, {"category": "WOMEN"},
    {"category": "OFFICERS"}, {"party": "SOUTH", "category": "OFFICERS"}, {"batch": "1"}, {"batch": "001"},
    {"batch": "4", "category": "WOMEN"}, {"batch": "3", "party": "NORTH"}, {"batch": "x"}, {"party": "NOBODY"},
    {"category": "CREW", "kind": "held"}, {"batch": "5"},
)  # fmt: skip


@pytest.fixture
def officer():
    return registrar().as_actor()


def rows_of(count, chance):
    for number in range(count):
        given = chance.choice(("Oleh", "Олег", "Oleh", "Mykola", "Андрій"))
        father = chance.choice(("Іванович", "Petrovych", ""))
        codes = [code for code, share in (("officers", 0.6), ("women", 0.01)) if chance.random() < share]
        yield (f"P-{number}", chance.choice(SURNAMES), given, father, "1990", ", ".join(codes))


@pytest.fixture
def register(officer):
    """Four lists and a fifth one that is undone."""
    chance = random.Random(7)
    for code, kind, count in LISTS:
        batch_of(officer, csv_bytes(list(rows_of(count, chance)), HEADER), code=code, kind=kind)
    batch = batch_of(officer, csv_bytes([("Z-1", "Verbenko", "Oleh", "", "", "officers")], HEADER), code="SOUTH")
    undo_import(actor=officer, batch_id=batch.pk, reason="TRAINING")


class Plain:
    """The register read row by row, without any index or limit."""

    def __init__(self):
        self.persons = list(Person.objects.filter(withdrawn_at=None).select_related("batch"))
        self.persons.sort(key=lambda person: (person.sort_key, person.pk))
        self.words = {}
        for person_id, word in NameWord.objects.values_list("person_id", "word"):
            self.words.setdefault(person_id, []).append(word)

    def found(self, text):
        asked = words_asked(text)
        if text and not asked:
            return []
        return [p for p in self.persons if all(any(w.startswith(a) for w in self.words[p.pk]) for a in asked)]

    @staticmethod
    def fits(person, name, value):
        if name == "batch":
            return value.isdigit() and person.batch.number == int(value)
        return value in person.categories if name == "category" else getattr(person, name) == value

    def narrowed(self, persons, narrowing):
        return [p for p in persons if all(self.fits(p, name, value) for name, value in narrowing.items() if value)]


def asked_of(narrowing):
    own = {name: narrowing.get(name, "") for name in ("party", "kind")}
    return {**own, "facets": {name: narrowing.get(name, "") for name in ("category", "batch")}}


def test_every_search_and_narrowing_shows_the_rows_of_a_plain_reading_in_its_order(officer, register):
    plain = Plain()
    for text, narrowing in product(WORDS, NARROWINGS):
        expected = [person.pk for person in plain.narrowed(plain.found(text), narrowing)]
        page = persons_visible_to(viewer=officer, text=text, **asked_of(narrowing))
        assert [card.id for card in page.rows] == expected[:50], (text, narrowing)
        assert page.next_after == (expected[49] if len(expected) > 50 else ""), (text, narrowing)
        assert page.count == min(len(expected), CAP + 1), (text, narrowing)
        if expected:
            middle = len(expected) // 2
            page = persons_visible_to(viewer=officer, text=text, after=expected[middle], **asked_of(narrowing))
            assert [card.id for card in page.rows] == expected[middle + 1 : middle + 51], (text, narrowing)


def test_every_facet_tells_the_count_of_a_plain_reading_up_to_the_cap_or_none_at_all(officer, register):
    plain = Plain()
    for text, narrowing in product(WORDS[::3], NARROWINGS):
        found = plain.found(text)
        page = persons_visible_to(viewer=officer, text=text, **asked_of(narrowing))
        choices = {(facet.name, choice.value): choice for facet in page.facets for choice in facet.choices}
        for (name, value), choice in choices.items():
            expected = min(len(plain.narrowed(found, {**narrowing, name: value})), CAP + 1)
            assert choice.count == (None if text and len(found) > GATHERED else expected), (text, narrowing, name)
            assert choice.active == (narrowing.get(name, "") == value)
        # What is not offered would show nobody.
        missing = {("category", code) for code in ("WOMEN", "OFFICERS")} - set(choices)
        assert not any(plain.narrowed(found, {**narrowing, name: value}) for name, value in missing)


def test_an_export_holds_the_rows_of_the_list(officer, register):
    plain = Plain()
    for text, narrowing in (("", {"party": "SOUTH"}), ("верб петр", {}), ("oleh", {"category": "WOMEN"}), ("%", {})):
        expected = [person.pk for person in plain.narrowed(plain.found(text), narrowing)]
        cards = export_visible_to(viewer=officer, text=text, **asked_of(narrowing))
        assert [card.id for card in cards] == expected


def test_somebody_found_by_number_or_list_id_is_narrowed_and_counted_too(officer, register):
    person = Person.objects.get(list_id="P-59", party="SOUTH", kind="held")
    for text, narrowing, count in (
        (person.as_listed().id, {}, 0),
        ("P-59", {"party": "SOUTH"}, 1),
        ("P-59", {"kind": "held"}, 2),
        ("Z-1", {}, 0),
    ):
        page = persons_visible_to(viewer=officer, text=text, **asked_of(narrowing))
        assert (len(page.rows), page.count) == (count, count), text


def test_those_of_an_undone_list_hide_nobody_who_has_the_same_name(officer, monkeypatch):
    monkeypatch.setattr(persons, "GATHERED", 10)
    rows = [(f"P-{number}", "Verbenko", "Oleh", "", "", "") for number in range(60)]
    undone = batch_of(officer, csv_bytes(rows, HEADER))
    batch_of(officer, csv_bytes(rows[:7], HEADER), kind="missing")
    undo_import(actor=officer, batch_id=undone.pk, reason="TRAINING")
    page = persons_visible_to(viewer=officer, text="verb")
    assert (len(page.rows), page.count) == (7, 7)
    assert [choice.count for choice in page.facets[0].choices] == [7]


def totals_of_rows():
    counted = {}
    for batch, code in PersonCategory.objects.values_list("person__batch_id", "code"):
        counted[batch, code] = counted.get((batch, code), 0) + 1
    return counted


def totals_kept():
    rows = CategoryTotal.objects.exclude(persons=0).values_list("batch_id", "code", "persons")
    return {(batch, code): persons for batch, code, persons in rows}


def test_totals_of_categories_follow_each_act_that_changes_a_category(officer):
    party()
    first = batch_of(
        officer, csv_bytes([("N-1", "Alder", "", "", "", "women"), ("N-2", "Birch", "", "", "", "")], HEADER)
    )
    assert totals_kept() == totals_of_rows() == {(first.pk, "WOMEN"): 1}
    later = propose_import(
        actor=officer, file_name="later.csv", party="NORTH", kind="held",
        content=csv_bytes([("N-1", "Alder", "", "", "", "officers"), ("N-2", "Birch", "", "", "", "officers")], HEADER),
    )  # fmt: skip
    commit_import(actor=officer, batch_id=later.pk)
    for row in LaterRow.objects.all():
        settle_value(
            actor=officer, person_id=row.person_id, field="categories", source=f"row:{row.pk}", word="later"
        )  # fmt: skip
    assert totals_kept() == totals_of_rows() == {(first.pk, "OFFICERS"): 2}
    person = Person.objects.get(list_id="N-1")
    correct_person(actor=officer, person_id=person.pk, seen=person.version, values={"rank": "x"}, reason="MISHEARD")
    undo_import(actor=officer, batch_id=later.pk, reason="TRAINING")
    assert totals_kept() == totals_of_rows() == {(first.pk, "WOMEN"): 1}
    page = persons_visible_to(viewer=officer, facets={"category": "WOMEN"})
    assert [card.list_id for card in page.rows] == ["N-1"]


def test_a_batch_tells_how_many_persons_stand_in_it(officer, register):
    for batch in Batch.objects.all():
        standing = batch.persons.filter(withdrawn_at=None).count()
        assert standing == (batch.new if batch.state == Batch.State.COMMITTED else 0)


def test_a_page_that_asks_about_somebody_shows_the_card_of_their_record_and_leaves_the_same_look(officer):
    batch_of(officer, csv_bytes([("N-1", "Alder", "Oleh", "", "1990", "women")], HEADER))
    person = Person.objects.get()
    add_evidence(actor=officer, person_id=person.pk, code="REPORTED_CAPTIVE", source="officer:x")
    record, card = (
        person_visible_to(viewer=officer, person_id=person.pk).card,
        card_visible_to(viewer=officer, person_id=person.pk),
    )
    assert card == record
    first, second = Look.objects.filter(subject=person.pk).values_list("viewer", "what", "shown", "reason")
    assert first == second
    with pytest.raises(InputError):
        card_visible_to(viewer=officer, person_id="nobody")
    with pytest.raises(RefusedError):
        card_visible_to(viewer=actor_with("administrator"), person_id=person.pk)
