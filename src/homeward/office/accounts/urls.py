"""Addresses of officers and of emergency access. Sign-in and one's own account have allauth's names: `urls_own`."""

from django.urls import path

from homeward.office.accounts.views import coming_in, emergency, officers

app_name = "accounts"
urlpatterns = [
    path("set-up/", coming_in.set_up, name="set_up"),
    path("officers/", officers.list_officers, name="officers"),
    path("officers/invite/", officers.invite, name="invite"),
    path("officers/<uuid:officer_id>/", officers.show_officer, name="officer"),
    path("officers/<uuid:officer_id>/close/", officers.disable, name="disable"),
    path("officers/<uuid:officer_id>/set-up-anew/", officers.reset, name="reset"),
    path("officers/<uuid:officer_id>/reopen/", officers.reopen, name="reopen"),
    path("emergency/", emergency.emergency, name="emergency"),
    path("emergency/<str:opening_id>/", emergency.answer, name="answer_opening"),
]
