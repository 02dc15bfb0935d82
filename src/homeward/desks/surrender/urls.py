"""Addresses of the desk of notices."""

from django.urls import path

from homeward.desks.surrender import views

app_name = "surrender"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("notice/", views.notice, name="notice"),
    path("code/", views.by_code, name="code"),
    path("sentence/", views.sentence, name="sentence"),
    path("clocks/", views.clocks_now, name="clocks"),
    path("cases/<str:case_id>/", views.case, name="case"),
    path("cases/<str:case_id>/step/", views.step, name="step"),
]
