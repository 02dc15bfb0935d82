"""The session engine (`SESSION_ENGINE`): Django's own table of sessions, with a column that says whose each one is."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from homeward.office.accounts.models import DeskSession


class SessionStore(DatabaseStore):
    """Stores as Django does; fills the columns of `DeskSession` from what the session holds."""

    @classmethod
    def get_model_class(cls) -> type[DeskSession]:
        return DeskSession

    def create_model_instance(self, data: dict[str, Any]) -> DeskSession:
        row: DeskSession = super().create_model_instance(data)
        row.officer = str(data.get(SESSION_KEY, ""))
        row.device = str(data.get("device", ""))
        row.began_at, row.seen_at = _moment(data.get("began")), _moment(data.get("seen"))
        return row


def end_sessions(officer_id: str, *, but: str = "") -> int:
    """Ends an officer's sessions, one excepted; returns how many there were. What they do next is nobody's."""
    ended, _by_table = DeskSession.objects.filter(officer=officer_id).exclude(session_key=but).delete()
    return ended


def _moment(seconds: Any) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) else None
