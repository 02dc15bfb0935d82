"""Promises of changes: two officers edit one record, two lists differ, and no value is lost."""

import pytest

from cast import list_officer, officer_with, registrar
from desks.register.given import HEADER, ROWS, batch_of, csv_bytes
from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.desks.register.actions import correct_person, settle_value, undo_import
from homeward.desks.register.models import Person
from homeward.desks.register.queries import differences_of, person_visible_to, persons_visible_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return registrar()


@pytest.fixture
def actor(officer):
    return officer.as_actor()


@pytest.fixture
def person(actor):
    batch_of(actor)
    return Person.objects.get(list_id="N-4")


def fact(actor, person, name):
    record = person_visible_to(viewer=actor, person_id=person.pk)
    values = next((fact.values for fact in record.facts if fact.name == name), ())
    return [(value.value, value.state) for value in values]


def correct(actor, person, seen=1, **values):
    return correct_person(actor=actor, person_id=person.pk, seen=seen, values=values, reason="MISHEARD")


def test_a_correction_takes_the_place_of_a_value_and_the_value_stays_on_the_page(actor, person):
    assert correct(actor, person, rank="major").applied == ("rank",)
    assert fact(actor, person, "rank") == [("major", ""), ("captain", "earlier")]


def test_a_corrected_name_is_found_by_both_spellings(actor, person):
    correct(actor, person, surname="Astrov")
    for text in ("astrov", "ostrov"):
        assert persons_visible_to(viewer=actor, text=text).count == 1


def test_fields_left_as_they_were_shown_change_nothing(actor, person):
    corrected = correct(actor, person, surname="Ostrov", rank="captain", birth_date="01.02.1979")
    assert (corrected.applied, corrected.waiting) == ((), ())
    assert Person.objects.get(pk=person.pk).version == 1


def test_h04_both_values_and_authors_are_kept_when_two_officers_edit_one_field(actor, person):
    second = officer_with("registrar", name="Nadia Salem").as_actor()
    correct(actor, person, rank="major")
    corrected = correct(second, person, seen=1, rank="colonel")
    assert (corrected.applied, corrected.waiting) == ((), ("rank",))
    assert fact(actor, person, "rank") == [("major", ""), ("captain", "earlier"), ("colonel", "open")]
    found = differences_of(viewer=actor, person_id=person.pk).differences[0]
    assert (found.first, found.later, found.by_later) == ("major", "colonel", "Nadia Salem")
    assert found.by_first


def test_h04_a_stale_form_overwrites_no_field_that_it_did_not_touch(actor, person):
    correct(actor, person, rank="major")
    corrected = correct(actor, person, seen=1, rank="captain", service_number="AB-78")
    assert (corrected.applied, corrected.waiting) == (("service_number",), ())
    kept = Person.objects.get(pk=person.pk)
    assert (kept.rank, kept.service_number) == ("major", "AB-78")


def test_h04_the_same_value_from_two_officers_is_no_difference(actor, person):
    correct(actor, person, rank="major")
    assert correct(actor, person, seen=1, rank="major").waiting == ()
    assert differences_of(viewer=actor, person_id=person.pk).differences == []


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("first", [("major", ""), ("captain", "earlier"), ("colonel", "beside")]),
        ("later", [("colonel", ""), ("major", "earlier"), ("captain", "earlier")]),
    ],
)
def test_h04_a_person_settles_it_and_both_stay_visible(actor, person, word, expected):
    correct(actor, person, rank="major")
    correct(actor, person, seen=1, rank="colonel")
    found = differences_of(viewer=actor, person_id=person.pk).differences[0]
    settle_value(actor=actor, person_id=person.pk, field="rank", source=found.source, word=word)
    assert fact(actor, person, "rank") == expected
    assert differences_of(viewer=actor, person_id=person.pk).differences == []
    with pytest.raises(ConflictError):
        settle_value(actor=actor, person_id=person.pk, field="rank", source=found.source, word=word)


def later_list(actor):
    changed = [(*row[:5], "major", *row[6:]) if row[0] == "N-4" else row for row in ROWS]
    return batch_of(actor, csv_bytes(changed, HEADER), name="later.csv")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("first", [("captain", ""), ("major", "beside")]),
        ("later", [("major", ""), ("captain", "earlier")]),
    ],
)
def test_a_conflicting_later_row_is_settled_and_both_stay_visible(actor, person, word, expected):
    later_list(actor)
    found = differences_of(viewer=actor, person_id=person.pk).differences[0]
    assert fact(actor, person, "rank") == [("captain", ""), ("major", "open")]
    settle_value(actor=actor, person_id=person.pk, field="rank", source=found.source, word=word)
    assert fact(actor, person, "rank") == expected


def test_a_value_taken_from_a_batch_falls_back_when_the_batch_is_undone(actor, person):
    batch = later_list(actor)
    found = differences_of(viewer=actor, person_id=person.pk).differences[0]
    settle_value(actor=actor, person_id=person.pk, field="rank", source=found.source, word="later")
    undo_import(actor=actor, batch_id=batch.pk, reason="WRONG_FILE")
    assert fact(actor, person, "rank")[0] == ("captain", "")


def test_the_same_list_again_is_the_same_although_a_person_was_corrected(actor):
    rows = [("", *row[1:]) for row in ROWS]
    batch_of(actor, csv_bytes(rows))
    person = Person.objects.get(surname="Ostrov")
    correct(actor, person, surname="Astrov")
    again = batch_of(actor, csv_bytes(rows), name="again.csv")
    assert (again.new, again.same) == (0, 4)


@pytest.mark.parametrize("field", ["willingness", "written", "party", "id", "medical_decision"])
def test_only_fields_of_the_form_are_corrected(actor, person, field):
    with pytest.raises(InputError):
        correct(actor, person, **{field: "x"})


def test_a_correction_needs_its_reason_and_its_role(actor, person):
    with pytest.raises(InputError):
        correct_person(actor=actor, person_id=person.pk, seen=1, values={"rank": "x"}, reason="")
    with pytest.raises(RefusedError):
        correct(list_officer().as_actor(), person, rank="x")
    for source in ("row:9999", "edit:none", "elsewhere"):
        with pytest.raises(InputError):
            settle_value(actor=actor, person_id=person.pk, field="rank", source=source, word="later")
