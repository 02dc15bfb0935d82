"""Parties."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "homeward.office.parties"
    label = "parties"
    verbose_name = "Parties"
