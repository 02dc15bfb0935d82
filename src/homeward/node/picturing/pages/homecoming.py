"""Pages of the handover, the reception and the recovery."""

from homeward.node.demo import cast
from homeward.node.picturing.shown import FIRST, Shown, at, by_links, chooses, opens, sends

# The newest handover stands first: a day under way; the one of the story is closed and stands last.
_LIVE = ("/handover/", FIRST)
_CLOSED = ("/handover/", "main table tbody tr:last-child th a")
_TAB = "main .tabs a[href$='/{}/']"
_SITE = "main a[href$='/check/1/departure/']"
# Columns of the board by urgency: not seen yet, at once, within the hour, today.
_NEW_ARRIVAL = ("/reception/", "main .cards > section:nth-child(1) h3 a")
_SEEN = ("/reception/", "main .cards > section:nth-child(4) h3 a")

HANDOVER = (
    Shown("handover-start", cast.INTERMEDIARY, at("/handover/")),
    Shown("handover-day", cast.INTERMEDIARY, by_links(*_LIVE)),
    Shown("handover-day-closed", cast.INTERMEDIARY, by_links(*_CLOSED)),
    Shown("handover-persons", cast.NEUTRAL_CREW, by_links(*_LIVE, _TAB.format("persons"))),
    Shown("handover-site", cast.NEUTRAL_CREW, by_links(*_LIVE, _SITE)),
    Shown("handover-refused", cast.NEUTRAL_CREW, by_links(*_LIVE, _SITE), sends("form.check [type=submit]", 400)),
    Shown(
        "handover-difference",
        cast.NEUTRAL_CREW,
        by_links(*_LIVE, _SITE, "main a[href$='/check/1/departure/difference/']"),
    ),
    Shown("handover-take-back", cast.NEUTRAL_CREW, by_links(*_LIVE, _SITE, "main a[href*='/take-back/']")),
    Shown("handover-differences", cast.NORTH_DELEGATE, by_links(*_LIVE, _TAB.format("differences"))),
    Shown(
        "handover-settle",
        cast.NORTH_DELEGATE,
        by_links(*_LIVE, _TAB.format("differences"), "main td a[href*='/differences/']"),
    ),
    Shown(
        "handover-break-off",
        cast.NORTH_DELEGATE,
        by_links(*_LIVE, _TAB.format("differences"), "main a[href$='/break-off/']"),
    ),
    Shown("handover-settled", cast.NORTH_DELEGATE, by_links(*_CLOSED, _TAB.format("differences"))),
    Shown("handover-closing-open", cast.INTERMEDIARY, by_links(*_LIVE, _TAB.format("closing"))),
    Shown("handover-closing", cast.INTERMEDIARY, by_links(*_CLOSED, _TAB.format("closing"))),
)
RECEPTION = (
    Shown("reception-board", cast.COORDINATOR, at("/reception/")),
    Shown("reception-food", cast.COORDINATOR, at("/reception/food/")),
    Shown("reception-arriving", cast.COORDINATOR, at("/reception/arriving/")),
    Shown("reception-convoy", cast.COORDINATOR, by_links("/reception/arriving/", FIRST)),
    Shown("reception-new-convoy", cast.COORDINATOR, at("/reception/arriving/new/")),
    Shown("reception-enter", cast.COORDINATOR, by_links("/reception/arriving/", FIRST, "main a[href$='/add/']")),
    Shown("reception-check", cast.COORDINATOR, at("/reception/arriving/check/")),
    Shown("reception-arrive", cast.COORDINATOR, by_links("/reception/arriving/", FIRST, FIRST)),
    Shown("reception-person", cast.MEDICAL_OFFICER, by_links(*_SEEN)),
    Shown("reception-person-new", cast.COORDINATOR, by_links(*_NEW_ARRIVAL)),
    Shown("reception-triage", cast.MEDICAL_OFFICER, by_links(*_NEW_ARRIVAL, "main a[href$='/triage/']")),
    Shown(
        "reception-triage-end",
        cast.MEDICAL_OFFICER,
        by_links(*_NEW_ARRIVAL, "main a[href$='/triage/']"),
        chooses(
            "[name=urgency][value=soon]",
            "[name=injury][value=no]",
            "[name=isolation][value=no]",
            "[name=intake][value=over_10]",
            "[name=loss][value=over_15]",
            "[name=bmi][value=under_16]",
            "[name=electrolytes][value=unknown]",
            "[name=substances][value=no]",
        ),
    ),
    Shown("reception-notes", cast.MEDICAL_OFFICER, by_links(*_SEEN, "main a[href$='/notes/health/']")),
    Shown("reception-calls", cast.COORDINATOR, at("/reception/calls/")),
    Shown("reception-call", cast.COORDINATOR, by_links("/reception/calls/", FIRST)),
    Shown("reception-wish", cast.COORDINATOR, by_links(*_NEW_ARRIVAL, "main a[href$='/wish/']")),
    Shown("reception-mind", cast.PSYCHOLOGIST, by_links(*_SEEN, "main a[href$='/mind/']")),
    Shown("reception-mind-notes", cast.PSYCHOLOGIST, by_links(*_SEEN, "main a[href$='/notes/mind/']")),
    Shown("reception-legs", cast.COORDINATOR, at("/reception/onward/")),
    Shown("reception-new-leg", cast.COORDINATOR, at("/reception/onward/new/")),
    Shown("reception-leg", cast.COORDINATOR, by_links("/reception/onward/", FIRST)),
)
RECOVERY = (
    Shown("recovery-people", cast.COORDINATOR, at("/recovery/")),
    Shown(
        "recovery-person",
        cast.COORDINATOR,
        by_links("/recovery/?state=placed", FIRST),
        opens("main details.more > summary"),
    ),
    Shown("recovery-person-placing", cast.COORDINATOR, by_links("/recovery/?state=placing", FIRST)),
    Shown("recovery-needs", cast.COORDINATOR, by_links("/recovery/", FIRST, "main a[href$='/needs/']")),
    Shown("recovery-take-in", cast.COORDINATOR, at("/recovery/take-in/")),
    Shown("recovery-new-case", cast.COORDINATOR, by_links("/recovery/take-in/", "main a[href*='/recovery/take-in/']")),
    Shown("recovery-places", cast.COORDINATOR, at("/recovery/places/")),
    Shown("recovery-place", cast.COORDINATOR, by_links("/recovery/places/", FIRST)),
    Shown("recovery-regions", cast.COORDINATOR, at("/recovery/places/regions/")),
    Shown("recovery-follow-up", cast.PSYCHOLOGIST, at("/recovery/follow-up/")),
)
