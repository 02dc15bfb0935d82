"""What this desk owns: searches, the pairs they proposed, and people's answers to pairs.

Persons live in the register and are known here by id alone.
"""

from dataclasses import asdict
from uuid import UUID

from django.db import models

from homeward.base.identifiers import uuid7
from homeward.desks.tracing import answering
from homeward.engine.matching import LIKELY, JudgedPair, Model, Reason
from homeward.engine.names import LetterHabits
from homeward.office.journal import clock


def new_id() -> UUID:
    """Ids sort by time."""
    return uuid7(clock.now())


class SearchRun(models.Model):
    """One search: the missing of `seeker` among the held of `holder`. `counts` tells what it found and changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # A job that ran, was killed before it could say so and ran again finds its search here.
    job_id = models.CharField(max_length=36, unique=True)
    seeker = models.CharField(max_length=20)
    holder = models.CharField(max_length=20)
    by = models.CharField(max_length=40)
    at = models.DateTimeField(default=clock.now)
    counts = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    # None where the weights were learnt from the two lists themselves.
    model = models.ForeignKey("KeptModel", on_delete=models.PROTECT, null=True, related_name="searches")

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.seeker}-{self.holder}"


class Pair(models.Model):
    """A missing person and a person held, proposed as the same. Left is missing, right is held.

    `round` counts the decisions looked for: answers of the present round are blind (see `answering`).
    """

    class State(models.TextChoices):
        SUGGESTED = answering.SUGGESTED
        CONFIRMED_ONCE = answering.CONFIRMED_ONCE
        CONFIRMED = answering.CONFIRMED
        REJECTED = answering.REJECTED
        WITHDRAWN = answering.WITHDRAWN

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    seeker = models.CharField(max_length=20)
    holder = models.CharField(max_length=20)
    missing_id = models.CharField(max_length=40)
    held_id = models.CharField(max_length=40)
    # Six decimals as text: the same on every database, and equal to what the command writes.
    probability = models.CharField(max_length=9)
    margin = models.CharField(max_length=9)
    band = models.CharField(max_length=10)
    reasons = models.JSONField(default=list)
    runner_up_left = models.CharField(max_length=40, blank=True)
    runner_up_right = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=16, choices=State.choices, default=State.SUGGESTED)
    disagrees = models.BooleanField(default=False)
    # Number of answers of the present round that stand.
    answered = models.PositiveSmallIntegerField(default=0)
    round = models.PositiveSmallIntegerField(default=1)
    # Place in the queue: likely before review, the more probable first; ends in the id, so no two are equal.
    place = models.CharField(max_length=100, unique=True)
    # Whether the last search still proposes it, and whether the queue shows it (proposed, or answered by somebody).
    proposed = models.BooleanField(default=True)
    listed = models.BooleanField(default=True)
    # No search proposed it: an officer asked to compare the two.
    asked_for = models.BooleanField(default=False)
    # One digest a field of either record, as the last search read it, and the fields that differ since the last answer.
    seen = models.JSONField(default=dict)
    changes = models.JSONField(default=list)
    came_back = models.BooleanField(default=False)
    evidence = models.JSONField(default=list)
    search = models.ForeignKey(SearchRun, on_delete=models.PROTECT, related_name="pairs")
    decided_at = models.DateTimeField(null=True)
    withdrawals = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("place",)
        constraints = (models.UniqueConstraint(fields=["missing_id", "held_id"], name="one_pair_of_two_records"),)
        indexes = (
            models.Index(fields=["listed", "place"], name="pairs_in_queue"),
            models.Index(fields=["seeker", "holder", "state"], name="pairs_by_direction"),
            models.Index(fields=["held_id"], name="pairs_by_held"),
        )

    def __str__(self) -> str:
        return f"{self.seeker}-{self.holder} {self.state}"

    @property
    def is_decided(self) -> bool:
        return self.state in answering.DECIDED

    def as_judged(self) -> JudgedPair:
        """The pair as the engine judged it, with the register's ids."""
        return JudgedPair(
            left_id=self.missing_id,
            right_id=self.held_id,
            probability=float(self.probability),
            margin=float(self.margin),
            band=self.band,
            runner_up_left=self.runner_up_left,
            runner_up_right=self.runner_up_right,
            reasons=tuple(Reason(**reason) for reason in self.reasons),
        )

    def take_judgement(self, judged: JudgedPair) -> None:
        """Keeps what the engine says of the two records now; saves nothing."""
        self.probability, self.margin = f"{judged.probability:.6f}", f"{judged.margin:.6f}"
        self.band, self.reasons = judged.band, [asdict(reason) for reason in judged.reasons]
        self.runner_up_left, self.runner_up_right = judged.runner_up_left, judged.runner_up_right
        self.place = place_of(judged)


def place_of(judged: JudgedPair) -> str:
    """Sorts as the queue does: likely before review, the more probable first, then by the ids."""
    behind = 1_000_000 - round(judged.probability * 1_000_000)
    return f"{int(judged.band != LIKELY)}{behind:07d}{judged.left_id}{judged.right_id}"


class PairAnswer(models.Model):
    """One officer's word on one pair. Ended with a reason, never changed or deleted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="answers")
    round = models.PositiveSmallIntegerField()
    by = models.CharField(max_length=40)
    word = models.CharField(max_length=16, choices=[(word, word) for word in answering.WORDS])
    at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, blank=True)
    ended_why = models.CharField(max_length=40, blank=True)
    ended_words = models.CharField(max_length=500, blank=True)
    # The keys of the forms that gave and that ended it: a form sent twice does its work once.
    form_key = models.CharField(max_length=40, null=True)
    ended_form_key = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["pair", "round", "by"], condition=models.Q(ended_at=None), name="one_standing_word_each"
            ),
            models.UniqueConstraint(fields=["by", "form_key"], name="one_answer_a_form"),
        )
        indexes = (models.Index(fields=["by", "pair"], name="answers_by_officer"),)

    def __str__(self) -> str:
        return f"{self.pair_id} {self.word}"

    @property
    def is_ended(self) -> bool:
        return self.ended_at is not None


class Raised(models.Model):
    """A person whom the exchange desk asks this desk to look at first. Ended, never deleted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.CharField(max_length=40)
    by = models.CharField(max_length=40)
    at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["person_id"], condition=models.Q(ended_at=None), name="one_standing_raise_each"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} raised"


class Following(models.Model):
    """A direction that this node searches anew by itself when the register has moved on behind `read_up_to`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    seeker = models.CharField(max_length=20)
    holder = models.CharField(max_length=20)
    is_on = models.BooleanField(default=True)
    # Number of the last journal entry that a search of this direction has seen.
    read_up_to = models.BigIntegerField(default=0)
    by = models.CharField(max_length=40)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("seeker", "holder")
        constraints = (models.UniqueConstraint(fields=["seeker", "holder"], name="one_following_a_direction"),)

    def __str__(self) -> str:
        return f"{self.seeker}-{self.holder} {'on' if self.is_on else 'off'}"


class KeptModel(models.Model):
    """Weights of the evidence, trained from pairs that two people decided. Never changed: a better one is a new one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    job_id = models.CharField(max_length=36, unique=True)
    seeker = models.CharField(max_length=20)
    holder = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    # As `engine.matching.Model.document` writes it: words and whole numbers.
    document = models.JSONField(default=dict)
    # As `engine.names.LetterHabits.document` writes it; None where there were too few pairs to learn any.
    habits = models.JSONField(null=True)
    # The search whose pairs were decided when it was trained.
    search = models.ForeignKey(SearchRun, on_delete=models.PROTECT, related_name="models_trained")
    by = models.CharField(max_length=40)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=["seeker", "holder", "number"], name="one_number_a_model"),)

    def __str__(self) -> str:
        return f"{self.seeker}-{self.holder} {self.number}"

    def as_model(self) -> Model:
        """The model as the engine takes it; ModelError when another version wrote the document."""
        return Model.read(self.document)

    def as_habits(self) -> LetterHabits | None:
        """The letters that clerks exchange, for the engine; None where they are off."""
        return None if self.habits is None else LetterHabits.read(self.habits)


class ModelChoice(models.Model):
    """From then on searches of that direction use that model; None: each learns from its two lists. The last stands."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    seeker = models.CharField(max_length=20)
    holder = models.CharField(max_length=20)
    model = models.ForeignKey(KeptModel, on_delete=models.PROTECT, null=True, related_name="choices")
    by = models.CharField(max_length=40)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["seeker", "holder", "-id"], name="model_choices"),)

    def __str__(self) -> str:
        return f"{self.seeker}-{self.holder} {self.model_id}"
