"""What would bring a person in, in words of the page's language: the cost, the limits to move, who would have to agree.

Every sentence speaks of the person's own standing; none names, numbers or describes anybody else.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.desks.exchange.clause_wording import clause_title, counted
from homeward.desks.exchange.wording import LEVELS
from homeward.engine.planning import Cost, Explanation
from homeward.engine.planning.costs import COSTS, FREE_OF_COST
from homeward.engine.planning.explaining import NO_LIMIT
from homeward.engine.planning.objectives import UNITS
from homeward.engine.planning.reasons import LOT
from homeward.engine.planning.relaxing import AT_LEAST, Moved

# Reason -> what would have to happen, where the gate or a clause alone keeps a person out; nothing is solved for it.
OUTSIDE_THE_BARGAIN: Mapping[str, Any] = {
    "not requested": gettext_lazy("The home side would have to ask for this person."),
    "veto by holder": gettext_lazy("The holder would have to give up its refusal."),
    "not an exchange category": gettext_lazy(
        "This person is no subject of exchange; other articles open the way home."
    ),
    "captured elsewhere": gettext_lazy("The terms would have to name this person's place of capture as well."),
    "medical queue": gettext_lazy("More seats: persons under article 109 go in the doctors' order."),
    "no seat beside art. 109": gettext_lazy("More seats than persons under article 109 need."),
}
_SUM = ": sum of the "


def outside_words(code: str) -> str:
    """What would have to happen; '' where a class and its place in the bargain decide, or where nothing is told."""
    return str(OUTSIDE_THE_BARGAIN.get(code, ""))


def explained(explanation: Explanation, summary: Mapping[str, Any]) -> dict[str, list[str]]:
    """`cost`: what one more of this standing would mean; `moves`: the limits to move; `told`: what else is to say.

    Args:
        summary: of the plan, for its clauses and what their rows count.
    """
    told = []
    if explanation.cost is not None and explanation.cost.kind == FREE_OF_COST:
        told.append(_("Only the draw decided; a later round counts the wait where the terms give a bonus for it."))
    elif explanation.kind == NO_LIMIT:
        told.append(_("No limit of a clause stands in the way: it depends on who takes part."))
    elif explanation.reason.code == LOT:
        told.append(_("Among them only the draw decides: each further place goes to the next lot."))
    return {
        "cost": cost_words(explanation.cost),
        "moves": [move_words(each, summary) for each in explanation.moves],
        "told": told,
    }


def cost_words(cost: Cost | None) -> list[str]:
    """What one more person of this standing would cost, level by level."""
    if cost is None:
        return []
    if cost.kind == FREE_OF_COST:
        return [_("A package as good exists; the draw between groups of equal standing decided.")]
    if cost.kind != COSTS:
        return [_("No package within the clauses takes one more person of this standing.")]
    fewer, more = _("%(count)d fewer: %(what)s"), _("%(count)d more: %(what)s")
    return [
        (fewer if loss > 0 else more) % {"count": abs(loss), "what": level_words(name)}
        for name, loss in cost.losses
        if loss
    ]


def level_words(name: str) -> str:
    """A level as the engine names it, in the page's language."""
    unit, _sign, steps = name.partition(_SUM)
    kind = next((kind for kind, words in UNITS.items() if words == unit), "")
    if kind == "categories-home":
        return _("persons of the named categories home")
    words = str(LEVELS.get(kind, name))
    if not steps:
        return words
    return _("%(level)s: sum of the %(count)s smallest") % {"level": words, "count": steps.partition(" ")[0]}


def move_words(moved: Moved, summary: Mapping[str, Any]) -> str:
    """'clause 1, equal numbers, from Northland home to Southland: at most 6 instead of 5'."""
    figures = {
        "number": moved.clause,
        "clause": ", ".join([clause_title(moved.kind), *_what(moved, summary["clauses"], summary["terms"])]),
        "after": moved.after,
        "before": moved.before,
    }
    if moved.side == AT_LEAST:
        return _("clause %(number)d, %(clause)s: at least %(after)d instead of %(before)d") % figures
    return _("clause %(number)d, %(clause)s: at most %(after)d instead of %(before)d") % figures


def _what(moved: Moved, rows: Sequence[Mapping[str, Any]], terms: Mapping[str, Any]) -> list[str]:
    """What the row counts; nothing where its name would name units."""
    own = [row["row"] for row in rows if row["clause"] == moved.clause]
    if moved.counts not in own:
        return []
    words = counted(terms["clauses"][moved.clause - 1], own.index(moved.counts), terms["parties"])
    return [] if words == clause_title(moved.kind) else [words]
