"""Letter habits: learnt from enough confirmed pairs, the same whatever their order, readable, and quick."""

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.engine.names import ENOUGH_PAIRS, HabitsError, LetterHabits, fold, learn_habits
from homeward.engine.names.habits import FLOOR

FOLDS = st.text(alphabet="abdeiklmnorstvw-", max_size=14)


def _pairs(amount: int = 300, seed: int = 1) -> list[tuple[str, str]]:
    """A clerk who writes w for s and, after k, u for o; beside that nothing changes."""
    chance = random.Random(seed)
    names = ["".join(chance.choice("bdklmnprstv") + chance.choice("aeio") for _ in range(3)) for _ in range(amount)]
    return [(name, name.replace("s", "w").replace("ko", "ku")) for name in names]


@pytest.fixture(scope="module")
def habits() -> LetterHabits:
    """What the pairs above teach."""
    learnt = learn_habits(_pairs())
    assert learnt is not None
    return learnt


def test_they_are_off_until_there_are_enough_pairs() -> None:
    assert learn_habits(_pairs(ENOUGH_PAIRS - 1)) is None
    assert learn_habits(_pairs(ENOUGH_PAIRS)) is not None
    assert learn_habits([("ab", "ab")] * 500) is None  # names too short to tell anything


def test_a_habit_is_worth_more_than_a_slip(habits: LetterHabits) -> None:
    usual, slip, stranger = habits.likeness(["sabo", "sabo", "sabo"], ["wabo", "tabo", "nimeli"])
    assert usual > 8_000
    assert usual > slip + 5_000
    assert stranger < 0


def test_a_habit_of_two_letters_is_learnt() -> None:
    pairs = [(a.replace("l", "th"), a.replace("l", "c")) for a, _ in _pairs()]
    learnt = learn_habits(pairs)
    assert learnt is not None
    assert learnt.operations["th", "c"] > 5_000


def test_the_order_of_pairs_does_not_matter(habits: LetterHabits) -> None:
    shuffled = _pairs()
    random.Random(7).shuffle(shuffled)
    assert learn_habits(shuffled) == habits


def test_a_few_wrong_confirmations_teach_nothing(habits: LetterHabits) -> None:
    wrong = [("nimeli", "bortado"), ("karata", "selivi"), ("podore", "vikasa")] * 3
    learnt = learn_habits(_pairs() + wrong)
    assert learnt is not None
    ones, others = ["sabo", "berto", "nikola"], ["wabo", "bertu", "kirila"]
    assert abs(learnt.likeness(ones, others) - habits.likeness(ones, others)).max() < 1_500


@settings(max_examples=100)
@given(st.lists(st.tuples(FOLDS, FOLDS), max_size=12))
def test_sides_may_be_exchanged_and_rows_come_in_any_order(habits: LetterHabits, pairs: list[tuple[str, str]]) -> None:
    ones, others = [a for a, _ in pairs], [b for _, b in pairs]
    odds = habits.likeness(ones, others)
    assert odds.tolist() == habits.likeness(others, ones).tolist()
    assert odds.tolist()[::-1] == habits.likeness(ones[::-1], others[::-1]).tolist()
    assert [int(habits.likeness([a], [b])[0]) for a, b in pairs] == odds.tolist()


def test_names_far_apart_are_not_aligned_and_long_ones_by_their_beginning(habits: LetterHabits) -> None:
    assert habits.likeness(["bardo"], ["kilimiti"]).tolist() == [FLOOR]
    same = habits.likeness(["basteri" * 40, "basteri" * 40], ["basteri" * 40, "basteri" * 39])
    assert same[0] == same[1] > 0
    assert habits.likeness([], []).tolist() == []
    with pytest.raises(HabitsError, match="1 names against 2"):
        habits.likeness(["a"], ["a", "b"])


def test_signs_no_fold_should_hold_do_no_harm(habits: LetterHabits) -> None:
    assert habits.likeness(["sab1o", "іва", ""], ["sab2o", "іва", ""]).shape == (3,)


def test_the_document_is_plain_small_and_gives_the_same_weights(habits: LetterHabits) -> None:
    document = habits.document()
    text = json.dumps(document)
    assert len(text) < 20_000
    assert LetterHabits.read(json.loads(text)) == habits
    assert document["operations"]["s>w"] == habits.operations["s", "w"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": "weights"}, "no document of letter habits"),
        ({"version": 2}, "version 1"),
        ({"pairs": "many"}, "no whole number"),
        ({"operations": ["s>w"]}, "no table"),
        ({"operations": {"s>w": 1.5}}, "no whole number"),
        ({"operations": {"s>w": True}}, "no whole number"),
        ({"operations": {"s": 5}}, "no letter operation"),
        ({"operations": {"sss>w": 5}}, "no letter operation"),
        ({"operations": {"ж>w": 5}}, "no letter operation"),
        ({"otherwise": {"1>1": -5}}, "incomplete"),
        ({"operations": {"s>w": 10**9}}, "no whole number"),
    ],
)
def test_a_broken_document_is_refused_with_its_fault(habits: LetterHabits, change: dict, message: str) -> None:
    with pytest.raises(HabitsError, match=message):
        LetterHabits.read(habits.document() | change)
    with pytest.raises(HabitsError):
        LetterHabits.read([])


def test_hungarian_names_in_common_letters_come_nearer_than_before() -> None:
    own = "Szabó Kovács Nagy Tóth Horváth Varga Kiss Molnár Németh Farkas Balogh Papp Takács Juhász Lakatos"
    heard = "Сабо Ковач Надь Тот Хорват Варга Кишш Молнар Немет Фаркаш Балог Папп Такач Юхас Лакатош"
    pairs = [(fold(a), fold(b)) for a, b in zip(own.split(), heard.split(), strict=True)]
    learnt = learn_habits(pairs * 8)
    assert learnt is not None
    right, wrong = learnt.likeness([fold("Szakács")] * 2, [fold("Сакач"), fold("Закас")])
    assert right > wrong + 3_000
