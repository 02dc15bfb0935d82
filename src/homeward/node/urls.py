"""Addresses of a node. Desks bring their own; a desk joins by its line in `settings.DESKS`."""

from importlib import import_module

from allauth.account import views as account_views
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from homeward.node import health, views

# Long work registers itself when a desk's tasks are read, in the web process and in the worker alike.
urlpatterns = [
    path("", views.start, name="start"),
    path("sign-in/", account_views.login, name="account_login"),
    path("sign-out/", account_views.logout, name="account_logout"),
    path("sign-up/", views.no_sign_up, name="account_signup"),
    path("inactive/", account_views.account_inactive, name="account_inactive"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("looked/", views.looked, name="looked"),
    path("journal/", views.journal, name="journal"),
    path("health/", health.page, name="health"),
    path("health/alive/", health.alive, name="alive"),
    path("long-work/", include("homeward.office.jobs.urls")),
    *(path(address, include(import_module(f"{package}.urls"))) for package, address in settings.DESKS),
]

handler400 = "homeward.node.views.unreadable"
handler403 = "homeward.node.views.forbidden"
handler404 = "homeward.node.views.no_such_page"
handler500 = "homeward.node.views.broken"
