"""Sealed notes: for whom, under which key, for how long. Never searched, listed or exported."""

from importlib import import_module

from django.apps import AppConfig

from homeward.office.accounts.following import set_following


class CompartmentsConfig(AppConfig):
    name = "homeward.office.compartments"
    label = "compartments"
    verbose_name = "Sealed notes"

    def ready(self) -> None:
        giving = import_module("homeward.office.compartments.actions.giving")
        set_following(giving.follow_roles)
        import_module("homeward.office.compartments.work")
