"""Pages of the claims desk, its public pages, and the desk of notices."""

from homeward.node.demo import cast
from homeward.node.picturing.shown import FIRST, Shown, at, by_links, opens, sends

_DAY = "/claims/events/X040/"
_CLAIM = "main a[href*='/claims/claim/']"
_STATEMENT = ("/claims/statements/", FIRST)

CLAIMS = (
    Shown("claims-events", cast.CLAIMS_EDITOR, at("/claims/")),
    Shown("claims-event", cast.CLAIMS_EDITOR, at(_DAY), opens("main details.more > summary")),
    Shown("claims-other", cast.CLAIMS_EDITOR, at("/claims/other/")),
    Shown("claims-claim", cast.CLAIMS_EDITOR, by_links(_DAY, _CLAIM)),
    Shown("claims-correct", cast.CLAIMS_EDITOR, by_links(_DAY, _CLAIM, "main a[href$='/correct/']")),
    Shown("claims-withdraw", cast.CLAIMS_EDITOR, by_links(_DAY, _CLAIM, "main a[href$='/withdraw/']")),
    Shown("claims-add", cast.CLAIMS_EDITOR, at("/claims/add/")),
    Shown("claims-add-refused", cast.CLAIMS_EDITOR, at("/claims/add/"), sends(status=422)),
    Shown("claims-load", cast.CLAIMS_EDITOR, at("/claims/load/")),
    Shown("statements", cast.CLAIMS_EDITOR, at("/claims/statements/")),
    Shown("statement", cast.CLAIMS_EDITOR, by_links(*_STATEMENT)),
    Shown("statement-draft", cast.CLAIMS_EDITOR, at("/claims/statements/draft/")),
    Shown("statements-public", None, at("/claims/public/"), node=cast.NEUTRAL),
    Shown("statement-public", None, by_links("/claims/public/", "main article h2 a"), node=cast.NEUTRAL),
)
SURRENDER = (
    Shown("surrender-desk", cast.DUTY_OFFICER, at("/surrender/")),
    Shown("surrender-notice", cast.DUTY_OFFICER, at("/surrender/notice/")),
    Shown("surrender-notice-refused", cast.DUTY_OFFICER, at("/surrender/notice/"), sends(status=422)),
    Shown("surrender-sentence", cast.DUTY_OFFICER, at("/surrender/sentence/")),
    Shown("surrender-case", cast.DUTY_OFFICER, by_links("/surrender/", FIRST)),
)
