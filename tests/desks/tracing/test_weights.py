"""The model page: trained from what two people decided, kept as versions, chosen by an act, taken back by another."""

import pytest

from cast import actor_with, client_of, officer_with
from desks.tracing.given import take_in
from homeward.base.errors import ConflictError, InputError, RefusedError
from homeward.desks.tracing.actions import ask_for_training, choose_model, search
from homeward.desks.tracing.models import KeptModel, Pair, PairAnswer, SearchRun
from homeward.desks.tracing.queries import ENOUGH_TO_TRAIN, decided_pairs, model_in_use
from homeward.engine.matching import Model
from homeward.engine.names import ENOUGH_PAIRS, LetterHabits, learn_habits
from homeward.office.accounts.models import Officer
from homeward.office.jobs.models import Job
from homeward.office.journal.models import JournalEntry

pytestmark = pytest.mark.django_db
PAGE = "/tracing/model/"
WAY = {"seeker": "NORTH", "holder": "SOUTH"}
_HEAD = "id,surname,given name,patronymic,birth date,rank,service number,unit"
_NAMES = ("Астренко", "Буковий", "Верещук", "Гривень", "Дубовик", "Єльник", "Жайворон", "Зимовець", "Івасик",
          "Калинчук", "Ластівка", "Мовчан")  # fmt: skip


def _list(letter: str) -> str:
    rows = [
        f"{letter}-{n},{name},Петро,Ілліч,{n + 1:02d}.03.19{70 + n},солдат,ДД-2000{n:02d},А7{n:03d}"
        for n, name in enumerate(_NAMES)
    ]
    return "\n".join([_HEAD, *rows])


@pytest.fixture
def many_decided(lists: None, first: Officer, second: Officer) -> None:
    """Eleven pairs that two people confirmed, and one that two people rejected."""
    take_in("NORTH", "missing", _list("M"), name="m.csv")
    take_in("SOUTH", "held", _list("H"), name="h.csv")
    search(actor=first.as_actor(), **WAY)
    pairs = list(Pair.objects.order_by("place"))
    assert len(pairs) > len(_NAMES)
    for number, pair in enumerate(pairs[: len(_NAMES)]):
        word = "confirmed" if number < len(_NAMES) - 1 else "rejected"
        for officer in (first, second):
            PairAnswer.objects.create(pair=pair, round=1, by=str(officer.pk), word=word)
        Pair.objects.filter(pk=pair.pk).update(state="confirmed" if word == "confirmed" else "rejected", answered=2)


def trained(officer: Officer) -> KeptModel:
    job = ask_for_training(actor=officer.as_actor(), **WAY)
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.message
    return KeptModel.objects.get(pk=job.results[0])


def test_the_page_tells_in_words_what_each_search_weighs(searched: SearchRun, first: Officer) -> None:
    html = client_of(first).get(PAGE).content.decode()
    for words in (
        "learnt anew at each search, from the two lists",
        "surnames are written the same",
        "birth dates differ",
        "off: letters are read by the rules of their languages alone",
        f"Habits take a model trained from {ENOUGH_PAIRS} confirmed pairs; there are 0.",
        f"A model can be trained once {ENOUGH_TO_TRAIN} pairs are confirmed by two people",
    ):
        assert words in html
    assert "Train a model from these" not in html


def test_few_decided_pairs_make_no_model(searched: SearchRun, first: Officer) -> None:
    with pytest.raises(InputError, match="0 pairs are confirmed"):
        ask_for_training(actor=first.as_actor(), **WAY)
    assert client_of(first).post(f"{PAGE}train/", {"direction": "NORTH-SOUTH"}).status_code == 400


def test_a_model_is_made_of_what_two_people_decided_and_of_nothing_else(many_decided: None, first: Officer) -> None:
    open_pair = Pair.objects.exclude(state__in=("confirmed", "rejected")).first()
    PairAnswer.objects.create(pair=open_pair, round=1, by=str(first.pk), word="confirmed")
    assert len(decided_pairs(viewer=first.as_actor(), **WAY)) == len(_NAMES)
    kept = trained(first)
    assert dict(kept.as_model().learnt_from) == {"same": len(_NAMES) - 1, "different": 1}
    assert kept.as_model() == Model.read(kept.document)
    entry = JournalEntry.objects.get(kind="tracing.keep_model")
    assert b'"number":1' in bytes(entry.body)


def test_a_model_weighs_nothing_until_somebody_chooses_it_and_is_taken_back(many_decided: None, first: Officer) -> None:
    actor, client = first.as_actor(), client_of(first)
    kept = [trained(first), trained(first)]
    assert [one.number for one in kept] == [1, 2]
    assert model_in_use(viewer=actor, **WAY) is None
    search(actor=actor, **WAY)
    assert SearchRun.objects.first().model is None
    assert client.post(f"{PAGE}choose/", {"direction": "NORTH-SOUTH", "number": "2"}).status_code == 302
    search(actor=actor, **WAY)
    run = SearchRun.objects.first()
    assert run.model == kept[1]
    weighed = run.summary["weights_millibits"]["rank"]
    assert weighed == {code: level["millibits"] for code, level in kept[1].document["fields"]["rank"].items()}
    for number, expected in (("1", kept[0]), ("0", None)):
        client.post(f"{PAGE}choose/", {"direction": "NORTH-SOUTH", "number": number})
        assert model_in_use(viewer=actor, **WAY) == expected
    numbers = [bytes(e.body) for e in JournalEntry.objects.filter(kind="tracing.choose_model").order_by("seq")]
    assert [b'"number":%d' % number in body for number, body in zip((2, 1, 0), numbers, strict=True)] == [True] * 3


def test_a_choice_sent_twice_is_one_choice(many_decided: None, first: Officer) -> None:
    kept = trained(first)
    for _twice in range(2):
        choose_model(actor=first.as_actor(), number=1, **WAY)
    assert kept.choices.count() == 1


def test_an_unreadable_or_unknown_model_is_not_chosen(many_decided: None, first: Officer) -> None:
    kept = trained(first)
    KeptModel.objects.filter(pk=kept.pk).update(document=kept.document | {"version": 99})
    with pytest.raises(ConflictError):
        choose_model(actor=first.as_actor(), number=1, **WAY)
    with pytest.raises(InputError):
        choose_model(actor=first.as_actor(), number=7, **WAY)
    for sent in ({}, {"direction": "NORTH-SOUTH"}, {"direction": "NORTH-SOUTH", "number": "9" * 30}, {"number": "1"}):
        assert client_of(first).post(f"{PAGE}choose/", sent).status_code == 400


def test_who_may_read_reads_and_only_who_may_search_trains_and_chooses(many_decided: None, first: Officer) -> None:
    trained(first)
    reader = client_of(officer_with("list_officer"))
    html = reader.get(PAGE).content.decode()
    assert "Model 1" in html
    assert "Use model 1" not in html
    assert reader.post(f"{PAGE}choose/", {"direction": "NORTH-SOUTH", "number": "1"}).status_code == 403
    with pytest.raises(RefusedError):
        ask_for_training(actor=actor_with("list_officer"), **WAY)
    assert client_of(officer_with("registrar")).get(PAGE).status_code == 403


def test_a_version_shows_its_weights_in_words_in_either_writing_direction(many_decided: None, first: Officer) -> None:
    kept = trained(first)
    for language in ("en", "ar"):
        response = client_of(first).get(f"{PAGE}{kept.pk}/", headers={"accept-language": language})
        assert response.status_code == 200
    assert client_of(first).get(f"{PAGE}{kept.pk}/").content.decode().count("<tr>") > 30


def test_letter_habits_are_off_until_there_are_enough_pairs_and_then_weigh(
    many_decided: None, first: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert trained(first).as_habits() is None
    page = f"{PAGE}{trained(first).pk}/"
    assert f"none: they take {ENOUGH_PAIRS} confirmed pairs" in client_of(first).get(page).content.decode()
    monkeypatch.setattr("homeward.desks.tracing.tasks.learn_habits", lambda pairs: learn_habits(pairs, enough=5))
    kept = trained(first)
    habits = kept.as_habits()
    assert habits == LetterHabits.read(kept.habits)
    assert habits.pairs == len(_NAMES) - 1
    choose_model(actor=first.as_actor(), number=kept.number, **WAY)
    search(actor=first.as_actor(), **WAY)
    assert SearchRun.objects.first().model == kept
    html = client_of(first).get(PAGE).content.decode()
    assert f"on: learnt from {habits.pairs} confirmed pairs" in html
    assert "Letters that clerks exchange" in client_of(first).get(f"{PAGE}{kept.pk}/").content.decode()
