"""People who work here. At start the room tells the journal who holds which right."""

from importlib import import_module

from django.apps import AppConfig

from homeward.office.accounts.roles import holds_right
from homeward.office.journal.rights import set_openings, set_source


class AccountsConfig(AppConfig):
    name = "homeward.office.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        set_source(holds_right)
        openings = import_module("homeward.office.accounts.openings")
        set_openings(openings.opening_reason)
        import_module("homeward.office.accounts.work")
