"""The journal: the frame every action runs in, and the record of every act and every look."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "homeward.office.journal"
    label = "journal"
    verbose_name = "Journal"
