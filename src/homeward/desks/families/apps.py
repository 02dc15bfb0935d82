"""The families desk: requests of relatives and the answers they are given."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from homeward.office.accounts.navigation import add_stage


class FamiliesConfig(AppConfig):
    name = "homeward.desks.families"
    label = "families"
    verbose_name = "Families"

    def ready(self) -> None:
        add_stage(title=_("Families"), address="families:list", right="families.read", order=15)
        import_module("homeward.desks.families.today")
