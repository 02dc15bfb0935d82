"""One plan: figures and seal, its check, its papers, the decision on it."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from homeward.base.errors import InputError, NoPlanError, TamperedError
from homeward.desks.exchange.actions import WITHDRAWAL_REASONS, approve_plan, print_manifest, withdraw_plan
from homeward.desks.exchange.actions.agreements import REPLACED
from homeward.desks.exchange.agreement_wording import findings, list_words, signer_words
from homeward.desks.exchange.agreement_wording import state_of as agreement_state
from homeward.desks.exchange.checking import check as check_plan
from homeward.desks.exchange.checking import units_of
from homeward.desks.exchange.clause_wording import ledger
from homeward.desks.exchange.documents import TRIAL, UNPROVED
from homeward.desks.exchange.forms import ApproveForm, PlanForm, WithdrawForm
from homeward.desks.exchange.list_wording import list_title
from homeward.desks.exchange.models import Agreement, PlanRecord
from homeward.desks.exchange.papers import manifest_paper
from homeward.desks.exchange.queries import (
    agreements_visible_to,
    compared_with_own_lists,
    document_visible_to,
    plan_visible_to,
    plans_visible_to,
    terms_version_visible_to,
    whole_plan_visible_to,
)
from homeward.desks.exchange.readings import terms_of
from homeward.desks.exchange.signing import INTERMEDIARY, name_of_partner, own_name
from homeward.desks.exchange.sources import changed_since
from homeward.desks.exchange.tasks import KIND
from homeward.desks.exchange.wording import (
    OBSTACLES,
    STAMPS,
    level_value,
    objective_words,
    reason_title,
    state_tag,
    way_words,
)
from homeward.engine.charts import Bar, bars
from homeward.engine.paper import qr_svg
from homeward.engine.sealing import eight_words
from homeward.office.accounts.queries import names_of
from homeward.office.jobs.actions import start_job
from homeward.office.journal.rights import Actor, has_right, require_right


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Starts planning and shows how far it is."""
    form = PlanForm(request.POST)
    if not form.is_valid():
        raise InputError(_("There is no version of the terms with that number."))
    version = terms_version_visible_to(viewer=request.actor, number=form.cleaned_data["terms"])
    job = start_job(actor=request.actor, kind=KIND, arguments={"terms": str(version.number)})
    return redirect("jobs:show", job.pk)


@require_GET
def plan(request: HttpRequest, number: int) -> HttpResponse:
    record = plan_visible_to(viewer=request.actor, number=number)
    summary = record.summary
    before = plans_visible_to(viewer=request.actor).filter(number__lt=number).values_list("number", flat=True).first()
    agreed = list(agreements_visible_to(viewer=request.actor).filter(plan=record))
    context = page_of(record, "plan") | {
        "directions": [_direction(way) for way in summary["directions"]],
        "reasons": _reasons(summary),
        "ways": [way_words(way["from"], way["to"]) for way in summary["directions"]],
        "levels": [
            {"words": objective_words(level), "value": level_value(level), "drawn": level["kind"] == "lottery"}
            for level in summary["levels"]
        ],
        "ledger": ledger(summary["clauses"], summary["terms"]),
        "qr": sized_qr(record.hash),
        "words": eight_words(record.hash),
        "people": _people(record),
        "before": before,
        "may": _may(request.actor, record, agreed),
        "agreements": [{"agreement": each, "state": agreement_state(each)} for each in agreed],
        "proposal": _proposal(request.actor, record),
    }
    return render(request, "exchange/plan.html", context)


def _proposal(actor: Actor, record: PlanRecord) -> dict[str, Any]:
    """Who proposed a plan that came from another node, and how it stands to the lists that this node sent."""
    if not record.came_from:
        return {}
    compared = compared_with_own_lists(viewer=actor, plan_number=record.number)
    own = own_name()
    return {
        "by": signer_words(name_of_partner(record.came_from)) or record.came_from[:16],
        "lists": [list_words(kind, number, own, other) for kind, number, other in compared.lists],
        "findings": findings(compared),
    }


def page_of(record: PlanRecord, tab: str) -> dict[str, Any]:
    """What all pages of one plan share: state, stamps, tabs, crumbs."""
    number = record.number
    tabs = [
        ("plan", _("Figures and seal"), reverse("exchange:plan", args=[number])),
        ("persons", _("Persons and reasons"), reverse("exchange:persons", args=[number])),
        ("what_if", _("Change one term"), reverse("exchange:what_if", args=[number])),
        ("check", _("Check and papers"), reverse("exchange:check", args=[number])),
    ]
    obstacles = record.summary["obstacles"]
    return {
        "plan": record,
        "state": state_tag(record),
        "stamps": [{"stamp": STAMPS[code], "words": OBSTACLES[code]} for code in obstacles],
        "tabs": [{"title": title, "url": url, "active": name == tab} for name, title, url in tabs],
        "crumbs": crumbs({"title": _("Plan %(number)d") % {"number": number}}),
    }


def crumbs(*further: Mapping[str, str]) -> list[Mapping[str, str]]:
    """Where a plan's page lies."""
    return [{"title": _("Exchange"), "url": reverse("exchange:start")}, *further]


def sized_qr(text: str) -> str:
    """A QR code of one size on every page; the sheet has no class for it."""
    return qr_svg(text).replace("<svg ", '<svg width="176" height="176" ', 1)


def _direction(way: Mapping[str, Any]) -> dict[str, Any]:
    title = way_words(way["from"], way["to"])
    figures = [
        Bar(_("persons held"), way["listed"]),
        Bar(_("may be exchanged under the terms"), way["free"]),
        Bar(_("planned"), way["exchanged"]),
        Bar(_("article 109, beside the exchange"), way["mandatory"]),
    ]
    turned = "rtl" if get_language_bidi() else "ltr"
    return {
        **way,
        "title": title,
        "chart": bars(title, _("Persons at each step of the work."), figures, direction=turned),
    }


def _reasons(summary: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One row a reason: goes or stays, its title, persons each way; those who go first."""
    ways = [(way["from"], way["to"]) for way in summary["directions"]]
    counted: dict[tuple[bool, str], dict[tuple[str, str], int]] = {}
    for group in summary["reasons"]:
        counted.setdefault((not group["goes"], group["code"]), {})[group["from"], group["to"]] = group["persons"]
    return [
        {
            "goes": not stays,
            "code": code,
            "title": reason_title(code),
            "figures": [{"way": way_words(*way), "persons": heads.get(way, 0)} for way in ways],
        }
        for (stays, code), heads in sorted(counted.items())
    ]


def _people(record: PlanRecord) -> list[dict[str, Any]]:
    """Who did what with this plan, and when."""
    made = _("taken and recomputed") if record.came_from else _("made")
    acts = [
        (made, record.made_by, record.made_at, ""),
        (_("approved"), record.approved_by, record.approved_at, ""),
        (_("withdrawn"), record.withdrawn_by, record.withdrawn_at, _why(record.withdrawn_why)),
    ]
    names = names_of({officer for _words, officer, _at, _why in acts if officer})
    return [
        {"words": words, "who": names.get(officer, officer), "at": at, "why": why}
        for words, officer, at, why in acts
        if officer
    ]


def _why(code: str) -> str:
    return _("a later agreement is in its place") if code == REPLACED else str(WITHDRAWAL_REASONS.get(code, ""))


def _may(actor: Actor, record: PlanRecord, agreed: list[Agreement]) -> dict[str, bool]:
    standing = [each for each in agreed if each.state != Agreement.State.REPLACED]
    bound = any(each.state == Agreement.State.IN_FORCE for each in standing)
    here = own_name() == INTERMEDIARY
    signable = not {TRIAL, UNPROVED} & set(record.summary["obstacles"])
    made, approved = (record.state == state for state in (PlanRecord.State.MADE, PlanRecord.State.APPROVED))
    return {
        "approve": made and has_right(actor, "exchange.approve") and record.made_by != actor.officer_id,
        "withdraw": not bound
        and ((made and has_right(actor, "exchange.plan")) or (approved and has_right(actor, "exchange.approve"))),
        "draw_up": (made or approved) and here and signable and not standing and has_right(actor, "exchange.plan"),
    }


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, number: int) -> HttpResponse:
    """Papers and downloads. Posting recomputes the plan from its inputs, or with `today` compares these with the
    present lists, and says the result."""
    asked = request.method == "POST"
    record = (whole_plan_visible_to if asked else plan_visible_to)(viewer=request.actor, number=number)
    context = page_of(record, "check") | {
        "ways": [
            {**way, "title": way_words(way["from"], way["to"]), "persons": way["exchanged"] + way["mandatory"]}
            for way in record.summary["directions"]
        ],
        "may_print": has_right(request.actor, "exchange.print") and record.state != PlanRecord.State.WITHDRAWN,
        "may_plan": has_right(request.actor, "exchange.plan"),
        "made_from": _made_from(record),
    }
    if asked:
        context |= _compared_with_today(request.actor, record) if "today" in request.POST else _result(record)
    return render(request, "exchange/check.html", context)


def _made_from(record: PlanRecord) -> dict[str, Any]:
    """The versions of lists that the plan was made from, and their formula check; nothing for register and tracing."""
    lists = [
        {
            "title": list_title(each["kind"], each["party"], each["to"]),
            "number": each["number"],
            "url": reverse("exchange:list_version", args=[each["kind"], each["party"], each["to"], each["number"]]),
        }
        for each in record.summary.get("lists") or ()
    ]
    versions = [url_of_version(each) for each in record.summary.get("lists") or ()]
    query = urlencode({"terms": record.terms.number, "version": versions}, doseq=True)
    return {
        "lists": lists,
        "interviews": record.summary.get("interviews") or 0,
        "formula_url": f"{reverse('exchange:formula')}?{query}",
    }


def url_of_version(named: Mapping[str, Any]) -> str:
    """A version of a list as the address of the formula check names it."""
    return f"{named['kind']}/{named['party']}/{named['to']}/{named['number']}"


def _result(record: PlanRecord) -> dict[str, Any]:
    try:
        check_plan(record)
    except TamperedError as error:
        return {"tampered": error}
    except NoPlanError as error:
        return {"unfinished": error}
    return {"clean": True}


def _compared_with_today(actor: Actor, record: PlanRecord) -> dict[str, Any]:
    require_right(actor, "exchange.plan")
    changed = changed_since(viewer=actor, terms=terms_of(record.terms), units=units_of(record))
    return {"compared": True, "changed": changed}


@require_GET
def document(request: HttpRequest, number: int) -> HttpResponse:
    """The plan file: the canonical bytes that both parties compare."""
    content = document_visible_to(viewer=request.actor, number=number)
    return _download(content, "application/json", f"plan-{number}.json")


@require_POST
def manifest(request: HttpRequest, number: int) -> HttpResponse:
    """One direction's manifest as PDF. A post, since handing one out is an act of its own."""
    record = whole_plan_visible_to(viewer=request.actor, number=number)
    paper = manifest_paper(
        viewer=request.actor,
        record=record,
        holder=request.POST.get("from", ""),
        destination=request.POST.get("to", ""),
    )
    paper = print_manifest(actor=request.actor, number=number, paper=paper)
    return _download(paper.content, "application/pdf", paper.file_name)


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(content, content_type=kind, headers=headers)


@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """One question: how many persons travel. The right number approves the plan."""
    require_right(request.actor, "exchange.approve")
    record = plan_visible_to(viewer=request.actor, number=number)
    form = ApproveForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            approve_plan(actor=request.actor, number=number, persons=form.cleaned_data["persons"])
        except InputError as error:
            form.add_error("persons", f"{error.message} {error.cure}")
        else:
            messages.success(request, _("Plan %(number)d is approved.") % {"number": number})
            return redirect("exchange:plan", number)
    return _decision_page(request, record, form, "exchange/approve.html")


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """One question: why. The answer withdraws the plan."""
    record = plan_visible_to(viewer=request.actor, number=number)
    approved = record.state == PlanRecord.State.APPROVED
    require_right(request.actor, "exchange.approve" if approved else "exchange.plan")
    form = WithdrawForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        withdraw_plan(actor=request.actor, number=number, why=form.cleaned_data["why"])
        messages.success(request, _("Plan %(number)d is withdrawn.") % {"number": number})
        return redirect("exchange:plan", number)
    return _decision_page(request, record, form, "exchange/withdraw.html")


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was posted, be it nothing at all; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def _decision_page(request: HttpRequest, record: PlanRecord, form: Any, template: str) -> HttpResponse:
    back = {
        "title": _("Plan %(number)d") % {"number": record.number},
        "url": reverse("exchange:plan", args=[record.number]),
    }
    context = page_of(record, "") | {
        "form": form,
        "directions": [{**way, "title": way_words(way["from"], way["to"])} for way in record.summary["directions"]],
        "words": eight_words(record.hash),
        "crumbs": crumbs(back, {"title": _("Decision")}),
    }
    return render(request, template, context, status=400 if form.errors else 200)
