"""Tracing: missing persons of one party among the persons another one holds."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from homeward.office.accounts.navigation import add_stage


class TracingConfig(AppConfig):
    name = "homeward.desks.tracing"
    label = "tracing"
    verbose_name = "Tracing"

    def ready(self) -> None:
        add_stage(title=_("Tracing"), address="tracing:queue", right="tracing.read", order=20)
        # These register the desk's long work and its cards of the day; they need the tables, which stand only now.
        import_module("homeward.desks.tracing.tasks")
        import_module("homeward.desks.tracing.today")
