"""The fields that are compared, their levels from worst to best, and prior weights. Data; called by every step.

m = how often a level is met among pairs that are the same person, u = among pairs that are not. A level of which the
lists tell nothing by themselves (`learnt` false: initials, half-known dates) keeps its prior: it is met only when a
value is incomplete, so its frequencies belong to another situation. Priors: chosen for lists kept by two sides in
different languages; Fellegi and Sunter (1969) for the weights, Winkler (2000) for term frequency.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """One degree of agreement."""

    code: str
    m: float
    u: float
    learnt: bool = True


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Attributes:
        levels: worst to best; number 0 is 'missing', so the level at position k has number k + 1.
        typical: how frequent an unseen value is thought to be; steady: how many rows that thought weighs.
        circumstance: rank, unit, date and place of the event speak of the same event, so their sum is limited.
    """

    name: str
    levels: tuple[Level, ...]
    typical: float
    steady: float
    circumstance: bool = False

    def number(self, code: str) -> int:
        """The number of a level."""
        return 1 + [level.code for level in self.levels].index(code)

    @property
    def has_values(self) -> bool:
        """Whether agreeing weighs by how rare the value is. Two sexes and days of an event are not worth counting."""
        return self.name not in {"sex", "event_date"}

    @property
    def best(self) -> int:
        """The number of the level 'same'."""
        return len(self.levels)


SURNAME = Field(
    "surname",
    (
        Level("different", 0.02, 0.975),
        Level("near", 0.02, 0.012),
        Level("consonants", 0.03, 0.003),
        Level("part", 0.01, 0.001),
        Level("one_letter", 0.05, 0.0012),
        Level("same", 0.87, 0.001),
    ),
    typical=1 / 2500,
    steady=1000,
)
GIVEN = Field(
    "given_name",
    (
        Level("different", 0.015, 0.95),
        Level("initial_differs", 0.02, 0.92, learnt=False),
        Level("near", 0.02, 0.008),
        Level("initial", 0.97, 0.09, learnt=False),
        Level("same", 0.955, 0.04),
    ),
    typical=1 / 60,
    steady=150,
)
PATRONYMIC = Field(
    "patronymic",
    (
        Level("different", 0.025, 0.95),
        Level("initial_differs", 0.03, 0.92, learnt=False),
        Level("near", 0.025, 0.008),
        Level("initial", 0.96, 0.09, learnt=False),
        Level("same", 0.94, 0.04),
    ),
    typical=1 / 60,
    steady=150,
)
BIRTH = Field(
    "birth_date",
    (
        Level("different", 0.03, 0.955),
        Level("same_year", 0.03, 0.035),
        Level("day_month", 0.01, 0.003),
        Level("year", 0.95, 0.045, learnt=False),
        Level("near", 0.01, 0.0008),
        Level("one_digit", 0.04, 0.0025),
        Level("month", 0.95, 0.005, learnt=False),
        Level("turned", 0.02, 0.0004),
        Level("same", 0.87, 0.0001),
    ),
    typical=1 / 11_000,
    steady=3000,
)
SEX = Field(
    "sex", (Level("different", 0.005, 0.15, learnt=False), Level("same", 0.995, 0.85, learnt=False)), 0.85, 1_000_000
)
SERVICE_NUMBER = Field(
    "service_number",
    (Level("different", 0.08, 0.999), Level("one_digit", 0.05, 0.0003), Level("same", 0.87, 0.0001)),
    typical=1 / 10_000,
    steady=1000,
)
RANK = Field(
    "rank",
    (Level("different", 0.1, 0.62), Level("near", 0.22, 0.2), Level("same", 0.68, 0.18)),
    typical=0.1,
    steady=50,
    circumstance=True,
)
UNIT = Field(
    "unit",
    (Level("different", 0.25, 0.96), Level("part", 0.1, 0.015), Level("same", 0.65, 0.02)),
    typical=1 / 60,
    steady=60,
    circumstance=True,
)
EVENT_DATE = Field(
    "event_date",
    (
        Level("different", 0.25, 0.9),
        Level("within_month", 0.2, 0.07),
        Level("near", 0.2, 0.02),
        Level("same", 0.35, 0.005),
    ),
    typical=1 / 200,
    steady=100,
    circumstance=True,
)
EVENT_PLACE = Field(
    "event_place",
    (
        Level("different", 0.3, 0.93),
        Level("region", 0.12, 0.05),
        Level("near", 0.1, 0.006),
        Level("same", 0.48, 0.02),
    ),
    typical=1 / 80,
    steady=60,
    circumstance=True,
)
FIELDS = (SURNAME, GIVEN, PATRONYMIC, BIRTH, SEX, SERVICE_NUMBER, RANK, UNIT, EVENT_DATE, EVENT_PLACE)
