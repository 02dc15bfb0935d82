"""Addresses of the handover desk."""

from django.urls import path

from homeward.desks.handover.views import checking, closing, day, settling, start

app_name = "handover"
urlpatterns = [
    path("", start.start, name="start"),
    path("freeze/", start.freeze, name="freeze"),
    path("<str:handover_id>/", day.day, name="day"),
    path("<str:handover_id>/persons/", day.persons, name="persons"),
    path("<str:handover_id>/sign/", closing.sign, name="sign"),
    path("<str:handover_id>/check/<int:way>/<str:site>/", checking.site, name="site"),
    path("<str:handover_id>/check/<int:way>/<str:site>/answer/", checking.answer, name="answer"),
    path("<str:handover_id>/check/<int:way>/<str:site>/difference/", checking.difference, name="difference"),
    path("<str:handover_id>/take-back/<str:event_hash>/", checking.undo, name="undo"),
    path("<str:handover_id>/witness/", settling.witness, name="witness"),
    path("<str:handover_id>/withdraw/", settling.withdraw, name="withdraw"),
    path("<str:handover_id>/differences/", settling.differences, name="differences"),
    path("<str:handover_id>/differences/<str:person_code>/", settling.settle, name="settle"),
    path("<str:handover_id>/proposals/<str:question_id>/", settling.answer_proposal, name="proposal"),
    path("<str:handover_id>/break-off/", settling.breaking_off, name="break_off"),
    path("<str:handover_id>/closing/", closing.closing, name="closing"),
    path("<str:handover_id>/closing/draw-up/", closing.draw_up, name="draw_up"),
    path("<str:handover_id>/closing/close/", closing.close, name="close"),
    path("<str:handover_id>/protocol.pdf", closing.protocol, name="protocol"),
    path("<str:handover_id>/protocol.json", closing.protocol_file, name="protocol_file"),
]
