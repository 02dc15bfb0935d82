"""Addresses of the families desk. `verify/`, `write/` and `reply/` are public; nobody can be looked up there."""

from django.urls import path

from homeward.desks.families import views

app_name = "families"
urlpatterns = [
    path("", views.list_requests, name="list"),
    path("new/", views.new_request, name="new"),
    path("verify/", views.verify, name="verify"),
    path("write/", views.write, name="write"),
    path("reply/", views.reply, name="reply"),
    path("notes/", views.list_notes, name="notes"),
    path("notes/<str:note_id>/", views.show_note, name="note"),
    path("requests/<str:request_id>/", views.show_request, name="request"),
    path("requests/<str:request_id>/link/", views.link, name="link"),
    path("requests/<str:request_id>/register/", views.register_person, name="register"),
    path("requests/<str:request_id>/kinship/", views.kinship, name="kinship"),
    path("requests/<str:request_id>/draft/", views.draft, name="draft"),
    path("requests/<str:request_id>/hand-on/", views.hand_on, name="hand_on"),
    path("answers/<str:answer_id>/", views.show_answer, name="answer"),
]
