"""The roof as a Django app: templates, catalogues and tags live in it."""

from django.apps import AppConfig


class NodeConfig(AppConfig):
    name = "homeward.node"
    label = "node"
    verbose_name = "Node"
