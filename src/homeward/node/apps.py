"""The roof as a Django app: templates, catalogues and tags live in it."""

from importlib import import_module

from django.apps import AppConfig


class NodeConfig(AppConfig):
    name = "homeward.node"
    label = "node"
    verbose_name = "Node"

    def ready(self) -> None:
        finding = import_module("homeward.node.finding")
        openings = import_module("homeward.office.accounts.openings")
        openings.set_finder(finding.id_of, finding.address_of, finding.numbers_of)
