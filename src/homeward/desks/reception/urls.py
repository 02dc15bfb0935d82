"""Addresses of the reception."""

from django.urls import path

from homeward.desks.reception.views import arriving, boards, calls, notes, onward, persons, triage

app_name = "reception"
urlpatterns = [
    path("", boards.board, name="board"),
    path("food/", boards.food, name="food"),
    path("arriving/", arriving.convoys, name="convoys"),
    path("arriving/new/", arriving.new_convoy, name="new_convoy"),
    path("arriving/check/", arriving.check, name="check"),
    path("arriving/<str:convoy_id>/", arriving.convoy, name="convoy"),
    path("arriving/<str:convoy_id>/add/", arriving.add, name="add"),
    path("people/<str:arrival_id>/", persons.person, name="person"),
    path("people/<str:arrival_id>/arrive/", arriving.arrive, name="arrive"),
    path("people/<str:arrival_id>/take/", persons.take, name="take"),
    path("people/<str:arrival_id>/triage/", triage.triage, name="triage"),
    path("people/<str:arrival_id>/wish/", calls.wish, name="wish"),
    path("people/<str:arrival_id>/mind/", notes.mind, name="mind"),
    path("people/<str:arrival_id>/notes/<str:compartment>/", notes.notes, name="notes"),
    path("people/<str:arrival_id>/notes/<str:compartment>/<str:note_id>/", notes.open_note, name="open_note"),
    path("calls/", calls.calls, name="calls"),
    path("calls/<str:task_id>/", calls.call, name="call"),
    path("onward/", onward.legs, name="legs"),
    path("onward/new/", onward.new_leg, name="new_leg"),
    path("onward/<str:leg_id>/", onward.leg, name="leg"),
    path("onward/<str:leg_id>/change/", onward.change_leg, name="change_leg"),
]
