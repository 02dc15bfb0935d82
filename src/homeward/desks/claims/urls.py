"""Addresses of the claims desk."""

from django.urls import path

from homeward.desks.claims import views

app_name = "claims"
urlpatterns = [
    path("", views.events, name="events"),
    path("events.csv", views.export_events, name="export_events"),
    path("events/<str:code>/", views.event, name="event"),
    path("events/<str:code>/claims.csv", views.export_claims, name="export_claims"),
    path("events/<str:code>/checks.csv", views.export_checks, name="export_checks"),
    path("other/", views.others, name="others"),
    path("other/claims.csv", views.export_claims, name="export_other_claims"),
    path("other/checks.csv", views.export_checks, name="export_other_checks"),
    path("load/", views.load, name="load"),
    path("add/", views.add, name="add"),
    path("claim/<str:code>/", views.claim, name="claim"),
    path("claim/<str:code>/correct/", views.correct, name="correct"),
    path("claim/<str:code>/withdraw/", views.withdraw, name="withdraw"),
    path("statements/", views.statements, name="statements"),
    path("statements/draft/", views.draft, name="draft"),
    path("statements/draft/handover/", views.draft_handover, name="draft_handover"),
    path("statements/<int:number>/", views.statement, name="statement"),
    path("statements/<int:number>/release/", views.release, name="release"),
    path("statements/<int:number>/discard/", views.discard, name="discard"),
    path("public/", views.public_statements, name="public"),
    path("public/<int:number>/", views.public_statement, name="public_statement"),
]
