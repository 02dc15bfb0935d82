"""Addresses of the exchange desk."""

from django.urls import path

from homeward.desks.exchange.views import (
    agreements,
    compare,
    formula,
    interviews,
    lists,
    persons,
    plans,
    start,
    terms,
    what_if,
)

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
    path("plans/<int:number>/what-if/", what_if.what_if, name="what_if"),
    path("plans/<int:number>/approve/", plans.approve, name="approve"),
    path("plans/<int:number>/withdraw/", plans.withdraw, name="withdraw"),
    path("plans/<int:number>/manifest/", plans.manifest, name="manifest"),
    path("plans/<int:number>/persons/", persons.persons, name="persons"),
    path("plans/<int:number>/persons.csv", persons.export, name="persons_csv"),
    path("plans/<int:number>/persons/<str:person_id>/", persons.why, name="why"),
    path("lists/", lists.lists, name="lists"),
    path("lists/draw-up/", lists.draw_up, name="draw_up_list"),
    path("lists/compare/", lists.compare, name="compare_lists"),
    path("lists/formula/", formula.formula, name="formula"),
    path("lists/<str:kind>/<str:party>/<str:other>/<int:number>/", lists.version, name="list_version"),
    path("lists/<str:kind>/<str:party>/<str:other>/<int:number>/rows.csv", lists.export, name="list_csv"),
    path("interviews/", interviews.interviews, name="interviews"),
    path("interviews/sheet.csv", interviews.sheet_to_fill, name="interviews_csv"),
    path("interviews/sheet/", interviews.load_sheet, name="interview_sheet"),
    path("interviews/sheet/record/", interviews.record_sheet, name="record_interview_sheet"),
    path("interviews/persons/<str:person_id>/", interviews.interview, name="interview"),
    path("interviews/persons/<str:person_id>/words/", interviews.open_words, name="open_own_will"),
    path("plans/<int:number>/agreement/", agreements.draw_up, name="draw_up_agreement"),
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/<int:number>/", agreements.agreement, name="agreement"),
    path("agreements/<int:number>/sign/", agreements.sign, name="sign_agreement"),
    path("agreements/<int:number>/agreement.json", agreements.file, name="agreement_file"),
]
