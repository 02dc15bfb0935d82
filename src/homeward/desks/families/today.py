"""What waits at the families desk today, for the start page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from homeward.desks.families.queries import waiting_counts, waiting_notes
from homeward.office.accounts.navigation import Card, todays_work
from homeward.office.journal.rights import Actor, has_right


@todays_work
def requests_waiting(*, viewer: Actor) -> list[Card]:
    if not has_right(viewer, "families.write"):
        return []
    counts = waiting_counts(viewer=viewer)
    cards = [
        Card(
            title=_("A relative asks"),
            text=_("Record a request. An unsure spelling is welcome."),
            url=reverse("families:new"),
            link=_("Record a request"),
        )
    ]
    told = {
        "drafted": (_("Answers to give"), _("Drafted, and not given yet."), _("Give them")),
        "unanswered": (_("Relatives without an answer"), _("Nobody has told them anything yet."), _("Look at them")),
        "unlinked": (_("Requests without a record"), _("Tie each to a missing person, or register one."), _("Do it")),
    }
    cards += [
        Card(title=title, text=text, url=reverse("families:list") + f"?waiting={name}", count=counts[name], link=link)
        for name, (title, text, link) in told.items()
        if counts[name]
    ]
    return cards


@todays_work
def notes_waiting(*, viewer: Actor) -> list[Card]:
    """What people without an account wrote; grave when something is said to be wrong or has waited too long."""
    counts = waiting_notes(viewer=viewer) if has_right(viewer, "families.write") else {"open": 0}
    if not counts["open"]:
        return []
    told = [_("Written on the public page by people without an account.")]
    if counts["wrong"]:
        told.append(_("Said to be wrong, and held back until you look: %(count)d.") % {"count": counts["wrong"]})
    if counts["late"]:
        told.append(_("Waiting longer than we promise: %(count)d.") % {"count": counts["late"]})
    return [
        Card(
            title=_("Notes from the public page"),
            text=" ".join(told),
            url=reverse("families:notes"),
            count=counts["open"],
            link=_("Read and answer"),
            tone="problem" if counts["wrong"] or counts["late"] else "warning",
        )
    ]
