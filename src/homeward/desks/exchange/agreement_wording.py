"""What the pages of agreements say in words: states, kinds of lists, whose turn it is, what differs in a proposal."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from homeward.desks.exchange.models import Agreement
from homeward.desks.exchange.queries import Compared, Standing
from homeward.desks.exchange.queries import agreements as turns
from homeward.desks.exchange.queries import proposals as found
from homeward.desks.exchange.signing import INTERMEDIARY
from homeward.office.parties.naming import party_words

STATES = {
    Agreement.State.PROPOSED: ("info", gettext_lazy("waits for signatures")),
    Agreement.State.IN_FORCE: ("good", gettext_lazy("in force")),
    Agreement.State.REPLACED: ("quiet", gettext_lazy("replaced")),
}
LISTS = {"offer": gettext_lazy("offer"), "request": gettext_lazy("request")}


def state_of(agreement: Agreement) -> dict[str, Any]:
    """Tone and words of an agreement's state."""
    tone, text = STATES[Agreement.State(agreement.state)]
    return {"tone": tone, "text": text}


def signer_words(name: str) -> str:
    """A party, or the intermediary, in the page's language."""
    return _("the intermediary") if name == INTERMEDIARY else party_words(name)


def list_words(kind: str, number: int, party: str, other: str) -> str:
    """'offer 2 of South to North'."""
    return _("%(kind)s %(number)d of %(party)s to %(other)s") % {
        "kind": LISTS.get(kind, kind),
        "number": number,
        "party": party_words(party),
        "other": party_words(other),
    }


def next_step(standing: Standing) -> dict[str, str]:
    """What comes next, as a title and a sentence."""
    agreement = standing.agreement
    if agreement.state == Agreement.State.IN_FORCE:
        return _step(_("This agreement is in force"), _("It is never changed. A change is a new agreement."))
    if agreement.state == Agreement.State.REPLACED:
        return _step(_("This agreement was replaced"), _("It stays to be read; a later one is in its place."))
    if standing.turn == turns.OURS:
        return _step(
            _("This node may sign now"),
            _("Compare the eight words with the other side by voice, then sign. A second decision maker does it."),
        )
    if standing.turn == turns.PLAN_FIRST:
        return _step(
            _("The plan is not approved on this node"),
            _("One decision maker approves the plan; a second one then signs the agreement."),
        )
    missing = ", ".join(signer_words(name) for name in standing.missing)
    return _step(_("It waits for others"), _("Not signed yet: %(names)s.") % {"names": missing})


def _step(title: str, text: str) -> dict[str, str]:
    return {"title": title, "text": text}


def findings(compared: Compared) -> list[str]:
    """What a proposed plan tells otherwise than this node's own lists, one sentence each."""
    return [_FINDINGS[code](count) for code, count in compared.counts.items()]


_FINDINGS = {
    found.NOT_OFFERED: lambda count: (
        ngettext("%(count)d person whom you did not offer.", "%(count)d persons whom you did not offer.", count)
        % {"count": count}
    ),
    found.LEFT_OUT: lambda count: (
        ngettext(
            "%(count)d person whom you offered is left out.", "%(count)d persons whom you offered are left out.", count
        )
        % {"count": count}
    ),
    found.TOLD_OTHERWISE: lambda count: (
        ngettext(
            "%(count)d person is told otherwise than in your offer.",
            "%(count)d persons are told otherwise than in your offer.",
            count,
        )
        % {"count": count}
    ),
    found.NOT_ASKED_FOR: lambda count: (
        ngettext("%(count)d person whom you did not ask for.", "%(count)d persons whom you did not ask for.", count)
        % {"count": count}
    ),
    found.NOT_HEARD: lambda count: (
        ngettext(
            "%(count)d person whom you asked for is planned as if you had not.",
            "%(count)d persons whom you asked for are planned as if you had not.",
            count,
        )
        % {"count": count}
    ),
    found.ASKED_AND_LEFT_OUT: lambda count: (
        ngettext(
            "%(count)d person whom you asked for is left out.",
            "%(count)d persons whom you asked for are left out.",
            count,
        )
        % {"count": count}
    ),
}
