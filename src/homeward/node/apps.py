"""The roof as a Django app: templates, catalogues and tags live in it."""

from importlib import import_module

from django.apps import AppConfig
from django.conf import settings

from homeward.base.clock import LateClock
from homeward.node.home import read_time_behind
from homeward.office.journal.clock import set_clock


class NodeConfig(AppConfig):
    name = "homeward.node"
    label = "node"
    verbose_name = "Node"

    def ready(self) -> None:
        finding = import_module("homeward.node.finding")
        openings = import_module("homeward.office.accounts.openings")
        openings.set_finder(finding.id_of, finding.address_of, finding.numbers_of)
        if behind := read_time_behind(settings.NODE):
            set_clock(LateClock(behind))
