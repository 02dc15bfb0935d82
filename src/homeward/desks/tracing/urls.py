"""Addresses of the tracing desk."""

from django.urls import path

from homeward.desks.tracing import views

app_name = "tracing"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("pairs.csv", views.export, name="export"),
    path("pairs/<uuid:pair_id>/", views.pair, name="pair"),
    path("pairs/<uuid:pair_id>/answer/", views.answer, name="answer"),
    path("pairs/<uuid:pair_id>/withdraw/", views.withdraw, name="withdraw"),
    path("pairs/<uuid:pair_id>/compare/", views.compare, name="compare"),
    path("pairs/<uuid:pair_id>/first/", views.raise_first, name="raise_first"),
    path("searches/", views.searches, name="searches"),
    path("searches/following/", views.following, name="following"),
    path("searches/<uuid:run_id>/", views.run, name="run"),
    path("two-custodies/", views.two_custodies, name="two_custodies"),
    path("model/", views.model, name="model"),
    path("model/train/", views.train, name="train"),
    path("model/choose/", views.choose, name="choose"),
    path("model/<uuid:model_id>/", views.model_version, name="model_version"),
    path("quality/", views.quality, name="quality"),
    path("quality.csv", views.quality_export, name="quality_export"),
]
