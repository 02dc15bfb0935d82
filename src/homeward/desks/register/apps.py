"""The register desk: persons held and missing."""

from importlib import import_module

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "homeward.desks.register"
    label = "register"
    verbose_name = "Register"

    def ready(self) -> None:
        # The module puts the desk into the navigation; it needs models, so it is read when those are.
        import_module("homeward.desks.register.stage")
