"""Sealed notes: for whom, under which key, for how long. Never searched, listed or exported."""

from django.apps import AppConfig


class CompartmentsConfig(AppConfig):
    name = "homeward.office.compartments"
    label = "compartments"
    verbose_name = "Sealed notes"
