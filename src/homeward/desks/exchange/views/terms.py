"""Terms: their versions, the page to write them on, each in words, and two of them side by side."""

from collections.abc import Mapping
from difflib import unified_diff
from importlib.resources import files
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from homeward.base.errors import ConflictError, InputError, NotBuiltError
from homeward.base.identifiers import typed_number
from homeward.desks.exchange.actions import save_terms
from homeward.desks.exchange.clause_wording import clause_words
from homeward.desks.exchange.forms import TermsForm
from homeward.desks.exchange.models import TermsVersion
from homeward.desks.exchange.one_change import asked_change, changed_terms, terms_text
from homeward.desks.exchange.queries import READ, terms_version_visible_to, terms_versions_visible_to
from homeward.desks.exchange.readings import terms_of
from homeward.desks.exchange.wording import objective_words, terms_facts
from homeward.office.accounts.queries import names_of
from homeward.office.journal.rights import has_right, require_right

EXAMPLE = "example-terms.toml"


@require_GET
def versions(request: HttpRequest) -> HttpResponse:
    found = list(terms_versions_visible_to(viewer=request.actor).defer("text", "document"))
    names = names_of({version.by for version in found})
    rows = [{"version": version, "by": names.get(version.by, "")} for version in found]
    last = {"before": found[1].number, "after": found[0].number} if len(found) > 1 else {}
    return render(request, "exchange/terms.html", {"versions": rows, "compare": last, "crumbs": _crumbs()})


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """`?from=3` starts from a version, `?example=1` from the documented example.

    `&term=clauses/1/up_to&value=5` or `&order=2` changes one term of that version first."""
    require_right(request.actor, "exchange.write_terms")
    if request.method == "GET":
        return _page_to_write(request, TermsForm(initial={"text": _first_text(request)}))
    form = TermsForm(request.POST)
    if not form.is_valid():
        return _page_to_write(request, form, status=400)
    try:
        version = save_terms(actor=request.actor, text=form.cleaned_data["text"])
    except (InputError, ConflictError, NotBuiltError) as error:
        form.add_error("text", f"{error.message} {error.cure}".strip())
        return _page_to_write(request, form, status=400)
    messages.success(request, _("Version %(number)d of the terms is saved.") % {"number": version.number})
    return redirect("exchange:terms_version", version.number)


@require_GET
def version(request: HttpRequest, number: int) -> HttpResponse:
    found = terms_version_visible_to(viewer=request.actor, number=number)
    document = terms_of(found).document()
    plans = list(found.plans.order_by("-number").values_list("number", flat=True)[:10])
    context = {
        "version": found,
        "by": names_of({found.by}).get(found.by, ""),
        "words": in_words(document),
        "plans": plans,
        "may_plan": has_right(request.actor, "exchange.plan"),
        "earlier": found.number - 1,
        "crumbs": _crumbs({"title": _("Version %(number)d") % {"number": number}}),
    }
    return render(request, "exchange/terms_version.html", context)


@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """`?before=1&after=2`: what the later version changes, in words, then the text line by line."""
    before, after = (_asked(request, name) for name in ("before", "after"))
    context = {
        "before": before,
        "after": after,
        "changes": changes_between(terms_of(before).document(), terms_of(after).document()),
        "lines": _text_changes(before, after),
        "crumbs": _crumbs({"title": _("What changed")}),
    }
    return render(request, "exchange/compare_terms.html", context)


def in_words(document: Mapping[str, Any]) -> dict[str, Any]:
    """A terms document in the page's language."""
    return {
        "facts": [{"label": label, "value": value} for label, value in terms_facts(document)],
        "clauses": [clause_words(clause) for clause in document["clauses"]],
        "objectives": [objective_words(objective) for objective in document["objectives"]],
    }


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What differs, as rows of label, before and after; a clause that only one version has stands on its side alone."""
    rows = [
        {"label": label, "before": one, "after": other}
        for (label, one), (_label, other) in zip(terms_facts(before), terms_facts(after), strict=True)
        if one != other
    ]
    one, other = in_words(before), in_words(after)
    gone = [words for words in one["clauses"] if words not in other["clauses"]]
    new = [words for words in other["clauses"] if words not in one["clauses"]]
    rows += [{"label": _("Clause"), "before": words, "after": ""} for words in gone]
    rows += [{"label": _("Clause"), "before": "", "after": words} for words in new]
    if one["objectives"] != other["objectives"]:
        orders = (" › ".join(one["objectives"]), " › ".join(other["objectives"]))
        rows.append({"label": _("Order of wishes"), "before": orders[0], "after": orders[1]})
    return rows


def _text_changes(before: TermsVersion, after: TermsVersion) -> list[dict[str, str]]:
    lines = unified_diff(before.text.splitlines(), after.text.splitlines(), lineterm="", n=1)
    signs = {"+": "new", "-": "gone", " ": "same"}
    shown = [line for line in lines if not line.startswith(("---", "+++", "@@"))]
    return [{"kind": signs[line[:1]], "text": line[1:]} for line in shown]


def _asked(request: HttpRequest, name: str) -> TermsVersion:
    number = typed_number(request.GET.get(name, ""))
    if number is None:
        raise InputError(_("Two versions are needed."), cure=_("Choose them in the list of versions."))
    return terms_version_visible_to(viewer=request.actor, number=number)


def _first_text(request: HttpRequest) -> str:
    if "example" in request.GET:
        return files("homeward.desks.exchange").joinpath(EXAMPLE).read_text(encoding="utf-8")
    if (number := typed_number(request.GET.get("from", ""))) is not None:
        version = terms_version_visible_to(viewer=request.actor, number=number)
        change = asked_change(request.GET)
        return version.text if change is None else terms_text(changed_terms(terms_of(version), change))
    return ""


def _page_to_write(request: HttpRequest, form: TermsForm, status: int = 200) -> HttpResponse:
    require_right(request.actor, READ)
    context = {"form": form, "crumbs": _crumbs({"title": _("Write terms")})}
    return render(request, "exchange/write_terms.html", context, status=status)


def _crumbs(*further: Mapping[str, str]) -> list[Mapping[str, str]]:
    first = {"title": _("Exchange"), "url": reverse("exchange:start")}
    terms = {"title": _("Terms"), "url": reverse("exchange:terms") if further else ""}
    return [first, terms, *further]
