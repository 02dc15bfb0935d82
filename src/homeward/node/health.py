"""Whether this node is sound: what an administrator sees, and a bare sign of life for a supervisor."""

import shutil
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from homeward.node.home import NODE_FORMAT
from homeward.office.journal.rights import require_right
from homeward.office.journal.triggers import expected_triggers, list_triggers

_LEAST_ROOM = 500 * 1024 * 1024
# What each PRAGMA of `database.SQLITE_PRAGMAS` reads back as.
_SQLITE_EXPECTED = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "recursive_triggers": "1"}
_POSTGRESQL_EXPECTED = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what it is, whether it is as it must be, and what was seen."""

    title: str
    sound: bool
    seen: str


def look_at_health() -> list[Finding]:
    """All findings, sound ones too."""
    return [_version(), _room(), _triggers(), *_settings_of_database()]


def _version() -> Finding:
    return Finding(_("Format of the node's folder"), True, str(NODE_FORMAT))


def _room() -> Finding:
    free = shutil.disk_usage(settings.NODE.path).free
    return Finding(_("Free room on disk"), free >= _LEAST_ROOM, f"{free // 1024**2} MB")


def _triggers() -> Finding:
    missing = expected_triggers(connection.vendor) - list_triggers(connection)
    return Finding(_("Journals are append-only"), not missing, ", ".join(sorted(missing)) or _("all triggers stand"))


def _settings_of_database() -> list[Finding]:
    sqlite = connection.vendor == "sqlite"
    expected = _SQLITE_EXPECTED if sqlite else _POSTGRESQL_EXPECTED
    findings = []
    for name, value in expected.items():
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA {name}" if sqlite else f"SHOW {name}")
            seen = str(cursor.fetchone()[0])
        findings.append(Finding(_("Database setting %(name)s") % {"name": name}, seen == value, seen))
    return findings


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    require_right(request.actor, "health.read")
    return render(request, "journal/health.html", {"findings": look_at_health()})


@login_not_required
@require_GET
def alive(_request: HttpRequest) -> HttpResponse:
    """Answers when the process lives and the database speaks; tells nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("alive\n", content_type="text/plain")
