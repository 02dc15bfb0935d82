"""Notices of surrender: tables, keys and staff of their own; no desk and no post knows this room."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from homeward.office.accounts.navigation import add_stage


class SurrenderConfig(AppConfig):
    name = "homeward.desks.surrender"
    label = "surrender"
    verbose_name = "Notices"

    def ready(self) -> None:
        add_stage(title=_("Notices"), address="surrender:desk", right="surrender.read", order=90)
        # The cards of the day need the tables, which stand only now.
        import_module("homeward.desks.surrender.today")
