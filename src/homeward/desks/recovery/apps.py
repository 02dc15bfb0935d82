"""Recovery: where somebody is cared for, and who asks after them for a year."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from homeward.office.accounts.navigation import add_stage


class RecoveryConfig(AppConfig):
    name = "homeward.desks.recovery"
    label = "recovery"
    verbose_name = "Recovery"

    def ready(self) -> None:
        add_stage(title=_("Recovery"), address="recovery:cases", right="recovery.read", order=60)
        # The cards of the day need the tables, which stand only now.
        import_module("homeward.desks.recovery.today")
