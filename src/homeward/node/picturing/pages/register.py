"""Pages of the register, of families and of tracing."""

from homeward.node.demo import cast
from homeward.node.picturing.shown import FIRST, Shown, at, by_links, opens, sends

_PENDING = "a[href*='/register/import/'][href$='/check/']"
_BATCH = "tbody tr:last-child th a"
_MORE = opens("main details.more > summary")
_CAPTURED = ("/register/captures/", FIRST, FIRST)
# The story's own request stands last, with its record and its answer.
_NEW_REQUEST = ("/families/?waiting=unlinked", FIRST)
_REQUEST = ("/families/", "main table tbody tr:last-child th a")

REGISTER = (
    Shown("register-list", cast.REGISTRAR, at("/register/")),
    Shown("register-narrowed", cast.REGISTRAR, by_links("/register/", ".facets li a")),
    Shown("register-nobody", cast.REGISTRAR, at("/register/?q=Qxqxqx")),
    Shown("register-person", cast.REGISTRAR, by_links("/register/", FIRST)),
    Shown(
        "register-person-confirmed",
        cast.FIRST_TRACER,
        by_links("/tracing/?stage=confirmed", FIRST, "main thead a.number"),
        _MORE,
    ),
    Shown(
        "register-identity", cast.COORDINATOR, by_links("/reception/", "main .cards h3 a", "main a[href$='/identity/']")
    ),
    Shown("register-edit", cast.REGISTRAR, by_links(*_CAPTURED, "main a[href$='/edit/']")),
    Shown("register-captures", cast.REGISTRAR, at("/register/captures/")),
    Shown("register-capture", cast.SOUTH_REGISTRAR, by_links("/register/captures/", FIRST)),
    Shown("register-new-capture", cast.REGISTRAR, at("/register/captures/one/")),
    Shown("register-new-capture-refused", cast.REGISTRAR, at("/register/captures/one/"), sends(status=422)),
    Shown("register-new-group", cast.SOUTH_REGISTRAR, at("/register/captures/group/")),
    Shown("register-arrivals", cast.SOUTH_REGISTRAR, at("/register/arrivals/"), _MORE),
    Shown("register-capture-cards", cast.REGISTRAR, at("/register/cards/")),
    Shown("register-custody", cast.REGISTRAR, by_links(*_CAPTURED, "main a[href$='/custody/']")),
    Shown(
        "register-mend-custody",
        cast.REGISTRAR,
        by_links(*_CAPTURED, "main a[href*='/custody/']:not([href$='/custody/'])"),
    ),
    Shown("register-art109", cast.MEDICAL_OFFICER, at("/register/art109/")),
    Shown("register-decision", cast.MEDICAL_OFFICER, by_links("/register/art109/", "main a[href$='/decision/']")),
    Shown("register-upload", cast.REGISTRAR, at("/register/import/")),
    Shown("register-upload-refused", cast.REGISTRAR, at("/register/import/"), sends()),
    Shown("register-columns", cast.SOUTH_REGISTRAR, by_links("/register/batches/", _PENDING, "a[href$='/columns/']")),
    Shown("register-dry-run", cast.SOUTH_REGISTRAR, by_links("/register/batches/", _PENDING)),
    Shown("register-commit", cast.SOUTH_REGISTRAR, by_links("/register/batches/", _PENDING, "a[href$='/commit/']")),
    Shown("register-batches", cast.SOUTH_REGISTRAR, at("/register/batches/")),
    Shown("register-batch", cast.REGISTRAR, by_links("/register/batches/", _BATCH)),
    Shown("register-undo", cast.REGISTRAR, by_links("/register/batches/", _BATCH, "a[href$='/undo/']"), sends()),
)
FAMILIES = (
    Shown("families-list", cast.FIRST_TRACER, at("/families/")),
    Shown("families-new", cast.FIRST_TRACER, at("/families/new/")),
    Shown("families-new-refused", cast.FIRST_TRACER, at("/families/new/"), sends(status=422)),
    Shown("families-request", cast.FIRST_TRACER, by_links(*_REQUEST)),
    Shown("families-answer", cast.FIRST_TRACER, by_links(*_REQUEST, "main a[href*='/families/answers/']")),
    Shown("families-kinship", cast.FIRST_TRACER, by_links(*_REQUEST, "main a[href$='/kinship/']")),
    Shown("families-hand-on", cast.FIRST_TRACER, by_links(*_REQUEST, "main a[href$='/hand-on/']")),
    Shown("families-request-new", cast.FIRST_TRACER, by_links(*_NEW_REQUEST)),
    Shown("families-link", cast.FIRST_TRACER, by_links(*_NEW_REQUEST, "main a[href$='/link/']")),
    Shown("families-verify", None, at("/families/verify/")),
    Shown("families-verify-not", None, at("/families/verify/"), sends()),
    Shown("families-write", None, at("/families/write/")),
    Shown("families-reply", None, at("/families/reply/")),
    Shown("families-notes", cast.FIRST_TRACER, at("/families/notes/")),
    Shown("families-note", cast.FIRST_TRACER, by_links("/families/notes/", FIRST)),
)
TRACING = (
    Shown("tracing-queue", cast.FIRST_TRACER, at("/tracing/")),
    Shown("tracing-nothing", cast.FIRST_TRACER, at("/tracing/?stage=withdrawn&band=likely")),
    Shown("tracing-pair", cast.FIRST_TRACER, by_links("/tracing/?stage=new", FIRST)),
    Shown("tracing-pair-second", cast.SECOND_TRACER, by_links("/tracing/?stage=second", FIRST)),
    Shown("tracing-pair-confirmed", cast.FIRST_TRACER, by_links("/tracing/?stage=confirmed", FIRST), _MORE),
    Shown("tracing-pair-for-exchange", cast.NORTH_LIST_OFFICER, by_links("/tracing/?stage=new", FIRST)),
    Shown("tracing-searches", cast.FIRST_TRACER, at("/tracing/searches/")),
    Shown("tracing-search", cast.FIRST_TRACER, by_links("/tracing/searches/", FIRST)),
    Shown("tracing-quality", cast.FIRST_TRACER, at("/tracing/quality/")),
    Shown("tracing-quality-week", cast.FIRST_TRACER, at("/tracing/quality/?period=week")),
    Shown("tracing-model", cast.FIRST_TRACER, at("/tracing/model/"), _MORE),
    Shown("tracing-two-custodies", cast.FIRST_TRACER, at("/tracing/two-custodies/")),
)
