"""Making a node's database and static files ready, at its building and after each update."""

from django.conf import settings
from django.core.management import call_command


def prepare_node() -> None:
    """Migrates, makes the cache table, gathers static files. Call it before `guard_connections`; repeat at will."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if settings.STATIC_ROOT:
        call_command("collectstatic", verbosity=0, interactive=False)
