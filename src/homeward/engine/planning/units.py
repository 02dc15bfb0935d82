"""Decides whether a person may be planned at all: goes in any case, not on this transport, not to be had, or free.

Called by node and the exchange desk once per person held. It never ranks anybody and never hands a party the difference
between a person who declines, one who is not fit and one who was not asked.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from homeward.base.dates import HalfKnownDate
from homeward.base.persons import ListedPerson
from homeward.engine.planning.terms import ASK_LATER, Terms, UnknownPartyError
from homeward.engine.planning.traits import NOT_BARGAINED, Direction, Traits, folded

MAND, NOT_NOW, VETO, FREE = "MAND", "NOT_NOW", "VETO", "FREE"

# Reasons that every reader may see.
MANDATORY = "mandatory (art. 109)"
NOT_ON_THIS_TRANSPORT = "not on this transport"
VETO_BY_HOLDER = "veto by holder"
NOT_REQUESTED = "not requested"
NOT_EXCHANGE_CATEGORY = "not an exchange category"
NO_OBSTACLE = "free"

# Reasons for the intermediary and the person alone.
DECLINED = "declined"
DECLINED_THIRD_STATE = "declined, wishes a third state"
WAITING_NOT_FIT = "waiting, not fit"
WAITING_FITNESS_UNKNOWN = "waiting, fitness not recorded"
HELD_BACK_NOT_RECORDED = "held back, willingness not recorded"
HELD_BACK_UNDECIDED = "held back, undecided"
HELD_BACK_UNABLE = "held back, unable to answer"

# Stands in `ListedPerson.willingness` for whoever a neutral interviewer holds back: the planner never learns why.
NOT_THIS_TIME = "NOT_THIS_TIME"

# Codes of the law room's willingness; anything that is not a clear yes holds the person back.
_ANSWERS = {
    "WISHES_TO_RETURN": "",
    "DOES_NOT_WISH": DECLINED,
    "WISHES_THIRD_STATE": DECLINED_THIRD_STATE,
    "UNDECIDED": HELD_BACK_UNDECIDED,
    "UNABLE": HELD_BACK_UNABLE,
    NOT_THIS_TIME: NOT_ON_THIS_TRANSPORT,
}


CODES_OF_STATUS = {
    MAND: (MANDATORY,),
    NOT_NOW: (NOT_ON_THIS_TRANSPORT,),
    VETO: (VETO_BY_HOLDER, NOT_REQUESTED, NOT_EXCHANGE_CATEGORY),
    FREE: (NO_OBSTACLE,),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """One person in the plan's eyes, or several who move together: a family, a crew.

    Attributes:
        id: holder and the list's own id, "NORTH/H-0042"; unique in a plan.
        status: MAND, NOT_NOW, VETO or FREE.
        code: the reason that everybody may read. exact: the reason for the intermediary alone; never in a plan file.
        objection: a holder's veto on a person who goes under art. 109: refused, and recorded.
        people: the list's own ids of the persons of a unit of several; empty for one person.
        medical_order: place in the doctors' order of those under art. 109, from 1; 0 for none.
    """

    id: str
    traits: Traits
    status: str = FREE
    code: str = NO_OBSTACLE
    exact: str = NO_OBSTACLE
    veto: str = ""
    objection: str = ""
    people: tuple[str, ...] = ()
    medical_order: int = 0

    @property
    def direction(self) -> Direction:
        return self.traits.direction

    @property
    def person_id(self) -> str:
        """The list's own id."""
        return self.id.partition("/")[2]

    def public(self) -> dict[str, object]:
        """What parties open and recompute from; NOT_NOW stands for declining, unfit and held back alike."""
        later: dict[str, object] = {
            "rank": self.traits.rank, "passed_over": self.traits.passed_over, "wish": self.traits.wish,
            "members": [_public_member(member) for member in self.traits.members],
            "people": list(self.people), "medical_order": self.medical_order,
        }  # fmt: skip
        # Only what says something: units of the first format keep their bytes.
        told = {key: value for key, value in later.items() if value}
        return told | {
            "id": self.id, "status": self.status, "code": self.code, "veto": self.veto, "objection": self.objection,
            "holder": self.traits.holder, "destination": self.traits.destination, "heads": self.traits.heads,
            "categories": list(self.traits.categories), "region": self.traits.region,
            "months_held": self.traits.months_held,
        }  # fmt: skip


def _public_member(traits: Traits) -> dict[str, object]:
    return {
        "categories": list(traits.categories), "region": traits.region, "months_held": traits.months_held,
        "rank": traits.rank, "passed_over": traits.passed_over, "wish": traits.wish,
    }  # fmt: skip


def gate(
    person: ListedPerson,
    *,
    holder: str,
    destination: str,
    requested: bool,
    terms: Terms,
    wish: str = "",
    passed_over: int = 0,
    medical_order: int = 0,
) -> Unit:
    """The unit of one person held.

    Art. 109 comes before everything: such a person goes without being requested and against any veto, when fit and
    consenting (GC III art. 109-110). Then what forbids bargaining, then the holder's veto, then the request; the
    person's own answer and health are read last, so that they show only where nothing else explains the absence.

    Args:
        holder, destination: party names of the terms; the holder never sends to itself.
        requested: whether the home side asks for this person (a confirmed or likely match).
        wish: 'must', 'wanted', 'acceptable' or '', as the home side asks; kept only when the terms count wishes.
        passed_over: rounds in which the person was free and stayed; kept only when the terms give a bonus for it.
        medical_order: see `Unit`.

    Raises:
        UnknownPartyError: a party that the terms do not name, or one that would send to itself.
    """
    _known_parties(holder, destination, terms)
    categories = _categories(person, terms.reference_date)
    traits = Traits(
        holder, destination, 1, categories, folded(person.region), _months(person.event_date, terms.reference_date),
        rank=folded(person.rank) if terms.reads_ranks else "", wish=wish if terms.reads_wishes else "",
        passed_over=passed_over if any(each.bonus for each in terms.objectives) else 0,
    )  # fmt: skip
    name = f"{holder}/{person.id}"
    obstacle = _own_obstacle(person, terms)
    if person.medical_decision == "A":
        if obstacle:
            return Unit(name, traits, NOT_NOW, NOT_ON_THIS_TRANSPORT, obstacle)
        return Unit(name, traits, MAND, MANDATORY, MANDATORY, objection=person.veto, medical_order=medical_order)
    if set(categories) & NOT_BARGAINED:
        return Unit(name, traits, VETO, NOT_EXCHANGE_CATEGORY, obstacle or NOT_EXCHANGE_CATEGORY)
    if person.veto:
        return Unit(name, traits, VETO, VETO_BY_HOLDER, obstacle or VETO_BY_HOLDER, veto=person.veto)
    if not requested:
        return Unit(name, traits, VETO, NOT_REQUESTED, obstacle or NOT_REQUESTED)
    if obstacle:
        return Unit(name, traits, NOT_NOW, NOT_ON_THIS_TRANSPORT, obstacle)
    return Unit(name, traits)


def _known_parties(holder: str, destination: str, terms: Terms) -> None:
    for party in (holder, destination):
        if party not in terms.parties:
            raise UnknownPartyError(party, terms.parties)
    if holder == destination:
        raise UnknownPartyError(f"{holder} to itself", terms.parties)


def _own_obstacle(person: ListedPerson, terms: Terms) -> str:
    """The person's own answer first, then fitness; '' when both allow the journey."""
    if person.willingness:
        if answer := _ANSWERS.get(person.willingness, HELD_BACK_UNDECIDED):
            return answer
    elif terms.willingness != ASK_LATER:
        return HELD_BACK_NOT_RECORDED
    if person.fit_to_travel == "no":
        return WAITING_NOT_FIT
    # Silence about the health of someone whom doctors found gravely ill or wounded is no leave to move them.
    if person.medical_decision == "A" and person.fit_to_travel != "yes":
        return WAITING_FITNESS_UNKNOWN
    return ""


def _categories(person: ListedPerson, reference: date) -> tuple[str, ...]:
    """As listed; WOMEN and UNDER_25 follow sex and birth date on the reference day where these are known."""
    found = set(person.categories)
    if person.sex:
        found = found | {"WOMEN"} if person.sex == "f" else found - {"WOMEN"}
    youngest, oldest = _age_range(person.birth_date, reference)
    if oldest is not None and oldest < 25:
        found.add("UNDER_25")
    elif youngest is not None and youngest >= 25:
        found.discard("UNDER_25")
    return tuple(sorted(found))


def _age_range(birth: HalfKnownDate, reference: date) -> tuple[int | None, int | None]:
    first, last = birth.first_day(), _last_day(birth)
    if first is None or last is None:
        return None, None
    return _years(last, reference), _years(first, reference)


def _years(birth: date, reference: date) -> int:
    return reference.year - birth.year - ((reference.month, reference.day) < (birth.month, birth.day))


def _last_day(known: HalfKnownDate) -> date | None:
    if known.year is None:
        return None
    month = known.month or 12
    return date(known.year, month, known.day or monthrange(known.year, month)[1])


def _months(captured: HalfKnownDate, reference: date) -> int:
    """Full months in captivity, from the latest day the date can mean: a vague date gains nothing over an exact one."""
    day = _last_day(captured)
    if day is None:
        return 0
    return max(0, (reference.year - day.year) * 12 + reference.month - day.month - (reference.day < day.day))
