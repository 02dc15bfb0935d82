"""Pages of the shell and of the office: signing in, one's own account, start pages, journal, officers."""

from homeward.node.demo import cast
from homeward.node.picturing.shown import FIRST, Shown, at, by_links, opens, sends

_START = (
    ("registrar", cast.REGISTRAR),
    ("tracing-officer", cast.SECOND_TRACER),
    ("list-officer", cast.LIST_OFFICER),
    ("decision-maker", cast.DECISION_MAKER),
    ("auditor", cast.AUDITOR),
    ("administrator", cast.ADMINISTRATOR),
    ("handover-crew", cast.FIRST_CREW),
    ("reception-coordinator", cast.COORDINATOR),
    ("medical-officer", cast.MEDICAL_OFFICER),
    ("psychologist", cast.PSYCHOLOGIST),
    ("protection-officer", cast.PROTECTION_OFFICER),
    ("surrender-duty-officer", cast.DUTY_OFFICER),
    ("intermediary-desk", cast.INTERMEDIARY),
    ("neutral-interviewer", cast.INTERVIEWER),
    ("claims-editor", cast.CLAIMS_EDITOR),
)

SIGNING_IN = (
    Shown("sign-in", None, at("/sign-in/")),
    Shown("sign-in-refused", None, at("/sign-in/"), sends("main form:has([name=password]) [type=submit]")),
    Shown("sign-out", cast.AUDITOR, at("/sign-out/")),
    Shown("set-up", None, at("/set-up/")),
    Shown("continue-as", cast.NEUTRAL_AUDITOR, at("/continue-as/")),
    Shown("my-account", cast.NEUTRAL_AUDITOR, at("/my-account/")),
    Shown("my-account-app", cast.NEUTRAL_AUDITOR, at("/my-account/app/"), opens("main details.more > summary")),
    Shown("my-account-passkey", cast.NEUTRAL_AUDITOR, at("/my-account/passkeys/add/")),
    Shown("my-account-password", cast.NEUTRAL_AUDITOR, at("/my-account/password/")),
)
START = tuple(Shown(f"start-{name}", played, at("/")) for name, played in _START)
SHELL = (
    Shown("language-menu", cast.REGISTRAR, at("/"), opens(".top details:has(form[action='/language/']) summary")),
    Shown("own-menu", cast.AUDITOR, at("/"), opens(".top details:has(form[action='/sign-out/']) summary")),
    Shown("find", cast.REGISTRAR, at("/find/?q=Kovalchuk")),
)
OFFICE = (
    Shown("officers", cast.ADMINISTRATOR, at("/officers/")),
    Shown("officers-invite", cast.ADMINISTRATOR, at("/officers/invite/")),
    Shown("officers-invite-refused", cast.ADMINISTRATOR, at("/officers/invite/"), sends(status=400)),
    Shown("officers-one", cast.ADMINISTRATOR, by_links("/officers/", "main table tbody tr:nth-child(2) th a")),
    Shown("emergency-ask", cast.PSYCHOLOGIST, at("/emergency/")),
    Shown("emergency-answer", cast.DECISION_MAKER, at("/emergency/")),
    Shown("look-log", cast.DECISION_MAKER, at("/look-log/?party=NORTH")),
    Shown("sealed-newcomers", cast.INTERVIEWER, at("/sealed/")),
    Shown("long-work", cast.LIST_OFFICER, at("/long-work/")),
    Shown("long-work-done", cast.LIST_OFFICER, by_links("/long-work/", FIRST)),
    Shown("looked", cast.FIRST_TRACER, at("/looked/")),
    Shown("journal", cast.AUDITOR, at("/journal/")),
    Shown("journal-verified", cast.AUDITOR, at("/journal/"), sends()),
    Shown("health", cast.ADMINISTRATOR, at("/health/")),
    Shown("refused", cast.AUDITOR, at("/register/import/"), status=403),
    Shown("no-such-page", cast.REGISTRAR, at("/register/persons/nobody/"), status=404),
)
