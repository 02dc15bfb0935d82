"""Addresses of the register."""

from django.urls import path

from homeward.desks.register import views

app_name = "register"
urlpatterns = [
    path("", views.list_persons, name="list"),
    path("export.csv", views.export_persons, name="export"),
    path("persons/<str:person_id>/", views.show_person, name="person"),
    path("persons/<str:person_id>/identity/", views.show_identity, name="identity"),
    path("persons/<str:person_id>/edit/", views.edit_person, name="edit"),
    path("persons/<str:person_id>/settle/", views.settle, name="settle"),
    path("persons/<str:person_id>/custody/", views.add_custody, name="custody"),
    path("persons/<str:person_id>/custody/<str:event_id>/", views.mend_custody, name="mend_custody"),
    path("persons/<str:person_id>/decision/", views.decide, name="decide"),
    path("captures/", views.list_captures, name="captures"),
    path("captures/one/", views.new_capture, name="new_capture"),
    path("captures/group/", views.new_group, name="new_group"),
    path("captures/<str:capture_id>/", views.show_capture, name="capture"),
    path("arrivals/", views.arrivals, name="arrivals"),
    path("cards/", views.capture_cards, name="capture_cards"),
    path("cards/<str:card_id>/", views.enable_card, name="enable_card"),
    path("art109/", views.art109, name="art109"),
    path("import/", views.upload_list, name="import"),
    path("import/<str:batch_id>/columns/", views.choose_columns, name="columns"),
    path("import/<str:batch_id>/check/", views.check_list, name="check"),
    path("import/<str:batch_id>/rejected.csv", views.rejected_of_proposal, name="proposal_rejected"),
    path("import/<str:batch_id>/commit/", views.commit_list, name="commit"),
    path("import/<str:batch_id>/cancel/", views.cancel_list, name="cancel"),
    path("batches/", views.list_batches, name="batches"),
    path("batches/<str:batch_id>/", views.show_batch, name="batch"),
    path("batches/<str:batch_id>/rejected.csv", views.show_rejected, name="rejected"),
    path("batches/<str:batch_id>/records.csv", views.show_touched, name="touched"),
    path("batches/<str:batch_id>/undo/", views.undo_batch, name="undo"),
]
