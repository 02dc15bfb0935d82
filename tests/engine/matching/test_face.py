"""What notebooks, commands and desks ask of a run beside its pairs: columns, models, explanations, growing lists."""

import json

import pytest
from benchmarks.cross_script_lists import make_lists

from engine.matching.people import person
from homeward.engine.matching import (
    LIKELY,
    DoubleIdError,
    Model,
    ModelError,
    PersonColumns,
    Settings,
    UnknownIdError,
    duplicates,
    explain_two,
    explanation,
    extend,
    match,
    train,
)

LEFT, RIGHT, TRUTH = make_lists(150, seed=5)
BY_KEYS = Settings(all_pairs_up_to=0)


def test_columns_of_persons_match_as_the_persons_do() -> None:
    left, right = (PersonColumns.of(iter(persons)) for persons in (LEFT, RIGHT))
    assert match(left, right) == match(LEFT, RIGHT)
    assert [one.display_name() for one in left.persons()] == [one.display_name() for one in LEFT]
    assert len(PersonColumns.of([])) == 0


def test_columns_refuse_an_id_that_stands_twice() -> None:
    with pytest.raises(DoubleIdError, match="'m1'"):
        PersonColumns.of([person("m1"), person("m1")])


def test_pairs_stand_in_columns_too() -> None:
    found = match(LEFT, RIGHT)
    columns = found.columns()
    assert list(zip(*(columns[name].tolist() for name in columns), strict=True)) == [
        (pair.left_id, pair.right_id, pair.probability, pair.margin, pair.band) for pair in found.pairs
    ]
    assert found.pairs[-1] == list(found.pairs)[-1]
    assert found.band(LIKELY) == [pair for pair in found.pairs if pair.band == LIKELY]


def test_a_model_that_was_written_and_read_gives_the_same_bytes() -> None:
    found = match(LEFT, RIGHT)
    assert found.model is not None
    read = Model.read(json.loads(json.dumps(found.model.document())))
    assert read == found.model
    assert repr(match(LEFT, RIGHT, model=read)) == repr(found)


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        {},
        {"version": 99},
        {"fields": {}},
        {"matched_share_millionths": "half"},
        {"matched_share_millionths": True},
        {"learnt_from": {"pairs": -1}},
    ],
)
def test_a_broken_model_is_refused(broken: object) -> None:
    whole = match(LEFT, RIGHT).model
    assert whole is not None
    document = {**whole.document(), **broken} if isinstance(broken, dict) and broken else broken
    with pytest.raises(ModelError):
        Model.read(document)


@pytest.mark.parametrize("settings", [Settings(), BY_KEYS])
def test_the_steps_of_a_waterfall_add_up_to_the_score(settings: Settings) -> None:
    found = match(LEFT, RIGHT, settings=settings)
    ids = [(pair.left_id, pair.right_id) for pair in [*found.pairs[:20], *found.pairs[-10:]]]
    for left_id, right_id in [*ids, (LEFT[0].id, RIGHT[0].id), (LEFT[3].id, RIGHT[5].id)]:
        told = explanation(found, left_id, right_id)
        (first, prior), *steps, (last, total) = told.waterfall
        assert (first, last) == ("prior", "total")
        assert prior + sum(weight for _, weight in steps) == total
        assert [(reason.field, reason.weight) for reason in told.pair.reasons] == [
            (name, round(weight / 1000, 2)) for name, weight in steps
        ]


def test_a_suggested_pair_is_explained_as_it_was_suggested() -> None:
    pair = match(LEFT, RIGHT).pairs[0]
    told = explain_two(LEFT, RIGHT, pair.left_id, pair.right_id)
    assert told.pair == pair
    assert told.why_not == ""
    assert told.candidate == ("all pairs",)
    assert told.assigned_instead == ("", "")


def test_two_that_were_not_put_together_are_told_why() -> None:
    found = match(LEFT, RIGHT, settings=BY_KEYS)
    one, other = found.pairs[0], found.pairs[1]
    told = explanation(found, one.left_id, other.right_id)
    assert told.pair.band == "none"
    assert told.assigned_instead == (one.right_id, other.left_id)
    assert told.why_not in {"no_common_key", "other_assigned"}
    namesakes = [person("h1", "Горобчак Иван", "1990-01-05"), person("h2", "Горобчак Иван", "1990-01-05")]
    level = explain_two([person("m1", "Горобчак Іван", "1990-01-05")], namesakes, "m1", "h2")
    assert (level.why_not, level.assigned_instead) == ("other_assigned", ("h1", ""))
    assert level.pair.probability == pytest.approx(0.5, abs=0.05)
    brother = explain_two([person("m1", "Горобчак Петро")], [person("h1", "Горобчак Павел")], "m1", "h1")
    assert brother.why_not == "contradiction"
    stranger = explain_two([person("m1", "Горобчак Петро")], [person("h1", "Липчан Роман")], "m1", "h1")
    assert stranger.why_not in {"contradiction", "below_review"}


def test_the_keys_by_which_two_met_are_named() -> None:
    found = match(LEFT, RIGHT, settings=BY_KEYS)
    for pair in found.pairs[:10]:
        told = explanation(found, pair.left_id, pair.right_id)
        assert told.candidate
        assert "all pairs" not in told.candidate


def test_an_id_that_nobody_has_is_named() -> None:
    with pytest.raises(UnknownIdError, match="'x'"):
        explain_two(LEFT, RIGHT, "x", RIGHT[0].id)


def test_answers_teach_a_model_that_matches() -> None:
    answers = [(left, right, True) for left, right in sorted(TRUTH)[:60]]
    answers.append((LEFT[0].id, RIGHT[0].id, False))
    model = train(LEFT, RIGHT, answers)
    assert dict(model.learnt_from) == {"same": 60, "different": 1}
    found = match(LEFT, RIGHT, model=model)
    assert found.model == model
    assert {(pair.left_id, pair.right_id) for pair in found.band(LIKELY)} <= TRUTH
    assert len(found.band(LIKELY)) >= 0.85 * len(TRUTH)


def test_training_without_answers_is_the_priors() -> None:
    assert dict(train(LEFT, RIGHT, []).learnt_from) == {"same": 0, "different": 0}


def test_rows_that_tell_of_one_person_are_found_inside_one_list() -> None:
    rows = [
        person("1", "Іванчук Микола Петрович", "1990-03-07", unit="А1234"),
        person("2", "Ivanchuk Nikolai Petrovich", "1990-03-07", unit="А1234"),
        person("3", "Іванчук Микола Петрович", "1990-07-03", unit="А1234"),
        person("4", "Шевчишин Іван Петрович", "1970-05-06"),
        person("5", "Іванчук Павло Петрович", "1993-11-07", unit="А1234"),
    ]
    for listed in (rows, rows[::-1]):
        found = duplicates(listed)
        assert {frozenset((pair.left_id, pair.right_id)) for pair in found.band(LIKELY)} == {
            frozenset("12"), frozenset("13"), frozenset("23"),
        }  # fmt: skip
        assert not any("5" in (pair.left_id, pair.right_id) for pair in found.pairs)
    assert explanation(duplicates(rows), "1", "5").why_not == "contradiction"


def test_a_list_without_duplicates_has_few_to_review_and_none_likely() -> None:
    assert duplicates(LEFT).band(LIKELY) == []


@pytest.mark.parametrize("settings", [Settings(), BY_KEYS])
def test_a_list_that_has_grown_is_matched_as_if_from_the_start(settings: Settings) -> None:
    earlier = match(LEFT[:100], RIGHT[:120], settings=settings)
    assert earlier.state is not None
    assert repr(extend(earlier.state, LEFT, RIGHT)) == repr(match(LEFT, RIGHT, settings=settings))
