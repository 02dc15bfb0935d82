"""Who this node writes to, every bundle as it was sent or received, and what became of each item in them."""

from django.db import models

from homeward.base.identifiers import uuid7
from homeward.office.journal import clock

HASH, CODE, PERSON, KIND = 64, 40, 40, 63


def new_id() -> str:
    """Ids sort by time and are the same on both nodes."""
    return str(uuid7(clock.now()))


class Partner(models.Model):
    """Another node, its keys confirmed by eight words read aloud. `id` is the key id of its signing key."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed"
        ENDED = "ended"

    id = models.CharField(max_length=HASH, primary_key=True)
    name = models.CharField(max_length=31)
    title = models.CharField(max_length=120)
    role = models.CharField(max_length=20)
    party = models.CharField(max_length=20, blank=True)
    signing = models.CharField(max_length=HASH)
    sealing = models.CharField(max_length=80)
    card = models.BinaryField()
    address = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CONFIRMED)
    confirmed_by = models.CharField(max_length=PERSON)
    confirmed_at = models.DateTimeField()
    ended_by = models.CharField(max_length=PERSON, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=CODE, blank=True)
    # The head of this node's journal that the partner last said it remembers.
    told_size = models.BigIntegerField(default=0)
    told_root = models.CharField(max_length=HASH, blank=True)

    class Meta:
        ordering = ("name", "confirmed_at")
        constraints = (
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(state="confirmed"), name="one_open_partner_for_each_name"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Outgoing(models.Model):
    """One bundle as it was sealed: these bytes and no others are sent, as often as it takes."""

    id = models.BigAutoField(primary_key=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="outgoing")
    seq = models.PositiveIntegerField()
    bundle_id = models.CharField(max_length=36, unique=True)
    digest = models.CharField(max_length=HASH, unique=True)
    prev = models.CharField(max_length=HASH)
    content = models.BinaryField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    # How long this node's journal was in it: the next bundle proves its own head from there.
    head_size = models.BigIntegerField(default=0)

    class Meta:
        ordering = ("partner", "seq")
        constraints = (models.UniqueConstraint(fields=["partner", "seq"], name="one_outgoing_bundle_for_each_number"),)

    def __str__(self) -> str:
        return f"{self.partner_id[:8]} {self.seq}"


class SentItem(models.Model):
    """One thing a desk gave to the post for one partner, and the partner's receipt for it."""

    class State(models.TextChoices):
        QUEUED = "queued"
        SENT = "sent"
        HELD = "held"
        TAKEN = "taken"
        REFUSED = "refused"
        RETRACTED = "retracted"

    id = models.CharField(max_length=36, primary_key=True, default=new_id)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="sent_items")
    bundle = models.ForeignKey(Outgoing, on_delete=models.PROTECT, null=True, related_name="items")
    kind = models.CharField(max_length=KIND)
    version = models.PositiveSmallIntegerField()
    # The desk's own name of the thing; one partner gets it once.
    reference = models.CharField(max_length=80)
    body = models.BinaryField()
    # Codes and counts for lists of items, as the kind tells them of the body.
    about = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    reason = models.CharField(max_length=CODE, blank=True)
    queued_by = models.CharField(max_length=PERSON)
    queued_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["partner", "kind", "reference"], name="one_item_for_each_reference"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"


class Arrival(models.Model):
    """One bundle that was read in its turn: the raw bytes, and whether it was taken or set aside by a person."""

    class State(models.TextChoices):
        TAKEN = "taken"
        SET_ASIDE = "set_aside"

    id = models.BigAutoField(primary_key=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="arrivals")
    seq = models.PositiveIntegerField()
    bundle_id = models.CharField(max_length=36, blank=True)
    digest = models.CharField(max_length=HASH, unique=True)
    prev = models.CharField(max_length=HASH)
    content = models.BinaryField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.TAKEN)
    gate = models.CharField(max_length=10)
    created_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=["partner", "seq"], name="one_arrival_for_each_number"),)

    def __str__(self) -> str:
        return f"{self.partner_id[:8]} {self.seq}"


class ReceivedItem(models.Model):
    """One item of a bundle that was taken: done at once, held for a person, refused by name, or taken back."""

    class State(models.TextChoices):
        TAKEN = "taken"
        HELD = "held"
        REFUSED = "refused"
        RETRACTED = "retracted"

    id = models.BigAutoField(primary_key=True)
    item_id = models.CharField(max_length=36)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="received_items")
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=KIND)
    version = models.PositiveIntegerField()
    body = models.BinaryField()
    about = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices)
    reason = models.CharField(max_length=CODE, blank=True)
    # What the desk made of it, by the desk's own id.
    result = models.CharField(max_length=80, blank=True)
    decided_by = models.CharField(max_length=PERSON, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["partner", "item_id"], name="one_received_item_for_each_id"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.item_id}"


class OwedReceipt(models.Model):
    """What a partner is to be told of one item, or of one bundle as a whole (`item_id` is '')."""

    id = models.BigAutoField(primary_key=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="owed_receipts")
    bundle = models.CharField(max_length=HASH)
    item_id = models.CharField(max_length=36, blank=True)
    verdict = models.CharField(max_length=10)
    reason = models.CharField(max_length=CODE, blank=True)
    sent_in = models.ForeignKey(Outgoing, on_delete=models.PROTECT, null=True, related_name="receipts")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.verdict} {self.bundle[:8]}"


class ToldRefusal(models.Model):
    """A partner's signed word that it did not take a bundle of ours."""

    id = models.BigAutoField(primary_key=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="told_refusals")
    bundle = models.CharField(max_length=HASH)
    reason = models.CharField(max_length=CODE)
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="told_refusals")
    told_at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.reason} {self.bundle[:8]}"


class Quarantined(models.Model):
    """One file that was not taken. Its bytes are kept when a partner's signature stands in them."""

    class State(models.TextChoices):
        WAITING = "waiting"
        TAKEN_LATER = "taken_later"
        SET_ASIDE = "set_aside"

    id = models.BigAutoField(primary_key=True)
    digest = models.CharField(max_length=HASH, unique=True)
    size = models.BigIntegerField()
    reason = models.CharField(max_length=CODE)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="quarantined")
    seq = models.BigIntegerField(null=True)
    prev = models.CharField(max_length=HASH, blank=True)
    content = models.BinaryField(null=True)
    gate = models.CharField(max_length=10)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    arrivals = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    decided_by = models.CharField(max_length=PERSON, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-last_at", "-id")
        verbose_name_plural = "quarantined"

    def __str__(self) -> str:
        return f"{self.reason} {self.digest[:8]}"


class SeenHead(models.Model):
    """A head of a partner's journal as its signed bundle told it. Of two that contradict each other both stay."""

    class Verdict(models.TextChoices):
        FIRST = "first"
        SAME = "same"
        PROVEN = "proven"
        UNPROVEN = "unproven"
        SHRUNK = "shrunk"
        FORKED = "forked"

    id = models.BigAutoField(primary_key=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="seen_heads")
    size = models.BigIntegerField()
    root = models.CharField(max_length=HASH)
    bundle = models.CharField(max_length=HASH)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.size} {self.verdict}"
