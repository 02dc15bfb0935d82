"""Terms and lists -> package, lottery, check and one reason a person."""

from homeward.engine.planning.conflicts import ConflictingClausesError
from homeward.engine.planning.costs import Cost
from homeward.engine.planning.exact import UnsoundPackageError
from homeward.engine.planning.explaining import Explanation, Explanations
from homeward.engine.planning.levels import TimeOutError
from homeward.engine.planning.opening import read_units
from homeward.engine.planning.planner import plan
from homeward.engine.planning.plans import PROVISIONAL_NOTE, TRIAL_NOTE, Plan
from homeward.engine.planning.reasons import Reason
from homeward.engine.planning.terms import ASK_LATER, LIST_COLUMN, Terms, UnknownPartyError, read_terms
from homeward.engine.planning.together import move_together
from homeward.engine.planning.traits import Direction, Traits
from homeward.engine.planning.units import FREE, MAND, NOT_NOW, NOT_THIS_TIME, VETO, Unit, gate
from homeward.engine.planning.verifying import Difference, PlanDiffersError, diff, verify

__all__ = [
    "ASK_LATER",
    "FREE",
    "LIST_COLUMN",
    "MAND",
    "NOT_NOW",
    "NOT_THIS_TIME",
    "PROVISIONAL_NOTE",
    "TRIAL_NOTE",
    "VETO",
    "ConflictingClausesError",
    "Cost",
    "Difference",
    "Direction",
    "Explanation",
    "Explanations",
    "Plan",
    "PlanDiffersError",
    "Reason",
    "Terms",
    "TimeOutError",
    "Traits",
    "Unit",
    "UnknownPartyError",
    "UnsoundPackageError",
    "diff",
    "gate",
    "move_together",
    "plan",
    "read_terms",
    "read_units",
    "verify",
]
