"""Addresses of long work."""

from django.urls import path

from homeward.office.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.list_jobs, name="list"),
    path("rows/", views.rows, name="rows"),
    path("<uuid:job_id>/", views.show_job, name="show"),
    path("<uuid:job_id>/progress/", views.progress, name="progress"),
    path("<uuid:job_id>/stop/", views.stop, name="stop"),
    path("<uuid:job_id>/again/", views.again, name="again"),
]
