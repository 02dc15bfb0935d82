"""Who is expected and who came, with needs and yes-or-no flags. Details of health are sealed notes, never here.

Persons live in the register and are known by id. The name is kept as the list of arrivals has it, for the people who
serve food, beds and calls may not open the register.
"""

from django.db import models
from django.db.models import Q

from homeward.base.identifiers import uuid7
from homeward.desks.reception import refeeding
from homeward.office.journal import clock


def new_id() -> str:
    """Ids sort by time."""
    return uuid7(clock.now()).hex


class Convoy(models.Model):
    """One arrival of people at one place; from a handover, or by hand."""

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField(unique=True)
    handover_id = models.CharField(max_length=40, blank=True)
    destination = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=120)
    expected_at = models.DateTimeField(null=True)
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=["handover_id", "destination"], condition=~Q(handover_id=""), name="one_convoy_a_direction"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}"


class Arrival(models.Model):
    """One person of a convoy: expected with needs, then arrived, seen and on the way."""

    class State(models.TextChoices):
        EXPECTED = "expected"
        ARRIVED = "arrived"
        LEFT = "left"
        NOT_COME = "not_come"

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    convoy = models.ForeignKey(Convoy, on_delete=models.PROTECT, related_name="arrivals")
    person_id = models.CharField(max_length=40, blank=True)
    case_number = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=200)
    bed = models.CharField(max_length=12)
    escort = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=State.choices, default=State.EXPECTED)
    not_come_why = models.CharField(max_length=20, blank=True)
    arrived_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    # Flags of the newest triage, as yes or no; who took the person on.
    triages = models.PositiveSmallIntegerField(default=0)
    urgency = models.CharField(max_length=10, blank=True)
    refeeding = models.CharField(max_length=14, default=refeeding.UNCHECKED)
    isolation = models.BooleanField(default=False)
    injury = models.BooleanField(default=False)
    triaged_at = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=40, blank=True)
    # First care of the mind: a talk until then, as the coordinator may know it.
    appointment_by = models.DateTimeField(null=True)
    appointment_kept_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("name", "id")
        indexes = (
            models.Index(fields=["state", "name"], name="arrivals_by_state"),
            models.Index(fields=["case_number"], name="arrivals_by_number"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["convoy", "person_id"], condition=~Q(person_id=""), name="once_in_a_convoy"
            ),
        )

    def __str__(self) -> str:
        return self.id

    @property
    def subject(self) -> str:
        """Who the journal, looks and sealed notes are about: the register's person, else this arrival."""
        return self.person_id or self.id


class Triage(models.Model):
    """One triage as it was given; a later one adds to it and changes none."""

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="history")
    urgency = models.CharField(max_length=10)
    refeeding = models.CharField(max_length=14)
    isolation = models.BooleanField()
    injury = models.BooleanField()
    language = models.CharField(max_length=60)
    interpreter = models.CharField(max_length=120)
    by = models.CharField(max_length=40)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.id


class CallWish(models.Model):
    """What a person wished about the first call home, and in which language they were asked. The newest counts."""

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="wishes")
    wish = models.CharField(max_length=8)
    contact = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=60)
    interpreter = models.CharField(max_length=120)
    by = models.CharField(max_length=40)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.id


class CallTask(models.Model):
    """A call, or another way of reaching the family, to be made for one person; there is none without their wish."""

    class State(models.TextChoices):
        OPEN = "open"
        DONE = "done"
        DROPPED = "dropped"

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="calls")
    kind = models.CharField(max_length=8)
    contact = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=60, blank=True)
    interpreter = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["arrival"], condition=Q(state="open"), name="one_open_call_a_person"),
        )

    def __str__(self) -> str:
        return self.id


class CallAttempt(models.Model):
    """One try at a call and how it ended."""

    id = models.BigAutoField(primary_key=True)
    task = models.ForeignKey(CallTask, on_delete=models.PROTECT, related_name="attempts")
    outcome = models.CharField(max_length=12)
    by = models.CharField(max_length=40)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.outcome


class MindStep(models.Model):
    """One step of psychological first aid that was taken; what came of it is a sealed note."""

    id = models.BigAutoField(primary_key=True)
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="mind_steps")
    step = models.CharField(max_length=12)
    by = models.CharField(max_length=40)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["arrival", "step"], name="each_step_once"),)

    def __str__(self) -> str:
        return self.step


class Leg(models.Model):
    """One vehicle onward, with seats and lying places."""

    class State(models.TextChoices):
        PLANNED = "planned"
        LEFT = "left"
        CANCELLED = "cancelled"

    id = models.CharField(max_length=32, primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField(unique=True)
    destination = models.CharField(max_length=120)
    departs_at = models.DateTimeField()
    seats = models.PositiveSmallIntegerField()
    lying = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("departs_at", "number")

    def __str__(self) -> str:
        return f"{self.number}"


class Seat(models.Model):
    """One place on a leg, given to one person; given back, the row ends and stays."""

    id = models.BigAutoField(primary_key=True)
    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="given")
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="seats")
    kind = models.CharField(max_length=8)
    number = models.PositiveSmallIntegerField()
    given_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("kind", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["leg", "kind", "number"], condition=Q(ended_at=None), name="one_person_a_seat"
            ),
            models.UniqueConstraint(fields=["arrival"], condition=Q(ended_at=None), name="one_seat_a_person"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
