"""The exchange desk: terms, plans with reasons, manifests."""

from importlib import import_module

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "homeward.desks.exchange"
    label = "exchange"
    verbose_name = "Exchange"

    def ready(self) -> None:
        # These put the desk into the navigation and register its long work; they need models, which stand only now.
        import_module("homeward.desks.exchange.stage")
        import_module("homeward.desks.exchange.tasks")
