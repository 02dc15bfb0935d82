"""Addresses of the post."""

from django.urls import path

from homeward.post.views import boxes, gate, partners

app_name = "post"
urlpatterns = [
    path("", boxes.inbox, name="inbox"),
    path("in/", gate.take_in, name="gate"),
    path("quarantine/", boxes.quarantine, name="quarantine"),
    path("quarantine/<int:quarantined_id>/", boxes.decide_on_file, name="decide_on_file"),
    path("waiting/", boxes.held, name="held"),
    path("waiting/<int:item_pk>/", boxes.decide_on_item, name="decide_on_item"),
    path("outbox/", boxes.outbox, name="outbox"),
    path("outbox/send/", boxes.send, name="send"),
    path("outbox/list/", boxes.new_list, name="new_list"),
    path("outbox/<str:item_id>/", boxes.retract, name="retract"),
    path("partners/", partners.list_partners, name="partners"),
    path("partners/card/", partners.own_card, name="own_card"),
    path("partners/new/", partners.new_partner, name="new_partner"),
    path("partners/<str:partner_id>/", partners.show_partner, name="partner"),
    path("partners/<str:partner_id>/send/", partners.send_now, name="send_now"),
]
