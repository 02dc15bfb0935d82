"""Addresses of sealed notes: notes and entries themselves are opened on the pages of the desks they belong to."""

from django.urls import path

from homeward.office.compartments import views

app_name = "compartments"
urlpatterns = [
    path("", views.newcomers, name="newcomers"),
]
