"""Addresses of a node. Desks bring their own; a desk joins by its line in `settings.DESKS`."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from homeward.node import continue_as, finding, health, look_log, views

# Long work registers itself when a desk's tasks are read, in the web process and in the worker alike.
urlpatterns = [
    path("", views.start, name="start"),
    path("", include("homeward.office.accounts.urls_own")),
    path("", include("homeward.office.accounts.urls")),
    path("sign-up/", views.no_sign_up, name="account_signup"),
    path("continue-as/", continue_as.continue_as, name="continue_as"),
    path("find/", finding.find, name="find"),
    path("look-log/", look_log.look_log, name="look_log"),
    path("look-log/export.csv", look_log.export, name="look_log_export"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("looked/", views.looked, name="looked"),
    path("journal/", views.journal, name="journal"),
    path("health/", health.page, name="health"),
    path("health/alive/", health.alive, name="alive"),
    path("sealed/", include("homeward.office.compartments.urls")),
    path("long-work/", include("homeward.office.jobs.urls")),
    *(path(address, include(import_module(f"{package}.urls"))) for package, address in settings.DESKS),
]

handler400 = "homeward.node.views.unreadable"
handler403 = "homeward.node.views.forbidden"
handler404 = "homeward.node.views.no_such_page"
handler500 = "homeward.node.views.broken"
