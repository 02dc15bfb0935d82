"""The handover desk: frozen manifest, check-off at both ends, discrepancies, protocol."""

from importlib import import_module

from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "homeward.desks.handover"
    label = "handover"
    verbose_name = "Handover"

    def ready(self) -> None:
        # This puts the desk into the navigation; it needs models, which stand only now.
        import_module("homeward.desks.handover.stage")
