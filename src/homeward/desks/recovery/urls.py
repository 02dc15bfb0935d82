"""Addresses of the recovery desk."""

from django.urls import path

from homeward.desks.recovery.views import cases, follow_ups, places, referrals

app_name = "recovery"
urlpatterns = [
    path("", cases.cases, name="cases"),
    path("take-in/", cases.take_in, name="take_in"),
    path("take-in/<str:arrival_id>/", cases.new_case, name="new_case"),
    path("people/<str:case_id>/", cases.case, name="case"),
    path("people/<str:case_id>/needs/", cases.needs, name="needs"),
    path("people/<str:case_id>/refer/", referrals.send, name="refer"),
    path("people/<str:case_id>/follow-up.ics", follow_ups.calendar, name="case_calendar"),
    path("referrals/<str:referral_id>/", referrals.answer, name="answer"),
    path("places/", places.places, name="places"),
    path("places/new/", places.place, name="new_place"),
    path("places/regions/", places.regions, name="regions"),
    path("places/<str:place_id>/", places.place, name="place"),
    path("places/<str:place_id>/close/", places.close, name="close_place"),
    path("follow-up/", follow_ups.due, name="due"),
    path("follow-up/<str:follow_up_id>/", follow_ups.record, name="record"),
    path("follow-up.ics", follow_ups.calendar, name="calendar"),
]
