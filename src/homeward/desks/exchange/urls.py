"""Addresses of the exchange desk."""

from django.urls import path

from homeward.desks.exchange.views import compare, persons, plans, start, terms

app_name = "exchange"
urlpatterns = [
    path("", start.start, name="start"),
    path("terms/", terms.versions, name="terms"),
    path("terms/write/", terms.write, name="write_terms"),
    path("terms/compare/", terms.compare, name="compare_terms"),
    path("terms/<int:number>/", terms.version, name="terms_version"),
    path("plans/make/", plans.make, name="make_plan"),
    path("plans/compare/", compare.compare, name="compare"),
    path("plans/<int:number>/", plans.plan, name="plan"),
    path("plans/<int:number>/plan.json", plans.document, name="document"),
    path("plans/<int:number>/check/", plans.check, name="check"),
    path("plans/<int:number>/approve/", plans.approve, name="approve"),
    path("plans/<int:number>/withdraw/", plans.withdraw, name="withdraw"),
    path("plans/<int:number>/manifest/", plans.manifest, name="manifest"),
    path("plans/<int:number>/persons/", persons.persons, name="persons"),
    path("plans/<int:number>/persons.csv", persons.export, name="persons_csv"),
    path("plans/<int:number>/persons/<str:person_id>/", persons.why, name="why"),
]
