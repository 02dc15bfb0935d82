"""Addresses of the register."""

from django.urls import path

from homeward.desks.register import views

app_name = "register"
urlpatterns = [
    path("", views.list_persons, name="list"),
]
