"""Pages of the exchange desk and of the post."""

from homeward.node.demo import cast
from homeward.node.picturing.shown import FIRST, Shown, at, by_links, sends

_WHY = "tbody td a[href*='persons/']"
_OFFER, _REQUEST = "main a[href*='/lists/offer/']", "main a[href*='/lists/request/']"
_ASKED = ("/exchange/interviews/?state=asked", FIRST)

LISTS = (
    Shown("exchange-lists", cast.NORTH_LIST_OFFICER, at("/exchange/lists/")),
    Shown("exchange-lists-neutral", cast.LIST_OFFICER, at("/exchange/lists/")),
    Shown("exchange-offer", cast.NORTH_LIST_OFFICER, by_links("/exchange/lists/", _OFFER)),
    Shown("exchange-request", cast.NORTH_LIST_OFFICER, by_links("/exchange/lists/", _REQUEST)),
    Shown("exchange-list-changed", cast.SOUTH_LIST_OFFICER, by_links("/exchange/lists/", "main a[href*='/compare/']")),
    Shown("exchange-formula", cast.LIST_OFFICER, at("/exchange/lists/formula/")),
    Shown("exchange-interviews", cast.INTERVIEWER, at("/exchange/interviews/")),
    Shown("exchange-interviews-asked", cast.INTERVIEWER, at(_ASKED[0])),
    Shown("exchange-interview", cast.INTERVIEWER, by_links(*_ASKED)),
    Shown(
        "exchange-interview-refused", cast.INTERVIEWER, by_links(*_ASKED), sends("main form[novalidate] .button", 400)
    ),
    Shown("exchange-interview-sheet", cast.INTERVIEWER, at("/exchange/interviews/sheet/")),
)
PLANS = (
    Shown("exchange-start", cast.LIST_OFFICER, at("/exchange/")),
    Shown("exchange-start-party", cast.NORTH_LIST_OFFICER, at("/exchange/")),
    Shown("exchange-terms", cast.LIST_OFFICER, at("/exchange/terms/")),
    Shown("exchange-terms-version", cast.LIST_OFFICER, at("/exchange/terms/1/")),
    Shown("exchange-terms-changed", cast.LIST_OFFICER, at("/exchange/terms/compare/?before=1&after=2")),
    Shown("exchange-write-terms", cast.LIST_OFFICER, at("/exchange/terms/write/?from=1")),
    Shown("exchange-terms-refused", cast.LIST_OFFICER, at("/exchange/terms/write/"), sends(status=400)),
    Shown("exchange-plan", cast.LIST_OFFICER, at("/exchange/plans/1/")),
    Shown("exchange-proposal", cast.NORTH_LIST_OFFICER, at("/exchange/plans/1/")),
    Shown("exchange-persons", cast.LIST_OFFICER, at("/exchange/plans/1/persons/")),
    Shown("exchange-why-goes", cast.LIST_OFFICER, by_links("/exchange/plans/1/persons/", _WHY)),
    Shown("exchange-why-stays", cast.LIST_OFFICER, by_links("/exchange/plans/1/persons/?reason=lot", _WHY)),
    Shown("exchange-what-if", cast.LIST_OFFICER, at("/exchange/plans/1/what-if/?term=clauses/1/heads&value=100")),
    Shown(
        "exchange-what-if-refused",
        cast.LIST_OFFICER,
        at("/exchange/plans/1/what-if/?term=clauses/1/heads&value=x"),
        status=400,
    ),
    Shown("exchange-check", cast.LIST_OFFICER, at("/exchange/plans/1/check/")),
    Shown("exchange-compare", cast.LIST_OFFICER, at("/exchange/plans/compare/?before=1&after=2")),
    Shown("exchange-withdraw", cast.LIST_OFFICER, at("/exchange/plans/2/withdraw/")),
    Shown("exchange-decide", cast.NORTH_DELEGATE, at("/exchange/plans/2/approve/")),
)
AGREEMENTS = (
    Shown("exchange-agreements", cast.INTERMEDIARY, at("/exchange/agreements/")),
    Shown("exchange-agreement", cast.INTERMEDIARY, at("/exchange/agreements/1/")),
    Shown("exchange-agreement-party", cast.DECISION_MAKER, at("/exchange/agreements/1/")),
    Shown("exchange-draw-up-agreement", cast.LIST_OFFICER, at("/exchange/plans/2/agreement/")),
    Shown("exchange-agreement-to-sign", cast.SECOND_DECISION_MAKER, at("/exchange/agreements/2/")),
    Shown("exchange-sign", cast.SECOND_DECISION_MAKER, at("/exchange/agreements/2/sign/")),
    Shown("exchange-sign-refused", cast.SECOND_DECISION_MAKER, at("/exchange/agreements/2/sign/"), sends(status=400)),
)
POST = (
    Shown("post-inbox", cast.INTERMEDIARY, at("/post/")),
    Shown("post-held", cast.LIST_OFFICER, at("/post/waiting/")),
    Shown("post-outbox", cast.INTERMEDIARY, at("/post/outbox/")),
    Shown("post-send", cast.INTERMEDIARY, at("/post/outbox/send/")),
    Shown("post-new-list", cast.NORTH_LIST_OFFICER, at("/post/outbox/list/")),
    Shown("post-take-back", cast.NORTH_LIST_OFFICER, by_links("/post/outbox/", "main tbody a[href*='/post/outbox/']")),
    Shown("post-quarantine", cast.NEUTRAL_AUDITOR, at("/post/quarantine/")),
    Shown("post-partners", cast.NEUTRAL_ADMINISTRATOR, at("/post/partners/")),
    Shown("post-partner", cast.NEUTRAL_ADMINISTRATOR, by_links("/post/partners/", FIRST)),
    Shown("post-new-partner", cast.NEUTRAL_ADMINISTRATOR, at("/post/partners/new/")),
    Shown("post-new-partner-refused", cast.NEUTRAL_ADMINISTRATOR, at("/post/partners/new/"), sends()),
)
