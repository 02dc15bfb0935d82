"""Who may do what, as one table: role by class of record (security.md 5.1), right by right, act by act, page by page.

`python -m homeward.node.access` writes docs/reference/access.md. tests/node/test_access_matrix.py asks every role at
every act and every page, and compares what happens with these tables.
"""

import importlib
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import django
from django.urls import get_resolver

DOCUMENT = Path(__file__).parents[3] / "docs" / "reference" / "access.md"

# --- classes of records, and the letters of each right: R read, W write, S sign or decide ---------------------------
CLASSES = {
    "identity": "Identity, capture card", "place": "Place held", "health": "Health", "protected": "Protected, own will",
    "missing": "Missing cases", "family": "Family contact", "lists": "Lists, proposals", "handover": "Handover",
    "stay": "Reception, recovery", "intake": "Intake", "claims": "Claims", "journal": "Journal, read log",
    "post": "Post", "emergency": "Emergency access", "node": "Accounts, machine",
}  # fmt: skip
RIGHT_CLASS: Mapping[str, tuple[str, str]] = {
    "register.read": ("identity", "R"), "register.identity": ("identity", "R"),
    "register.import": ("identity", "W"), "register.undo": ("identity", "W"),
    "register.capture": ("identity", "W"), "register.custody": ("place", "W"),
    "register.decide_art109": ("health", "W"), "health.notes": ("health", "W"),
    "willingness.read": ("protected", "R"), "willingness.write": ("protected", "W"),
    "protected.read": ("protected", "R"), "protected.write": ("protected", "W"), "reception.mind": ("protected", "W"),
    "tracing.read": ("missing", "R"), "tracing.search": ("missing", "W"), "tracing.confirm": ("missing", "W"),
    "tracing.withdraw": ("missing", "W"),
    "families.read": ("family", "R"), "families.write": ("family", "W"), "families.answer": ("family", "W"),
    "families.take_note": ("family", "W"),
    "exchange.read": ("lists", "R"), "exchange.print": ("lists", "R"), "exchange.write_terms": ("lists", "W"),
    "exchange.write_lists": ("lists", "W"), "exchange.plan": ("lists", "W"),
    "exchange.approve": ("lists", "S"), "exchange.sign": ("lists", "S"),
    "handover.read": ("handover", "R"), "handover.check": ("handover", "W"), "handover.witness": ("handover", "S"),
    "handover.sign": ("handover", "S"),
    "reception.read": ("stay", "R"), "reception.write": ("stay", "W"),
    "recovery.read": ("stay", "R"), "recovery.write": ("stay", "W"),
    "surrender.read": ("intake", "R"), "surrender.write": ("intake", "W"),
    "claims.read": ("claims", "R"), "claims.write": ("claims", "W"), "statements.write": ("claims", "W"),
    "statements.release": ("claims", "W"),
    "journal.read": ("journal", "R"), "post.read": ("post", "R"), "post.send": ("post", "W"),
    "emergency.ask": ("emergency", "R"), "emergency.approve": ("emergency", "S"),
    "accounts.manage": ("node", "W"), "parties.manage": ("node", "W"), "post.manage": ("node", "W"),
    "health.read": ("node", "R"), "accounts.own": ("node", "W"), "accounts.note_sign_in": ("node", "W"),
}  # fmt: skip

# What security.md 5.1 grants at most. 'C' (a category or yes/no) and 'T' (totals) come with other desks' pages and are
# no rights of their own; the last three classes and reception have no column there.
MATRIX: Mapping[str, Mapping[str, str]] = {
    "registrar": {"identity": "RW", "place": "RW", "health": "C", "protected": "W", "claims": "R", "post": "R"},
    "medical_officer": {
        "identity": "R", "place": "R", "health": "RW", "protected": "W", "handover": "R", "claims": "R",
    },
    "tracing_officer": {"identity": "R", "missing": "RW", "family": "RW", "claims": "R"},
    "list_officer": {
        "identity": "R", "health": "C", "protected": "C", "lists": "RW", "handover": "R", "claims": "R", "post": "RW",
    },
    "decision_maker": {
        "identity": "R", "health": "C", "protected": "C", "lists": "RS", "handover": "RS", "claims": "R",
        "journal": "R", "emergency": "S", "post": "RW",
    },
    "handover_crew": {"identity": "R", "health": "C", "protected": "C", "handover": "RW", "emergency": "R"},
    "reception_coordinator": {
        "identity": "R", "health": "C", "family": "R", "handover": "R", "stay": "RW", "claims": "R",
    },
    "psychologist": {"identity": "R", "health": "RW", "protected": "RW", "stay": "R", "emergency": "R"},
    "surrender_duty_officer": {"intake": "RW"},
    "intermediary_desk": {
        "identity": "R", "health": "C", "lists": "RWS", "handover": "RS", "claims": "R", "journal": "R",
        "emergency": "S", "post": "RW",
    },
    "neutral_interviewer": {"identity": "R", "protected": "RW", "handover": "C"},
    "protection_officer": {"identity": "R", "protected": "RW", "intake": "R"},
    "claims_editor": {"lists": "T", "handover": "T", "claims": "RW"},
    "auditor": {"lists": "R", "handover": "R", "claims": "R", "journal": "R", "emergency": "R", "post": "R"},
    "administrator": {"node": "RW"},
}  # fmt: skip

# Rights that go beyond that table, each with its reason. Shrink this; never let it grow in silence.
BEYOND: Mapping[tuple[str, str], str] = {
    ("list_officer", "tracing.read"): "plans rest on confirmed pairs, and a pair names a missing case",
}

# --- acts whose right depends on what they are called with -----------------------------------------------------------
_OPENS_ITEMS = ("register.import", "exchange.write_lists", "exchange.sign", "handover.sign", "post.manage")
_SEALED = ("health.notes", "reception.mind", "willingness.write", "protected.write")
ASKED_BY_ARGUMENTS: Mapping[str, tuple[str, ...]] = {
    **{
        f"compartments.{name}": _SEALED
        for name in (
            "erase_expired", "hand_on_entries", "lay_entries", "read_entry", "read_note", "share_note", "write_entry",
            "write_note",
        )
    },
    "exchange.withdraw_plan": ("exchange.plan", "exchange.approve"),
    "handover.sign_paper": ("handover.sign", "handover.witness"),
    "jobs.start_again": ("tracing.search", "exchange.plan"),
    "jobs.start_job": ("tracing.search", "exchange.plan"),
    "jobs.stop_job": ("tracing.search", "exchange.plan"),
    "post.accept_item": _OPENS_ITEMS,
    "post.decline_item": _OPENS_ITEMS,
    "post.queue_item": ("post.send", "exchange.write_lists", "exchange.plan", "exchange.sign", "handover.sign"),
    "reception.give_triage": ("reception.write", "health.notes"),
    "reception.take_on": ("reception.write", "health.notes"),
    "register.add_evidence": ("register.import", "tracing.confirm"),
    "register.end_evidence": ("register.undo", "tracing.withdraw"),
    "register.record_custody": ("register.custody", "handover.check", "reception.write", "recovery.write"),
    "register.record_custody_of_many": ("register.custody", "handover.check", "reception.write", "recovery.write"),
    "register.record_expected_arrival": ("register.capture", "surrender.write"),
}  # fmt: skip

# --- pages -----------------------------------------------------------------------------------------------------------
# Open without a sign-in: the way in, a sign of life, the gate for sealed bundles, and what is published.
OPEN = frozenset({
    "start", "account_login", "mfa_authenticate", "mfa_login_webauthn", "account_inactive", "account_logout",
    "account_signup", "accounts:set_up", "continue_as", "set_language", "alive", "post:gate", "claims:public",
    "claims:public_statement", "families:verify", "families:write", "families:reply",
})  # fmt: skip
# One's own: every officer, whatever the roles.
OWN = frozenset({
    "account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_index", "own_language",
    "own_sessions", "account_change_password", "account_set_password",
    "mfa_activate_totp", "mfa_deactivate_totp", "mfa_list_webauthn",
    "mfa_add_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "looked", "jobs:list", "jobs:rows", "jobs:show", "jobs:progress",
})  # fmt: skip
# Forms that are read before the act behind them asks for its right: an empty one is turned back for everybody alike.
BY_THE_ACT = frozenset({
    "jobs:stop", "jobs:again", "tracing:answer", "tracing:compare", "tracing:following", "tracing:train",
    "tracing:choose", "exchange:make_plan", "exchange:compare", "exchange:compare_terms",
    "handover:freeze", "handover:witness", "reception:notes", "reception:open_note", "reception:change_leg",
    "recovery:answer", "post:decide_on_file", "post:decide_on_item",
})  # fmt: skip
# By address, or by desk for all its other pages: rights of which one lets in.
_STAY, _TREAT = ("reception.read", "health.notes"), ("reception.write", "health.notes")
PAGES: Mapping[str, tuple[str, ...]] = {
    "accounts": ("accounts.manage",),
    "accounts:emergency": ("emergency.ask", "emergency.approve", "journal.read"),
    "accounts:answer_opening": ("emergency.approve",),
    "compartments:newcomers": ("willingness.write", "protected.write"),
    "find": ("register.read",),
    "look_log": ("journal.read",),
    "look_log_export": ("journal.read",),
    "journal": ("journal.read",),
    "health": ("health.read",),
    "register": ("register.read",),
    "register:identity": ("register.identity", "register.read"),
    **{
        f"register:{name}": ("register.import",)
        for name in ("export", "settle", "import", "columns", "check", "proposal_rejected", "commit", "cancel")
    },
    **{f"register:{name}": ("register.capture",) for name in ("edit", "new_capture", "new_group", "arrivals")},
    **{
        f"register:{name}": ("register.custody",)
        for name in ("custody", "mend_custody", "capture_cards", "enable_card")
    },
    "register:decide": ("register.decide_art109",),
    "register:art109": ("register.import", "register.decide_art109", "exchange.plan", "exchange.approve"),
    "register:undo": ("register.undo",),
    "register:touched": ("register.import", "journal.read"),
    "families": ("families.read",),
    "tracing": ("tracing.read",),
    "exchange": ("exchange.read",),
    "exchange:write_terms": ("exchange.write_terms",),
    "exchange:approve": ("exchange.approve",),
    "exchange:draw_up_agreement": ("exchange.plan",),
    "exchange:sign_agreement": ("exchange.sign",),
    "exchange:draw_up_list": ("exchange.write_lists",),
    **{f"exchange:{name}": ("willingness.read",) for name in ("interviews", "interviews_csv", "interview")},
    **{
        f"exchange:{name}": ("willingness.write",)
        for name in ("interview_sheet", "record_interview_sheet", "open_own_will")
    },
    "handover": ("handover.read",),
    "handover:sign": ("handover.sign",),
    "handover:proposal": ("handover.sign",),
    "handover:close": ("handover.check",),
    "reception": ("reception.write",),
    **{f"reception:{name}": _STAY for name in ("board", "food", "convoys", "convoy", "person", "legs", "leg")},
    **{f"reception:{name}": _TREAT for name in ("take", "triage")},
    **{f"reception:{name}": ("reception.read",) for name in ("calls", "call")},
    "reception:mind": ("reception.mind",),
    "recovery": ("recovery.write",),
    **{
        f"recovery:{name}": ("recovery.read",)
        for name in ("cases", "case", "case_calendar", "places", "due", "calendar")
    },
    "claims": ("claims.read",),
    **{f"claims:{name}": ("claims.write",) for name in ("load", "add", "correct", "withdraw")},
    **{f"claims:{name}": ("statements.write",) for name in ("draft", "draft_handover", "discard")},
    "claims:release": ("statements.release",),
    "post": ("post.read", "post.manage"),
    "post:held": _OPENS_ITEMS,
    "post:send": ("post.send",),
    "post:new_list": ("post.send",),
    "post:retract": ("post.send",),
    "post:new_partner": ("post.manage",),
    "surrender": ("surrender.read",),
}


def rights_of_page(name: str) -> tuple[str, ...]:
    """Rights of which one opens that address; KeyError when neither it nor its desk stands in the table."""
    return PAGES[name] if name in PAGES else PAGES[name.partition(":")[0]]


def addresses() -> list[tuple[str, str]]:
    """Every address of the node: its name and its pattern, in the order of the urlconf."""
    return list(_walk(get_resolver(), "", ""))


def _walk(resolver: Any, before: str, space: str) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        place = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _walk(pattern, place, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name}", "/" + place


def rights_of_act(act: Any) -> tuple[str, ...]:
    """The right of an act; the possible ones where its arguments decide."""
    return (act.right,) if isinstance(act.right, str) else ASKED_BY_ARGUMENTS[act.kind]


def document() -> str:
    """The whole of docs/reference/access.md."""
    pages = _pages()  # first: reading the addresses reads the desks, whose acts register themselves
    roles = importlib.import_module("homeward.office.accounts.roles")
    acts = importlib.import_module("homeward.office.journal.frame").ACTS
    parts = [_INTRODUCTION, *_matrix(roles.RIGHTS), *_roles(roles), *_acts(acts), *pages]
    return "\n".join(parts) + "\n"


_INTRODUCTION = """# Who may do what

Written by `python -m homeward.node.access`; a test compares it, and asks every role at every act and
every page. Nothing is open that does not stand here.

## Role by class of record

R read, W write, S sign or decide, · nothing. Small letters: granted by the design, not yet a right in this version.
C only a category or yes/no, T totals only: both come with other pages. Sealed classes need the key as well.
"""


def _matrix(rights: Mapping[str, frozenset[str]]) -> list[str]:
    lines = ["| Role | " + " | ".join(CLASSES.values()) + " |", "|---|" + "---|" * len(CLASSES)]
    for role, granted in MATRIX.items():
        held = {RIGHT_CLASS[right] for right in rights[role]}
        lines.append(f"| {_words(role)} | " + " | ".join(_cell(name, granted, held) for name in CLASSES) + " |")
    return lines


def _cell(name: str, granted: Mapping[str, str], held: set[tuple[str, str]]) -> str:
    letters = [letter for letter in "RWS" if letter in granted.get(name, "") or (name, letter) in held]
    shown = [letter if (name, letter) in held else letter.lower() for letter in letters]
    shown += [letter for letter in "CT" if letter in granted.get(name, "")]
    return " ".join(shown) or "·"


def _roles(roles: Any) -> list[str]:
    lines = ["", "Beyond the table, with a reason:", ""]
    lines += [f"- {_words(role)}: `{right}` ({reason})" for (role, right), reason in BEYOND.items()]
    lines += ["", "## Roles and their rights", "", "| Role | Rights |", "|---|---|"]
    for role in MATRIX:
        lines.append(f"| {_words(role)} | " + ", ".join(f"`{right}`" for right in sorted(roles.RIGHTS[role])) + " |")
    lines += ["", "## Roles that may not meet in one person", ""]
    for role in MATRIX:
        others = sorted(other for pair in roles.INCOMPATIBLE if role in pair for other in pair - {role})
        if others:
            lines.append(f"- {_words(role)}: " + ", ".join(_words(other) for other in others))
    return lines


def _acts(acts: Mapping[str, Any]) -> list[str]:
    lines = ["", "## Acts", "", "Where several rights stand, what the act is about decides which one it takes.", ""]
    lines += ["| Act | Right |", "|---|---|"]
    return lines + [
        f"| `{kind}` | " + " or ".join(f"`{right}`" for right in rights_of_act(act)) + " |"
        for kind, act in sorted(acts.items())
    ]


def _pages() -> list[str]:
    lines = ["", "## Pages", "", "One of the rights opens the page; what is done there takes the right of its act.", ""]
    lines += ["| Address | Opens to |", "|---|---|"]
    return lines + [f"| `{re.sub(r'<[a-z]+:', '<', place)}` | {_opens(name)} |" for name, place in addresses()]


def _opens(name: str) -> str:
    if name in OPEN:
        return "everybody"
    if name in OWN:
        return "every officer"
    if name in BY_THE_ACT:
        return "the right of its act"
    return " or ".join(f"`{right}`" for right in rights_of_page(name))


def _words(role: str) -> str:
    return role.replace("_", " ").capitalize()


def main() -> int:
    """Writes the document."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "homeward.node.settings")
    django.setup()
    DOCUMENT.write_text(document(), encoding="utf-8")
    print(f"Wrote {DOCUMENT}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
