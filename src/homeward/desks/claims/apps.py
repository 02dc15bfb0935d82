"""The claims desk: who said what, what agrees, and what this node says itself."""

from importlib import import_module

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "homeward.desks.claims"
    label = "claims"
    verbose_name = "Claims"

    def ready(self) -> None:
        # These put the desk into the navigation and onto the start page; they need models, which stand only now.
        import_module("homeward.desks.claims.stage")
