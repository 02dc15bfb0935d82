"""The post."""

from importlib import import_module

from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "homeward.post"
    label = "post"
    verbose_name = "Post"

    def ready(self) -> None:
        # Navigation and the kinds of items need models, so they are read when those are.
        import_module("homeward.post.stage")
        import_module("homeward.post.kinds")
        notary = import_module("homeward.post.notary")
        if notary.has_keys():
            notary.plug_in()
