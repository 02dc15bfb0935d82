"""Reception: people off the bus, in the order of need, and on to where they are cared for."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from homeward.office.accounts.navigation import add_stage


class ReceptionConfig(AppConfig):
    name = "homeward.desks.reception"
    label = "reception"
    verbose_name = "Reception"

    def ready(self) -> None:
        add_stage(title=_("Reception"), address="reception:board", right=("reception.read", "health.notes"), order=50)
        # The cards of the day need the tables, which stand only now.
        import_module("homeward.desks.reception.today")
