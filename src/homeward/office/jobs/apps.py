"""Long work."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "homeward.office.jobs"
    label = "jobs"
    verbose_name = "Long work"
